"""What there is to remind of, who was told before, and who leads whom; each in one statement, whatever the history."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from cxtrain.extensions import db
from cxtrain.people.absences.models import Absence
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import Actor, Can, Role
from cxtrain.people.queries import below
from cxtrain.planning.lifecycle import State
from cxtrain.planning.models import Plan, PlanAction, plan_number
from cxtrain.planning.reminders.models import PlanReminder
from cxtrain.training.reminders.steps import SUPERVISOR
from cxtrain.web.bilingual import Bilingual

Key = tuple[int, int | None, dt.date]  # plan, action (None: its check), the day that it is due


@dataclass(frozen=True)
class Person:
    """Somebody who can be told."""

    employee_id: int
    name: Bilingual
    email: str
    locale: str
    zone: str


@dataclass(frozen=True)
class Matter:
    """An action that is not done, or the check of a plan, and whose it is."""

    plan_id: int
    action_id: int | None
    due_on: dt.date
    number: str  # of the plan
    what: dict[str, str] | None  # of the action
    about: int | None  # the employee whom the plan is about: never told of it as somebody's leader
    path: str  # of the plan's unit
    unit_id: int
    owner: Person
    away: bool  # on leave, or away on this day

    @property
    def key(self) -> Key:
        """By what it is remembered."""
        return self.plan_id, self.action_id, self.due_on


def _away(day: dt.date) -> Any:
    absent = exists().where(Absence.employee_id == Employee.id, Absence.start_on <= day,
                            or_(Absence.end_on.is_(None), Absence.end_on >= day))
    return or_(Employee.status != "active", absent)


def matters(until: dt.date, day: dt.date) -> list[Matter]:
    """Return what is due by `until` in approved plans: actions that are not done, and checks, by owner and day."""
    home = aliased(Unit)
    owner = (Employee.id.label("owner_id"), Employee.name, Employee.name_en, Employee.email, _away(day).label("away"),
             func.coalesce(Account.locale, "zh_Hans").label("locale"), home.zone)
    plan = (Plan.id.label("plan_id"), Plan.drafted_at, Plan.employee_id, Plan.unit_id, Unit.path)
    actions = select(*plan, PlanAction.id.label("action_id"), PlanAction.due_on, PlanAction.what, *owner).where(
        PlanAction.plan_id == Plan.id, PlanAction.done_at.is_(None), Employee.id == PlanAction.owner_id,
        PlanAction.due_on <= until)
    checks = select(*plan, null().label("action_id"), Plan.due_on, literal(None, PlanAction.what.type).label("what"), *owner
                    ).where(Employee.id == Plan.approved_by, Plan.due_on <= until)
    both = union_all(*(each.where(Plan.state == State.APPROVED, Unit.id == Plan.unit_id).join_from(
        Employee, home, home.id == Employee.unit_id).outerjoin(Account, Account.employee_id == Employee.id)
        for each in (actions, checks)))
    rows = db.session.execute(select(both.subquery()))
    return sorted(map(_matter, rows), key=lambda each: (each.owner.employee_id, each.due_on, each.plan_id, each.action_id or 0))


def _matter(row: Row[Any]) -> Matter:
    person = Person(row.owner_id, Bilingual(row.name, row.name_en or row.name), row.email, row.locale, row.zone)
    return Matter(row.plan_id, row.action_id, row.due_on, plan_number(row.plan_id, row.drafted_at), row.what, row.employee_id,
                  row.path, row.unit_id, person, bool(row.away))


def reached() -> dict[Key, int]:
    """Return the last step of which somebody was told, by what it was about; of approved plans."""
    keys = (PlanReminder.plan_id, PlanReminder.action_id, PlanReminder.due_on)
    rows = db.session.execute(select(*keys, func.max(PlanReminder.step)).join(Plan, Plan.id == PlanReminder.plan_id).where(
        Plan.state == State.APPROVED).group_by(*keys)).tuples()
    return {(plan, action, due_on): step for plan, action, due_on, step in rows}


def leaders() -> dict[tuple[str, str], list[Person]]:
    """Return the supervisors and HR at work, by role and the path of the unit that they answer for."""
    led, home = aliased(Unit), aliased(Unit)
    person = (Employee.id, Employee.name, Employee.name_en, Employee.email, Account.locale, home.zone)
    rows = db.session.execute(
        select(RoleGrant.role, led.path, *person)
        .select_from(RoleGrant).join(led, led.id == RoleGrant.unit_id).join(Account, Account.id == RoleGrant.account_id)
        .join(Employee, Employee.id == Account.employee_id).join(home, home.id == Employee.unit_id)
        .where(RoleGrant.role.in_((Role.SUPERVISOR.value, Role.HR.value)), Account.active, Employee.status == "active")
        .order_by(Employee.id)).tuples()
    found: dict[tuple[str, str], list[Person]] = {}
    for role, path, key, name, english, email, locale, zone in rows:
        found.setdefault((role, path), []).append(Person(key, Bilingual(name, english or name), email, locale, zone))
    return found


def anything_left(employee_id: int) -> bool:
    """Whether something of which somebody was told is still to be done."""
    told = (PlanReminder.employee_id == employee_id, Plan.id == PlanReminder.plan_id, Plan.state == State.APPROVED)
    to_do = exists().where(*told, PlanAction.id == PlanReminder.action_id, PlanAction.done_at.is_(None))
    to_check = exists().where(*told, PlanReminder.action_id.is_(None))
    return bool(db.session.scalar(select(or_(to_do, to_check))))


@dataclass(frozen=True)
class Late:
    """Something that is late, of which the next level was told: for Today."""

    plan_id: int
    number: str
    what: dict[str, str] | None  # None: the check
    owner: dict[str, str] | None
    due_on: dt.date


_reminder, _plan, _action, _person = (model.__table__ for model in (PlanReminder, Plan, PlanAction, Employee))


@lru_cache(maxsize=500)
def _late(paths: tuple[str, ...]) -> Select[Any]:
    """Return the statement for those whose reach is `paths`, made once: many open Today."""
    mine = and_(_reminder.c.employee_id == bindparam("employee"), _reminder.c.step == SUPERVISOR, below(paths))
    source = (_reminder.join(_plan, _plan.c.id == _reminder.c.plan_id)
              .join(Unit.__table__, Unit.__table__.c.id == _plan.c.unit_id)
              .outerjoin(_action, _action.c.id == _reminder.c.action_id)
              .outerjoin(_person, _person.c.id == _action.c.owner_id))
    still = or_(and_(_reminder.c.action_id.is_(None), _plan.c.due_on == _reminder.c.due_on),
                and_(_action.c.done_at.is_(None), _action.c.due_on == _reminder.c.due_on))
    return (select(_plan.c.id, _plan.c.drafted_at, _action.c.what, _person.c.name, _person.c.name_en, _reminder.c.due_on)
            .select_from(source).where(mine, _plan.c.state == "approved", still)
            .order_by(_reminder.c.due_on, _reminder.c.id).limit(10))


def late_for(actor: Actor) -> list[Late]:
    """Return what is late and came to `actor` as the next level, the oldest first, ten at most.

    Whoever does not lead the plan's store any more does not read of it.
    """
    return [Late(row.id, plan_number(row.id, row.drafted_at), row.what,
                 {"zh": row.name, "en": row.name_en or row.name} if row.name else None, row.due_on)
            for row in db.session.execute(
                _late(actor.reach(Can.WRITE_PLANS)), {"employee": actor.employee_id})]
