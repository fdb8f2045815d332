"""The rows of a file of customers' words as records, with everything that is wrong with them. Pure."""

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cxtrain.people.names import name_key
from cxtrain.people.roster import sentences as say
from cxtrain.people.roster.faults import RosterFault
from cxtrain.people.roster.places import KnownUnit, Places
from cxtrain.voices.intake import values
from cxtrain.voices.intake.columns import SCORES, Column, Field, Header
from cxtrain.voices.intake.values import Unsure, Wrong
from cxtrain.web.bilingual import N_

UNIT_NAMELESS = N_("The row names no unit. Fill it in, or choose below which unit such rows are about.")
UNIT_UNKNOWN = N_("There is no unit “%(text)s”. Correct the name, or write the unit's code.")
UNIT_NEAR = N_("There is no unit “%(text)s”, but there is %(near)s. Correct the name.")
TOUCHPOINT_NAMELESS = N_("The row names no touchpoint. Fill it in, or choose below which touchpoint such rows are about.")
TOUCHPOINT_UNKNOWN = N_("There is no touchpoint “%(text)s”. Correct the name.")
NOTHING = N_("The row has neither points nor words.")
TWICE = N_("Row %(first)s has the same number. Correct one of them.")
OWN_SENTENCES = {say.UNIT_UNKNOWN: UNIT_UNKNOWN, say.UNIT_NEAR: UNIT_NEAR}
FOOTER = re.compile("(合计|总计|小计|共计|备注|说明|注[:：]|total$|notes?:)", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    """A sentence about one cell or row. An error leaves the row out; a warning takes it without the cell."""

    row: int  # as the spreadsheet numbers it
    column: str  # the spreadsheet's letter, or empty
    header: str
    message: str  # English, with %(name)s
    values: Mapping[str, object] = field(default_factory=dict)
    level: str = "error"


@dataclass(frozen=True)
class Firm:
    """What rows are compared with, and what is taken where they say nothing."""

    places: Places
    touchpoints: Mapping[str, int]  # ids by name_key of slug and of both titles
    today: dt.date
    unit: KnownUnit | None = None
    touchpoint_id: int | None = None


@dataclass(frozen=True)
class Entry:
    """One row that can be taken."""

    row: int
    identity: str  # by which the same row is known when it comes again from the same source
    unit_id: int
    touchpoint_id: int
    at: dt.datetime  # by the unit's clock
    scores: tuple[tuple[str, int], ...]  # kind of question and points
    words: str

    @property
    def beside(self) -> str:
        """What stands beside the words, such as "stars 4"."""
        return "{} {}".format(*self.scores[0]) if self.scores else ""


@dataclass(frozen=True)
class Reading:
    """What a file holds: the rows that can be taken, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]

    @property
    def sentences(self) -> list[tuple[Fault, tuple[int, ...]]]:
        """Each thing that is wrong, once, with the rows it is true of; what keeps most rows out comes first."""
        found: dict[tuple[str, str, str], tuple[Fault, list[int]]] = {}
        for fault in self.faults:
            key = (fault.column, fault.message, repr(fault.values))
            found.setdefault(key, (fault, []))[1].append(fault.row)
        groups = [(fault, tuple(rows)) for fault, rows in found.values()]
        return sorted(groups, key=lambda group: (group[0].level, -len(group[1]), group[1]))

    @property
    def faulty(self) -> frozenset[int]:
        """The rows that cannot be taken."""
        return frozenset(fault.row for fault in self.faults if fault.level == "error")


class _Row:
    """One row while it is read; what is wrong with it gathers in `faults`."""

    def __init__(self, number: int, cells: Sequence[str], header: Header) -> None:
        self.number, self.header = number, header
        self.texts = {c.field: cells[c.index].strip() for c in header.columns if c.field and c.index < len(cells)}
        self.faults: list[Fault] = []

    def text(self, of: Field) -> str:
        """Return what the cell of a field says, "" without one."""
        return self.texts.get(of, "")

    def blame(self, of: Field | None, wrong: Wrong | RosterFault) -> None:
        """Note what is wrong with the cell of a field, or with the row."""
        column: Column | None = self.header.of(of) if of else None
        message = OWN_SENTENCES.get(wrong.message, wrong.message)
        self.faults.append(Fault(self.number, column.letter if column else "", column.header if column else "", message,
                                 wrong.values, "warning" if isinstance(wrong, Unsure) else "error"))


def read_rows(rows: Sequence[Sequence[str]], header: Header, firm: Firm) -> Reading:
    """Return the rows below the header. Blank rows, repeated headers and sums at the foot are passed over."""
    title = tuple(column.header for column in header.columns)
    drafts: list[tuple[_Row, Entry | None]] = []
    for index, cells in enumerate(rows[header.row + 1:], header.row + 1):
        row = _Row(index + 1, cells, header)
        if any(row.texts.values()) and tuple(map(str.strip, cells)) != title and not _is_foot(cells):
            drafts.append((row, _entry(row, firm)))
    entries = tuple(_told_apart([entry for _, entry in drafts if entry]))
    repeated = list(_repeated([row for row, entry in drafts if entry]))
    wrong = {fault.row for fault in repeated}
    faults = [fault for row, _ in drafts for fault in row.faults] + repeated
    return Reading(tuple(entry for entry in entries if entry.row not in wrong),
                   tuple(sorted(faults, key=lambda fault: fault.row)))


def _is_foot(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) <= 2 and bool(filled and FOOTER.match(filled[0]))


def _entry(row: _Row, firm: Firm) -> Entry | None:
    at, unit_id, touchpoint_id = _moment(row, firm), _unit(row, firm), _touchpoint(row, firm)
    scores, words, number = tuple(_scores(row)), _words(row), _number(row)
    if not scores and not words and not row.faults:
        row.blame(None, Wrong(NOTHING))
    if at is None or unit_id is None or touchpoint_id is None or any(fault.level == "error" for fault in row.faults):
        return None
    return Entry(row.number, number, unit_id, touchpoint_id, at, scores, words)


def _moment(row: _Row, firm: Firm) -> dt.datetime | None:
    try:
        return values.read_moment(row.text(Field.AT), firm.today)
    except Wrong as wrong:
        row.blame(Field.AT, wrong)
        return None


def _unit(row: _Row, firm: Firm) -> int | None:
    code, text = row.text(Field.UNIT_CODE), row.text(Field.UNIT)
    if not code and not text:
        if firm.unit is None:
            row.blame(Field.UNIT, Wrong(UNIT_NAMELESS))
        return firm.unit.id if firm.unit else None
    try:
        place = firm.places.find(code, text)
    except RosterFault as wrong:
        row.blame(Field.UNIT if text else Field.UNIT_CODE, wrong)
        return None
    return place.id if isinstance(place, KnownUnit) else None


def _touchpoint(row: _Row, firm: Firm) -> int | None:
    text = row.text(Field.TOUCHPOINT)
    found = firm.touchpoints.get(name_key(text)) if text else firm.touchpoint_id
    if found is None:
        row.blame(Field.TOUCHPOINT, Wrong(TOUCHPOINT_UNKNOWN, text=text[:60]) if text else Wrong(TOUCHPOINT_NAMELESS))
    return found


def _scores(row: _Row) -> Iterator[tuple[str, int]]:
    for of in SCORES:
        if text := row.text(of):
            try:
                yield of.value, values.read_stars(text) if of is Field.STARS else values.read_score(of.value, text)
            except Wrong as wrong:
                row.blame(of, wrong)


def _words(row: _Row) -> str:
    try:
        return values.read_words(row.text(Field.TITLE), row.text(Field.WORDS))
    except Wrong as wrong:
        row.blame(Field.WORDS, wrong)
        return ""


def _number(row: _Row) -> str:
    try:
        return values.read_number(row.text(Field.NUMBER))
    except Wrong as wrong:
        row.blame(Field.NUMBER, wrong)
        return ""


def _told_apart(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries with their identity: their number, else what they say and the how-manieth they are of those.

    Two customers may have said the same on one day, so equal rows of a file are as many answers; and the same file, or a
    longer one, brings none of them a second time.
    """
    seen: Counter[str] = Counter()
    for entry in entries:
        if entry.identity:
            yield entry
            continue
        facts = f"{entry.unit_id}|{entry.touchpoint_id}|{entry.at.isoformat()}|{entry.scores}|{entry.words}"
        digest = hashlib.sha256(facts.encode()).hexdigest()[:32]
        seen[digest] += 1
        yield replace(entry, identity=f"#{digest}.{seen[digest]}")


def _repeated(rows: Iterable[_Row]) -> Iterator[Fault]:
    """Yield a fault for each number that an earlier row of the file has already."""
    first: dict[str, int] = {}
    for row in rows:
        number = values.read_number(row.text(Field.NUMBER))
        if number and first.setdefault(number, row.number) != row.number:
            column = row.header.of(Field.NUMBER)
            yield Fault(row.number, column.letter if column else "", column.header if column else "", TWICE,
                        {"first": first[number]})
