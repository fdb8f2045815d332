"""Reading plans as lines, for pages that many people open often."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below
from cxtrain.planning.lifecycle import SHOWN
from cxtrain.planning.models import Plan, PlanAction, plan_number
from cxtrain.planning.talks.models import PlanOption


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
    done: int  # of its actions
    actions: int


@dataclass(frozen=True)
class ActionLine:
    """An action that somebody has still to do."""

    what: dict[str, str]
    due_on: dt.date
    plan_id: int
    plan_number: str


# The statements are written over tables and made once where nothing in them depends on who asks.
_plan, _action, _unit, _place = (model.__table__ for model in (Plan, PlanAction, Unit, Touchpoint))
_option = PlanOption.__table__
_ACTIONS = select(func.count()).where(_action.c.plan_id == _plan.c.id)
_MINE = exists().where(_action.c.plan_id == _plan.c.id, or_(
    _action.c.owner_id == bindparam("employee"), _action.c.done_by == bindparam("employee")))
_LINES = (select(_plan.c.id, _plan.c.drafted_at, _plan.c.employee_id, _plan.c.goal, _plan.c.due_on, _plan.c.state,
                 _unit.c.name, _unit.c.name_en, _place.c.title, _ACTIONS.scalar_subquery().label("actions"),
                 _ACTIONS.where(_action.c.done_at.is_not(None)).scalar_subquery().label("done"))
          .select_from(_plan.join(_unit, _unit.c.id == _plan.c.unit_id)
                       .outerjoin(_place, _place.c.id == _plan.c.touchpoint_id)))
_OWN_IDEA = exists().where(_option.c.plan_id == _plan.c.id, _option.c.author_id == bindparam("employee"))
_SHOWN_DRAFT = and_(_plan.c.state == "draft", _plan.c.shared_at.is_not(None), _plan.c.drafted_by != bindparam("employee"),
                    ~_OWN_IDEA)
_TO_ANSWER = _LINES.where(
    _plan.c.employee_id == bindparam("employee"),
    or_(and_(_plan.c.state == "approved", _plan.c.answered_at.is_(None)), _SHOWN_DRAFT),
).order_by(_plan.c.approved_at, _plan.c.id)
_TO_DO = (select(_action.c.what, _action.c.due_on, _plan.c.id, _plan.c.drafted_at)
          .select_from(_action.join(_plan, _plan.c.id == _action.c.plan_id))
          .where(_action.c.owner_id == bindparam("employee"), _action.c.done_at.is_(None), _plan.c.state == "approved")
          .order_by(_action.c.due_on, _action.c.id))
# One's own plan shows as `queries.visible_to` says.
_MINE_TO_READ = and_(_plan.c.employee_id == bindparam("reader"), or_(
    _plan.c.state.in_(SHOWN), _plan.c.drafted_by == bindparam("reader"), _plan.c.shared_at.is_not(None)))
_PRESSING = _LINES.where(
    _plan.c.unit_id == bindparam("unit"),
    or_(_plan.c.employee_id.is_(None), _plan.c.employee_id != bindparam("reader"), _MINE_TO_READ),
    or_(_plan.c.state == "draft", and_(_plan.c.state == "approved", _plan.c.due_on < bindparam("day"))),
).order_by(_plan.c.due_on.nulls_last(), _plan.c.id).limit(5)


@lru_cache(maxsize=500)
def _to_decide(paths: tuple[str, ...]) -> Select[Any]:
    """Return the statement for those whose reach is `paths`."""
    due = and_(_plan.c.state == "approved", _plan.c.due_on <= bindparam("day"))
    return _LINES.where(
        below(paths), or_(_plan.c.state == "draft", due),
        or_(_plan.c.employee_id.is_(None), _plan.c.employee_id != bindparam("employee")),
        or_(_plan.c.state == "draft", ~_MINE),  # what came of it is verified by somebody else
    ).order_by(_plan.c.state.desc(), _plan.c.due_on, _plan.c.id).limit(10)


@lru_cache(maxsize=500)
def _about(paths: tuple[str, ...]) -> Select[Any]:
    """Return the statement for those whose reach is `paths`."""
    return _LINES.where(
        _plan.c.employee_id == bindparam("employee"), _plan.c.state != "withdrawn",
        or_(_MINE_TO_READ, and_(_plan.c.employee_id != bindparam("reader"), below(paths))),
    ).order_by(_plan.c.drafted_at.desc(), _plan.c.id.desc())


def _lines(query: Select[Any], **values: Any) -> list[PlanLine]:
    return [PlanLine(row.id, plan_number(row.id, row.drafted_at), row.employee_id is not None, row.goal, row.due_on,
                     row.state, {"zh": row.name, "en": row.name_en or row.name}, row.title, row.done, row.actions)
            for row in db.session.execute(query, values)]


def plans_to_answer(actor: Actor) -> list[PlanLine]:
    """Return the plans about `actor` to be read: approved ones without an answer, and drafts shown for the talk to which
    they have not added an own idea yet.
    """
    return _lines(_TO_ANSWER, employee=actor.employee_id)


def actions_to_do(actor: Actor) -> list[ActionLine]:
    """Return the actor's own open actions in approved plans, soonest first: for Today."""
    return [ActionLine(what, due_on, plan_id, plan_number(plan_id, drafted_at))
            for what, due_on, plan_id, drafted_at in db.session.execute(_TO_DO, {"employee": actor.employee_id})]


def plans_about(actor: Actor, employee_id: int) -> list[PlanLine]:
    """Return the coaching plans about somebody that `actor` may see, the latest first; withdrawn ones are left out."""
    return _lines(_about(actor.reach(Can.WRITE_PLANS)), reader=actor.employee_id, employee=employee_id)


def plans_to_decide(actor: Actor, today: dt.date) -> list[PlanLine]:
    """Return the drafts that `actor` may approve, then the approved plans to review whose day has come; ten at most."""
    return _lines(_to_decide(actor.reach(Can.APPROVE_PLANS)), day=today, employee=actor.employee_id)


def pressing_plans(actor: Actor, unit_id: int, day: dt.date) -> list[PlanLine]:
    """Return the unit's open plans that are overdue or wait for approval, the most overdue first, five at most.

    `actor` leads the unit; a draft about oneself is left out until one may read it.
    """
    return _lines(_PRESSING, unit=unit_id, day=day, reader=actor.employee_id)
