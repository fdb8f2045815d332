"""The rows of a roster as typed records, and everything that is wrong with them by themselves. Pure."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cxtrain.people.names import number_key
from cxtrain.people.roster import sentences as say
from cxtrain.people.roster import values
from cxtrain.people.roster.faults import Fault, RosterFault
from cxtrain.people.roster.fields import Field, Header, find_header

FOOTER = re.compile("(合计|总计|小计|共计|制表|审核|填表|备注|说明|注[:：]|total$|prepared by|notes?:)", re.IGNORECASE)
LONGEST_CELL = 500  # characters
Rows = Sequence[Sequence[str]]
READERS: dict[Field, Callable[[str], Any]] = {
    Field.NUMBER: values.read_number,
    Field.NAME: values.read_name,
    Field.POST: values.read_post,
    Field.EMPLOYMENT: values.read_employment,
    Field.MOBILE: values.read_mobile,
    Field.EMAIL: values.read_email,
    Field.JOINED_ON: values.read_day,
    Field.STATUS: values.read_status,
    Field.LEFT_ON: values.read_day,
    Field.SUPERVISOR: values.read_number,
    Field.NAME_EN: values.read_name_en,
}


@dataclass(frozen=True)
class RosterRow:
    """What one row says about one person. None where the column is missing or the cell is empty."""

    row: int  # as the spreadsheet numbers it
    number: str
    name: str
    unit_code: str | None = None
    unit: str | None = None
    post: str | None = None
    employment: str | None = None
    mobile: str | None = None
    email: str | None = None
    joined_on: dt.date | None = None
    status: str | None = None
    left_on: dt.date | None = None
    supervisor_number: str | None = None
    name_en: str | None = None


@dataclass(frozen=True)
class Reading:
    """All rows that could be read, and the faults of those that could not."""

    rows: tuple[RosterRow, ...]
    faults: tuple[Fault, ...]


@dataclass
class _Cells:
    """The cells of one row by field, and the faults found in them."""

    row: int
    header: Header
    texts: Mapping[Field, str]
    faults: list[Fault] = field(default_factory=list)

    def value(self, of: Field) -> Any:
        """Return the value of a field, None where the cell is empty, noting a fault where it is wrong."""
        text = self.texts.get(of, "")
        if not text and of not in (Field.NUMBER, Field.NAME):
            return None
        try:
            return READERS[of](text)
        except RosterFault as fault:
            self.faults.append(fault_at(self.header, self.row, of, fault))
            return None


def fault_at(header: Header, row: int, of: Field, fault: RosterFault, level: str = "error") -> Fault:
    """Return `fault` as standing in the column of a field, or in the row where the file has no such column."""
    column = header.of(of)
    letter, title = (column.letter, column.header) if column else ("", "")
    return Fault(row, letter, title, fault.message, fault.values, level)


def read_rows(rows: Rows, header: Header) -> Reading:
    """Return the rows below the header; blank rows, repeated headers and footers are no people."""
    people: list[RosterRow] = []
    faults: list[Fault] = []
    title = tuple(column.header for column in header.columns)
    for index, cells in enumerate(rows[header.row + 1 :], header.row + 1):
        texts = _texts(cells, header)
        if not _is_person(cells, texts) or tuple(cells) == title:
            continue
        taken = _Cells(index + 1, header, texts)
        person = _person(taken)
        faults += taken.faults
        if person:
            people.append(person)
    return Reading(tuple(people), (*faults, *_repeated(people, header)))


def first_with_header(sheets: Sequence[Rows]) -> Rows:
    """Return the first sheet that has a header row.

    Raises:
        RosterFault: no sheet has one; the sentence is about the first.
    """
    faults: list[RosterFault] = []
    for rows in sheets:
        try:
            find_header(rows)
            return rows
        except RosterFault as fault:
            faults.append(fault)
    raise faults[0] if faults else RosterFault(say.NO_HEADER)


def read_sheets(sheets: Sequence[Rows], chosen: Mapping[int, str] | None = None) -> tuple[Header, Reading]:
    """Return the header and the people of the first sheet that has a header row.

    Raises:
        RosterFault: no sheet has one, two columns were chosen for one field, or nobody stands below the header.
    """
    rows = first_with_header(sheets)
    header = find_header(rows, chosen)
    reading = read_rows(rows, header)
    if not reading.rows and not reading.faults:
        raise RosterFault(say.NO_PEOPLE)
    return header, reading


def _texts(cells: Sequence[str], header: Header) -> dict[Field, str]:
    """Return the cells by field, each run of spaces as one. Too long ones are cut; what is left is too long for any field."""
    given = {c.field: cells[c.index] for c in header.columns if c.field and c.index < len(cells)}
    return {of: " ".join(text.split())[:LONGEST_CELL] for of, text in given.items()}


def _is_person(cells: Sequence[str], texts: Mapping[Field, str]) -> bool:
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    number, name = texts.get(Field.NUMBER, ""), texts.get(Field.NAME, "")
    if FOOTER.match(number) or (FOOTER.match(first) and not (number and name)):
        return False
    return bool(number or name)


def _person(cells: _Cells) -> RosterRow | None:
    read = {of: cells.value(of) for of in READERS}
    if not read[Field.NUMBER] or not read[Field.NAME]:
        return None
    unit = cells.texts.get(Field.UNIT) or None
    if not cells.header.of(Field.UNIT) and not cells.header.of(Field.UNIT_CODE):
        unit = cells.texts.get(Field.DEPARTMENT) or None
    facts = {of.value: value for of, value in read.items()}
    return RosterRow(row=cells.row, unit_code=cells.texts.get(Field.UNIT_CODE) or None, unit=unit, **facts)


def _repeated(people: Sequence[RosterRow], header: Header) -> list[Fault]:
    """Return a fault for each staff number or mobile that an earlier row of the file has already."""
    faults: list[Fault] = []
    numbers: dict[str, int] = {}
    mobiles: dict[str, int] = {}
    for person in people:
        first = numbers.setdefault(number_key(person.number), person.row)
        if first != person.row:
            again = RosterFault(
                say.NUMBER_TWICE,
                number=person.number,
                first=first,
            )
            faults.append(fault_at(header, person.row, Field.NUMBER, again))
        if not person.mobile or person.status == "left":
            continue
        first = mobiles.setdefault(person.mobile, person.row)
        if first != person.row:
            again = RosterFault(
                say.MOBILE_TWICE,
                mobile=person.mobile,
                first=first,
            )
            faults.append(fault_at(header, person.row, Field.MOBILE, again))
    return faults
