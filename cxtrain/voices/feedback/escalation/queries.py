"""Which matters are late, and where their news goes."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.feedback.queries import HANDLERS
from cxtrain.web.bilingual import Bilingual


@dataclass(frozen=True)
class Reader:
    """Somebody who handles what customers say, with where to write."""

    employee_id: int
    name: Bilingual
    email: str
    locale: str
    zone: str
    path: str  # of the unit


def late_ones(moment: dt.datetime) -> list[Feedback]:
    """Return the open matters whose next step is overdue, the oldest first."""
    unanswered = Feedback.replied_at.is_(None) & (Feedback.reply_due < moment)
    return list(db.session.scalars(select(Feedback).where(
        Feedback.state == "open", or_(Feedback.close_due < moment, unanswered)).order_by(Feedback.close_due, Feedback.id)))


def readers() -> list[Reader]:
    """Return who handles what customers say and has an address for mail, by employee."""
    led, home = aliased(Unit), aliased(Unit)
    rows = db.session.execute(
        select(Employee.id, Employee.name, Employee.name_en, Employee.email, Account.locale, home.zone, led.path)
        .select_from(RoleGrant).join(led, led.id == RoleGrant.unit_id).join(Account, Account.id == RoleGrant.account_id)
        .join(Employee, Employee.id == Account.employee_id).join(home, home.id == Employee.unit_id)
        .where(RoleGrant.role.in_(HANDLERS), Account.active, Employee.status == "active", Employee.email != "")
        .order_by(Employee.id)).tuples()
    return [Reader(employee, Bilingual(name, english or name), *rest) for employee, name, english, *rest in rows]


def anything_late() -> bool:
    """Whether a matter that was handed up is still open."""
    return bool(db.session.scalar(select(exists().where(Feedback.state == "open", Feedback.escalated_at.is_not(None)))))
