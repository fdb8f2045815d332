"""`cxtrain measure nps`, `csat`, `kano` and `importance`: what customers say."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import click

from cxtrain.cli.measure.base import Facts, ends, measure, on_survey, table
from cxtrain.cli.measure.survey import Survey, names_of, pairs_of, plain
from cxtrain.measures import kano as kanos
from cxtrain.measures.importance import DATA, SCALE, Attribute, importance_performance
from cxtrain.measures.recommendation import nps as nps_of
from cxtrain.measures.satisfaction import csat as csat_of

COLUMN = click.option("--column", required=True, metavar="COLUMN")


def _whole(survey: Survey, column: str, low: int, high: int) -> Iterator[float | None]:
    """Yield a column's answers, each a whole number of the scale."""
    for row, (value,) in survey.numbered([column], low=low, high=high):
        if value is not None and not value.is_integer():
            raise survey.fault_at(row, column, f"{value:g} is no answer on a scale of whole numbers")
        yield value


@measure.command()
@COLUMN
@on_survey
def nps(survey: Survey, *, column: str) -> tuple[Facts, str]:
    """Net Promoter Score of answers from 0 to 10, in points."""
    found = nps_of(_whole(survey, column, 0, 10))
    facts = {"n": found.n, "promoters": found.promoters, "passives": found.passives, "detractors": found.detractors,
             "nps": found.value, "se": found.se, "ci95": ends(found.interval), "adjusted_ci95": ends(found.adjusted),
             "reason": found.reason, "note": found.note}
    row = (found.n, found.promoters, found.passives, found.detractors, found.value, found.se, found.interval, found.adjusted)
    return facts, table(("n", "promoters", "passives", "detractors", "NPS", "se", "95 % interval", "adjusted"), [row],
                        found.reason, found.note)


@measure.command()
@COLUMN
@click.option("--top", metavar="ANSWERS", help="the answers that count as satisfied; by default the two highest, such as 4,5")
@click.option("--scale", nargs=2, type=int, default=(1, 5), show_default=True, metavar="LOW HIGH")
@on_survey
def csat(survey: Survey, *, column: str, top: str | None, scale: tuple[int, int]) -> tuple[Facts, str]:
    """Customer satisfaction: the share of the top answers, the mean and the whole distribution."""
    top = top or f"{scale[1] - 1},{scale[1]}"
    boxes = names_of(top)
    if not all(box.lstrip("-").isdigit() for box in boxes):
        raise click.UsageError(f'--top "{top}" must be answers such as 4,5')
    found = csat_of(_whole(survey, column, *scale), top=[int(box) for box in boxes], low=scale[0], high=scale[1])
    facts = {"n": found.n, "top": found.top, "share": found.share.value, "ci95": ends(found.share.interval),
             "mean": found.mean.value, "mean_ci95": ends(found.mean.interval),
             "distribution": {str(box.answer): box.count for box in found.distribution},
             "reason": found.reason, "note": found.note}
    rows = [(f"answered {box.answer}", box.count, box.count / found.n if found.n else None, None) for box in found.distribution]
    both = [(f"satisfied ({top})", found.top, found.share.value, found.share.interval),
            ("mean", found.n, found.mean.value, found.mean.interval)]
    return facts, table(("", "n", "value", "95 % interval"), rows + both, found.reason, found.note)


@measure.command()
@click.option("--features", required=True, metavar="F1/D1,…", help="pairs of columns: if it were there / if it were not")
@click.option("--table", "kind", type=click.Choice([kanos.CLASSIC, kanos.POULIOT]), default=kanos.CLASSIC, show_default=True)
@click.option("--codes", default="1,2,3,4,5", show_default=True, help="for like, must be, neutral, live with, dislike")
@on_survey
def kano(survey: Survey, *, features: str, kind: str, codes: str) -> tuple[Facts, str]:
    """Kano categories of features that are asked about twice."""
    pairs = pairs_of(features)
    meant = {plain(code): place for place, code in enumerate(names_of(codes, least=5), 1)}
    if len(meant) != 5:
        raise click.UsageError("--codes must name five different answers")
    columns = [column for pair in pairs for column in pair]
    rows = list(_coded(survey, columns, meant))
    found = {f"{there}/{absent}": kanos.kano(((row[2 * at], row[2 * at + 1]) for row in rows), table=kind)
             for at, (there, absent) in enumerate(pairs)}
    facts = {"table": kind, "features": {name: _kano_facts(each) for name, each in found.items()}}
    lines = [(name, each.n, *each.counts.by_letter.values(), each.category, each.better.value, each.worse.value,
              None if each.fong is None else "yes" if each.fong.significant else "no") for name, each in found.items()]
    notes = [f"{name}: {text}" for name, each in found.items() for text in (each.reason, each.note) if text]
    return facts, table(("feature", "n", *kanos.Counts().by_letter, "category", "better", "worse", "clear (Fong)"), lines,
                        f"evaluation table: {kind}", *notes)


def _coded(survey: Survey, columns: list[str], meant: Mapping[str, int]) -> Iterator[list[int | None]]:
    for row, texts in survey.texts(columns):
        for text, column in zip(texts, columns, strict=True):
            if text is not None and plain(text) not in meant:
                raise survey.fault_at(row, column, f'"{text}" is none of the answers {", ".join(meant)} (--codes)')
        yield [None if text is None else meant[plain(text)] for text in texts]


def _kano_facts(found: kanos.Kano) -> Facts:
    place: Any = found.continuous
    return {"n": found.n, "missing": found.missing, **found.counts.by_letter, "mode": found.mode, "category": found.category,
            "better": found.better.value, "better_ci95": ends(found.better.interval), "worse": found.worse.value,
            "worse_ci95": ends(found.worse.interval), "fong_significant": found.fong and found.fong.significant,
            "total_strength": found.total_strength, "category_strength": found.category_strength,
            "continuous": place and {"functional": place.functional.value, "dysfunctional": place.dysfunctional.value,
                                     "quadrant": place.quadrant},
            "reason": found.reason, "note": found.note}


@measure.command()
@click.option("--pairs", required=True, metavar="I1/S1,…", help="pairs of columns: importance / performance")
@click.option("--crosshair", type=click.Choice([DATA, SCALE]), default=DATA, show_default=True,
              help="lines at the means of the data, or in the middle of the scale")
@click.option("--scale", nargs=2, type=float, metavar="LOW HIGH", help="refuses what lies outside; 1 7 for --crosshair scale")
@on_survey
def importance(survey: Survey, *, pairs: str, crosshair: str, scale: tuple[float, float] | None) -> tuple[Facts, str]:
    """Importance and performance: what to work on, what to keep."""
    named = pairs_of(pairs)
    low, high = scale or ((1.0, 7.0) if crosshair == SCALE else (-math.inf, math.inf))
    limits = (None, None) if math.isinf(low) else (low, high)
    rows = list(survey.numbers([column for pair in named for column in pair], low=limits[0], high=limits[1]))
    attributes = [Attribute(f"{first}/{second}", [row[2 * at] for row in rows], [row[2 * at + 1] for row in rows])
                  for at, (first, second) in enumerate(named)]
    grid = importance_performance(attributes, crosshair=crosshair, low=low, high=high)
    items = {str(number): {"columns": each.name, "importance": each.importance.value, "importance_ci95": ends(
        each.importance.interval), "performance": each.performance.value, "performance_ci95": ends(
        each.performance.interval), "n": each.performance.n, "quadrant": each.quadrant, "undecided": each.undecided,
        "reason": each.reason} for number, each in enumerate(grid.points, 1)}
    facts = {"mean_importance": grid.mean_importance, "mean_performance": grid.mean_performance, "crosshair": grid.crosshair,
             "lines": {"importance": grid.importance_line, "performance": grid.performance_line}, "items": items,
             "reason": grid.reason}
    lines = [(each.name, each.importance.value, each.performance.value, each.quadrant,
              "undecided" if each.undecided else "") for each in grid.points]
    told = f"lines ({grid.crosshair}): importance {_four(grid.importance_line)}, performance {_four(grid.performance_line)}"
    return facts, table(("item", "importance", "performance", "quadrant", ""), lines, told, grid.reason)


def _four(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
