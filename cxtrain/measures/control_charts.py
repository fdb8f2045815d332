"""Control charts: does a series of months hold more than chance, and at which point did something happen?

Both charts measure each point in sigmas from the centre line, and look for the same four signals.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from cxtrain.measures.control_signals import NEAR, Signal, find_signals
from cxtrain.measures.samples import ROUNDING, mean, present

RANGE_TO_SIGMA = 1.128  # d2: the mean range of two normal values, in sigmas
RANGE_LIMIT = 3.267  # D4: the upper limit of moving ranges, in mean moving ranges
FLOOR = 8
GROUP_FLOOR = 5

TOO_FEW_POINTS = "Limits need at least two points."
NO_NEIGHBOURS = "No two neighbouring points are there, so there is no moving range."
NO_VARIATION = "The points do not vary, so there are no limits to draw."
FEW_POINTS = "Fewer than eight points: read it as a run chart, the limits will still move."
SMALL_GROUPS = "A point rests on fewer than five observations: put months together into quarters."


@dataclass(frozen=True)
class XmrChart:
    """Individual values with their limits; the limits are None where `reason` says why."""

    n: int  # points that are there
    baseline: int  # points that the limits rest on
    centre: float | None = None
    sigma: float | None = None  # the mean moving range / 1.128
    low: float | None = None
    high: float | None = None
    mean_range: float | None = None
    range_high: float | None = None
    ranges: tuple[float | None, ...] = ()  # one per point: its distance from the one before
    signals: tuple[Signal, ...] = ()
    range_signals: tuple[int, ...] = ()  # points whose moving range is beyond `range_high`
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class SharePoint:
    """One group's share (0..1) with the limits for its size, clipped to 0..1."""

    value: float
    n: int
    low: float
    high: float


@dataclass(frozen=True)
class ShareChart:
    """Shares with stepped limits; no limits and no points where `reason` says why."""

    n: int  # points that are there
    baseline: int  # points that the limits rest on
    laney: bool = False  # whether the limits were widened or narrowed by `sigma_z`
    centre: float | None = None  # 0..1
    sigma_z: float | None = None  # about 1 where chance alone explains how the shares vary; None where unknown
    points: tuple[SharePoint | None, ...] = ()
    signals: tuple[Signal, ...] = ()
    reason: str | None = None
    note: str | None = None


def xmr_chart(values: Sequence[float | None], *, baseline: int | None = None) -> XmrChart:
    """Return the chart of individuals and moving ranges: limits at the mean ± 3 mean ranges / 1.128.

    Args:
        values: one per period, oldest first; None is missing, has no range and ends every run.
        baseline: the limits rest on this many periods from the first on (as many as there are), and stay; without it, on all.

    Raises:
        ValueError: a value is not finite, or the baseline is below 2.

    Source: Wheeler, Understanding Variation, 1993; signals: Western Electric, Statistical Quality Control Handbook,
    1956, and Nelson, "The Shewhart Control Chart: Tests for Special Causes", Journal of Quality Technology 16, 1984.
    """
    _check_baseline(baseline)
    n, held = len(present(values)), present(values[:baseline])
    ranges = _moving_ranges(values)
    steps = present(ranges[:baseline])
    chart = XmrChart(n, len(held), ranges=ranges, note=FEW_POINTS if len(held) < FLOOR else None)
    if len(held) < 2:
        return replace(chart, centre=mean(held) if held else None, reason=TOO_FEW_POINTS)
    if not steps:
        return replace(chart, centre=mean(held), reason=NO_NEIGHBOURS)
    if mean(steps) <= ROUNDING * max(abs(value) for value in held):
        return replace(chart, centre=mean(held), mean_range=0.0, reason=NO_VARIATION)
    return _with_limits(chart, values, mean(held), mean(steps))


def p_chart(
    counts: Sequence[int | None], sizes: Sequence[int | None], *, baseline: int | None = None, laney: bool = False
) -> ShareChart:
    """Return the chart of shares: limits at the pooled share ± 3 √(p(1 - p) / size), a step for each size.

    Args:
        counts: how many of each group had it; None is missing and ends every run.
        sizes: how large each group was; None or 0 is missing.
        baseline: the limits rest on this many groups from the first on (as many as there are), and stay; without it, on all.
        laney: multiply each sigma by σz, for large groups that vary more (or less) than chance explains.

    Raises:
        ValueError: the lists differ in length, a count is not within 0..size, or the baseline is below 2.

    Source: Shewhart, Economic Control of Quality of Manufactured Product, 1931; σz: Laney, "Improved Control Charts
    for Attributes", Quality Engineering 14, 2002; signals as for `xmr_chart`.
    """
    _check_baseline(baseline)
    return _pooled(_groups(counts, sizes), baseline, laney)


def _pooled(groups: Sequence[tuple[int, int] | None], baseline: int | None, laney: bool) -> ShareChart:
    """Return the chart around the share of all in the baseline, or why there is none."""
    held = [group for group in groups[:baseline] if group]
    chart = ShareChart(sum(group is not None for group in groups), len(held), laney, note=_share_note(groups, held))
    whole, hits = sum(size for _, size in held), sum(count for count, _ in held)
    if len(held) < 2:
        return replace(chart, centre=hits / whole if held else None, reason=TOO_FEW_POINTS)
    if hits in (0, whole):
        return replace(chart, centre=hits / whole, reason=NO_VARIATION)
    return _with_steps(chart, groups, hits / whole, baseline)


def _check_baseline(baseline: int | None) -> None:
    if baseline is not None and baseline < 2:
        raise ValueError("the baseline must be 2 points or more")


def _moving_ranges(values: Sequence[float | None]) -> tuple[float | None, ...]:
    pairs = zip([None, *values], values, strict=False)
    return tuple(None if a is None or b is None else abs(b - a) for a, b in pairs)


def _with_limits(chart: XmrChart, values: Sequence[float | None], centre: float, mean_range: float) -> XmrChart:
    sigma, range_high = mean_range / RANGE_TO_SIGMA, RANGE_LIMIT * mean_range
    zs = [None if value is None else (value - centre) / sigma for value in values]
    # A range on the limit itself, up to rounding, is within it, as a point is.
    wide = [i for i, step in enumerate(chart.ranges) if step is not None and step > range_high * (1 + NEAR)]
    return replace(
        chart,
        centre=centre,
        sigma=sigma,
        low=centre - 3 * sigma,
        high=centre + 3 * sigma,
        mean_range=mean_range,
        range_high=range_high,
        signals=find_signals(values, zs),
        range_signals=tuple(wide),
    )


def _groups(counts: Sequence[int | None], sizes: Sequence[int | None]) -> list[tuple[int, int] | None]:
    """Return (count, size) per group, None where either is missing or the group is empty."""
    if len(counts) != len(sizes):
        raise ValueError("counts and sizes must be of the same groups")
    groups = [None if count is None or size is None else (count, size) for count, size in zip(counts, sizes, strict=True)]
    if not all(0 <= group[0] <= group[1] for group in groups if group):
        raise ValueError("each count must lie within 0..size")
    return [group if group and group[1] else None for group in groups]


def _share_note(groups: Sequence[tuple[int, int] | None], held: Sequence[tuple[int, int]]) -> str | None:
    if len(held) < FLOOR:
        return FEW_POINTS
    return SMALL_GROUPS if any(group and group[1] < GROUP_FLOOR for group in groups) else None


def _with_steps(
    chart: ShareChart, groups: Sequence[tuple[int, int] | None], centre: float, baseline: int | None
) -> ShareChart:
    sigmas = [group and sqrt(centre * (1 - centre) / group[1]) for group in groups]
    shares = [group and group[0] / group[1] for group in groups]
    zs = [None if p is None or sigma is None else (p - centre) / sigma for p, sigma in zip(shares, sigmas, strict=True)]
    steps = present(_moving_ranges(zs)[:baseline])
    sigma_z = mean(steps) / RANGE_TO_SIGMA if steps else None
    chart = replace(chart, centre=centre, sigma_z=sigma_z)
    if chart.laney and not steps:
        return replace(chart, reason=NO_NEIGHBOURS)
    if chart.laney and mean(steps) <= ROUNDING:
        return replace(chart, reason=NO_VARIATION)
    factor = sigma_z if chart.laney and sigma_z is not None else 1.0
    points = [
        None if group is None or sigma is None else _share_point(group, centre, 3 * factor * sigma)
        for group, sigma in zip(groups, sigmas, strict=True)
    ]
    signals = find_signals(shares, [None if z is None else z / factor for z in zs])
    return replace(chart, points=tuple(points), signals=signals)


def _share_point(group: tuple[int, int], centre: float, reach: float) -> SharePoint:
    count, size = group
    return SharePoint(count / size, size, max(0.0, centre - reach), min(1.0, centre + reach))
