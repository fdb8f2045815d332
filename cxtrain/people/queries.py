"""Reading people and units through the eyes of whoever asks: a foreign row and a missing row are the same 404."""

import datetime as dt

from flask import abort
from sqlalchemy import ColumnElement, Select, false, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit, UserSession
from cxtrain.people.permissions import Actor, Can, Held, Role


def within(actor: Actor, can: Can) -> ColumnElement[bool]:
    """Return the condition on Unit that `actor` may do `can` there."""
    paths = actor.reach(can)
    return or_(*(Unit.path.startswith(path, autoescape=True) for path in paths)) if paths else false()


def units_in_reach(actor: Actor, can: Can) -> Select[tuple[int]]:
    """Return a select of the ids of the units where `actor` may do `can`."""
    return select(Unit.id).where(within(actor, can))


def list_units(actor: Actor, can: Can, kind: str | None = None) -> list[Unit]:
    """Return the units in reach, by code; only those of `kind` where one is given."""
    query = select(Unit).where(within(actor, can)).order_by(Unit.code)
    return list(db.session.scalars(query.where(Unit.kind == kind) if kind else query))


def employees_in_reach(actor: Actor, can: Can) -> Select[tuple[Employee]]:
    """Return a select of the employees, not those who left, whose unit is in reach, by unit and name."""
    return (select(Employee).join(Unit, Unit.id == Employee.unit_id)
            .where(within(actor, can), Employee.status != "left").order_by(Employee.unit_id, Employee.sort_key))


def get_unit_for(actor: Actor, can: Can, unit_id: int) -> Unit:
    """Return the unit if it is in reach; otherwise answer 404."""
    return db.session.scalar(select(Unit).where(Unit.id == unit_id, within(actor, can))) or abort(404)


def get_employee_for(actor: Actor, can: Can, employee_id: int) -> Employee:
    """Return the employee if their unit is in reach; otherwise answer 404. Oneself is not in reach by itself."""
    query = select(Employee).join(Unit, Unit.id == Employee.unit_id).where(Employee.id == employee_id, within(actor, can))
    return db.session.scalar(query) or abort(404)


def members_on(unit_id: int, day: dt.date) -> list[Employee]:
    """Return who belonged to the unit on `day`, by name."""
    query = (select(Employee).join(Membership, Membership.employee_id == Employee.id)
             .where(Membership.unit_id == unit_id, Membership.start_on <= day,
                    or_(Membership.end_on.is_(None), Membership.end_on >= day))
             .order_by(Employee.sort_key).distinct())
    return list(db.session.scalars(query))


def account_by_login(key: str) -> Account | None:
    """Return the account whose staff number or mobile is `key` (normalised), if it may sign in."""
    query = select(Account).join(Employee).where(
        or_(Account.login == key, (Employee.mobile == key) & (Employee.mobile != "")),
        Account.active, Employee.status != "left")
    return db.session.scalars(query.order_by((Account.login == key).desc())).first()


def roles_of(account_id: int) -> list[str]:
    """Return the roles granted to the account, whatever the unit."""
    return list(db.session.scalars(select(RoleGrant.role).where(RoleGrant.account_id == account_id)))


ACTOR_COLUMNS = (
    UserSession.id.label("session_id"), UserSession.created_at, UserSession.seen_at, UserSession.idle_minutes,
    Account.id.label("account_id"), Account.locale, Account.theme, Employee.id.label("employee_id"), Employee.number,
    Employee.name, Employee.name_en, Employee.unit_id, Unit.path, Unit.name.label("unit_name"),
    Unit.name_en.label("unit_name_en"), Unit.zone, RoleGrant.role, RoleGrant.unit_id.label("role_unit_id"),
)
_RoleUnit = Unit.__table__.alias("role_unit")
_SESSION = (
    select(*ACTOR_COLUMNS, _RoleUnit.c.path.label("role_path"))
    .select_from(UserSession).join(Account, Account.id == UserSession.account_id)
    .join(Employee, Employee.id == Account.employee_id).join(Unit, Unit.id == Employee.unit_id)
    .outerjoin(RoleGrant, RoleGrant.account_id == Account.id)
    .outerjoin(_RoleUnit, _RoleUnit.c.id == RoleGrant.unit_id)
    .where(UserSession.digest == db.bindparam("digest"), UserSession.ended_at.is_(None), Account.active,
           Employee.status != "left")
)


def session_rows(digest: str) -> list:  # type: ignore[type-arg]
    """Return the rows of a session that has not been ended, one per role held (at least one), in one statement."""
    return list(db.session.execute(_SESSION, {"digest": digest}))


def actor_from(rows: list, token: str) -> Actor:  # type: ignore[type-arg]
    """Return the Actor that `session_rows` describes."""
    first = rows[0]
    english = first.locale == "en"
    held = tuple(Held(Role(row.role), row.role_unit_id, row.role_path) for row in rows if row.role)
    return Actor(
        account_id=first.account_id, employee_id=first.employee_id, number=first.number, name=first.name,
        name_en=first.name_en, locale=first.locale, unit_id=first.unit_id, unit_path=first.path,
        unit_name=(first.unit_name_en or first.unit_name) if english else first.unit_name, zone=first.zone,
        roles=held, session_id=first.session_id, token=token)


def open_sessions(account_id: int) -> list[UserSession]:
    """Return the account's sessions that have not been ended, the latest used first."""
    query = select(UserSession).where(UserSession.account_id == account_id, UserSession.ended_at.is_(None))
    return list(db.session.scalars(query.order_by(UserSession.seen_at.desc())))
