"""The tables of places as files, in the reader's language: a sheet to print, the data, and what they mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.queries import list_touchpoints
from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.quality.rollup import OVERALL
from cxtrain.quality.sums.queries import place_sums
from cxtrain.reports.figures import Cell
from cxtrain.reports.places import queries
from cxtrain.reports.places.asked import Asked
from cxtrain.reports.places.grid import heat_map
from cxtrain.reports.places.touchpoint import items_in
from cxtrain.reports.places.unit import COLUMNS, unit_table
from cxtrain.reports.places.wording import DEFINITIONS, KINDS
from cxtrain.web.bilingual import N_
from cxtrain.web.cells import Value
from cxtrain.web.pages import said

NUMBERS = (N_("n"), N_("Mean"), N_("Lower end (95 %)"), N_("Upper end (95 %)"), N_("Standard"), N_("Provisional"),
           N_("Beyond chance"))
ALL = N_("All dimensions")
Rows = list[tuple[Value, ...]]


@dataclass(frozen=True)
class Table:
    """A table in two shapes; the first row of each is its header."""

    name: str  # of the file
    printed: Sequence[tuple[Value, ...]]
    data: Sequence[tuple[Value, ...]]

    def sheets(self, definitions: Sequence[tuple[Value, ...]]) -> dict[str, Sequence[tuple[Value, ...]]]:
        """Return the sheets of a workbook."""
        return {_("Print version"): self.printed, _("Data"): self.data, _("Definitions"): definitions}


def definitions(asked: Asked) -> Rows:
    """Return what the table was asked for, and what its figures mean."""
    scope = said(asked.scope.label) if asked.scope else _("All units in reach")
    return [(_("Definitions"), ""), (_("Unit"), scope), (_("Months"), f"{asked.months[0]} – {asked.months[-1]}"),
            (_("Kind of observation"), _(KINDS[asked.kind])), (_("Dimension"), dimension_name(asked.dimension)),
            *((_(words), "") for words in DEFINITIONS)]


def dimension_name(dimension: str) -> str:
    """Return a dimension's name, or that of all together."""
    return _(ALL) if dimension == OVERALL else _(DIMENSION_NAMES[dimension])


def _numbers(cell: Cell, sign: int) -> tuple[Value, ...]:
    shown = cell.value is not None
    return (cell.n, _rounded(cell.value), _rounded(cell.low if shown else None), _rounded(cell.high if shown else None),
            round(cell.standard, 2), _("yes") if cell.is_provisional else "", {1: _("above"), -1: _("below")}.get(sign, ""))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _brief(cell: Cell) -> str:
    return f"{'–' if cell.value is None else format(cell.value, '.1f')} (n {cell.n})"


def places_table(asked: Asked, touchpoint_id: int) -> Table | None:
    """Return units × touchpoints as the page has them."""
    touchpoints = list_touchpoints()
    grid = queries.grid_of(asked.store_ids, touchpoints, asked.ends, kind=asked.kind, dimension=asked.dimension)
    heat = heat_map(asked, touchpoints, grid)
    printed: Rows = [(_("Unit"), *(said(place.title) for place in touchpoints))]
    printed += [(said(row.unit.label), *map(_brief, row.cells)) for row in heat.rows]
    data: Rows = [(_("Unit code"), _("Unit"), _("Touchpoint"), _("Dimension"), *map(_, NUMBERS))]
    data += [(row.unit.code, said(row.unit.label), said(place.title), dimension_name(asked.dimension),
              *_numbers(each, heat.found.signs.get((row.unit.id, place.id), 0)))
             for row in heat.rows for place, each in zip(touchpoints, row.cells, strict=True)]
    return Table("places", printed, data)


def unit_file(asked: Asked, touchpoint_id: int) -> Table | None:
    """Return one unit's touchpoints × dimensions."""
    touchpoints = list_touchpoints()
    cells = place_sums(asked.store_ids, asked.ends, kind=asked.kind)
    table, found = unit_table(asked, touchpoints, queries.by_dimension(cells, asked.months))
    printed: Rows = [(_("Touchpoint"), *map(dimension_name, COLUMNS))]
    printed += [(said(place.title), *(_brief(table[place.id, name][0]) for name in COLUMNS)) for place in touchpoints]
    data: Rows = [(_("Unit"), _("Touchpoint"), _("Dimension"), *map(_, NUMBERS))]
    label = said(asked.scope.label) if asked.scope else _("All units in reach")
    data += [(label, said(place.title), dimension_name(name),
              *_numbers(table[place.id, name][0], found.signs.get((place.id, name), 0)))
             for place in touchpoints for name in COLUMNS]
    return Table("unit", printed, data)


def touchpoint_file(asked: Asked, touchpoint_id: int) -> Table | None:
    """Return one touchpoint's items; None where there is no such touchpoint."""
    touchpoint = db.session.get(Touchpoint, touchpoint_id)
    if touchpoint is None:
        return None
    rows = items_in(asked, touchpoint).rows
    printed: Rows = [(said(touchpoint.title), _("Dimension"), _("Value"), _("Interval"), _("n"), _("Standard"))]
    printed += [(row.label, row.dimension, row.value, row.interval, row.line.cell.n, row.standard) for row in rows]
    data: Rows = [(_("Instrument"), _("Item"), _("Statement"), _("Dimension"), _("Scale"), _("n"), _("Value"),
                   _("Lower end (95 %)"), _("Upper end (95 %)"), _("Standard"), _("Does not apply (share)"),
                   _("Did not notice (share)"), _("Beyond chance"), _("Change beyond chance"))]
    for row in rows:
        cell, ends = row.line.cell, row.line.ends or (None, None)
        data.append((cell.instrument, cell.item, row.label, row.dimension, cell.scale, cell.n, _rounded(row.number),
                     *map(_rounded, ends), _rounded(row.standard_number), round(row.line.na, 3), round(row.line.unnoticed, 3),
                     {1: _("above"), -1: _("below")}.get(row.sign, ""), {1: _("up"), -1: _("down")}.get(row.line.trend, "")))
    return Table(f"touchpoint-{touchpoint.slug}", printed, data)


MAKERS: dict[str, Callable[[Asked, int], Table | None]] = {
    "places": places_table, "unit": unit_file, "touchpoint": touchpoint_file}
