"""Writing two versions of the firm's programme: one before the year began, one eight months ago. The caller commits."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from sqlalchemy import insert, update

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.company import Person
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.places import FIRM
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.people.absences.models import Absence
from cxtrain.people.models import Unit
from cxtrain.quality.programmes import operations
from cxtrain.quality.programmes.models import ProgrammeReceipt, ProgrammeVersion

TOLD = (380, 243)  # days ago on which each version was told; the first before the first visit
NOTICE = dt.timedelta(10)  # from the notice to the first day
UNREAD = 0.06  # share of people who have not confirmed the present notice
WITHIN = 12  # days in which the others did
HOUR = 10
LATECOMER = "0102"  # 王喆, as whom visitors sign in, has not read it yet, so that Today shows its card


def write_programmes(staff: Staff, chronicle: Chronicle, random: Random) -> None:
    """Write both versions, who has read the present one, and days away of those on a long leave.

    The first was told on paper, before this product came to the house.
    """
    present = [_tell(staff, chronicle, staff.company.year.before(days)) for days in TOLD][-1]
    db.session.execute(insert(ProgrammeReceipt.__table__), list(_readers(staff, present, chronicle, random)))
    away = [person for person in staff.company.people if person.away_from]
    db.session.execute(insert(Absence.__table__), [
        {"employee_id": staff.employees[person.number], "start_on": person.away_from, "end_on": None,
         "entered_at": moment(person.away_from, HOUR)} for person in away if person.away_from])


def _tell(staff: Staff, chronicle: Chronicle, day: dt.date) -> ProgrammeVersion:
    hr, unit = staff.reviewers[0].number, db.session.get_one(Unit, staff.units[FIRM.code])
    at = moment(max(day, staff.company.year.start), HOUR)
    plan = operations.Plan(starts_on=day + NOTICE, consulted="congress", consulted_on=day - dt.timedelta(20),
                           consultation="第六届职工代表大会第二次会议", posted_on=day)
    draft = operations.begin_draft(staff.actor(hr), unit, plan)
    operations.publish(staff.actor(hr), draft, on=day)
    db.session.execute(update(ProgrammeVersion).where(ProgrammeVersion.id == draft.id).values(published_at=at, saved_at=at))
    chronicle.adopt(db.session().info.pop(WAITING, []), at, staff.employees[hr])
    return draft


def _readers(staff: Staff, version: ProgrammeVersion, chronicle: Chronicle, random: Random) -> Iterator[dict[str, Any]]:
    """Yield the receipts of the people of the firm; joiners read the notice on joining."""
    told, today = version.published_on or staff.company.year.start, staff.company.year.today
    for person in staff.company.people:
        day = max(told, person.joined_on) + dt.timedelta(random.randrange(WITHIN))
        if random.random() < UNREAD or person.number == LATECOMER or not _is_here(person, day, today):
            continue
        at, unit = moment(day, 9 + random.randrange(9), random.randrange(60)), person.unit_on(day) or person.unit
        employee = staff.employees[person.number]
        chronicle.note(at, "programme notice read", ("programme_version", version.id), unit_id=staff.units[unit],
                       actor_id=employee, employee=employee)
        yield {"version_id": version.id, "employee_id": employee, "read_at": at}


def _is_here(person: Person, day: dt.date, today: dt.date) -> bool:
    return day < today and person.unit_on(day) is not None
