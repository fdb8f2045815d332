"""The table of single items as written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from cxtrain.journey.touchpoint import DIMENSION_NAMES
from cxtrain.measures.intervals import Sums
from cxtrain.measures.p_values import p_against
from cxtrain.quality.instrument import FormItem
from cxtrain.reports.figures import HIGH, LOW, SETTLED_FROM
from cxtrain.reports.places.figures import ItemLine, Proven, proven, scale_ends
from cxtrain.reports.places.wording import UNITS
from cxtrain.web.pages import said, shown_number

Asked = Mapping[tuple[str, str], tuple[int, FormItem]]


@dataclass(frozen=True)
class ItemRow:
    """An item as written: texts only; `number` and the like are for files."""

    line: ItemLine
    label: str
    dimension: str  # its name, or empty
    value: str
    interval: str
    standard: str
    number: float | None
    standard_number: float | None
    sign: int = 0  # 1 or -1 where it lies above or below its standard beyond chance


def item_rows(
    lines: Sequence[ItemLine], asked: Asked, expectation: Mapping[str, float]
) -> tuple[list[ItemRow], Proven]:
    """Return the rows in the order of the forms, and which lie off their standards: all of them are tested together.

    An item that no version of its form knows any more stands last.
    """
    def place(line: ItemLine) -> tuple[int, str]:
        return asked[line.cell.instrument, line.cell.item][0] if (line.cell.instrument, line.cell.item) in asked else 9999, \
            line.cell.item
    rows = [_row(line, asked, expectation) for line in sorted(lines, key=place)]
    found = proven({index: _test(row) for index, row in enumerate(rows)})
    return [replace(row, sign=found.signs.get(index, 0)) for index, row in enumerate(rows)], found


def _test(row: ItemRow) -> tuple[float, float | None]:
    cell, standard = row.line.cell, row.standard_number
    if standard is None or cell.n < SETTLED_FROM:
        return 0.0, None
    sums = Sums(cell.n, cell.total, cell.squares)
    return sums.mean - standard, p_against(sums, standard)


def _row(line: ItemLine, asked: Asked, expectation: Mapping[str, float]) -> ItemRow:
    known = asked.get((line.cell.instrument, line.cell.item))
    item = known[1] if known else None
    standard = standard_of(item, line.cell.scale, expectation)
    ends = line.ends
    return ItemRow(
        line, said(item.label) if item else line.cell.item,
        _(DIMENSION_NAMES[item.dimension]) if item and item.dimension else "", written(line.value, line.cell.scale),
        f"{written(ends[0], line.cell.scale, bare=True)}–{written(ends[1], line.cell.scale)}" if ends else "",
        "" if standard is None else written(standard, line.cell.scale), line.value, standard)


def standard_of(item: FormItem | None, scale: str, expectation: Mapping[str, float]) -> float | None:
    """Return the standard of a rating, from that of its dimension (1 to 7) put on its own scale; None for other kinds."""
    if item is None or not item.dimension or "-" not in scale:
        return None
    low, high = scale_ends(scale)
    return low + (expectation[item.dimension] - LOW) / (HIGH - LOW) * (high - low)


def written(value: float | None, scale: str, *, bare: bool = False) -> str:
    """Return a number as its scale writes it: 5.6, 83 %, 47 seconds; `bare` leaves out what stands behind."""
    if value is None:
        return "–"
    if "-" in scale:
        return shown_number(value, 1)
    if scale in UNITS:
        word = "" if bare or not UNITS[scale] else f" {_(UNITS[scale])}"
        return shown_number(value, 0 if value >= 10 else 1) + word
    return shown_number(100 * value, 0) + ("" if bare else " %")
