"""Reading plans through the eyes of whoever asks, the findings behind them, and what Today, Team and Employee show."""

from collections.abc import Iterable
from functools import lru_cache

from flask import abort
from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from cxtrain.extensions import db
from cxtrain.paths import resource_dir
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.planning.library import Library, read_library
from cxtrain.planning.lifecycle import SHOWN, State
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.quality.models import PersonRollup, UnitRollup

Rollup = type[PersonRollup] | type[UnitRollup]
OPEN = (State.DRAFT, State.APPROVED)
ENDED = (State.CLOSED, State.WITHDRAWN)
ENDED_PAGE = 50  # plans


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Plan (joined with Unit) that `actor` may see it.

    A plan about oneself shows once it is approved or was shown for the talk, or from the start where one wrote it. A
    team's plan shows to those who own one of its actions.
    """
    about_me = and_(Plan.employee_id == actor.employee_id,
                    or_(Plan.state.in_(SHOWN), Plan.drafted_by == actor.employee_id, Plan.shared_at.is_not(None)))
    others = or_(Plan.employee_id.is_(None), Plan.employee_id != actor.employee_id)
    my_part = exists().where(PlanAction.plan_id == Plan.id, PlanAction.owner_id == actor.employee_id)
    return or_(about_me, and_(within(actor, Can.WRITE_PLANS), others),
               and_(Plan.employee_id.is_(None), Plan.state.in_(SHOWN), my_part))


def _plans(actor: Actor) -> Select[tuple[Plan]]:
    return select(Plan).join(Unit, Unit.id == Plan.unit_id).where(visible_to(actor))


def get_plan_for(actor: Actor, plan_id: int) -> Plan:
    """Return the plan if `actor` may see it; otherwise answer 404."""
    return db.session.scalar(_plans(actor).where(Plan.id == plan_id)) or abort(404)


def get_action_for(actor: Actor, plan_id: int, action_id: int) -> tuple[Plan, PlanAction]:
    """Return a plan that `actor` may see, and the action of it; otherwise answer 404."""
    plan = get_plan_for(actor, plan_id)
    return plan, next((action for action in plan.actions if action.id == action_id), None) or abort(404)


def list_plans(actor: Actor, states: Iterable[str] = OPEN) -> list[Plan]:
    """Return the plans that `actor` may see, the next to be checked first."""
    query = _plans(actor).where(Plan.state.in_(list(states))).order_by(Plan.due_on, Plan.id)
    return list(db.session.scalars(query))


def ended_plans(actor: Actor, before: int | None = None) -> list[Plan]:
    """Return the plans that were reviewed or withdrawn and that `actor` may see, the latest first, a page at a time.

    Args:
        before: an id; only plans before it.
    """
    query = _plans(actor).where(Plan.state.in_(ENDED)).order_by(Plan.id.desc()).limit(ENDED_PAGE)
    return list(db.session.scalars(query if before is None else query.where(Plan.id < before)))


def plans_of_unit(actor: Actor, unit_id: int) -> list[Plan]:
    """Return the open improvement plans of a unit that `actor` may see, the next to be checked first."""
    query = _plans(actor).where(Plan.unit_id == unit_id, Plan.employee_id.is_(None), Plan.state.in_(OPEN))
    return list(db.session.scalars(query.order_by(Plan.due_on, Plan.id)))


def names_of(employee_ids: Iterable[int | None]) -> dict[int | None, dict[str, str]]:
    """Return the names of these employees, in both languages, by id."""
    wanted = {employee_id for employee_id in employee_ids if employee_id}
    if not wanted:
        return {}
    people = db.session.scalars(select(Employee).where(Employee.id.in_(wanted)))
    return {person.id: person.label for person in people}


def owners_for(actor: Actor, unit_id: int, employee_id: int | None, keep: Iterable[int] = ()) -> list[Employee]:
    """Return who can be given an action: for a person's plan the person and the actor, for a team's its people.

    Args:
        keep: owners that the plan has already.
    """
    wanted = {actor.employee_id, *keep} | ({employee_id} if employee_id else set())
    query = select(Employee).where(Employee.id.in_(wanted))
    if employee_id is None:
        query = select(Employee).where(or_(Employee.id.in_(wanted),
                                           and_(Employee.unit_id == unit_id, Employee.status == "active", EMPLOYED)))
    return list(db.session.scalars(query.order_by(Employee.sort_key, Employee.id)))


@lru_cache(maxsize=1)
def library() -> Library:
    """Return the library from which plans are drafted.

    Raises:
        ValueError: scenarios/actions.yaml has a fault.
    """
    document = read_library((resource_dir("scenarios") / "actions.yaml").read_bytes())
    if document.value is None:
        raise ValueError("; ".join(f"actions.yaml:{fault.line}: {fault.sentence}" for fault in document.faults))
    return document.value


def subject_of(model: Rollup) -> ColumnElement[int]:
    """Return the column of whom a roll-up is about."""
    return PersonRollup.employee_id if model is PersonRollup else UnitRollup.unit_id  # type: ignore[return-value]
