"""Transfer, leave and return. The caller commits; history stays with the unit of its day; one ledger row each."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people import operations as accounts
from cxtrain.people.absences import operations as absences
from cxtrain.people.careers import queries
from cxtrain.people.careers.queries import Past
from cxtrain.people.models import Employee, Membership, PasswordLink, RoleGrant, Unit
from cxtrain.people.permissions import Role
from cxtrain.people.signals import tell
from cxtrain.people.staff.operations import Refused
from cxtrain.people.staff.queries import number_or_mobile_taken, other_admins
from cxtrain.web.bilingual import N_

DAY = dt.timedelta(days=1)
AHEAD = N_("That day is still to come. Enter it on that day or later.")
BEFORE_UNIT = N_("They came to the present unit only on %(day)s. Choose that day or a later one.")
THERE_ALREADY = N_("They work there already. Choose another unit.")
NOT_YET_GONE = N_("Their last day was %(day)s. Choose a later one.")
MOBILE_GONE = N_("Somebody has this person's mobile by now. Correct it in their details first.")
LAST_ADMIN = N_("They are the only admin. Make somebody else an admin first.")


def transfer(employee: Employee, unit: Unit, *, day: dt.date, today: dt.date, past: Past | None = None) -> None:
    """Move the person to `unit` from `day`; what happened before stays with the old unit, whose supervision ends.

    Args:
        past: theirs, where it was loaded already with that of others.

    Raises:
        Refused: the day lies ahead or before the present membership, or they are there already.
    """
    past = past or queries.past_of([employee.id])
    current = past.current.get(employee.id)
    if unit.id == employee.unit_id:
        raise Refused("unit", THERE_ALREADY)
    _check_day(day, today, current)
    before = employee.unit_id
    if current and day == current.start_on:
        current.unit_id = unit.id
    else:
        _end(current, day - DAY)
        db.session.add(Membership(employee_id=employee.id, unit_id=unit.id, start_on=day, reason="transfer"))
    employee.unit_id, employee.unit = unit.id, unit
    _end_supervision(past.grants.get(employee.id, []), before)
    record("employee transferred", employee, unit_id=unit.id, from_unit=before, on=day.isoformat())
    tell([employee.id])


def _check_day(day: dt.date, today: dt.date, current: Membership | None) -> None:
    if day > today:
        raise Refused("day", AHEAD)
    if current and day < current.start_on:
        raise Refused("day", BEFORE_UNIT, day=current.start_on.isoformat())


def _end(membership: Membership | None, day: dt.date) -> None:
    if membership:
        membership.end_on = day


def _end_supervision(grants: Sequence[RoleGrant], unit_id: int) -> None:
    for grant in grants:
        if grant.role == Role.SUPERVISOR.value and grant.unit_id == unit_id:
            accounts.take_role(grant)


def go_on_leave(employee: Employee) -> None:
    """Note a long absence; the person still belongs to the unit and may sign in."""
    employee.status = "leave"
    absences.open_absence(employee)
    record("employee on leave", employee, unit_id=employee.unit_id)


def come_back(employee: Employee) -> None:
    """Note that a long absence is over."""
    employee.status = "active"
    absences.close_absences(employee)
    record("employee back", employee, unit_id=employee.unit_id)
    tell([employee.id])


def depart(employee: Employee, *, day: dt.date, today: dt.date, past: Past | None = None) -> None:
    """Note that the person left, `day` being the last; every session, link and role of theirs ends at once.

    Raises:
        Refused: the day lies ahead or before the present membership, or nobody could administer the firm any more.
    """
    past = past or queries.past_of([employee.id])
    _check_day(day, today, past.current.get(employee.id))
    _close_account(employee.id, past)
    _end(past.current.get(employee.id), day)
    employee.status, employee.left_on = "left", day
    record("employee left", employee, unit_id=employee.unit_id, on=day.isoformat())
    tell([employee.id])


def _close_account(employee_id: int, past: Past) -> None:
    account, grants = past.accounts.get(employee_id), past.grants.get(employee_id, [])
    if account is None:
        return
    if any(grant.role == Role.ADMIN.value for grant in grants) and not other_admins(account.id):
        raise Refused("day", LAST_ADMIN)
    for grant in grants:
        accounts.take_role(grant)
    if employee_id in past.alive:
        unused = PasswordLink.account_id == account.id, PasswordLink.used_at.is_(None)
        db.session.execute(update(PasswordLink).where(*unused).values(used_at=now()))
        accounts.end_sessions(account.id, why="left")


def bring_back(employee: Employee, unit: Unit, *, day: dt.date, today: dt.date, past: Past | None = None) -> None:
    """Take somebody back who had left, with their history; they get roles and a password anew.

    Raises:
        Refused: the day lies ahead or not after the last one, or their mobile is somebody else's by now.
    """
    past = past or queries.past_of([employee.id])
    last = past.last_day.get(employee.id)
    _check_day(day, today, None)
    if last and day <= last:
        raise Refused("day", NOT_YET_GONE, day=last.isoformat())
    others = number_or_mobile_taken(employee.number, employee.mobile, but=employee.id) if employee.mobile else []
    if any(other.mobile == employee.mobile for other in others):
        raise Refused("unit", MOBILE_GONE)
    employee.status, employee.left_on = "active", None
    employee.unit_id, employee.unit = unit.id, unit
    account = past.accounts.get(employee.id)
    if account:
        account.password_hash = ""
    db.session.add(Membership(employee_id=employee.id, unit_id=unit.id, start_on=day, reason="return"))
    record("employee returned", employee, unit_id=unit.id, on=day.isoformat())
    tell([employee.id])
