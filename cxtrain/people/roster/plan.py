"""What a roster would change, as records that a page shows, a command prints and `operations` carries out. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cxtrain.people.roster.faults import Fault
from cxtrain.people.roster.fields import Header
from cxtrain.people.roster.places import KnownUnit, NewUnit, Place, place_name
from cxtrain.people.roster.rows import RosterRow

PLAIN = ("name", "name_en", "post", "employment", "mobile", "email", "supervisor_number", "joined_on")  # they just change


@dataclass(frozen=True)
class KnownPerson:
    """A person as the database has them."""

    id: int
    number: str
    name: str
    unit: KnownUnit
    name_en: str = ""
    post: str = ""
    employment: str = "full_time"
    mobile: str = ""
    email: str = ""
    status: str = "active"
    supervisor_number: str = ""
    joined_on: dt.date | None = None
    left_on: dt.date | None = None


@dataclass(frozen=True)
class FieldChange:
    """One field, from what to what, as text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class NewPerson:
    """Somebody who would be added; `row.status` is None, active or leave."""

    row: RosterRow
    place: Place


@dataclass(frozen=True)
class Revision:
    """What would change for somebody known. `row` is None for a leaver who is missing from the file."""

    person: KnownPerson
    on: dt.date  # from when a move, a return or an absence holds; of a leaver the last day
    row: RosterRow | None = None
    changes: tuple[FieldChange, ...] = ()
    place: Place | None = None  # where they move to; None: they stay
    status: str | None = None  # active (back from leave), leave, left, returned; None: as it was


@dataclass(frozen=True)
class RosterPlan:
    """What the file would do. With errors among the faults it does nothing."""

    header: Header
    new: tuple[NewPerson, ...] = ()
    revised: tuple[Revision, ...] = ()
    unchanged: int = 0  # people of the file who are already as it says
    missing: tuple[KnownPerson, ...] = ()  # known, at work, not in the file, and staying
    units: tuple[NewUnit, ...] = ()  # parents before their children
    faults: tuple[Fault, ...] = ()  # errors and warnings, by row

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that forbid the import."""
        return tuple(fault for fault in self.faults if fault.level == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What one should look at, and may import nevertheless."""
        return tuple(fault for fault in self.faults if fault.level != "error")

    @property
    def changed(self) -> tuple[Revision, ...]:
        """Those of whom a field changes."""
        return tuple(revision for revision in self.revised if revision.changes)

    @property
    def moved(self) -> tuple[Revision, ...]:
        """Those who change to another unit."""
        return tuple(revision for revision in self.revised if revision.place)

    def becoming(self, status: str) -> tuple[Revision, ...]:
        """Return those who become active, leave, left or returned."""
        return tuple(revision for revision in self.revised if revision.status == status)

    @property
    def does_nothing(self) -> bool:
        """Whether carrying it out would change nothing."""
        return not (self.new or self.revised or self.units)

    @property
    def counts(self) -> dict[str, int]:
        """How many people each thing happens to; one person may be counted as changed and moved."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "moved": len(self.moved),
            "on_leave": len(self.becoming("leave")),
            "back": len(self.becoming("active")),
            "left": len(self.becoming("left")),
            "returned": len(self.becoming("returned")),
            "unchanged": self.unchanged,
            "missing": len(self.missing),
            "new_units": len(self.units),
            "errors": len(self.errors),
            "warnings": len(self.warnings),
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the plan for JSON."""
        return {
            "counts": self.counts,
            "header_row": self.header.row + 1,
            "columns": [
                {"column": c.letter, "header": c.header, "field": c.field and c.field.value, "use": c.use}
                for c in self.header.columns
            ],
            "new_units": ["/".join(unit.chain) for unit in self.units],
            "new": [_new(person) for person in self.new],
            "revised": [_revised(revision) for revision in self.revised],
            "missing": [{"number": person.number, "name": person.name} for person in self.missing],
            "faults": [fault.as_dict() for fault in self.faults],
        }


def _new(person: NewPerson) -> dict[str, Any]:
    return {
        "row": person.row.row,
        "number": person.row.number,
        "name": person.row.name,
        "unit": place_name(person.place),
        "post": person.row.post,
    }


def _revised(revision: Revision) -> Mapping[str, Any]:
    return {
        "row": revision.row.row if revision.row else None,
        "number": revision.person.number,
        "name": revision.person.name,
        "changes": [{"field": change.field, "old": change.old, "new": change.new} for change in revision.changes],
        "from": place_name(revision.person.unit) if revision.place else None,
        "to": place_name(revision.place) if revision.place else None,
        "status": revision.status,
        "on": revision.on.isoformat(),
    }
