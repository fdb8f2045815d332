"""Transfer, leave and return. The caller commits; history stays with the unit of its day; one ledger row each."""

import datetime as dt

from sqlalchemy import update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people import operations as accounts
from cxtrain.people.careers import queries
from cxtrain.people.models import Employee, Membership, PasswordLink, Unit
from cxtrain.people.permissions import Role
from cxtrain.people.staff.operations import Refused
from cxtrain.people.staff.queries import account_of, grants_of, number_or_mobile_taken, other_admins
from cxtrain.web.bilingual import N_

DAY = dt.timedelta(days=1)
AHEAD = N_("That day is still to come. Enter it on that day or later.")
BEFORE_UNIT = N_("They came to the present unit only on %(day)s. Choose that day or a later one.")
LAST_ADMIN = N_("They are the only admin. Make somebody else an admin first.")


def transfer(employee: Employee, unit: Unit, *, day: dt.date, today: dt.date) -> None:
    """Move the person to `unit` from `day`; what happened before stays with the old unit, whose supervision ends.

    Raises:
        Refused: the day lies ahead or before the present membership, or they are there already.
    """
    current = queries.current_membership(employee.id)
    if unit.id == employee.unit_id:
        raise Refused("unit", N_("They work there already. Choose another unit."))
    if day > today:
        raise Refused("day", AHEAD)
    if current and day < current.start_on:
        raise Refused("day", BEFORE_UNIT, day=current.start_on.isoformat())
    before = employee.unit_id
    if current and day == current.start_on:
        current.unit_id = unit.id
    else:
        if current:
            current.end_on = day - DAY
        db.session.add(Membership(employee_id=employee.id, unit_id=unit.id, start_on=day, reason="transfer"))
    employee.unit_id, employee.unit = unit.id, unit
    _end_supervision(employee.id, before)
    record("employee transferred", employee, unit_id=unit.id, from_unit=before, on=day.isoformat())


def _end_supervision(employee_id: int, unit_id: int) -> None:
    for grant, unit in grants_of(employee_id):
        if grant.role == Role.SUPERVISOR.value and unit.id == unit_id:
            accounts.take_role(grant)


def go_on_leave(employee: Employee) -> None:
    """Note a long absence; the person still belongs to the unit and may sign in."""
    employee.status = "leave"
    record("employee on leave", employee, unit_id=employee.unit_id)


def come_back(employee: Employee) -> None:
    """Note that a long absence is over."""
    employee.status = "active"
    record("employee back", employee, unit_id=employee.unit_id)


def depart(employee: Employee, *, day: dt.date, today: dt.date) -> None:
    """Note that the person left, `day` being the last; every session, link and role of theirs ends at once.

    Raises:
        Refused: the day lies ahead or before the present membership, or nobody could administer the firm any more.
    """
    current = queries.current_membership(employee.id)
    if day > today:
        raise Refused("day", AHEAD)
    if current and day < current.start_on:
        raise Refused("day", BEFORE_UNIT, day=current.start_on.isoformat())
    close_account(employee.id)
    if current:
        current.end_on = day
    employee.status, employee.left_on = "left", day
    record("employee left", employee, unit_id=employee.unit_id, on=day.isoformat())


def close_account(employee_id: int) -> None:
    """End the sessions and unused links of a leaver and take their roles.

    Raises:
        Refused: they are the last admin.
    """
    account = account_of(employee_id)
    if account is None:
        return
    grants = [grant for grant, _ in grants_of(employee_id)]
    if any(grant.role == Role.ADMIN.value for grant in grants) and not other_admins(account.id):
        raise Refused("day", LAST_ADMIN)
    for grant in grants:
        accounts.take_role(grant)
    unused = PasswordLink.account_id == account.id, PasswordLink.used_at.is_(None)
    db.session.execute(update(PasswordLink).where(*unused).values(used_at=now()))
    accounts.end_sessions(account.id, why="left")


def bring_back(employee: Employee, unit: Unit, *, day: dt.date, today: dt.date) -> None:
    """Take somebody back who had left, with their history; they get roles and a password anew.

    Raises:
        Refused: the day lies ahead or before the last one, or their mobile is somebody else's by now.
    """
    last = queries.last_day(employee.id)
    if day > today:
        raise Refused("day", AHEAD)
    if last and day <= last:
        raise Refused("day", N_("Their last day was %(day)s. Choose a later one."), day=last.isoformat())
    others = number_or_mobile_taken(employee.number, employee.mobile, but=employee.id)
    if any(other.mobile == employee.mobile for other in others if other.mobile):
        raise Refused("unit", N_("Somebody has this person's mobile by now. Correct it in their details first."))
    employee.status, employee.left_on = "active", None
    employee.unit_id, employee.unit = unit.id, unit
    account = account_of(employee.id)
    if account:
        account.password_hash = ""
    db.session.add(Membership(employee_id=employee.id, unit_id=unit.id, start_on=day, reason="return"))
    record("employee returned", employee, unit_id=unit.id, on=day.isoformat())
