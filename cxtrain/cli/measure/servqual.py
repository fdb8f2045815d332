"""`cxtrain measure servqual`: gaps by dimension from pairs of columns that an instrument file names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import click
from pydantic import Field

from cxtrain.cli.measure.base import Facts, ends, measure, on_survey, table
from cxtrain.cli.measure.survey import Survey
from cxtrain.measures.consistency import alpha
from cxtrain.measures.servqual_survey import DimensionGap, Respondent, ServqualResult, ServqualSurvey
from cxtrain.web.documents import Part, read

Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1)]
End = Annotated[float, Field(allow_inf_nan=False)]


class Dimension(Part):
    """One dimension: its points and its items as (expectation column, perception column)."""

    weight: Weight | None = None
    pairs: Annotated[tuple[tuple[Name, Name], ...], Field(min_length=1)]


class Pairs(Part):
    """An instrument file of `cxtrain measure servqual`: the scale, and which columns belong together."""

    scale: tuple[End, End]
    dimensions: Annotated[dict[str, Dimension], Field(min_length=1)]

    @property
    def columns(self) -> list[str]:
        """Every column, in the order of the file."""
        return [column for each in self.dimensions.values() for pair in each.pairs for column in pair]

    @property
    def weights(self) -> dict[str, float] | None:
        """Points by dimension; None where none are given."""
        given = {name: each.weight for name, each in self.dimensions.items() if each.weight is not None}
        return given or None


@measure.command()
@click.option("--instrument", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="YAML: scale: [1, 7], dimensions: {tangibles: {weight: 11, pairs: [[E4, P4], …]}, …}")
@on_survey
def servqual(survey: Survey, *, instrument: Path) -> tuple[Facts, str]:
    """SERVQUAL: perception, expectation and gap of each dimension, and overall."""
    pairs = _pairs(instrument)
    low, high = pairs.scale
    sums = ServqualSurvey(list(pairs.dimensions), low=low, high=high, weights=pairs.weights)
    items: dict[str, list[tuple[tuple[float | None, ...], tuple[float | None, ...]]]] = {n: [] for n in pairs.dimensions}
    for respondent in _respondents(survey, pairs):
        sums.add(respondent)
        for name in items:
            items[name].append((tuple(respondent.expectations[name]), tuple(respondent.perceptions[name])))
    result = sums.result()
    facts = {each.dimension: _facts(each, items[each.dimension]) for each in result.dimensions}
    return _answer(result, facts)


def _pairs(path: Path) -> Pairs:
    try:
        document = read(path.read_bytes(), Pairs)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from error
    if document.value is None:
        raise click.ClickException("\n".join(f"{path}:{f.line}:{f.column}: {f.sentence}" for f in document.faults))
    pairs = document.value
    if not pairs.scale[0] < pairs.scale[1]:
        raise click.ClickException(f"{path}: the low end of the scale must lie below the high end")
    twice = {name for name in pairs.columns if pairs.columns.count(name) > 1}
    if twice:
        raise click.ClickException(f'{path}: the column "{min(twice)}" stands in two pairs')
    if pairs.weights is not None and len(pairs.weights) < len(pairs.dimensions):
        raise click.ClickException(f"{path}: give every dimension a weight, or none")
    return pairs


def _respondents(survey: Survey, pairs: Pairs) -> Iterator[Respondent]:
    places, start = {}, 0
    for name, each in pairs.dimensions.items():
        places[name] = slice(start, start + 2 * len(each.pairs))
        start += 2 * len(each.pairs)
    for row in survey.numbers(pairs.columns, low=pairs.scale[0], high=pairs.scale[1]):
        yield Respondent(expectations={name: row[place][0::2] for name, place in places.items()},
                         perceptions={name: row[place][1::2] for name, place in places.items()})


def _facts(gap: DimensionGap, items: list[Any]) -> Facts:
    of_gaps = [[None if e is None or p is None else p - e for e, p in zip(*both, strict=True)] for both in items]
    of_p, of_gap = alpha([p for _, p in items]), alpha(of_gaps)
    return {"n": gap.n, "left_out": gap.left_out, "perception": gap.perception, "expectation": gap.expectation,
            "gap": gap.gap.value, "ci95": ends(gap.gap.interval), "normalised_gap": gap.normalised,
            "alpha_perception": of_p.value, "alpha_gap": of_gap.value, "alpha_n": of_p.n,
            "alpha_note": of_p.reason or of_p.note, "alpha_dropped": len(of_p.dropped),
            "reason": gap.gap.reason, "note": gap.gap.note}


def _answer(result: ServqualResult, dimensions: dict[str, Facts]) -> tuple[Facts, str]:
    overall = {"unweighted": result.unweighted.value, "unweighted_ci95": ends(result.unweighted.interval),
               "weighted": result.weighted.value, "weighted_ci95": ends(result.weighted.interval),
               "n": result.unweighted.n, "reason": result.unweighted.reason, "weighted_reason": result.weighted.reason,
               "note": result.weighted.note or result.unweighted.note}
    rows = [(each.dimension, each.n, each.perception, each.expectation, each.gap.value, each.gap.interval,
             dimensions[each.dimension]["alpha_perception"], dimensions[each.dimension]["alpha_gap"])
            for each in result.dimensions]
    both = [("overall, unweighted", result.unweighted.n, None, None, result.unweighted.value, result.unweighted.interval,
             None, None),
            ("overall, weighted", result.weighted.n, None, None, result.weighted.value, result.weighted.interval, None, None)]
    notes = [f"{each.dimension}: {text}" for each in result.dimensions for text in (each.gap.reason, each.gap.note) if text]
    shown = table(("dimension", "n", "perception", "expectation", "gap", "95 % interval", "alpha P", "alpha gap"),
                  rows + both, *notes, result.unweighted.reason, result.weighted.reason, result.weighted.note)
    return {"respondents": result.respondents, "dimensions": dimensions, "overall": overall}, shown
