"""The course of an indicator as a line with its target, and how large numbers are written on it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cxtrain.voices.indicators.definition import Definition
from cxtrain.voices.indicators.figures import Figure
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.charts import Reading
from cxtrain.web.curves import LineChart, trend

LETTERS = 60  # a number is written at each point only where so many units of width lie between two
LARGE = 100_000  # from here on numbers are written in ten thousands or in millions


@dataclass(frozen=True)
class Scaled:
    """By what numbers are divided on a drawing, and what they are called then."""

    by: float
    unit: Bilingual


def scaled(definition: Definition, largest: float) -> Scaled:
    """Return how numbers up to `largest` are written so that they fit beside an axis."""
    if definition.is_share:
        return Scaled(0.01, Bilingual("%", "%"))
    zh, en = definition.unit.zh, definition.unit.en
    if largest >= LARGE * 10_000:
        return Scaled(1e8, Bilingual(f"亿{zh}", f"100 million {en}".strip()))
    if largest >= LARGE:
        return Scaled(1e4, Bilingual(f"万{zh}", f"10,000 {en}".strip()))
    return Scaled(1.0, Bilingual(zh, en))


@dataclass(frozen=True)
class Curve:
    """A line chart, and the unit of its numbers."""

    chart: LineChart
    unit: Bilingual


def curve(
    definition: Definition, figures: Sequence[Figure], targets: Mapping[str, float], *, width: float = 360
) -> Curve | None:
    """Return the course of an indicator, None where there is no number.

    Args:
        definition: which.
        figures: month by month, oldest first; sums to which stores are missing are left out.
        targets: the line of each month that has one, as it stands against the figures.
        width: of the drawing.
    """
    drawn = [replace(each, value=None) if each.is_partial and not definition.has_whole else each for each in figures]
    ends = [end for each in drawn for end in (each.value, each.low, each.high) if end is not None]
    if not any(each.value is not None for each in drawn):
        return None
    ends += [targets[each.month] for each in drawn if each.month in targets]
    size = scaled(definition, max(map(abs, ends)))
    digits = 1 if size.by != 1 else definition.digits
    readings = [_reading(each, targets.get(each.month), size.by) for each in drawn]
    low, high = _ends([end / size.by for end in ends])
    chart = trend(readings, low=low, high=high, width=width, digits=digits)
    return Curve(_thinned(chart), size.unit)


def _reading(each: Figure, target: float | None, by: float) -> Reading:
    def part(value: float | None) -> float | None:
        return None if value is None else value / by
    return Reading(each.month, part(each.value), part(each.low), part(each.high), each.n, part(target))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    return (max(0.0, low - room) if low >= 0 else low - room), high + room


def _thinned(chart: LineChart) -> LineChart:
    """Return the chart with as many numbers beside its points as have room, the last always among them."""
    marks = chart.marks
    gap = (chart.frame.right - chart.frame.left) / max(len(marks), 1)
    stride = max(1, -int(-LETTERS // gap))
    kept = [mark if (len(marks) - 1 - index) % stride == 0 else replace(mark, text="") for index, mark in enumerate(marks)]
    return replace(chart, marks=tuple(kept))
