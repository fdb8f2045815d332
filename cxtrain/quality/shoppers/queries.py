"""Who can be sent as a shopper: supervisors, those from outside, and whoever HR has asked to take part."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Row, exists, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from cxtrain.extensions import db
from cxtrain.people.absences.models import Absence
from cxtrain.people.employment import OUTSIDE
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import Actor, Can, Role
from cxtrain.quality.calibration.queries import standing_of
from cxtrain.quality.models import Visit
from cxtrain.quality.schedule.conflicts import Shopper
from cxtrain.quality.schedule.models import PlannedVisit, ShopperTerms

SHOPPING = (Role.SUPERVISOR.value, Role.HR.value, Role.SHOPPER.value)


@dataclass(frozen=True)
class Member:
    """Somebody who can be sent, as a page names them."""

    account_id: int
    employee_id: int
    number: str
    name: dict[str, str]
    unit: dict[str, str] | None  # None: from outside
    ready: bool  # has set a password
    gone: bool
    willing: bool  # as their terms say, whether or not they are here
    facts: Shopper


def _reachable(paths: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a role's unit lies at or below one of `paths`, or a shopper's from outside above it."""
    below = or_(false(), *(Unit.path.startswith(path, autoescape=True) for path in paths))
    above = [path[: at + 1] for path in paths for at, sign in enumerate(path) if sign == "/" and at]
    return or_(below, (RoleGrant.role == Role.SHOPPER.value) & Unit.path.in_(above))


def pool(paths: Sequence[str], *, gone: bool = False) -> list[Member]:
    """Return who can be sent to the units at `paths` and below, by number; with `gone` also those who have left.

    Somebody from HR is sent only where their terms say so: they review what others write.
    """
    here = or_(Employee.status != "left", Employee.employment == OUTSIDE) if gone else Employee.status != "left"
    rows = db.session.execute(
        select(Account, Employee, RoleGrant.role, Unit.path, ShopperTerms)
        .join(Employee, Employee.id == Account.employee_id)
        .join(RoleGrant, (RoleGrant.account_id == Account.id) & RoleGrant.role.in_(SHOPPING))
        .join(Unit, Unit.id == RoleGrant.unit_id).outerjoin(ShopperTerms, ShopperTerms.account_id == Account.id)
        .where(_reachable(paths), Account.active, here)
        .order_by(Employee.employment == OUTSIDE, Employee.number)).all()
    away = _absences({row.Employee.id for row in rows})
    standings = standing_of(sorted({row.Account.id for row in rows}))
    by_account: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_account.setdefault(row.Account.id, []).append(row)
    return [_member(held, away.get(held[0].Employee.id, []), standing=standings[account_id].may_shop)
            for account_id, held in by_account.items()]


def _absences(employee_ids: set[int]) -> dict[int, list[tuple[dt.date, dt.date]]]:
    found: dict[int, list[tuple[dt.date, dt.date]]] = {}
    query = select(Absence.employee_id, Absence.start_on, Absence.end_on).where(Absence.employee_id.in_(employee_ids))
    for employee_id, first, last in db.session.execute(query):
        found.setdefault(employee_id, []).append((first, last or dt.date.max))
    return found


def _member(held: Sequence[Row[Any]], away: list[tuple[dt.date, dt.date]], *, standing: bool) -> Member:
    account, person, terms = held[0].Account, held[0].Employee, held[0].ShopperTerms
    outside, roles = person.employment == OUTSIDE, {row.role for row in held}
    if terms is not None and terms.away_from is not None:
        away = [*away, (terms.away_from, terms.away_until or dt.date.max)]
    willing = terms.takes_part if terms is not None else roles != {Role.HR.value}
    facts = Shopper(
        account.id, 0 if outside else person.unit_id,
        tuple(sorted(row.path for row in held if row.role == Role.SUPERVISOR.value)),
        takes_part=willing and person.status == "active", standing=standing,
        most=terms.most if terms is not None else None, away=tuple(away))
    return Member(account.id, person.id, person.number, person.label, None if outside else person.unit.label,
                  bool(account.password_hash), person.status == "left", willing, facts)


def get_member(actor: Actor, account_id: int) -> Member:
    """Return somebody who can be sent where `actor` plans visits; else 404."""
    everybody = pool(actor.reach(Can.PLAN_VISITS), gone=True)
    return next((one for one in everybody if one.account_id == account_id), None) or abort(404)


def load_of(account_ids: Sequence[int], day: dt.date) -> dict[int, int]:
    """Return how many visits of the month of `day` each of them has to make or has made."""
    month, following = day.replace(day=1), (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    query = select(PlannedVisit.account_id, func.count()).where(
        PlannedVisit.account_id.in_(account_ids), PlannedVisit.day >= month, PlannedVisit.day < following,
        PlannedVisit.state == "planned").group_by(PlannedVisit.account_id)
    return {account_id: n for account_id, n in db.session.execute(query).tuples() if account_id is not None}


def terms_of(account_id: int) -> ShopperTerms:
    """Return the terms of a shopper; new ones, not kept yet, where there are none."""
    return db.session.get(ShopperTerms, account_id) or ShopperTerms(account_id=account_id, takes_part=True)


def last_running() -> int:
    """Return the highest running number given to a shopper from outside, 0 where there is none."""
    numbers = db.session.scalars(select(Employee.number).where(Employee.employment == OUTSIDE))
    return max((int(re.sub(r"\D", "", number) or 0) for number in numbers), default=0)


def begun(planned_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition that a scorecard names the planned visit."""
    return exists().where(Visit.planned_id == planned_id)
