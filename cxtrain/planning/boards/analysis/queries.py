"""Reading the numbers behind a board: of its own places, and of those that it is compared with."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, func, select

from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.measures.course import Course, Stretch, course
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Unit
from cxtrain.planning.boards.effect import Effect, Place, effect
from cxtrain.planning.boards.measure import MEASURES, Measure, Need, needed, sums_of
from cxtrain.planning.boards.models import Board
from cxtrain.planning.boards.steps import WRITTEN, Step
from cxtrain.planning.boards.windows import drawn, shifted, windows
from cxtrain.planning.months import month_of
from cxtrain.quality.models import UnitRollup
from cxtrain.quality.rollup import OVERALL
from cxtrain.voices.sums.queries import counts
from cxtrain.web.charts import Reading
from cxtrain.web.control import ControlChart, Limits, control_chart
from cxtrain.web.pages import said

KIND = "mystery_shop"
NONE = Sums(0, 0.0, 0.0)
WIDE = 860
Cell = tuple[int, int]  # (store id, touchpoint id)
Months = Mapping[str, Sums]
_unit, _rollup = Unit.__table__, UnitRollup.__table__


def stores_of(unit: Unit) -> list[int]:
    """Return the ids of the stores at and below a unit."""
    query = select(_unit.c.id).where(_unit.c.path.startswith(unit.path, autoescape=True), _unit.c.kind == "store")
    return list(db.session.scalars(query.order_by(_unit.c.id)))


@lru_cache(maxsize=1)
def _visits() -> Select[Any]:
    keys = (_rollup.c.unit_id, _rollup.c.touchpoint_id, _rollup.c.month)
    return (select(*keys, func.sum(_rollup.c.n), func.sum(_rollup.c.total), func.sum(_rollup.c.squares))
            .where(_rollup.c.unit_id.in_(bindparam("units", expanding=True)), _rollup.c.kind == KIND,
                   _rollup.c.touchpoint_id.in_(bindparam("places", expanding=True)), _rollup.c.dimension == OVERALL,
                   _rollup.c.month.between(bindparam("first"), bindparam("last")), _rollup.c.n > 0)
            .group_by(*keys).order_by(*keys))


def months_of(measure: str, cells: Collection[Cell], ends: tuple[str, str]) -> dict[Cell, dict[str, Sums]]:
    """Return the sums of a measure by store and touchpoint, and by month; only cells asked for."""
    found: dict[Cell, dict[str, Sums]] = defaultdict(dict)
    units, places = sorted({unit for unit, _place in cells}), sorted({place for _unit_id, place in cells})
    if measure == "shopper":
        rows = db.session.execute(_visits(), {"units": units, "places": places, "first": ends[0], "last": ends[1]})
        for unit, place, month, n, total, squares in rows:
            found[unit, place][month] = Sums(int(n), float(total), float(squares))
    else:
        for each in places:
            for row in counts(units, ends, touchpoint_id=each, measures=[measure], by_month=True):
                own = found[row.unit_id, each]
                own[row.month] = own.get(row.month, NONE) + sums_of(measure, [(row.value, row.n)])
    return {cell: months for cell, months in found.items() if cell in set(cells)}


def pooled(months: Mapping[Cell, Months], ends: tuple[str, str]) -> Sums:
    """Return the sums of all cells over the months of `ends`."""
    return sum((sums for own in months.values() for month, sums in own.items() if ends[0] <= month <= ends[1]), NONE)


def own_cells(board: Board) -> list[Cell]:
    """Return the places that a board changes."""
    return [(store, board.touchpoint_id) for store in stores_of(board.unit)]


def other_cells(board: Board) -> list[Cell]:
    """Return the places that it is compared with."""
    stores: dict[int, list[int]] = {}
    for each in board.others:
        if each.unit_id not in stores:
            stores[each.unit_id] = stores_of(each.unit)
    return [(store, each.touchpoint_id) for each in board.others for store in stores[each.unit_id]]


def comparable(board: Board) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return what a board may be compared with: other touchpoints, and stores that it does not change, as (id, name)."""
    places = [(each.id, said(each.title)) for each in list_touchpoints() if each.id != board.touchpoint_id]
    own = set(stores_of(board.unit))
    stores = db.session.scalars(select(Unit).where(Unit.kind == "store").order_by(Unit.code))
    return places, [(store.id, said(store.label)) for store in stores if store.id not in own]


def last_year(today: dt.date) -> tuple[str, str]:
    """Return the months of the last year, this one among them."""
    return shifted(month_of(today), -11), month_of(today)


def baseline(board: Board, measure: str, today: dt.date) -> Sums:
    """Return the values of the twelve months before the change, or, before there is one, of the last twelve."""
    ends = windows(board.changed_on, today).before if board.changed_on else last_year(today)
    return pooled(months_of(measure, own_cells(board), ends), ends)


def need_of(board: Board, today: dt.date) -> Need | None:
    """Return how many values it takes to see the board's target; None while it has none."""
    if board.target is None:
        return None
    return needed(MEASURES[board.measure], board.target, baseline(board, board.measure, today))


def baselines(board: Board, today: dt.date, target: float | None) -> dict[str, tuple[Sums, Need]]:
    """Return for each measure what is known, and how many it takes to see its usual target, or the board's own."""
    found = {}
    for slug, measure in MEASURES.items():
        sums = baseline(board, slug, today)
        wanted = target if target and target > 0 and slug == board.measure else measure.usual_target
        found[slug] = sums, needed(measure, wanted, sums)
    return found


def effect_of(board: Board, today: dt.date) -> Effect | None:
    """Return what the change brought as of today, beside what it is compared with; None before it has begun."""
    if board.changed_on is None:
        return None
    when = windows(board.changed_on, today)
    own, others = own_cells(board), other_cells(board)
    found = months_of(board.measure, {*own, *others}, (when.before[0], month_of(today)))
    places = [Place(f"{cell[0]}/{cell[1]}", changed, *(pooled({cell: found.get(cell, {})}, ends) if ends else NONE
                                                      for ends in (when.before, when.after)))
              for group, changed in ((own, True), (others, False)) for cell in group]
    return replace(effect(board.measure, places), months=when.months)


def course_of(board: Board, today: dt.date) -> Course:
    """Return the months of the board's measure; its limits rest on those before the change."""
    months = drawn(board.changed_on, today)
    by_month: dict[str, Sums] = {}
    for own in months_of(board.measure, own_cells(board), (months[0], months[-1])).values():
        for month, sums in own.items():
            by_month[month] = by_month.get(month, NONE) + sums
    return course(by_month, months)


def chart_of(found: Course, board: Board) -> tuple[ControlChart, ControlChart] | None:
    """Return the course as drawn for a phone and a desk, the change marked with 1; None without a point."""
    if not found.points:
        return None
    measure = MEASURES[board.measure]
    change = month_of(board.changed_on) if board.changed_on else ""
    flags = [(index, "1") for index, period in enumerate(found.periods) if change in period.months]
    readings = [Reading(each.label, each.value, n=each.sums.n) for each in found.periods]
    limits = [Limits(each.start, each.stop, each.centre, *_on_scale(measure, each)) for each in found.stretches]
    signals = {each.index for each in found.signals}
    draw = partial(control_chart, readings, limits, signals=signals, flags=flags, ends=(measure.low, measure.high))
    return draw(), draw(least_width=WIDE)


def _on_scale(measure: Measure, stretch: Stretch) -> tuple[float | None, float | None]:
    """Return the limits; one that lies beyond the scale can never be crossed and is not drawn."""
    low, high = stretch.low, stretch.high
    return (low if low is not None and low > measure.low else None, high if high is not None and high < measure.high else None)


def told(found: Course) -> str:
    """Return in a sentence what may be concluded from the course."""
    if not found.points:
        return _("No month or quarter has 5 values yet, so there is nothing to draw.")
    if not found.has_limits:
        return _("%(points)s points so far: limits are drawn from 8 on. Until then the line shows a direction, no proof.",
                 points=found.points)
    if not found.signals:
        return _("Only chance shows: the points differ no more than chance makes them.")
    labels = list(dict.fromkeys(found.periods[each.index].label for each in found.signals))
    return _("Something other than chance shows at: %(periods)s.", periods=", ".join(labels))


def board_facts(board: Board, today: dt.date) -> dict[str, Any]:
    """Return what the board's page shows of numbers; of one that is decided, the effect as it was then."""
    changed = Step(board.step) not in WRITTEN
    found = course_of(board, today) if changed else None
    kept = Effect(**board.result) if board.result else None
    return {"need": need_of(board, today), "effect": kept or (effect_of(board, today) if changed else None),
            "baseline": baseline(board, board.measure, today),
            "chart": chart_of(found, board) if found else None, "tells": told(found) if found else ""}
