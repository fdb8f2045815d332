"""Writing the company's units and people. The caller commits."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import insert, select

from cxtrain.demo.calendar import ZONE, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.company import Company, Person
from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit
from cxtrain.people.names import sort_key
from cxtrain.people.notice.models import PrivacyReading
from cxtrain.people.notice.text import VERSION
from cxtrain.people.operations import normalised_login
from cxtrain.people.permissions import Actor, Held, Role
from cxtrain.people.second_step.models import SecondStep


@dataclass(frozen=True)
class Staff:
    """The company with the ids under which it stands in the database."""

    company: Company
    units: dict[str, int]  # by code
    paths: dict[str, str]  # by code
    employees: dict[str, int]  # by staff number

    @property
    def accounts(self) -> dict[str, int]:
        """Account ids by staff number: they are made together and therefore equal."""
        return self.employees

    @cached_property
    def reviewers(self) -> list[Person]:
        """The people of HR, who review scorecards."""
        return [person for person in self.company.people if person.role and person.role[0] == "hr"]

    def actor(self, number: str) -> Actor:
        """Return somebody as operations see who acts."""
        person = self.company.by_number[number]
        held = (Held(Role(person.role[0]), self.units[person.role[1]], self.paths[person.role[1]]),) if person.role else ()
        return Actor(
            account_id=self.accounts[number], employee_id=self.employees[number], number=number, name=person.name,
            name_en=person.name_en, locale="zh_Hans", unit_id=self.units[person.unit], unit_path=self.paths[person.unit],
            unit_name=person.unit, zone=ZONE, roles=held)


def write_people(company: Company, chronicle: Chronicle, *, password_hash: str) -> Staff:
    """Write units, employees, memberships, accounts and roles; everybody has the same password."""
    staff = _numbered(company)
    db.session.execute(insert(Unit), [_unit(staff, place.code) for place in company.places])
    db.session.execute(insert(Employee), [_employee(staff, person) for person in company.people])
    db.session.execute(insert(Membership), [row for person in company.people for row in _memberships(staff, person)])
    db.session.execute(insert(Account), [
        {"id": staff.accounts[person.number], "employee_id": staff.employees[person.number],
         "login": normalised_login(person.number), "password_hash": password_hash} for person in company.people])
    db.session.execute(insert(RoleGrant), [
        {"account_id": staff.accounts[person.number], "role": person.role[0], "unit_id": staff.units[person.role[1]]}
        for person in company.people if person.role])
    # The demo's HR and admins have put the second step off: who shows it around may have no phone at hand.
    db.session.execute(insert(SecondStep), [
        {"account_id": staff.accounts[person.number], "secret": "", "pending": "", "last_counter": 0,
         "put_off_until": dt.datetime(2100, 1, 1, tzinfo=dt.UTC)}
        for person in company.people if person.role and person.role[0] in ("hr", "admin")])
    _tell(staff, chronicle)
    return staff


def write_readings(chronicle: Chronicle, start: dt.date) -> None:
    """Let everybody with an account, shoppers from outside too, have read the privacy notice on their first day."""
    rows = []
    for account_id, person_id, unit_id, joined_on in db.session.execute(
            select(Account.id, Employee.id, Employee.unit_id, Employee.joined_on).join(Employee)).all():
        at = moment(max(start, joined_on or start), 10)
        rows.append({"account_id": account_id, "version": VERSION, "read_at": at})
        chronicle.note(at, "privacy notice read", ("account", account_id), unit_id=unit_id, actor_id=person_id, version=VERSION)
    db.session.execute(insert(PrivacyReading), rows)


def _numbered(company: Company) -> Staff:
    units = {place.code: at for at, place in enumerate(company.places, 1)}
    paths: dict[str, str] = {}
    for place in company.places:
        paths[place.code] = paths.get(place.parent or "", "/") + f"{units[place.code]}/"
    return Staff(company, units, paths, {person.number: at for at, person in enumerate(company.people, 1)})


def _unit(staff: Staff, code: str) -> dict[str, Any]:
    place = next(place for place in staff.company.places if place.code == code)
    return {"id": staff.units[code], "code": code, "name": place.name, "name_en": place.name_en, "kind": place.kind,
            "parent_id": staff.units[place.parent] if place.parent else None, "path": staff.paths[code], "zone": ZONE,
            "people": "development", "version": 1}


def _employee(staff: Staff, person: Person) -> dict[str, Any]:
    english = "" if person.name_en == person.name else person.name_en
    return {"id": staff.employees[person.number], "number": person.number, "name": person.name, "name_en": english,
            "sort_key": sort_key(person.name, english), "post": person.post, "employment": person.employment,
            "mobile": person.mobile, "status": person.status, "unit_id": staff.units[person.unit],
            "supervisor_number": person.supervisor, "joined_on": person.joined_on, "left_on": person.left_on, "version": 1}


def _memberships(staff: Staff, person: Person) -> list[dict[str, Any]]:
    return [{"employee_id": staff.employees[person.number], "unit_id": staff.units[stay.unit],
             "start_on": stay.start_on, "end_on": stay.end_on, "reason": stay.reason} for stay in person.stays]


def _tell(staff: Staff, chronicle: Chronicle) -> None:
    """Tell the ledger who came with the first day, who came later, and what changed since."""
    opening, hr = moment(staff.company.year.start, 9), staff.employees[staff.reviewers[0].number]
    admin = staff.employees["0003"]
    for place in staff.company.places:
        chronicle.note(opening, "unit added", ("unit", staff.units[place.code]), unit_id=staff.units[place.code], actor_id=0)
    for person in staff.company.people:
        number, first = person.number, person.stays[0]
        added = max(opening, moment(first.start_on, 9)) + dt.timedelta(minutes=30)
        subject = ("employee", staff.employees[number])
        chronicle.note(added, "employee added", subject, unit_id=staff.units[first.unit], actor_id=hr)
        if person.role:
            chronicle.note(added + dt.timedelta(minutes=30), "role granted", ("account", staff.accounts[number]),
                           unit_id=staff.units[person.role[1]], actor_id=admin, role=person.role[0])
        _tell_changes(staff, person, chronicle, hr=hr)


def _tell_changes(staff: Staff, person: Person, chronicle: Chronicle, *, hr: int) -> None:
    subject = ("employee", staff.employees[person.number])
    for before, after in zip(person.stays, person.stays[1:], strict=False):
        chronicle.note(moment(after.start_on, 9), "employee transferred", subject, unit_id=staff.units[after.unit],
                       actor_id=hr, from_unit=staff.units[before.unit], on=after.start_on.isoformat())
    if person.away_from:
        chronicle.note(moment(person.away_from, 9), "employee on leave", subject, unit_id=staff.units[person.unit],
                       actor_id=hr)
    if person.left_on:
        chronicle.note(moment(person.left_on, 18), "employee left", subject, unit_id=staff.units[person.unit],
                       actor_id=hr, on=person.left_on.isoformat())
