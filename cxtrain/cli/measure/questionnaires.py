"""`cxtrain measure alpha` and `agreement`: can the items, and the raters, be trusted?"""

from typing import cast

import click

from cxtrain.cli.measure.base import Facts, ends, measure, on_survey, table
from cxtrain.cli.measure.survey import Survey, names_of
from cxtrain.measures.agreement import Scale, krippendorff_alpha
from cxtrain.measures.answer_tables import Missing
from cxtrain.measures.consistency import alpha as alpha_of
from cxtrain.measures.intraclass import intraclass_correlations
from cxtrain.measures.one_factor import omega_total

CODES = "Intraclass correlations are of ratings on a scale, not of codes."
LEVELS = ("nominal", "ordinal", "interval", "ratio")


@measure.command()
@click.option("--items", required=True, metavar="a,b,c", help="the columns of the scale; turn reversed items round first")
@click.option("--missing-policy", type=click.Choice(["listwise", "pairwise"]), default="listwise", show_default=True)
@on_survey
def alpha(survey: Survey, *, items: str, missing_policy: str) -> tuple[Facts, str]:
    """Cronbach's alpha of a scale, with Feldt's interval and what each item does to it."""
    names = names_of(items, least=2)
    rows = list(survey.numbers(names))
    policy = cast("Missing", missing_policy)
    found, omega = alpha_of(rows, names=names, missing=policy), omega_total(rows, missing=policy)
    facts = {"n": found.n, "k": found.k, "missing_policy": found.missing, "alpha": found.value,
             "standardised": found.standardised, "ci95": ends(found.interval), "omega_total": omega.value,
             "omega_reason": omega.reason, "omega_note": omega.note,
             "items": {each.name: {"rest_correlation": each.rest_correlation, "alpha_if_deleted": each.alpha_if_deleted,
                                   "flags": list(each.flags)} for each in found.items},
             "dropped": list(found.dropped), "reason": found.reason, "note": found.note}
    lines = [(each.name, each.rest_correlation, each.alpha_if_deleted, " ".join(each.flags)) for each in found.items]
    told = table(("n", "items", "alpha", "standardised", "95 % interval", "omega total"),
                 [(found.n, found.k, found.value, found.standardised, found.interval, omega.value)])
    dropped = f"left out, as all answers are equal: {', '.join(found.dropped)}" if found.dropped else None
    return facts, told + "\n\n" + table(("item", "with the rest", "alpha without it", ""), lines, f"missing: {found.missing}",
                                        dropped, found.reason, found.note,
                                        f"omega: {omega.reason or omega.note}" if omega.reason or omega.note else None)


@measure.command()
@click.option("--raters", required=True, metavar="a,b,c", help="a column for each rater; a row is one thing that was rated")
@click.option("--level", type=click.Choice(LEVELS), default="ordinal", show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="of the interval's resamples")
@on_survey
def agreement(survey: Survey, *, raters: str, level: str, seed: int) -> tuple[Facts, str]:
    """Do raters agree? Krippendorff's alpha and the intraclass correlations."""
    columns = names_of(raters, least=2)
    rows = _codes(survey, columns) if level == "nominal" else list(survey.numbers(columns))
    found = krippendorff_alpha(rows, scale=cast("Scale", level), seed=seed)
    icc = intraclass_correlations(rows)
    refused = CODES if level == "nominal" else icc.reason
    forms = None if refused else {name: {"value": each.value, "ci95": ends(each.interval)} for name, each in icc.forms}
    facts = {"n": found.n, "ratings": found.ratings, "level": level, "krippendorff": found.value,
             "krippendorff_ci95": ends(found.interval), "seed": found.seed, "resamples": found.resamples,
             "reason": found.reason, "icc": forms, "icc_reason": refused}
    lines = [(f"Krippendorff's alpha ({level})", found.n, found.value, found.interval),
             *((name, icc.n, each.value, each.interval) for name, each in icc.forms if not refused)]
    return facts, table(("", "n", "value", "95 % interval"), lines, found.reason, refused)


def _codes(survey: Survey, columns: list[str]) -> list[list[float | None]]:
    """Return nominal ratings, which may be words, as numbers: the same for the same word."""
    places: dict[str, float] = {}
    return [[None if text is None else places.setdefault(text, float(len(places))) for text in texts]
            for _, texts in survey.texts(columns)]
