"""What there is to remind of, and who leads whom; each in one statement, whatever the firm's size."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, case, exists, func, select
from sqlalchemy.orm import aliased

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import Role
from cxtrain.training.models import Assignment, Course, CourseVersion
from cxtrain.training.reminders.steps import DUE, SUPERVISOR
from cxtrain.training.rules.queries import WAITING
from cxtrain.web.bilingual import Bilingual


@dataclass(frozen=True)
class Leader:
    """A supervisor who can be told by mail."""

    employee_id: int
    name: Bilingual
    email: str
    locale: str
    zone: str


def pressing(until: dt.date) -> list[Row[Any]]:
    """Return what is due by `until` and has a step before it, of people at work, by person and day."""
    last = case((Assignment.working_time, SUPERVISOR), else_=DUE)
    return list(db.session.execute(
        select(Assignment.id, Assignment.due_on, Assignment.working_time, Assignment.reminded, Assignment.employee_id,
               CourseVersion.title, Employee.name, Employee.name_en, Employee.email, Unit.path, Unit.zone,
               func.coalesce(Account.locale, "zh_Hans").label("locale"))
        .join(Employee, Employee.id == Assignment.employee_id).join(Unit, Unit.id == Employee.unit_id)
        .join(Course, Course.id == Assignment.course_id).join(CourseVersion, CourseVersion.id == Course.current_id)
        .outerjoin(Account, Account.employee_id == Employee.id)
        .where(*WAITING, Assignment.due_on <= until, Assignment.reminded < last, Employee.status == "active")
        .order_by(Assignment.employee_id, Assignment.due_on, Assignment.id)))


def leaders() -> dict[str, list[Leader]]:
    """Return the supervisors at work who have an e-mail address, by the path of the unit that they lead."""
    led, home = aliased(Unit), aliased(Unit)
    rows = db.session.execute(
        select(led.path, Employee.id, Employee.name, Employee.name_en, Employee.email, Account.locale, home.zone)
        .select_from(RoleGrant).join(led, led.id == RoleGrant.unit_id).join(Account, Account.id == RoleGrant.account_id)
        .join(Employee, Employee.id == Account.employee_id).join(home, home.id == Employee.unit_id)
        .where(RoleGrant.role == Role.SUPERVISOR.value, Account.active, Employee.status == "active", Employee.email != "")
        .order_by(Employee.id)).tuples()
    found: dict[str, list[Leader]] = {}
    for path, key, name, english, email, locale, zone in rows:
        found.setdefault(path, []).append(Leader(key, Bilingual(name, english or name), email, locale, zone))
    return found


def anything_left(employee_id: int) -> bool:
    """Whether somebody still has something to do that they were reminded of."""
    reminded = exists().where(Assignment.employee_id == employee_id, *WAITING, Assignment.reminded > 0)
    return bool(db.session.scalar(select(reminded)))
