"""A place month by month: which points are drawn, what their limits rest on, and what they signal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from cxtrain.measures.control_charts import FLOOR, xmr_chart
from cxtrain.measures.control_signals import find_signals
from cxtrain.measures.intervals import Sums

FEWEST = 5  # visits of a month (or quarter) below which it is no point
BASELINE = 12  # points on which limits rest, and then stay; 8 at least
DENSE = 0.75  # share of months with enough visits from which months are drawn, else quarters


@dataclass(frozen=True)
class Period:
    """A month or a quarter."""

    label: str  # 2026-05, or 2026 Q2
    months: tuple[str, ...]
    sums: Sums

    @property
    def value(self) -> float | None:
        """Its mean; None where it rests on too few visits."""
        return self.sums.mean if self.sums.n >= FEWEST else None


@dataclass(frozen=True)
class Stretch:
    """Periods with the same limits, from `start` up to `stop` (excluded); without limits it is a run chart."""

    start: int
    stop: int
    centre: float | None
    low: float | None = None
    high: float | None = None
    rests_on: tuple[str, str] | None = None  # the first and last period of the baseline


@dataclass(frozen=True)
class Told:
    """A signal at a period."""

    index: int
    kind: str  # of control_signals


@dataclass(frozen=True)
class Course:
    """What the chart of a touchpoint draws and says."""

    periods: tuple[Period, ...]
    stretches: tuple[Stretch, ...]
    signals: tuple[Told, ...]
    by_quarter: bool

    @property
    def has_limits(self) -> bool:
        """Whether any stretch has limits."""
        return any(each.low is not None for each in self.stretches)

    @property
    def points(self) -> int:
        """How many periods are drawn."""
        return sum(each.value is not None for each in self.periods)


def course(by_month: Mapping[str, Sums], months: Sequence[str], anew: Collection[str] = ()) -> Course:
    """Return the course of a touchpoint.

    Months with fewer than five visits are no points; where they are more than a quarter, quarters are drawn instead.

    Args:
        by_month: sums of the visits by month.
        months: all months of the window, oldest first; those before the first visit are left out.
        anew: months with which limits begin anew.
    """
    seen = [month for month in months if by_month.get(month, Sums(0, 0.0, 0.0)).n]
    if not seen:
        return Course((), (), (), by_quarter=False)
    shown = [Period(month, (month,), by_month.get(month, Sums(0, 0.0, 0.0))) for month in months if month >= seen[0]]
    by_quarter = sum(each.value is not None for each in shown) < DENSE * len(shown)
    periods = _quarters(shown) if by_quarter else shown
    starts = sorted({0, *(index for index, each in enumerate(periods) if set(each.months) & set(anew))})
    parts = [_stretch(periods, start, stop) for start, stop in zip(starts, [*starts[1:], len(periods)], strict=True)]
    return Course(tuple(periods), tuple(part for part, _ in parts),
                  tuple(signal for _, signals in parts for signal in signals), by_quarter)


def _quarters(months: Sequence[Period]) -> list[Period]:
    found: dict[str, Period] = {}
    for month in months:
        label = f"{month.label[:4]} Q{(int(month.label[5:]) + 2) // 3}"
        before = found.get(label, Period(label, (), Sums(0, 0.0, 0.0)))
        found[label] = Period(label, (*before.months, month.label), before.sums + month.sums)
    return list(found.values())


def _stretch(periods: Sequence[Period], start: int, stop: int) -> tuple[Stretch, list[Told]]:
    values = [each.value for each in periods[start:stop]]
    there = [index for index, value in enumerate(values) if value is not None]
    if len(there) < FLOOR:
        centre = median([values[index] or 0.0 for index in there]) if there else None
        signals = find_signals(values, [None] * len(values))
        return Stretch(start, stop, centre), [Told(start + each.index, each.kind) for each in signals]
    last = there[min(BASELINE, len(there)) - 1]
    chart = xmr_chart(values, baseline=last + 1)
    rests_on = (periods[start + there[0]].label, periods[start + last].label)
    return (Stretch(start, stop, chart.centre, chart.low, chart.high, rests_on if chart.low is not None else None),
            [Told(start + each.index, each.kind) for each in chart.signals])
