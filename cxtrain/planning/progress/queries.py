"""How far approved plans are, counted in one statement whatever their number, for Today and Team."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, bindparam, case, false, func, or_, select, true, union_all

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below
from cxtrain.planning.models import Plan, PlanAction


@dataclass(frozen=True)
class Progress:
    """Approved plans and their actions."""

    plans: int
    actions: int
    done: int
    overdue: int  # actions
    to_check: int  # plans whose day has come
    next_check: dt.date | None  # of the others


_plan, _action, _unit = Plan.__table__, PlanAction.__table__, Unit.__table__
_late = and_(_action.c.done_at.is_(None), _action.c.due_on < bindparam("day"))
_due = _plan.c.due_on <= bindparam("day")
_COUNTS = select(
    func.count(_plan.c.id.distinct()), func.count(_action.c.id), func.count(_action.c.done_at),
    func.count(case((_late, 1))), func.count(case((_due, _plan.c.id)).distinct()), func.min(case((~_due, _plan.c.due_on))),
).where(_plan.c.state == "approved")


def _among(condition: ColumnElement[bool]) -> Select[Any]:
    source = _plan.join(_unit, _unit.c.id == _plan.c.unit_id).outerjoin(_action, _action.c.plan_id == _plan.c.id)
    return _COUNTS.select_from(source).where(condition)


@lru_cache(maxsize=500)
def _below(paths: tuple[str, ...]) -> Select[Any]:
    """Return the statement for those whose reach is `paths`; what is about oneself is not one's to lead."""
    return _among(and_(below(paths), or_(_plan.c.employee_id.is_(None), _plan.c.employee_id != bindparam("reader"))))


_OWN = _among(_plan.c.employee_id == bindparam("employee"))
@lru_cache(maxsize=500)
def _seen(paths: tuple[str, ...]) -> Select[Any] | CompoundSelect[Any]:
    own = _OWN.add_columns(false().label("led"))
    return union_all(own, _below(paths).add_columns(true())) if paths else own


_OF_UNIT = _among(_plan.c.unit_id == bindparam("unit"))


def progress_seen(actor: Actor, day: dt.date) -> tuple[Progress, Progress | None]:
    """Return how far the plans about oneself are, and those that the actor leads, None for who leads none; in one statement."""
    values = {"day": day, "employee": actor.employee_id, "reader": actor.employee_id}
    found = {led: Progress(*row) for *row, led in db.session.execute(_seen(actor.reach(Can.APPROVE_PLANS)), values).tuples()}
    return found[False], found.get(True)


def progress_of(unit_id: int, day: dt.date) -> Progress:
    """Return how far the plans of a unit and its people are."""
    return Progress(*db.session.execute(_OF_UNIT, {"day": day, "unit": unit_id}).one())
