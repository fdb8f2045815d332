"""Writing the company's units and people. The caller commits."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import insert

from cxtrain.demo.calendar import ZONE, moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.company import Company, Person
from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit
from cxtrain.people.operations import normalised_login
from cxtrain.people.permissions import Actor, Held, Role


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
    _tell(staff, chronicle)
    return staff


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
    return {"id": staff.employees[person.number], "number": person.number, "name": person.name, "name_en": person.name_en,
            "sort_key": person.sort_key, "post": person.post, "employment": person.employment, "mobile": person.mobile,
            "status": person.status, "unit_id": staff.units[person.unit], "supervisor_number": person.supervisor,
            "joined_on": person.joined_on, "left_on": person.left_on, "version": 1}


def _memberships(staff: Staff, person: Person) -> list[dict[str, Any]]:
    return [{"employee_id": staff.employees[person.number], "unit_id": staff.units[stay.unit],
             "start_on": stay.start_on, "end_on": stay.end_on, "reason": stay.reason} for stay in person.stays]


def _tell(staff: Staff, chronicle: Chronicle) -> None:
    """Tell the ledger that the people came with a first roster, and what changed since."""
