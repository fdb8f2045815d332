"""What the page of a touchpoint sets side by side."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxtrain.journey.models import Touchpoint
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.measures.course import Course, course
from cxtrain.measures.intervals import Sums
from cxtrain.people.permissions import Actor
from cxtrain.quality.notes.queries import notes_on
from cxtrain.quality.rollup import OVERALL, Cell
from cxtrain.quality.sums.queries import item_sums, place_sums
from cxtrain.reports.figures import DIMENSIONS, cell, months_back
from cxtrain.reports.listening.beside import customers_at
from cxtrain.reports.places import drawing, queries
from cxtrain.reports.places.asked import Asked
from cxtrain.reports.places.figures import RECENT, Proven, against_standards, item_lines
from cxtrain.reports.places.items import ItemRow, item_rows
from cxtrain.web.charts import BarChart, Reading, bar_chart

WINDOW = 60  # months on the chart at most
LATEST = 5  # comments


def touchpoint_facts(actor: Actor, asked: Asked, touchpoint: Touchpoint) -> dict[str, Any]:
    """Return what the page shows, in seven statements besides the units and the touchpoint."""
    months = months_back(asked.months[-1], WINDOW)
    cells = place_sums(asked.store_ids, (months[0], months[-1]), kind=asked.kind, touchpoint_id=touchpoint.id)
    notes = notes_on(touchpoint.id, asked.paths, months[0])
    drawn = months_of(cells, months, [note.month for note in notes if note.anew])
    dimensions = dimension_sums(cells, asked)
    bars, found = dimension_bars(dimensions, touchpoint)
    since = dt.date.fromisoformat(f"{asked.months[0]}-01")
    words = queries.comments(asked.store_ids, since, kind=asked.kind, touchpoint_ids=[touchpoint.id], most=LATEST)
    standard = queries.standards_of(cells, [touchpoint], OVERALL)[touchpoint.id]
    return {
        "touchpoint": touchpoint, "bars": bars, "found": found, "course": drawn, "notes": notes,
        "items": items_in(asked, touchpoint),
        "chart": drawing.drawn_course(drawn, standard, notes), "tells": drawing.what_it_tells(drawn),
        "signals": drawing.signal_sentences(drawn), "basis": drawing.basis(drawn),
        "comments": words[:LATEST], "more_comments": len(words) > LATEST, "places": {touchpoint.id: touchpoint.title},
        "plans": queries.open_plans(actor, asked.scope.path if asked.scope else "/", touchpoint.id),
        "n": max((each.n for each in dimensions.values()), default=0), "recent": RECENT,
        "writable": {unit.id for unit in asked.units},
        "customers": customers_at(actor, asked, touchpoint.id, drawn)}


def months_of(cells: Sequence[Cell], months: Sequence[str], anew: Sequence[str]) -> Course:
    """Return the course of all dimensions together."""
    return course({each.month: queries.sums_in(each) for each in cells if each.dimension == OVERALL}, months, anew)


def dimension_sums(cells: Sequence[Cell], asked: Asked) -> dict[str, Sums]:
    """Return the sums of the period by dimension, OVERALL among them."""
    return {name: sums for (_place, name), sums in queries.by_dimension(cells, asked.months).items()}


def dimension_bars(sums: dict[str, Sums], touchpoint: Touchpoint) -> tuple[BarChart, Proven]:
    """Return the dimensions as bars against their standards, and which lie off them beyond chance."""
    cells = {name: cell(sums.get(name), touchpoint.expectation[name]) for name in DIMENSIONS}
    found = against_standards(dict(cells), {name: sums[name] for name in DIMENSIONS if name in sums})
    bars = [Reading(_(DIMENSION_NAMES[name]), each.value, each.low if each.value is not None else None,
                    each.high if each.value is not None else None, n=each.n, standard=each.standard, tone=name)
            for name, each in cells.items()]
    return bar_chart(bars, low=1, high=7), found


@dataclass(frozen=True)
class Items:
    """The items of a period; which of them lie off their standards, and which changed, beyond chance."""

    rows: list[ItemRow]
    off: Proven
    changed: Proven


def items_in(asked: Asked, touchpoint: Touchpoint) -> Items:
    """Return the items of the period."""
    cells = item_sums(asked.store_ids, touchpoint.id, asked.ends, asked.kind, by_month=True)
    lines, changes = item_lines(cells, asked.months[-RECENT:] if asked.span > RECENT else ())
    known = queries.items_of({each.cell.instrument for each in lines}) if lines else {}
    rows, off = item_rows(lines, known, touchpoint.expectation)
    return Items(rows, off, changes)
