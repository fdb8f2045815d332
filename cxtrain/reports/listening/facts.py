"""What the page of customers' scores sets side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from cxtrain.journey.queries import Listed
from cxtrain.measures.intervals import Sums
from cxtrain.measures.p_values import p_of_shares
from cxtrain.quality.rollup import OVERALL
from cxtrain.quality.sums.queries import place_sums
from cxtrain.reports.figures import pooled
from cxtrain.reports.listening.asked import Wish
from cxtrain.reports.listening.cards import Score, cards
from cxtrain.reports.listening.courses import Course, course
from cxtrain.reports.listening.gaps import gap_cards, verdict
from cxtrain.reports.listening.queries import grouped, pair_counts, score_counts
from cxtrain.reports.listening.wording import DEFINITIONS, change_told, places_told, together_told
from cxtrain.reports.places.figures import proven
from cxtrain.reports.places.queries import sums_in
from cxtrain.voices.figures import Scores, confirmations, is_scored, scores
from cxtrain.web.charts import Reading
from cxtrain.web.curves import LineChart, trend
from cxtrain.web.pages import said


@dataclass(frozen=True)
class Line:
    """A row of a table: a unit or a touchpoint with its three scores."""

    label: str
    url: str
    scores: tuple[Score, ...]
    sign: int = 0  # 1 or -1 where its CSAT lies above or below that of all others together, beyond chance


@dataclass(frozen=True)
class Lines:
    """A table, and in a sentence what may be concluded from it."""

    rows: tuple[Line, ...]
    told: str


def overview(wish: Wish) -> dict[str, Any]:
    """Return the scores and their course beside the shoppers', in two statements, whatever the number of answers."""
    by_month = grouped(score_counts("month", [unit.id for unit in wish.units], wish.touchpoints, wish.place.ends))
    every = [row for rows in by_month.values() for row in rows]
    found = course(by_month, shopper_months(wish), wish.place.months)
    return {
        "cards": cards(scores(every)), "n": len(every), "course": found, "charts": charts(found),
        "nps_told": change_told(found.nps_change), "csat_told": change_told(found.csat_change, percent=True),
        "together": together_told(found.with_csat), "definitions": DEFINITIONS}


def comparison(wish: Wish, touchpoints: Sequence[Listed]) -> dict[str, Any]:
    """Return touchpoints beside each other, and units, in two statements."""
    return {"by_touchpoint": touchpoint_lines(wish, touchpoints), "by_unit": unit_lines(wish), "definitions": DEFINITIONS}


def expectations(wish: Wish) -> dict[str, Any]:
    """Return what was found beside what was expected, by dimension, in one statement."""
    units = [unit.id for unit in wish.units]
    met = confirmations(pair_counts("servqual", units, wish.touchpoints, wish.place.ends))
    return {"gaps": gap_cards(met), "told": verdict(met), "definitions": DEFINITIONS}


def shopper_months(wish: Wish) -> dict[str, Sums]:
    """Return the sums of the shoppers' scores over all dimensions by month."""
    wanted, parts = set(wish.touchpoints), dict[str, list[Sums]]()
    for each in place_sums(wish.place.store_ids, wish.place.ends, touchpoint_id=wish.touchpoint_id):
        if each.dimension == OVERALL and each.touchpoint_id in wanted:
            parts.setdefault(each.month, []).append(sums_in(each))
    return {month: pooled(sums) for month, sums in parts.items()}


def touchpoint_lines(wish: Wish, touchpoints: Sequence[Listed]) -> Lines | None:
    """Return a line for each touchpoint that somebody was asked about; None where the page is of one alone."""
    if wish.touchpoint_id is not None:
        return None
    told = grouped(score_counts("touchpoint_id", [unit.id for unit in wish.units], wish.touchpoints, wish.place.ends))
    found = {each.id: scores(told[each.id]) for each in touchpoints if each.id in told}
    return _lines(found, {each.id: Line(said(each.title), _address(wish, touchpoint=each.id), cards(found[each.id], bars=False))
                          for each in touchpoints if each.id in found})


def unit_lines(wish: Wish) -> Lines | None:
    """Return a line for each unit right below that has answers; None where there is nothing below."""
    told = grouped(score_counts("unit_id", [unit.id for unit in wish.below], wish.touchpoints, wish.place.ends))
    found = {unit.id: scores(told[unit.id]) for unit in wish.below if unit.id in told}
    return _lines(found, {unit.id: Line(said(unit.label), _address(wish, unit=unit.id), cards(found[unit.id], bars=False))
                          for unit in wish.below if unit.id in found})


def _address(wish: Wish, **changes: int) -> str:
    return url_for("listening.show_voices", **wish.address(**changes))


def _lines(found: Mapping[int, Scores], lines: Mapping[int, Line]) -> Lines | None:
    """Return the lines with their signs: each one's CSAT is tested against that of all others together."""
    if not lines:
        return None
    top, n = (sum(getattr(each.csat, name) for each in found.values()) for name in ("top", "n"))
    tests = {}
    for key, each in found.items():
        own, others = each.csat, (top - each.csat.top, n - each.csat.n)
        if is_scored(own.n) and is_scored(others[1]):
            tests[key] = own.top / own.n - others[0] / others[1], p_of_shares(own.top, own.n, *others)
    told = proven(tests)
    return Lines(tuple(replace(line, sign=told.signs.get(key, 0)) for key, line in lines.items()),
                 places_told(told.tested, told.above, told.below))


def charts(found: Course) -> dict[str, LineChart]:
    """Return the courses that have two points or more: of NPS, of CSAT, and of what shoppers saw."""
    nps = [Reading(each.label, each.nps, *_ends(each.nps, each.scores.nps.interval, 1), n=each.scores.nps.n)
           for each in found.periods]
    csat = [Reading(each.label, each.csat and 100 * each.csat, *_ends(each.csat, each.scores.csat.share.interval, 100),
                    n=each.scores.csat.n) for each in found.periods]
    seen = [Reading(each.label, each.seen, n=each.visits.n) for each in found.periods]
    drawn = {_("NPS, points"): (nps, -100, 100, 20, 0), _("CSAT, %"): (csat, 0, 100, 20, 0),
             _("What shoppers saw, 1 to 7"): (seen, 1, 7, 1, 1)}
    return {name: _with_few_texts(trend(readings, low=reach[0], high=reach[1], digits=digits))
            for name, (readings, low, high, step, digits) in drawn.items()
            if (reach := _reach(readings, low, high, step))}


def _with_few_texts(chart: LineChart) -> LineChart:
    """Return the chart with the numbers of its first, last, highest and lowest point only: the table beside it has all."""
    kept = {0, len(chart.marks) - 1, *(chart.marks.index(pick(chart.marks, key=lambda mark: mark.y)) for pick in (min, max))}
    return replace(chart, marks=tuple(mark if index in kept else replace(mark, text="")
                                      for index, mark in enumerate(chart.marks)))


def _ends(value: float | None, interval: Any, factor: float) -> tuple[float | None, float | None]:
    if value is None or interval is None:
        return None, None
    return factor * interval.low, factor * interval.high


def _reach(readings: Sequence[Reading], low: float, high: float, step: float) -> tuple[float, float] | None:
    """Return the round ends of the axis that hold all that is drawn, two steps apart at least; None below two points."""
    there = [value for each in readings for value in (each.low, each.value, each.high) if value is not None]
    if sum(each.value is not None for each in readings) < 2:
        return None
    bottom, top = max(low, min(there) // step * step), min(high, -(-max(there) // step) * step)
    return (bottom, top) if top - bottom >= 2 * step else (max(low, top - 2 * step), max(low, top - 2 * step) + 2 * step)
