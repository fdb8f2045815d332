"""Importing a roster: read, compare, and carry out whole or not at all. The caller commits."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.access.queries import beyond
from cxtrain.people.careers import operations as careers
from cxtrain.people.careers.queries import Past, past_of
from cxtrain.people.models import Employee, Unit
from cxtrain.people.names import name_key
from cxtrain.people.permissions import Actor
from cxtrain.people.roster.comparison import Firm, Wish, plan_roster
from cxtrain.people.roster.faults import Fault
from cxtrain.people.roster.places import KnownUnit, NewUnit, Place
from cxtrain.people.roster.plan import FieldChange, NewPerson, Revision, RosterPlan
from cxtrain.people.roster.queries import known_firm
from cxtrain.people.roster.rows import RosterRow, Rows, read_sheets
from cxtrain.people.signals import together
from cxtrain.people.staff import operations as staff
from cxtrain.people.staff.operations import PersonFacts, Refused
from cxtrain.people.units.operations import place_unit
from cxtrain.web import tables
from cxtrain.web.transactions import reading


@dataclass(frozen=True)
class RosterResult:
    """What became of an import."""

    filename: str
    digest: str  # SHA-256 of the file, hex
    plan: RosterPlan
    imported: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the result for JSON."""
        head = {"file": self.filename, "digest": self.digest, "imported": self.imported}
        return {**head, **self.plan.as_dict()}

    @property
    def sentence(self) -> str:
        """The result in English, with every fault on a line of its own."""
        counts = {name.replace("_", " "): n for name, n in self.plan.counts.items() if n}
        told = ", ".join(f"{n} {name}" for name, n in counts.items()) or "nothing to do"
        state = "imported" if self.imported else "nothing imported"
        faults = [f"  {f.place}{f.sentence}" for f in self.plan.faults]
        return "\n".join([f"{self.filename}: {state}; {told}.", *faults])


def import_roster(
    data: bytes, filename: str, *, dry_run: bool = False, create_units: bool = False, missing_left: bool = False,
    actor: Actor | None = None,
) -> RosterResult:  # fmt: skip
    """Import a CSV or XLSX file; with an error in any row nothing changes. Commit where the result says imported.

    Args:
        data: the file.
        filename: named in the result; the content decides how it is read.
        dry_run: compare only.
        create_units: make the units that the file names and nobody knows; on an empty database the firm too.
        missing_left: people who are missing from the file leave today.
        actor: whose reach limits the import; None on the command line, which reaches everything.

    Raises:
        TableError: it is no table.
        RosterFault: no row names the columns, or nobody stands below it.
    """
    sheets = [sheet.rows for sheet in tables.read_sheets(data)]
    digest = hashlib.sha256(data).hexdigest()
    with reading() if dry_run else nullcontext():  # a dry run on a busy site makes nobody wait
        plan = plan_rows(sheets, create_units=create_units, missing_left=missing_left, actor=actor)
    if not dry_run:
        plan = carry_out(plan, digest=digest)
    return RosterResult(filename, digest, plan, imported=not (dry_run or plan.errors or plan.does_nothing))


def plan_rows(
    sheets: Sequence[Rows], *, create_units: bool, missing_left: bool, actor: Actor | None,
    chosen: Mapping[int, str] | None = None,
) -> RosterPlan:  # fmt: skip
    """Return what the rows would change now.

    Raises:
        RosterFault: no row names the columns, or nobody stands below it.
    """
    header, reading = read_sheets(sheets, chosen)
    firm = known_firm(actor) or _first_firm()
    zone = db.session.scalar(select(Unit.zone).where(Unit.id == firm.home.id)) or "Asia/Shanghai"
    protected = beyond(actor) | {actor.employee_id} if actor else set()
    return plan_roster(header, reading, firm, Wish(today(zone), create_units, missing_left, frozenset(protected)))


def _first_firm() -> Firm:
    """Return a firm with nobody in it, named by the settings; it is made when the plan is carried out."""
    root = KnownUnit(0, "0", current_app.config["CX"].firm, "", ())
    return Firm((root,), (), root)


def carry_out(plan: RosterPlan, *, digest: str) -> RosterPlan:
    """Make every change of a plan that was made within this transaction; the caller commits.

    Returns:
        The plan; with one more error, and nothing changed, where a change was refused by what only the history knows.
    """
    if plan.errors or plan.does_nothing:
        return plan
    try:
        with db.session.begin_nested(), db.session.no_autoflush:
            with together():
                _make_changes(plan)
            counts = {name: n for name, n in plan.counts.items() if n}
            record("roster imported", ("roster", digest[:12]), unit_id=None, digest=digest, **counts)
    except _NotMade as refused:
        return replace(plan, faults=(*plan.faults, refused.fault))
    return plan


class _NotMade(Exception):
    """One change was refused; `fault` says which and why."""

    def __init__(self, revision: Revision, why: Refused) -> None:
        super().__init__(str(why))
        self.fault = Fault(revision.row.row if revision.row else 0, "", revision.person.number, why.message, why.values)


def _make_changes(plan: RosterPlan) -> None:
    places = _Places(plan)
    day = today(places.root.zone)
    newcomers = [(_facts(person), places.unit(person.place), person.row.status or "active") for person in plan.new]
    employees = _loaded(plan.revised)
    past = past_of(list(employees))
    _free_mobiles(plan.revised, employees)
    for revision in plan.revised:
        try:
            _revise(employees[revision.person.id], revision, places, past)
        except Refused as why:
            raise _NotMade(revision, why) from why
    db.session.flush()
    staff.add_people(newcomers, today=day)


class _Places:
    """The units of a plan, made where they are new."""

    def __init__(self, plan: RosterPlan) -> None:
        self._known = {unit.id: unit for unit in db.session.scalars(select(Unit))}
        self._made: dict[tuple[str, ...], Unit] = {}
        self._codes = {unit.code.lower() for unit in self._known.values()}
        self.root = min(self._known.values(), key=lambda unit: len(unit.path), default=None) or self._firm()
        parents = {_key(unit)[:-1] for unit in plan.units}
        for unit in plan.units:
            self._make(unit, "region" if _key(unit) in parents else "store")

    def unit(self, place: Place) -> Unit:
        """Return the row of a place."""
        if isinstance(place, KnownUnit):
            return self._known.get(place.id, self.root)
        return self._made[_key(place)]

    def _firm(self) -> Unit:
        root = Unit(code="0", name=current_app.config["CX"].firm, kind="firm", path="")
        db.session.add(root)
        db.session.flush()
        root.path = f"/{root.id}/"
        record("unit added", root, unit_id=root.id, code=root.code, parent=None)
        return root

    def _make(self, new: NewUnit, kind: str) -> None:
        above = self._made.get(_key(new)[:-1]) or self.unit(new.parent)
        code = new.code or self._free_code()
        unit = Unit(code=code, name=new.names[-1], kind=kind, zone=above.zone, people=above.people)
        self._codes.add(unit.code.lower())
        self._made[_key(new)] = place_unit(unit, above)

    def _free_code(self) -> str:
        number = len(self._codes)
        while f"u{number:03}" in self._codes:
            number += 1
        return f"U{number:03}"


def _key(unit: NewUnit) -> tuple[str, ...]:
    return tuple(map(name_key, unit.chain))


def _facts(person: NewPerson) -> PersonFacts:
    row = person.row
    return PersonFacts(
        number=row.number, name=row.name, name_en=row.name_en or "", post=row.post or "", mobile=row.mobile or "",
        email=row.email or "", employment=row.employment or "full_time", joined_on=row.joined_on,
        supervisor_number=row.supervisor_number or "",
    )  # fmt: skip


def _loaded(revised: tuple[Revision, ...]) -> dict[int, Employee]:
    ids = [revision.person.id for revision in revised]
    found: dict[int, Employee] = {}
    for start in range(0, len(ids), 500):
        query = select(Employee).where(Employee.id.in_(ids[start : start + 500]))
        found |= {employee.id: employee for employee in db.session.scalars(query)}
    return found


def _free_mobiles(revised: tuple[Revision, ...], employees: dict[int, Employee]) -> None:
    """Empty the mobiles that change hands, so that two people may swap theirs."""
    for revision in revised:
        if any(change.field == "mobile" for change in revision.changes):
            employees[revision.person.id].mobile = ""
    db.session.flush()


def _revise(employee: Employee, revision: Revision, places: _Places, past: Past) -> None:
    days = {"day": revision.on, "today": max(revision.on, today(employee.unit.zone)), "past": past}
    if revision.status == "returned":
        unit = places.unit(revision.place) if revision.place else employee.unit
        careers.bring_back(employee, unit, **days)
    elif revision.place:
        careers.transfer(employee, places.unit(revision.place), **days)
    if revision.status == "leave":
        careers.go_on_leave(employee)
    elif revision.status == "active":
        careers.come_back(employee)
    if revision.changes and revision.row:
        staff.set_facts(employee, _changed(staff.facts_of(employee), revision.changes, revision.row))
    if revision.status == "left":
        careers.depart(employee, **days)


def _changed(facts: PersonFacts, changes: tuple[FieldChange, ...], row: RosterRow) -> PersonFacts:
    return replace(facts, **{change.field: getattr(row, change.field) for change in changes})
