"""Which appeals are late, and whom to tell."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.appeals.queries import DECIDERS
from cxtrain.web.bilingual import Bilingual


@dataclass(frozen=True)
class Decider:
    """Somebody who may decide appeals in a unit and below."""

    account_id: int
    employee_id: int
    name: Bilingual
    email: str
    locale: str
    zone: str
    path: str  # of the unit


def late_appeals(moment: dt.datetime) -> list[Appeal]:
    """Return the open appeals whose day has passed and of which nobody was told, the oldest first."""
    return list(db.session.scalars(select(Appeal).where(
        Appeal.state == "open", Appeal.due_at < moment, Appeal.escalated_at.is_(None)).order_by(Appeal.due_at, Appeal.id)))


def deciders() -> list[Decider]:
    """Return who is at work and may decide appeals anywhere, by employee."""
    led, home = aliased(Unit), aliased(Unit)
    rows = db.session.execute(
        select(Account.id, Employee.id, Employee.name, Employee.name_en, Employee.email, Account.locale, home.zone, led.path)
        .select_from(RoleGrant).join(led, led.id == RoleGrant.unit_id).join(Account, Account.id == RoleGrant.account_id)
        .join(Employee, Employee.id == Account.employee_id).join(home, home.id == Employee.unit_id)
        .where(RoleGrant.role.in_(DECIDERS), Account.active, Employee.status == "active").order_by(Employee.id)).tuples()
    return [Decider(account, employee, Bilingual(name, english or name), email, locale, zone, path)
            for account, employee, name, english, email, locale, zone, path in rows]


def anything_late() -> bool:
    """Whether an appeal that was escalated is still open."""
    return bool(db.session.scalar(select(exists().where(Appeal.state == "open", Appeal.escalated_at.is_not(None)))))
