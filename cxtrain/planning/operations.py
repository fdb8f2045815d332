"""Changing plans. Each function makes one move and one ledger entry; the caller commits."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.planning.caseload import crowding
from cxtrain.planning.clause.queries import in_force
from cxtrain.planning.contents import ActionFacts, PlanFacts
from cxtrain.planning.history.operations import keep
from cxtrain.planning.lifecycle import IllegalMove, Move, State, moved, moves_of
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.planning.readiness import Preparation, missing
from cxtrain.planning.wording import plain, reworded
from cxtrain.web.bilingual import N_

NO_PEOPLE = N_("This store keeps nothing about persons, so there are no coaching plans here.")


class PlanRefused(ValueError):
    """The plan cannot be changed so; the message is for the catalogue, `values` fill it in."""

    def __init__(self, message: str, **values: Any) -> None:
        """`message` is marked with N_."""
        super().__init__(message)
        self.message, self.values = message, values


def start_plan(
    *, actor: Actor, unit: Unit, employee: Employee | None, touchpoint_id: int | None,
    reason: str, goal: str, due_on: dt.date, locale: str,
) -> Plan:
    """Write a draft that somebody starts by hand, in words; it rests on no numbers and shows none.

    Raises:
        PlanRefused: the store keeps nothing about persons.
    """
    refuse_crowding(employee, unit, [])
    plan = Plan(
        unit_id=unit.id, employee_id=employee.id if employee else None, touchpoint_id=touchpoint_id, origin="hand",
        finding=reworded({}, reason, locale), cause={}, goal=reworded({}, goal, locale), due_on=due_on)
    return added(plan, actor)


def edit_plan(plan: Plan, facts: PlanFacts, *, actor: Actor, locale: str) -> None:
    """Change a plan's words and actions; an approved one becomes a draft again, to be approved and read anew.

    Raises:
        IllegalMove: it may not be edited, or not by `actor`.
        PlanRefused: the employee would have too much to work on.
    """
    was = plan.state
    refuse_crowding(plan.employee, plan.unit, [row.dimension for row in facts.actions], but=plan.id)
    move(plan, Move.EDIT, actor)
    plan.approved_by = plan.approved_at = plan.answered_at = plan.clause_id = None
    if was == State.APPROVED and plan.is_coaching and plan.shared_at is None:
        plan.shared_at = now()  # what somebody could read about oneself does not disappear
    plan.finding = reworded(plan.finding, facts.finding, locale)
    plan.cause = reworded(plan.cause, facts.cause, locale)
    plan.goal = reworded(plan.goal, facts.goal, locale)
    plan.indicator = reworded(plan.indicator, facts.indicator, locale) if facts.indicator else {}
    plan.baseline, plan.target, plan.n_needed = facts.baseline, facts.target, facts.n_needed
    plan.due_on = facts.due_on
    _set_actions(plan, facts.actions, locale)
    record("plan edited", plan, unit_id=plan.unit_id, was=was, version=plan.version + 1)
    keep(plan, "edited", actor)


def approve_plan(plan: Plan, *, actor: Actor) -> None:
    """Approve a draft; from now on the employee sees it.

    Raises:
        IllegalMove: it is no draft, or `actor` may not approve it.
        PlanRefused: something is missing (see `readiness`), or it is too much for the employee.
    """
    for sentence in missing(prepared(plan))[:1]:
        raise PlanRefused(sentence)
    refuse_crowding(plan.employee, plan.unit, _open_dimensions(plan), but=plan.id)
    move(plan, Move.APPROVE, actor)
    plan.approved_by, plan.approved_at = actor.employee_id, now()
    clause = in_force() if plan.is_coaching else None
    plan.clause_id = clause.id if clause else None
    record("plan approved", plan, unit_id=plan.unit_id, actions=len(plan.actions), due_on=plan.due_on.isoformat())
    keep(plan, "approved", actor)


def prepared(plan: Plan) -> Preparation:
    """Return how far a plan has been thought through."""
    return Preparation(
        plan.is_coaching, any(plan.goal.values()), any(plan.cause.values()), len(plan.actions), len(plan.talks),
        len(plan.options), sum(option.source == "employee" for option in plan.options))


def withdraw_plan(plan: Plan, *, actor: Actor) -> None:
    """Put a draft aside for good.

    Raises:
        IllegalMove: it is no draft, or not the actor's to withdraw.
    """
    move(plan, Move.WITHDRAW, actor)
    record("plan withdrawn", plan, unit_id=plan.unit_id)
    keep(plan, "withdrawn", actor)


def answer_plan(plan: Plan, words: str, *, actor: Actor) -> None:
    """Note that the employee has read the plan, with the employee's own words, if any.

    Raises:
        IllegalMove: it is not approved, or not about `actor`.
    """
    move(plan, Move.ANSWER, actor)
    plan.own_words, plan.answered_at = plain(words), now()
    record("plan answered", plan, unit_id=plan.unit_id, has_words=bool(plan.own_words))
    keep(plan, "answered", actor)


def move(plan: Plan, step: Move, actor: Actor) -> None:
    """Make one move; nothing is noted yet.

    Raises:
        IllegalMove: the plan does not stand where it can be made, or not by `actor`.
    """
    check_move(plan, step, actor)
    plan.state = moved(State(plan.state), step).value
    plan.changed_at = now()


def check_move(plan: Plan, step: Move, actor: Actor) -> None:
    """Do nothing where `actor` may make the move.

    Raises:
        IllegalMove: the plan does not stand where it can be made, or not by `actor`.
    """
    if step not in moves_of(actor, plan.case):
        raise IllegalMove(f"this person may not {step} a plan that is {plan.state}")


def added(plan: Plan, actor: Actor) -> Plan:
    """Return the plan as a draft of `actor`, in the database and in the ledger."""
    plan.state, plan.drafted_by, plan.drafted_at, plan.changed_at = State.DRAFT.value, actor.employee_id, now(), now()
    db.session.add(plan)
    db.session.flush()
    record("plan drafted", plan, unit_id=plan.unit_id, origin=plan.origin, coaching=plan.is_coaching,
           actions=len(plan.actions))
    keep(plan, "drafted", actor)
    return plan


def _set_actions(plan: Plan, rows: Sequence[ActionFacts], locale: str) -> None:
    """Bring the open actions in line with `rows`, in their order; what is done stays as it was done."""
    still_open = [action for action in plan.actions if action.done_at is None]
    for action in still_open[len(rows):]:
        plan.actions.remove(action)
    following = max((action.position for action in plan.actions), default=-1) + 1
    for index, row in enumerate(rows):
        if index >= len(still_open):
            still_open.append(PlanAction(position=following + index, what={}))
            plan.actions.append(still_open[index])
        action = still_open[index]
        action.kind, action.dimension, action.due_on = row.kind, row.dimension, row.due_on
        action.owner_id, action.what = row.owner_id, reworded(action.what, row.what, locale)


def _open_dimensions(plan: Plan) -> list[str | None]:
    return [action.dimension for action in plan.actions if action.done_at is None]


def refuse_crowding(employee: Employee | None, unit: Unit, wanted: Sequence[str | None], *, but: int = 0) -> None:
    """Refuse what the employee's other open plans leave no room for; a plan about no person always has room."""
    if employee is None:
        return
    if unit.people == "none":
        raise PlanRefused(NO_PEOPLE)
    # The employee's row is locked, so that two plans written at once cannot both be the third.
    db.session.execute(select(Employee.id).where(Employee.id == employee.id).with_for_update())
    elsewhere = db.session.scalars(
        select(PlanAction.dimension).join(Plan, Plan.id == PlanAction.plan_id).where(
            Plan.employee_id == employee.id, Plan.id != but, PlanAction.done_at.is_(None),
            Plan.state.in_([State.DRAFT, State.APPROVED]))).all()
    why = crowding(elsewhere, wanted) if wanted else None
    if why:
        raise PlanRefused(why, count=len(elsewhere) + len(wanted))
