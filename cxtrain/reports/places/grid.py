"""The heat map of units by touchpoints as written: rows, cells, and what may be concluded."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from cxtrain.journey.queries import Listed
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Unit
from cxtrain.reports.figures import Cell, cell, pooled
from cxtrain.reports.places.asked import Asked, in_tree_order
from cxtrain.reports.places.figures import Proven, against_standards
from cxtrain.reports.places.queries import Grid
from cxtrain.web.pages import said

MOST_STORES = 40  # that a page shows one by one; of more it shows what lies right below


@dataclass(frozen=True)
class Square:
    """A cell as written: its classes, number or dash, n, whether beyond chance (1, -1), and the sentence on focus."""

    classes: str
    value: str
    n: int
    sign: int
    tip: str
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A row as written; `is_sum` where it puts stores together."""

    label: str
    url: str
    is_sum: bool
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Row:
    """A unit's row in numbers."""

    unit: Unit
    is_sum: bool
    sums: tuple[Sums, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class HeatMap:
    """All rows, and which cells of theirs were tested with what result, by (unit id, touchpoint id)."""

    rows: tuple[Row, ...]
    found: Proven


def heat_map(asked: Asked, touchpoints: Sequence[Listed], grid: Grid) -> HeatMap:
    """Return the rows for the stores asked for, each region's above its stores; of many stores only the regions'.

    Stores are tested against the standards, or regions where no store is shown: never both, for they are the same visits.
    """
    single = len(asked.stores) <= MOST_STORES
    units = in_tree_order(_shown(asked, single))
    rows = tuple(_row(unit, asked, touchpoints, grid) for unit in units)
    tested = {(row.unit.id, place.id): both for row in rows if not (single and row.is_sum)
              for place, both in zip(touchpoints, zip(row.cells, row.sums, strict=True), strict=True)}
    found = against_standards({key: each for key, (each, _) in tested.items()},
                              {key: sums for key, (_, sums) in tested.items()})
    return HeatMap(rows, found)


def _shown(asked: Asked, single: bool) -> list[Unit]:
    scope = asked.scope
    if not single:
        top = scope.id if scope else None
        return [unit for unit in asked.units if unit.parent_id == top] or list(asked.stores)
    kept = {unit.id for unit in asked.stores}
    inside = [unit for unit in asked.units if not scope or unit.path.startswith(scope.path)]
    return [unit for unit in inside if unit.id in kept or (
        unit.kind == "region" and sum(store.path.startswith(unit.path) for store in asked.stores) > 1)]


def _row(unit: Unit, asked: Asked, touchpoints: Sequence[Listed], grid: Grid) -> Row:
    stores = [store.id for store in asked.stores if store.path.startswith(unit.path)]
    sums = tuple(pooled(grid.sums[store, place.id] for store in stores if (store, place.id) in grid.sums)
                 for place in touchpoints)
    cells = tuple(cell(each, grid.standards[place.id]) for place, each in zip(touchpoints, sums, strict=True))
    return Row(unit, unit.kind != "store", sums, cells)


def written(heat: HeatMap, asked: Asked, touchpoints: Sequence[Listed]) -> tuple[Line, ...]:
    """Return the rows in the reader's language, each cell leading to its touchpoint in its unit."""
    lines = []
    for row in heat.rows:
        squares = tuple(square(each, heat.found.signs.get((row.unit.id, place.id), 0), url_for(
            "places.show_touchpoint", touchpoint_id=place.id, **asked.address(unit=row.unit.id, dimension=None)))
            for place, each in zip(touchpoints, row.cells, strict=True))
        url = url_for("places.show_unit", unit_id=row.unit.id, **asked.address(unit=None, dimension=None))
        lines.append(Line(said(row.unit.label), url, row.is_sum, squares))
    return tuple(lines)


def square(each: Cell, sign: int, url: str = "") -> Square:
    """Return a cell as written."""
    thin = " thin" if each.is_provisional or (each.n and each.value is None) else ""
    return Square(each.heat.name + thin, "–" if each.value is None else f"{each.value:.1f}", each.n, sign,
                  _tip(each, sign), url if each.n else "")


def _tip(each: Cell, sign: int) -> str:
    standard = f"{each.standard:.1f}"
    if each.value is None or each.low is None or each.high is None:
        return _("standard %(standard)s", standard=standard)
    tip = _("%(low)s to %(high)s with 95 %% confidence; standard %(standard)s",
            low=f"{each.low:.1f}", high=f"{each.high:.1f}", standard=standard)
    words = {1: _("above the standard beyond chance"), -1: _("below the standard beyond chance")}
    return f"{tip}; {words[sign]}" if sign else tip


def conclusion(found: Proven) -> str:
    """Return in a sentence what may be concluded from the cells that were tested."""
    if not found.tested:
        return _("No cell has 8 visits yet, so none was tested against its standard. Read the numbers as first impressions.")
    facts = {"tested": found.tested, "above": found.above, "below": found.below}
    if found.is_many:
        return _("%(tested)s cells with 8 visits or more were tested together against their standards: %(above)s lie above and "
                 "%(below)s below beyond chance (at most about one in ten of the marked ones is a false alarm). "
                 "Of the others the data cannot tell.", **facts)
    return _("Cells tested against their standards: %(tested)s. Above beyond chance: %(above)s; below: %(below)s. "
             "Of the others the data cannot tell.", **facts)

