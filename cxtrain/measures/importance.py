"""Importance-performance analysis: what to work on, what to keep, and what the data leave open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, mean_of

DATA, SCALE = "data", "scale"
CONCENTRATE, KEEP_UP, LOW_PRIORITY, OVERKILL = "concentrate", "keep_up", "low_priority", "overkill"

NO_PLACE = "Importance and performance need at least one answer each."
CROSSES_THE_LINE = "An interval crosses the line, so the quadrant is undecided."
NO_INTERVAL = "Importance or performance has no interval, so the quadrant is undecided."


@dataclass(frozen=True)
class Attribute:
    """One attribute's answers on one scale; None is missing."""

    name: str
    importance: Sequence[float | None]
    performance: Sequence[float | None]


@dataclass(frozen=True)
class Point:
    """One attribute's place; each axis has its own n and interval."""

    name: str
    importance: Estimate
    performance: Estimate
    quadrant: str | None  # by the means: CONCENTRATE, KEEP_UP, LOW_PRIORITY or OVERKILL
    undecided: bool  # an interval crosses a line or does not exist, so the quadrant may be another
    reason: str | None = None


@dataclass(frozen=True)
class Grid:
    """All attributes and the lines between the quadrants, scale points."""

    points: tuple[Point, ...]
    crosshair: str  # DATA: the means over attributes; SCALE: the middle of the scale
    importance_line: float | None
    performance_line: float | None
    mean_importance: float | None  # over the attributes' means
    mean_performance: float | None
    reason: str | None = None


def importance_performance(
    attributes: Iterable[Attribute], *, crosshair: str = DATA, low: float = 1, high: float = 7, level: float = 0.95,
) -> Grid:
    """Return each attribute's quadrant.

    Args:
        attributes: with their answers on the scale low..high; missing answers leave the mean of their own axis.
        crosshair: DATA takes the means over attributes as lines, which always puts some below; SCALE the middle of
            the scale.

    Raises:
        ValueError: the crosshair is unknown, the scale has no length, an answer lies outside it or is no number,
            or two attributes have one name.

    Source: Martilla & James, "Importance-Performance Analysis", Journal of Marketing 41(1), 1977.
    """
    everything = list(attributes)
    _check(everything, crosshair, low, high)
    means = {each.name: (mean_of(each.importance, level=level), mean_of(each.performance, level=level))
             for each in everything}
    return grid_of_means(means, crosshair=crosshair, low=low, high=high)


def grid_of_means(
    means: Mapping[str, tuple[Estimate, Estimate]], *, crosshair: str = DATA, low: float = 1, high: float = 7,
) -> Grid:
    """Return the same of attributes whose importance and performance (in this order) were estimated elsewhere."""
    importance, performance = _mean(i for i, _ in means.values()), _mean(p for _, p in means.values())
    lines = (importance, performance) if crosshair == DATA else ((low + high) / 2, (low + high) / 2)
    points = tuple(_point(name, *mean, lines) for name, mean in means.items())
    reason = NO_OBSERVATION if importance is None or performance is None else None
    return Grid(points, crosshair, *lines, importance, performance, reason)


def _check(attributes: Sequence[Attribute], crosshair: str, low: float, high: float) -> None:
    if crosshair not in (DATA, SCALE):
        raise ValueError(f"the crosshair is {DATA} or {SCALE}, not {crosshair!r}")
    if not low < high:
        raise ValueError("the low end of the scale must lie below the high end")
    if len({each.name for each in attributes}) < len(attributes):
        raise ValueError("each attribute needs a name of its own")
    for each in attributes:
        for answer in (*each.importance, *each.performance):
            if answer is not None and not low <= answer <= high:
                raise ValueError(f"an answer to {each.name!r} must lie within {low}..{high}, not {answer}")


def _mean(estimates: Iterable[Estimate]) -> float | None:
    values = [each.value for each in estimates if each.value is not None]
    return fsum(values) / len(values) if values else None


def _point(
    name: str, importance: Estimate, performance: Estimate, lines: tuple[float | None, float | None]
) -> Point:
    if importance.value is None or performance.value is None or lines[0] is None or lines[1] is None:
        return Point(name, importance, performance, None, True, NO_PLACE)
    quadrant = _quadrant(importance.value >= lines[0], performance.value >= lines[1])
    reason = _doubt(importance, lines[0]) or _doubt(performance, lines[1])
    return Point(name, importance, performance, quadrant, reason is not None, reason)


def _quadrant(is_important: bool, is_done_well: bool) -> str:
    if is_important:
        return KEEP_UP if is_done_well else CONCENTRATE
    return OVERKILL if is_done_well else LOW_PRIORITY


def _doubt(estimate: Estimate, line: float) -> str | None:
    if estimate.interval is None:
        return NO_INTERVAL
    return CROSSES_THE_LINE if estimate.interval.low <= line <= estimate.interval.high else None
