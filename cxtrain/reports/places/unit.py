"""What the page of a unit sets side by side."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from cxtrain.clock import today
from cxtrain.journey.queries import Listed, list_touchpoints
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.measures.intervals import Sums
from cxtrain.people.permissions import Actor, Can
from cxtrain.quality.rollup import OVERALL
from cxtrain.quality.sums.queries import place_sums
from cxtrain.reports import queries as reports
from cxtrain.reports.figures import DIMENSIONS, Cell, cell, months_back, standard_where_seen
from cxtrain.reports.places import queries
from cxtrain.reports.places.asked import Asked
from cxtrain.reports.places.figures import Proven, against_standards
from cxtrain.reports.places.grid import Line, conclusion, square
from cxtrain.web.pages import said

COLUMNS = (OVERALL, *DIMENSIONS)
TREND = 24  # months
LATEST = 5  # comments


def unit_facts(actor: Actor, asked: Asked) -> dict[str, Any]:
    """Return what the page shows, in six statements besides the units."""
    touchpoints, unit = list_touchpoints(), asked.scope
    assert unit is not None  # the address names it
    months = months_back(asked.months[-1], max(TREND, asked.span))
    cells = place_sums(asked.store_ids, (months[0], months[-1]), kind=asked.kind)
    table, found = unit_table(asked, touchpoints, queries.by_dimension(cells, asked.months))
    since = dt.date.fromisoformat(f"{asked.months[0]}-01")
    words = queries.comments(asked.store_ids, since, kind=asked.kind,
                             touchpoint_ids=[each.id for each in touchpoints], most=LATEST)
    names = {each: _(name) for each, name in DIMENSION_NAMES.items()}
    return {
        "unit": unit, "lines": written(table, asked, found, touchpoints), "conclusion": conclusion(found), "columns": names,
        "trend": reports.trend_of([each for each in cells if each.dimension != OVERALL], names), "comments": words[:LATEST],
        "more_comments": len(words) > LATEST, "plans": queries.open_plans(actor, unit.path),
        "places": {each.id: each.title for each in touchpoints}, "stores": len(asked.stores),
        "kept": queries.plan_kept(asked.store_ids, since, today(actor.zone))
        if actor.may_in(Can.PLAN_VISITS, unit.path) else {}}  # who is observed does not see the plan, not even the past one


Table = dict[tuple[int, str], tuple[Cell, Sums]]  # by touchpoint id, dimension


def unit_table(asked: Asked, touchpoints: Sequence[Listed], sums: dict[tuple[int, str], Sums]) -> tuple[Table, Proven]:
    """Return touchpoints × dimensions (all together first), and which cells lie off their standard beyond chance."""
    table: Table = {}
    for place in touchpoints:
        seen = [(sums[place.id, name].n, place.expectation[name]) for name in DIMENSIONS if (place.id, name) in sums]
        every = [place.expectation[name] for name in DIMENSIONS]
        for name in COLUMNS:
            standard = standard_where_seen(seen, every) if name == OVERALL else place.expectation[name]
            own = sums.get((place.id, name), Sums(0, 0.0, 0.0))
            table[place.id, name] = cell(own, standard), own
    return table, against_standards({key: each for key, (each, _) in table.items()},
                                    {key: own for key, (_, own) in table.items()})


def written(table: Table, asked: Asked, found: Proven, touchpoints: Sequence[Listed]) -> tuple[Line, ...]:
    """Return a line for each touchpoint, leading to its page within the unit."""
    lines = []
    for place in touchpoints:
        url = url_for("places.show_touchpoint", touchpoint_id=place.id,
                      **asked.address(unit=asked.scope.id if asked.scope else None, dimension=None))
        lines.append(Line(said(place.title), url, is_sum=False, squares=tuple(
            square(table[place.id, name][0], found.signs.get((place.id, name), 0)) for name in COLUMNS)))
    return tuple(lines)
