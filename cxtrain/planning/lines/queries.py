"""Reading plans as lines, for pages that many people open often."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, or_, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.planning.lifecycle import State
from cxtrain.planning.models import Plan, PlanAction, plan_number


@dataclass(frozen=True)
class PlanLine:
    """A plan as lists show it: read without its rows of unit, person and actions, for pages that many open often."""

    id: int
    number: str
    is_coaching: bool
    goal: dict[str, str]
    due_on: dt.date
    state: str
    unit: dict[str, str]
    touchpoint: dict[str, str] | None


@dataclass(frozen=True)
class ActionLine:
    """An action that somebody has still to do."""

    what: dict[str, str]
    due_on: dt.date
    plan_id: int
    plan_number: str


_LINE = (Plan.id, Plan.drafted_at, Plan.employee_id, Plan.goal, Plan.due_on, Plan.state, Unit.name, Unit.name_en,
         Touchpoint.title)


def _lines(query: Select[Any]) -> list[PlanLine]:
    joined = query.select_from(Plan).join(Unit, Unit.id == Plan.unit_id).outerjoin(
        Touchpoint, Touchpoint.id == Plan.touchpoint_id)
    return [PlanLine(row.id, plan_number(row.id, row.drafted_at), row.employee_id is not None, row.goal, row.due_on,
                     row.state, {"zh": row.name, "en": row.name_en or row.name}, row.title)
            for row in db.session.execute(joined)]


def plans_to_answer(actor: Actor) -> list[PlanLine]:
    """Return the approved plans about `actor` that are still to be read and answered: for Today."""
    return _lines(select(*_LINE).where(
        Plan.employee_id == actor.employee_id, Plan.state == State.APPROVED, Plan.answered_at.is_(None))
        .order_by(Plan.approved_at))


def actions_to_do(actor: Actor) -> list[ActionLine]:
    """Return the actor's own open actions in approved plans, soonest first: for Today."""
    query = (select(PlanAction.what, PlanAction.due_on, Plan.id, Plan.drafted_at)
             .join(Plan, Plan.id == PlanAction.plan_id).where(
                 PlanAction.owner_id == actor.employee_id, PlanAction.done_at.is_(None), Plan.state == State.APPROVED)
             .order_by(PlanAction.due_on, PlanAction.id))
    return [ActionLine(what, due_on, plan_id, plan_number(plan_id, drafted_at))
            for what, due_on, plan_id, drafted_at in db.session.execute(query)]


def plans_to_decide(actor: Actor, today: dt.date, limit: int = 10) -> list[PlanLine]:
    """Return the drafts that `actor` may approve, then the approved plans to review whose day has come: for Today."""
    due = and_(Plan.state == State.APPROVED, Plan.due_on <= today)
    return _lines(select(*_LINE).where(
        within(actor, Can.APPROVE_PLANS), or_(Plan.state == State.DRAFT, due),
        or_(Plan.employee_id.is_(None), Plan.employee_id != actor.employee_id))
        .order_by(Plan.state.desc(), Plan.due_on, Plan.id).limit(limit))


def pressing_plans(unit_id: int, day: dt.date, limit: int = 5) -> list[PlanLine]:
    """Return the unit's open plans that are overdue or wait for approval, the most overdue first: for Team."""
    return _lines(select(*_LINE).where(
        Plan.unit_id == unit_id, or_(Plan.state == State.DRAFT, and_(Plan.state == State.APPROVED, Plan.due_on < day)))
        .order_by(Plan.due_on).limit(limit))
