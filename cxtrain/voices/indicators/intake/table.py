"""The rows of a table as numbers of units and months, and everything that is wrong with them. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cxtrain.voices.indicators.definition import LOST, START, Definition
from cxtrain.voices.indicators.figures import lost_too_many
from cxtrain.voices.indicators.intake.headings import MONTH, UNIT, Column, Header, find_header, plain
from cxtrain.voices.indicators.numbers import NotANumber, Number, number
from cxtrain.web.bilingual import N_
from cxtrain.web.cells import as_date

NO_HEADER = N_("No row has headings for the store, the month and a number. Take the template below.")
NO_ROWS = N_("No numbers stand below the headings.")
NO_UNIT = N_("The store is missing.")
UNKNOWN_UNIT = N_("No store in your reach is called %(text)s. Write its code or its name.")
NO_MONTH = N_("%(text)s is no month. Write it as 2026-05.")
TO_COME = N_("%(month)s is not here yet.")
TWICE = N_("Row %(first)s has this store and month already.")
LOST_TOO_MANY = N_("More customers were lost than there were at the start.")


@dataclass(frozen=True)
class Fault:
    """A sentence about one place of the file; row as the spreadsheet numbers it, 0: the file as a whole."""

    row: int
    column: str
    heading: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """The numbers of one row."""

    row: int
    unit_id: int
    month: str
    numbers: Mapping[str, Number]


@dataclass(frozen=True)
class Reading:
    """What a table says."""

    header: Header | None
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Change:
    """A number that the import would write over, or write anew."""

    line: Line
    slug: str
    before: Number | None
    after: Number


@dataclass(frozen=True)
class Known:
    """What a table is read against: units by code and by name, indicators, the last month, and what stands."""

    units: Mapping[str, int]  # by `plain` code or name
    definitions: Mapping[str, Definition]
    last: str


def read_month(text: str) -> str | None:
    """Return the month meant by 2026-05, 2026年5月, 2026/5, 202605 or a day; None if none."""
    value = unicodedata.normalize("NFKC", text).strip()
    parts = re.fullmatch(r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*月?", value) or re.fullmatch(r"(20\d\d)(\d\d)", value)
    if parts:
        return f"{parts[1]}-{int(parts[2]):02d}" if 1 <= int(parts[2]) <= 12 else None
    day = as_date(value)
    return f"{day:%Y-%m}" if day and 2000 <= day.year < 2100 else None


def read_table(rows: Sequence[Sequence[str]], known: Known) -> Reading:
    """Return what the rows below the headings say; blank rows are none."""
    header = find_header(rows, known.definitions.values())
    if header is None:
        return Reading(None, (), (Fault(0, "", "", NO_HEADER),))
    lines, faults, first = list[Line](), list[Fault](), dict[tuple[int, str], int]()
    for index, cells in enumerate(rows[header.row + 1:], header.row + 2):
        if not any(cell.strip() for cell in cells):
            continue
        line, wrong = _line(index, cells, header, known)
        faults += wrong
        if line is None:
            continue
        before = first.setdefault((line.unit_id, line.month), index)
        if before != index:
            faults.append(_fault(index, header.of(MONTH), TWICE, first=before))
        lines.append(line)
    if not lines and not faults:
        faults.append(Fault(0, "", "", NO_ROWS))
    return Reading(header, tuple(lines), tuple(faults))


def _fault(row: int, column: Column | None, message: str, **values: object) -> Fault:
    return Fault(row, column.letter if column else "", column.heading if column else "", message, values)


def _line(row: int, cells: Sequence[str], header: Header, known: Known) -> tuple[Line | None, list[Fault]]:
    def cell(column: Column | None) -> str:
        return cells[column.index].strip() if column and column.index < len(cells) else ""
    faults = list[Fault]()
    place, when = header.of(UNIT), header.of(MONTH)
    unit_id, month = known.units.get(plain(cell(place))), read_month(cell(when))
    if unit_id is None:
        faults.append(_fault(row, place, UNKNOWN_UNIT if cell(place) else NO_UNIT, text=cell(place)[:40]))
    if month is None:
        faults.append(_fault(row, when, NO_MONTH, text=cell(when)[:40] or "–"))
    elif month > known.last:
        faults.append(_fault(row, when, TO_COME, month=month))
    numbers = {}
    for slug in dict.fromkeys(each.of for each in header.columns if each.of not in (UNIT, MONTH)):
        columns = {each.field: each for each in header.columns if each.of == slug}
        try:
            found = number(known.definitions[slug], cell(columns.get("part")), cell(columns.get("whole")))
        except NotANumber as fault:
            faults.append(_fault(row, columns.get(fault.field) or columns.get("part"), fault.message, **fault.values))
            continue
        if found is not None:
            numbers[slug] = found
    return (Line(row, unit_id, month, numbers) if unit_id is not None and month and numbers and not faults else None), faults


def compared(
    lines: Sequence[Line], standing: Mapping[tuple[int, str, str], Number]
) -> tuple[list[Change], int, list[Fault]]:
    """Return what differs from what stands, how many numbers do not, and rows that do not fit together with it."""
    changes, same, faults = list[Change](), 0, list[Fault]()
    for line in lines:
        for slug, after in line.numbers.items():
            before = standing.get((line.unit_id, line.month, slug))
            if before == after:
                same += 1
            else:
                changes.append(Change(line, slug, before, after))
        counts = {slug: line.numbers.get(slug) or standing.get((line.unit_id, line.month, slug)) for slug in (START, LOST)}
        if lost_too_many({slug: each for slug, each in counts.items() if each}):
            faults.append(Fault(line.row, "", "", LOST_TOO_MANY))
    return changes, same, faults
