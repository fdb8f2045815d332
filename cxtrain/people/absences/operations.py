"""Entering when people are away. The caller commits; the ledger tells days, never why."""

import datetime as dt

from sqlalchemy import delete, update

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.absences.models import Absence
from cxtrain.people.absences.spans import DAY
from cxtrain.people.models import Employee
from cxtrain.people.staff.operations import Refused
from cxtrain.web.bilingual import N_

WRONG_ORDER = N_("The last day comes before the first.")


def _check(start_on: dt.date, end_on: dt.date | None) -> None:
    if end_on and end_on < start_on:
        raise Refused("end_on", WRONG_ORDER)


def add_absence(person: Employee, start_on: dt.date, end_on: dt.date | None) -> Absence:
    """Enter days on which the person is away; `end_on` is the last, None while nobody knows it.

    Raises:
        Refused: the days are in the wrong order.
    """
    _check(start_on, end_on)
    absence = Absence(employee_id=person.id, start_on=start_on, end_on=end_on, entered_at=now())
    db.session.add(absence)
    db.session.flush()
    record("absence entered", person, unit_id=person.unit_id, start_on=start_on.isoformat(),
           end_on=end_on.isoformat() if end_on else None)
    return absence


def change_absence(person: Employee, absence: Absence, start_on: dt.date, end_on: dt.date | None) -> None:
    """Correct the days of an absence, or say its last day.

    Raises:
        Refused: the days are in the wrong order.
    """
    _check(start_on, end_on)
    if (start_on, end_on) == (absence.start_on, absence.end_on):
        return
    before = [day.isoformat() if day else None for day in (absence.start_on, absence.end_on)]
    absence.start_on, absence.end_on = start_on, end_on
    db.session.flush()
    record("absence changed", person, unit_id=person.unit_id, before=before, start_on=start_on.isoformat(),
           end_on=end_on.isoformat() if end_on else None)


def remove_absence(person: Employee, absence: Absence) -> None:
    """Take back an absence that was entered by mistake."""
    record("absence removed", person, unit_id=person.unit_id, start_on=absence.start_on.isoformat(),
           end_on=absence.end_on.isoformat() if absence.end_on else None)
    db.session.delete(absence)
    db.session.flush()


def open_absence(person: Employee) -> None:
    """Let an absence begin today whose end nobody knows, as part of going on leave, which the ledger tells."""
    db.session.add(Absence(employee_id=person.id, start_on=today(person.unit.zone), entered_at=now()))


def close_absences(person: Employee) -> None:
    """Let every open absence end with yesterday, as part of coming back, which the ledger tells."""
    yesterday = today(person.unit.zone) - DAY
    still = Absence.employee_id == person.id, Absence.end_on.is_(None)
    db.session.execute(delete(Absence).where(*still, Absence.start_on > yesterday))
    db.session.execute(update(Absence).where(*still).values(end_on=yesterday))
