"""Reading people and units through the eyes of whoever asks: a foreign row and a missing row are the same 404."""

import datetime as dt
from functools import lru_cache
from typing import Any

from flask import abort, current_app
from sqlalchemy import ColumnElement, Select, bindparam, false, or_, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.employment import OUTSIDE
from cxtrain.people.models import Account, Employee, Membership, RoleGrant, Unit, UserSession
from cxtrain.people.permissions import Actor, Can, Held, Role
from cxtrain.web.transactions import reading, writes

# The condition that somebody works for the firm: a shopper from outside is in no list of people.
EMPLOYED = Employee.employment != OUTSIDE


def within(actor: Actor, can: Can) -> ColumnElement[bool]:
    """Return the condition on Unit that `actor` may do `can` there."""
    return below(actor.reach(can))


def below(paths: tuple[str, ...]) -> ColumnElement[bool]:
    """Return the condition on Unit that it is one of the units at `paths` or below them."""
    path = Unit.__table__.c.path  # of the table, so that statements over tables stay such
    return or_(*(path.startswith(each, autoescape=True) for each in paths)) if paths else false()


def units_in_reach(actor: Actor, can: Can) -> Select[tuple[int]]:
    """Return a select of the ids of the units where `actor` may do `can`."""
    return select(Unit.id).where(within(actor, can))


def list_units(actor: Actor, can: Can, kind: str | None = None) -> list[Unit]:
    """Return the units in reach, by code; only those of `kind` where one is given."""
    query = _units_below(actor.reach(can))
    return list(db.session.scalars(query.where(Unit.kind == kind) if kind else query))


@lru_cache(maxsize=500)
def _units_below(paths: tuple[str, ...]) -> Select[tuple[Unit]]:
    return select(Unit).where(below(paths)).order_by(Unit.code)


def employees_in_reach(actor: Actor, can: Can) -> Select[tuple[Employee]]:
    """Return a select of the employees, not those who left, whose unit is in reach, by unit and name."""
    return (select(Employee).join(Unit, Unit.id == Employee.unit_id)
            .where(within(actor, can), Employee.status != "left", EMPLOYED).order_by(Employee.unit_id, Employee.sort_key))


def get_unit_for(actor: Actor, can: Can, unit_id: int) -> Unit:
    """Return the unit if it is in reach; otherwise answer 404."""
    return db.session.scalar(select(Unit).where(Unit.id == unit_id, within(actor, can))) or abort(404)


def get_employee_for(actor: Actor, can: Can, employee_id: int) -> Employee:
    """Return the employee if their unit is in reach; otherwise answer 404. Oneself is not in reach by itself."""
    return db.session.scalar(_employee_below(actor.reach(can)), {"employee": employee_id}) or abort(404)


@lru_cache(maxsize=500)
def _employee_below(paths: tuple[str, ...]) -> Select[tuple[Employee]]:
    return select(Employee).join(Unit, Unit.id == Employee.unit_id).where(
        Employee.id == bindparam("employee"), below(paths), EMPLOYED)


def time_allowance(employee_id: int) -> int | None:
    """Return the percent of the usual time that somebody is allowed wherever time is limited; None: no limit."""
    return db.session.scalar(select(Employee.time_allowance).where(Employee.id == employee_id))


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


# Written over tables, not classes, and made once: every request runs it, and this takes a third of the time.
_session, _account, _employee, _grant = (model.__table__ for model in (UserSession, Account, Employee, RoleGrant))
_unit, _role_unit = Unit.__table__, Unit.__table__.alias("role_unit")
_SESSION = (
    select(_session.c.id.label("session_id"), _session.c.created_at, _session.c.seen_at, _session.c.idle_minutes,
           _session.c.held_back, _account.c.id.label("account_id"), _account.c.locale,
           _employee.c.id.label("employee_id"), _employee.c.number,
           _employee.c.name, _employee.c.name_en, _employee.c.unit_id, _unit.c.path, _unit.c.name.label("unit_name"),
           _unit.c.name_en.label("unit_name_en"), _unit.c.zone, _grant.c.role, _grant.c.unit_id.label("role_unit_id"),
           _role_unit.c.path.label("role_path"))
    .select_from(_session.join(_account, _account.c.id == _session.c.account_id)
                 .join(_employee, _employee.c.id == _account.c.employee_id).join(_unit, _unit.c.id == _employee.c.unit_id)
                 .outerjoin(_grant, _grant.c.account_id == _account.c.id)
                 .outerjoin(_role_unit, _role_unit.c.id == _grant.c.unit_id))
    .where(_session.c.digest == db.bindparam("digest"), _session.c.ended_at.is_(None), _account.c.active,
           _employee.c.status != "left")
)


def session_rows(digest: str) -> list:  # type: ignore[type-arg]
    """Return the rows of a session that has not been ended, one per role held (at least one), in one statement.

    Where the request may write, they are read before its transaction, so that nobody waits for a lock meanwhile.
    """
    if not writes() or db.session().in_transaction():
        return list(db.session.execute(_SESSION, {"digest": digest}))
    with reading(), db.engine.connect() as connection:
        return list(connection.execute(_SESSION, {"digest": digest}))


def actor_from(rows: list, token: str) -> Actor:  # type: ignore[type-arg]
    """Return the Actor that `session_rows` describes."""
    first = rows[0]
    english = first.locale == "en"
    held = tuple(Held(Role(row.role), row.role_unit_id, row.role_path) for row in rows if row.role)
    return Actor(
        account_id=first.account_id, employee_id=first.employee_id, number=first.number, name=first.name,
        name_en=first.name_en, locale=first.locale, unit_id=first.unit_id, unit_path=first.path,
        unit_name=(first.unit_name_en or first.unit_name) if english else first.unit_name, zone=first.zone,
        roles=held, session_id=first.session_id, token=token,
        held_back=bool(first.held_back))


def open_sessions(account_id: int) -> list[UserSession]:
    """Return the account's sessions that still open something, the latest used first."""
    query = select(UserSession).where(UserSession.account_id == account_id, UserSession.ended_at.is_(None))
    return [each for each in db.session.scalars(query.order_by(UserSession.seen_at.desc())) if is_alive(each)]


def is_alive(session: Any) -> bool:
    """Whether a session (a UserSession, or a row of `session_rows`) was used lately enough and is not too old."""
    moment, most = now(), dt.timedelta(hours=current_app.config["CX"].session_hours)
    return moment - session.seen_at <= dt.timedelta(minutes=session.idle_minutes) and moment - session.created_at <= most


def actor_of(employee_id: int) -> Actor | None:
    """Return somebody as they may act now, for work that goes on without a session; None for who may not sign in."""
    person = db.session.get(Employee, employee_id)
    account = db.session.scalar(select(Account).where(Account.employee_id == employee_id))
    if person is None or account is None or not account.active or person.status == "left":
        return None
    rows = db.session.execute(select(RoleGrant.role, Unit.id, Unit.path).join(Unit, Unit.id == RoleGrant.unit_id).where(
        RoleGrant.account_id == account.id))
    unit = person.unit
    return Actor(
        account_id=account.id, employee_id=person.id, number=person.number, name=person.name, name_en=person.name_en,
        locale=account.locale, unit_id=unit.id, unit_path=unit.path, unit_name=unit.name, zone=unit.zone,
        roles=tuple(Held(Role(role), unit_id, path) for role, unit_id, path in rows))
