"""The two charts of a printed plan, and what may be said of them: dimensions as a radar, and the course over time. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from cxtrain.measures.control_charts import FLOOR, xmr_chart
from cxtrain.measures.course import BASELINE, Course
from cxtrain.measures.intervals import Sums
from cxtrain.planning.findings import SETTLED
from cxtrain.web.bilingual import N_
from cxtrain.web.charts import Reading
from cxtrain.web.control import ControlChart, Limits, control_chart
from cxtrain.web.radar import Radar, radar

LOW, HIGH = 1.0, 7.0  # scale points
WIDE = 620  # of the course on A4, in user units
NOTHING = N_("No month or quarter has %(few)s visits yet, so there is nothing to draw.")
FEW_POINTS = N_("%(points)s points so far: limits are drawn from 8 on. Until then the line shows a direction, no proof.")
CHANCE = N_("Only chance shows: the points differ no more than chance makes them.")
SIGNAL = N_("Something other than chance shows at: %(periods)s.")
NONE = Sums(0, 0.0, 0.0)


@dataclass(frozen=True)
class Trend:
    """The course of what the plan is about; `chart` is None where nothing is to be drawn."""

    chart: ControlChart | None
    by: str  # month, quarter, visit
    points: int
    words: str  # for the catalogue; has places for points and periods
    periods: tuple[str, ...]  # that stand out
    flagged: bool  # whether the approval is marked on it
    has_limits: bool


@dataclass(frozen=True)
class Seen:
    """A visit that counts, as a point."""

    day: str  # 2026-05-12
    score: float | None  # scale points in the plan's dimension; None where too few of its items were answered


def radar_of(own: Mapping[str, Sums], beside: Mapping[str, Sums], *, standard: Mapping[str, float],
             names: Mapping[str, str]) -> Radar | None:
    """Return the radar of the dimensions in `names`, in their order; None while any rests on fewer than six visits.

    Args:
        own: sums of the person or the store, by dimension.
        beside: those of the store, for a person; empty for a store. A dimension counts from six visits on.
        standard: what the touchpoint asks, scale points.
        names: of the dimensions to draw, as plain texts.
    """
    if any(own.get(each, NONE).n < SETTLED for each in names):
        return None
    around = {each: sums.mean for each, sums in beside.items() if sums.n >= SETTLED}
    readings = [Reading(name, own[each].mean, n=own[each].n, standard=standard.get(each), reference=around.get(each), tone=each)
                for each, name in names.items()]
    return radar(readings, low=LOW, high=HIGH)


def trend_of_months(found: Course, standard: float | None, approved: str) -> Trend:
    """Return the course of a team, month by month; `approved` is the month of approval, or ""."""
    readings = [Reading(each.label, each.value, n=each.sums.n, standard=standard) for each in found.periods]
    limits = [Limits(each.start, each.stop, each.centre, *on_scale(each.low, each.high)) for each in found.stretches]
    marked = [(index, "1") for index, each in enumerate(found.periods) if approved in each.months]
    signals = {each.index for each in found.signals}
    told = tuple(found.periods[index].label for index in sorted(signals))
    return _trend(readings, limits, signals=signals, marked=marked, by="quarter" if found.by_quarter else "month", told=told)


def trend_of_visits(visits: Sequence[Seen], standard: float | None, approved: str) -> Trend:
    """Return the course of a person, visit by visit, oldest first; `approved` is the day of approval, or ""."""
    readings = [Reading(each.day[2:], each.score, standard=standard) for each in visits if each.score is not None]
    values = [each.value or 0.0 for each in readings]
    days = [each.day for each in visits if each.score is not None]
    stretch, signals = Limits(0, len(values), median(values)) if values else None, set[int]()
    if len(values) >= FLOOR:
        chart = xmr_chart(values, baseline=min(BASELINE, len(values)))
        stretch = Limits(0, len(values), chart.centre, *on_scale(chart.low, chart.high))
        signals = {each.index for each in chart.signals}
    after = [index for index, day in enumerate(days) if approved and day > approved][:1]
    return _trend(readings, [stretch] if stretch else [], signals=signals, marked=[(index, "1") for index in after],
                  by="visit", told=tuple(days[index] for index in sorted(signals)))


def _trend(readings: Sequence[Reading], limits: Sequence[Limits], *, signals: set[int], marked: list[tuple[int, str]],
           by: str, told: tuple[str, ...]) -> Trend:
    points, limited = sum(each.value is not None for each in readings), any(each.low is not None or each.high is not None
                                                                            for each in limits)
    words = NOTHING if not points else SIGNAL if signals else CHANCE if limited else FEW_POINTS
    chart = None
    if points:  # The table that pages show beside it is left out on paper.
        drawn = control_chart(readings, limits, signals=signals, flags=marked, ends=(LOW, HIGH), least_width=WIDE)
        chart = replace(drawn, rows=())
    return Trend(chart, by, points, words, told, bool(marked and points), limited)


def on_scale(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Return the limits; one beyond the scale can never be crossed and is not drawn."""
    return (low if low is not None and low > LOW else None, high if high is not None and high < HIGH else None)
