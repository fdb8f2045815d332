"""Employees and what belongs to them, through the eyes of whoever administers them."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, ErasedNumber, RoleGrant, Unit
from cxtrain.people.names import clean_name, number_key, search_patterns
from cxtrain.people.permissions import Actor, Can, Role
from cxtrain.people.queries import EMPLOYED, within

STATUSES = ("here", "active", "leave", "left", "all")  # here: everybody who has not left
PAGE = 50  # people on one page of the list
ORDERS = {  # the columns that people are listed by; the id makes each place unique
    "unit": (Unit.code, Employee.post, Employee.sort_key, Employee.id),
    "name": (Employee.sort_key, Employee.id),
    "number": (Employee.number, Employee.id),
}


@dataclass(frozen=True)
class Line:
    """One person of the list."""

    employee: Employee
    ready: bool  # has set a password


@dataclass(frozen=True)
class People:
    """One page of the list."""

    lines: tuple[Line, ...]
    total: int  # people who match, on all pages
    after: int | None  # id to go on behind; None on the last page


@dataclass(frozen=True)
class Search:
    """What the reader looks for."""

    text: str = ""  # of a name, its pinyin or initials, a staff number, a mobile
    unit_id: int | None = None  # with everything below it
    status: str = "here"  # here (not left), active, leave, left, or all
    order: str = "unit"
    after: int | None = None  # id of the last person of the page before


def list_people(actor: Actor, search: Search) -> People:
    """Return a page of the people whom `actor` administers, in one statement."""
    columns = ORDERS.get(search.order, ORDERS["unit"])
    found = matching(actor, search)
    total = select(func.count()).select_from(found.subquery()).scalar_subquery()
    query = (
        select(Employee, func.coalesce(Account.password_hash, "") != "", total)
        .join(Unit, Unit.id == Employee.unit_id)
        .outerjoin(Account, Account.employee_id == Employee.id)
        .where(Employee.id.in_(found))
        .order_by(*columns)
        .limit(PAGE + 1)
    )
    if search.after:
        last = select(*columns).join(Unit, Unit.id == Employee.unit_id).where(Employee.id == search.after)
        query = query.where(tuple_(*columns) > last.scalar_subquery())
    rows = db.session.execute(query).all()
    lines = tuple(Line(employee, bool(ready)) for employee, ready, _ in rows[:PAGE])
    return People(lines, rows[0][2] if rows else 0, lines[-1].employee.id if len(rows) > PAGE else None)


def matching(actor: Actor, search: Search) -> Select[tuple[int]]:
    """Return a select of the ids of the people whom `actor` administers and looks for, whatever their order."""
    query = select(Employee.id).join(Unit, Unit.id == Employee.unit_id).where(
        within(actor, Can.MANAGE_PEOPLE), EMPLOYED, Employee.erased_on.is_(None))
    if search.unit_id:
        path = select(Unit.path).where(Unit.id == search.unit_id).scalar_subquery()
        query = query.where(func.substr(Unit.path, 1, func.length(path)) == path)
    if search.status == "here":
        query = query.where(Employee.status != "left")
    elif search.status in ("active", "leave", "left"):
        query = query.where(Employee.status == search.status)
    return query.where(goes_by(search.text)) if search.text.strip() else query


def goes_by(text: str) -> ColumnElement[bool]:
    """Return the condition that a person goes by `text`: part of the name, pinyin, number or mobile."""
    plain = clean_name(text)[:60]
    found = [
        Employee.name.contains(plain, autoescape=True),
        func.lower(Employee.name_en).contains(plain.lower(), autoescape=True),
        func.lower(Employee.number).startswith(number_key(plain), autoescape=True),
    ]
    if plain.isdigit() and len(plain) >= 4:
        found.append(Employee.mobile.contains(plain, autoescape=True))
    found += [Employee.sort_key.like(pattern) for pattern in search_patterns(plain)]
    return or_(*found)


def account_of(employee_id: int) -> Account | None:
    """Return the person's account, or None while nobody made one."""
    return db.session.scalar(select(Account).where(Account.employee_id == employee_id))


def grants_of(employee_id: int) -> list[tuple[RoleGrant, Unit]]:
    """Return the roles that the person holds, each with its unit."""
    query = select(RoleGrant, Unit).join(Unit, Unit.id == RoleGrant.unit_id)
    query = query.join(Account, Account.id == RoleGrant.account_id).where(Account.employee_id == employee_id)
    return list(db.session.execute(query.order_by(RoleGrant.role, Unit.code)).tuples())


def other_admins(account_id: int) -> int:
    """Return how many people besides this account's could still administer the whole firm.

    The grants are held until the commit: of two admins who take each other's away at once, the second finds itself alone.
    """
    query = select(RoleGrant.account_id).join(Account, Account.id == RoleGrant.account_id)
    query = query.join(Employee, Employee.id == Account.employee_id).join(Unit, Unit.id == RoleGrant.unit_id)
    query = query.where(Unit.parent_id.is_(None), RoleGrant.role == Role.ADMIN.value, Employee.status != "left")
    return len({*db.session.scalars(query.order_by(RoleGrant.id).with_for_update(of=RoleGrant))} - {account_id})


def number_or_mobile_taken(number: str, mobile: str, *, but: int | None = None) -> Sequence[Employee]:
    """Return the people, `but` one, who have the staff number or the mobile already; leavers keep their number."""
    mobile_taken = and_(Employee.mobile == mobile, Employee.mobile != "", Employee.status != "left")
    query = select(Employee).where(or_(func.lower(Employee.number) == number_key(number), mobile_taken))
    return db.session.scalars(query.where(Employee.id != (but or 0))).all()


def digests_of(number: str) -> list[str]:
    """Return the keyed digests that an erased staff number may have: by the present key, then by older ones."""
    keys = [str(current_app.secret_key), *current_app.config["CX"].secret_key_fallbacks]
    return [hmac.digest(key.encode(), f"staff number {number_key(number)}".encode(), "sha256").hex() for key in keys]


def was_erased(number: str) -> bool:
    """Whether the staff number was that of somebody whose data was erased."""
    found = select(ErasedNumber.digest).where(ErasedNumber.digest.in_(digests_of(number)))
    return db.session.scalar(found.limit(1)) is not None


def number_exists(number: str) -> bool:
    """Whether anybody has the staff number."""
    query = select(Employee.id).where(func.lower(Employee.number) == number_key(number))
    return db.session.scalar(query) is not None
