"""The rows of a roster compared with the people known. Pure.

A person who is missing from the file has not left, unless that was asked for. An empty cell keeps what is known.
Whoever left comes back only where the file says so, and never as somebody else.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cxtrain.people.names import name_key, number_key
from cxtrain.people.roster import sentences as say
from cxtrain.people.roster.faults import Fault, RosterFault
from cxtrain.people.roster.fields import Field, Header
from cxtrain.people.roster.places import KnownUnit, NewUnit, Place, Places
from cxtrain.people.roster.plan import PLAIN, FieldChange, KnownPerson, NewPerson, Revision, RosterPlan
from cxtrain.people.roster.rows import Reading, RosterRow, fault_at


@dataclass(frozen=True)
class Firm:
    """The units and people as they are, and the unit under which new ones go."""

    units: tuple[KnownUnit, ...]
    people: tuple[KnownPerson, ...]
    home: KnownUnit
    was_erased: Callable[[str], bool] = lambda _number: False  # whether a staff number was that of somebody erased


@dataclass(frozen=True)
class Wish:
    """What was asked of the import."""

    today: dt.date
    create_units: bool = False
    missing_left: bool = False  # people who are missing from the file leave today
    protected: frozenset[int] = frozenset()  # ids of those whom the importer may not have leave


def plan_roster(header: Header, reading: Reading, firm: Firm, wish: Wish) -> RosterPlan:
    """Return what the rows would change in the firm."""
    comparison = _Comparison(header, firm, wish, reading.faults)
    comparison.take_firm(reading.rows)
    items = [comparison.item(row) for row in reading.rows]
    new = tuple(item for item in items if isinstance(item, NewPerson))
    revised = tuple(item for item in items if isinstance(item, Revision))
    comparison.look_at_columns(reading.rows)
    comparison.look_at_numbers(reading.rows)
    absent = comparison.absent(reading.rows)
    leaving = tuple(Revision(person, wish.today, status="left") for person in absent if wish.missing_left)
    return RosterPlan(
        header,
        new,
        (*revised, *leaving),
        unchanged=items.count("unchanged"),
        missing=() if wish.missing_left else absent,
        units=_new_units((*new, *revised)),
        faults=tuple(sorted(comparison.faults, key=lambda fault: (fault.row, fault.column))),
    )


Item = NewPerson | Revision | str  # "unchanged", or "skipped" with a fault that says why


class _Comparison:
    """The firm as it is, looked up by what rows say; faults gather while rows are compared."""

    def __init__(self, header: Header, firm: Firm, wish: Wish, found: Sequence[Fault]) -> None:
        self._header, self._firm, self._wish = header, firm, wish
        self._known = {number_key(person.number): person for person in firm.people}
        self._without_zeros = {key.lstrip("0"): person for key, person in self._known.items() if key.startswith("0")}
        self._places = Places(firm.units, create=wish.create_units, home=firm.home)
        places = (Field.UNIT, Field.UNIT_CODE, Field.DEPARTMENT)
        self._unit_field = next((field for field in places if header.of(field)), Field.UNIT)
        self._wrong = {(fault.row, fault.column) for fault in found}
        self.faults: list[Fault] = list(found)

    def _say(self, row: int, of: Field, message: str, **values: object) -> str:
        self.faults.append(fault_at(self._header, row, of, RosterFault(message, **values)))
        return "skipped"

    def _warn(self, row: int, of: Field, message: str, **values: object) -> str:
        self.faults.append(fault_at(self._header, row, of, RosterFault(message, **values), "warning"))
        return "skipped"

    def _is_wrong(self, row: RosterRow, of: Field) -> bool:
        """Whether a fault was found in that cell, so that its emptiness is none."""
        column = self._header.of(of)
        return column is not None and (row.row, column.letter) in self._wrong

    def take_firm(self, rows: Sequence[RosterRow]) -> None:
        """Find out which first part of the paths is the firm itself."""
        name = self._places.take_as_firm(row.unit or "" for row in rows)
        if name:
            self._warn(0, self._unit_field, say.FIRM_TAKEN, name=name)

    def item(self, row: RosterRow) -> Item:
        """Return what the row does; its faults are noted."""
        row = self._settled(row)
        person = self._known.get(number_key(row.number))
        if person is None:
            return self._newcomer(row)
        if not person.unit.reachable:
            return self._say(row.row, Field.NUMBER, say.PERSON_OUTSIDE, number=row.number)
        if person.status == "left":
            return self._leaver(row, person)
        return self._revision(row, person, "left" if row.status == "left" else None)

    def _settled(self, row: RosterRow) -> RosterRow:
        """Return the row with its status and its last day agreeing with each other."""
        today, last = self._wish.today, row.left_on
        if last and row.joined_on and last < row.joined_on:
            self._say(row.row, Field.LEFT_ON, say.DAYS_REVERSED)
        if last and last > today:
            self._warn(row.row, Field.LEFT_ON, say.LEAVES_LATER)
            return replace(row, left_on=None, status=None if row.status == "left" else row.status)
        if last and row.status in ("active", "leave"):
            self._say(row.row, Field.LEFT_ON, say.STATUS_CONTRADICTS)
        if last or row.status == "left":
            return replace(row, status="left", left_on=last or today)
        return row

    def _place(self, row: RosterRow) -> Place | None:
        if not row.unit_code and not row.unit:
            return None
        try:
            return self._places.find(row.unit_code or "", row.unit or "")
        except RosterFault as fault:
            self.faults.append(fault_at(self._header, row.row, self._unit_field, fault))
            return None

    def _newcomer(self, row: RosterRow) -> Item:
        twin = self._without_zeros.get(number_key(row.number))
        if twin and name_key(twin.name) == name_key(row.name):
            return self._say(row.row, Field.NUMBER, say.ZEROS_LOST, text=row.number, number=twin.number)
        if row.status == "left":
            return self._warn(row.row, Field.STATUS, say.NEVER_KNOWN, name=row.name)
        if self._firm.was_erased(row.number):
            return self._say(row.row, Field.NUMBER, say.NUMBER_ERASED)
        if not row.unit and not row.unit_code and self._header.of(self._unit_field):
            self._say(row.row, self._unit_field, say.UNIT_MISSING)
        if row.post is None and self._header.of(Field.POST) and not self._is_wrong(row, Field.POST):
            self._say(row.row, Field.POST, say.POST_MISSING)
        place = self._place(row)
        return NewPerson(row, place) if place else "skipped"

    def _leaver(self, row: RosterRow, person: KnownPerson) -> Item:
        """Return what a row about somebody who left does: bring them back where it says 在职 and the name agrees."""
        if row.status == "left":
            return "unchanged"
        if name_key(row.name) != name_key(person.name):
            return self._say(row.row, Field.NUMBER, say.NUMBER_REUSED, number=row.number, name=person.name)
        if row.status is None:
            return self._warn(row.row, Field.NAME, say.NOT_BROUGHT_BACK, name=row.name)
        return self._revision(row, person, "returned")

    def _revision(self, row: RosterRow, person: KnownPerson, status: str | None) -> Item:
        changes = _changes(row, person)
        if any(change.field == "name" for change in changes):
            self._warn(row.row, Field.NAME, say.RENAMED, number=person.number, old=person.name, new=row.name)
        if status is None and row.status and row.status != person.status:
            status = row.status
        place = None if status == "left" else self._place(row)
        place = None if place == person.unit else place
        if status == "left" and person.id in self._wish.protected:
            return self._say(row.row, Field.STATUS, say.PROTECTED, name=person.name)
        on = row.left_on if status == "left" and row.left_on else self._wish.today
        if status == "left" and person.joined_on and on < person.joined_on and not row.joined_on:
            self._say(row.row, Field.LEFT_ON, say.DAYS_REVERSED)
        if not (changes or place or status):
            return "unchanged"
        return Revision(person, on, row, changes, place, status)

    def look_at_columns(self, rows: Sequence[RosterRow]) -> None:
        """Say once what the file lacks for all newcomers."""
        if all(number_key(row.number) in self._known or row.status == "left" for row in rows):
            return
        if self._header.of(self._unit_field) is None:
            self._say(0, Field.UNIT, say.NO_UNIT_COLUMN)
        if self._header.of(Field.POST) is None:
            self._say(0, Field.POST, say.NO_POST_COLUMN)

    def look_at_numbers(self, rows: Sequence[RosterRow]) -> None:
        """Find mobiles that two people would have, and supervisors who do not exist."""
        listed = {number_key(row.number): row for row in rows}
        gone = {person.id for person in self.absent(rows)} if self._wish.missing_left else set()
        holders = {
            person.mobile: person
            for key, person in self._known.items()
            if person.mobile and person.status != "left" and person.id not in gone and not _gives_up(listed.get(key))
        }
        for key, row in listed.items():
            holder = holders.get(row.mobile or "")
            if holder and row.status != "left" and number_key(holder.number) != key:
                self._say_taken(row, holder)
            boss = number_key(row.supervisor_number or "")
            if boss and (boss == key or (boss not in listed and boss not in self._known)):
                self._say(row.row, Field.SUPERVISOR, say.SUPERVISOR_UNKNOWN, number=row.supervisor_number)

    def _say_taken(self, row: RosterRow, holder: KnownPerson) -> None:
        if holder.unit.reachable:
            name = f"{holder.number} {holder.name}"
            self._say(row.row, Field.MOBILE, say.MOBILE_TAKEN, mobile=row.mobile, name=name)
        else:
            self._say(row.row, Field.MOBILE, say.MOBILE_ELSEWHERE, mobile=row.mobile)

    def absent(self, rows: Sequence[RosterRow]) -> tuple[KnownPerson, ...]:
        """Return who is at work in the importer's units and missing from the file; if they leave, only who may."""
        listed = {number_key(row.number) for row in rows}
        kept = self._wish.protected if self._wish.missing_left else frozenset()
        here = (person for key, person in self._known.items() if key not in listed and person.unit.reachable)
        return tuple(person for person in here if person.status != "left" and person.id not in kept)


def _gives_up(row: RosterRow | None) -> bool:
    """Whether the row takes from its person the mobile they have."""
    return row is not None and (row.status == "left" or row.mobile is not None)


def _changes(row: RosterRow, person: KnownPerson) -> tuple[FieldChange, ...]:
    found = []
    for field in PLAIN:
        old, new = getattr(person, field), getattr(row, field)
        same = name_key(person.name) == name_key(row.name) if field == "name" else old == new
        if new is not None and not same:
            found.append(FieldChange(field, str(old or ""), str(new)))
    return tuple(found)


def _new_units(items: Sequence[NewPerson | Revision]) -> tuple[NewUnit, ...]:
    """Return each unit to be made once, parents before their children."""
    found: dict[tuple[str, ...], NewUnit] = {}
    for place in (item.place for item in items if isinstance(item.place, NewUnit)):
        for length in range(1, len(place.names) + 1):
            whole = length == len(place.names)
            unit = NewUnit(place.parent, place.names[:length], place.code if whole else "")
            key = tuple(map(name_key, unit.chain))
            if not found.setdefault(key, unit).code:
                found[key] = unit
    return tuple(found.values())
