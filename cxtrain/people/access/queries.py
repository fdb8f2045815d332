"""Who may change whose access, and how employees sign in as HR may know it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import and_, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, PasswordLink, RoleGrant, Unit, UserSession
from cxtrain.people.permissions import Actor, Can, Role
from cxtrain.people.second_step.models import SecondStep
from cxtrain.people.staff.queries import Search, grants_of, matching


def beyond(actor: Actor, employee_ids: Sequence[int] | None = None) -> set[int]:
    """Return which of the people (None: of all) hold a role that `actor` could not have given them.

    Their accounts are not the actor's to change: a regional HR could otherwise make a link for an admin's password
    and become one.
    """
    query = select(Account.employee_id, RoleGrant.role, Unit.path).join(RoleGrant, RoleGrant.account_id == Account.id)
    query = query.join(Unit, Unit.id == RoleGrant.unit_id)
    query = query if employee_ids is None else query.where(Account.employee_id.in_(employee_ids))
    return {
        employee_id
        for employee_id, role, path in db.session.execute(query)
        if Role(role) not in actor.may_grant() or not actor.may_in(Can.GRANT_ROLES, path)
    }


def commands(actor: Actor, employee: Employee) -> bool:
    """Whether `actor` may change the account of the person, who may not hold more than the actor could give."""
    return not beyond(actor, [employee.id])


def get_grant_for(actor: Actor, employee: Employee, grant_id: int) -> RoleGrant:
    """Return the grant if it is the person's and `actor` may take it; otherwise answer 404."""
    for grant, unit in grants_of(employee.id):
        mine = Role(grant.role) in actor.may_grant() and actor.may_in(Can.GRANT_ROLES, unit.path)
        if grant.id == grant_id and mine:  # of two who take it away at once, the second no longer finds it
            return db.session.get(RoleGrant, grant_id, with_for_update=True, populate_existing=True) or abort(404)
    abort(404)


@dataclass(frozen=True)
class Access:
    """How somebody signs in, as HR may know it."""

    ready: bool  # has set a password
    seen_at: dt.datetime | None  # last use of any device
    devices: int  # signed in now
    link_until: dt.datetime | None  # an unused link's end
    second_step: bool = False  # a code of the phone is asked for


def access_of(employee_id: int) -> Access:
    """Return how the person signs in, in one statement."""
    link = select(func.max(PasswordLink.expires_at)).where(
        PasswordLink.account_id == Account.id, PasswordLink.used_at.is_(None)
    )
    seen = select(func.max(UserSession.seen_at)).where(UserSession.account_id == Account.id)
    alive = and_(UserSession.account_id == Account.id, UserSession.ended_at.is_(None))
    row = db.session.execute(
        select(
            Account.password_hash != "",
            seen.scalar_subquery(),
            select(func.count()).select_from(UserSession).where(alive).scalar_subquery(),
            link.scalar_subquery(),
            select(SecondStep.secret != "").where(SecondStep.account_id == Account.id).scalar_subquery(),
        ).where(Account.employee_id == employee_id)
    ).first()
    return Access(bool(row[0]), row[1], row[2], row[3], bool(row[4])) if row else Access(False, None, 0, None)


def without_password(actor: Actor, unit_id: int) -> list[Employee]:
    """Return the people at work in a unit and below it who never set a password, by unit and name."""
    query = matching(actor, Search(unit_id=unit_id, status="active"))
    return list(
        db.session.scalars(
            select(Employee)
            .join(Unit, Unit.id == Employee.unit_id)
            .outerjoin(Account, Account.employee_id == Employee.id)
            .where(Employee.id.in_(query), func.coalesce(Account.password_hash, "") == "")
            .order_by(Unit.code, Employee.sort_key, Employee.id)
        )
    )
