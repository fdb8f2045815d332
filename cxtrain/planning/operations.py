"""Changing plans. Each function makes one move and one ledger entry; the caller commits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.planning import queries
from cxtrain.planning.caseload import crowding
from cxtrain.planning.causes import triage
from cxtrain.planning.contents import ActionFacts, PlanFacts
from cxtrain.planning.draft import DraftAction, Scene, draft
from cxtrain.planning.evidence import Comparison
from cxtrain.planning.lifecycle import IllegalMove, Move, State, moved, moves_of, owns
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.planning.months import LOOK_BACK
from cxtrain.planning.picture import Found
from cxtrain.planning.wording import plain, reworded
from cxtrain.web.bilingual import N_, Bilingual

NO_PEOPLE = N_("This store keeps nothing about persons, so there are no coaching plans here.")
NEEDS_ACTION = N_("A plan needs at least one action before it can be approved.")
NEEDS_CAUSE = N_("Say why, or that it is still open, before the plan is approved.")


class PlanRefused(ValueError):
    """The plan cannot be changed so; the message is for the catalogue, `values` fill it in."""

    def __init__(self, message: str, **values: Any) -> None:
        """`message` is marked with N_."""
        super().__init__(message)
        self.message, self.values = message, values


def draft_plan(
    chosen: Found, others: Sequence[Found], *, actor: Actor, unit: Unit, employee: Employee | None, today: dt.date
) -> Plan:
    """Write a draft from a finding, about `employee` or, where that is None, about the unit.

    Args:
        chosen: the finding; it must allow a plan.
        others: all findings about the same subject, which tell whether the dimension is low elsewhere too.

    Raises:
        PlanRefused: the store keeps nothing about persons, or the employee has enough to work on.
    """
    place = chosen.place
    scene = Scene(Bilingual(**unit.label), place.title, place.stage, place.channel, chosen.kind, LOOK_BACK)
    cause = triage(chosen.finding, queries.facts_about(chosen, others, today))
    made = draft(chosen.finding, queries.library(), scene=scene, cause=cause, today=today)
    _refuse_crowding(employee, unit, [action.dimension for action in made.actions])
    plan = Plan(
        unit_id=unit.id, employee_id=employee.id if employee else None, touchpoint_id=place.id,
        dimension=chosen.dimension, origin="finding", finding=made.finding.as_dict(), cause=made.cause.as_dict(),
        goal=made.goal.as_dict(), evidence=asdict(chosen.evidence) if chosen.evidence else None, due_on=made.due_on)
    plan.actions += [_drafted(position, action, employee, actor) for position, action in enumerate(made.actions)]
    return _added(plan, actor)


def _drafted(position: int, action: DraftAction, employee: Employee | None, actor: Actor) -> PlanAction:
    # What is practised is the employee's to do; what is watched or changed is the supervisor's.
    owner_id = employee.id if employee and action.kind == "train" else actor.employee_id
    return PlanAction(position=position, kind=action.kind, what=action.what.as_dict(), dimension=action.dimension,
                      owner_id=owner_id, due_on=action.due_on)


def start_plan(
    *, actor: Actor, unit: Unit, employee: Employee | None, touchpoint_id: int | None,
    reason: str, goal: str, due_on: dt.date, locale: str,
) -> Plan:
    """Write a draft that somebody starts by hand, in words; it rests on no numbers and shows none.

    Raises:
        PlanRefused: the store keeps nothing about persons.
    """
    _refuse_crowding(employee, unit, [])
    plan = Plan(
        unit_id=unit.id, employee_id=employee.id if employee else None, touchpoint_id=touchpoint_id, origin="hand",
        finding=reworded({}, reason, locale), cause={}, goal=reworded({}, goal, locale), due_on=due_on)
    return _added(plan, actor)


def edit_plan(plan: Plan, facts: PlanFacts, *, actor: Actor, locale: str) -> None:
    """Change a plan's words and actions; an approved one becomes a draft again, to be approved and read anew.

    Raises:
        IllegalMove: it may not be edited, or not by `actor`.
        PlanRefused: the employee would have too much to work on.
    """
    was = plan.state
    _refuse_crowding(plan.employee, plan.unit, [row.dimension for row in facts.actions], but=plan.id)
    _move(plan, Move.EDIT, actor)
    plan.approved_by = plan.approved_at = plan.answered_at = None
    plan.finding = reworded(plan.finding, facts.finding, locale)
    plan.cause = reworded(plan.cause, facts.cause, locale)
    plan.goal = reworded(plan.goal, facts.goal, locale)
    plan.due_on = facts.due_on
    _set_actions(plan, facts.actions, locale)
    record("plan edited", plan, unit_id=plan.unit_id, was=was, version=plan.version + 1)


def approve_plan(plan: Plan, *, actor: Actor) -> None:
    """Approve a draft; from now on the employee sees it.

    Raises:
        IllegalMove: it is no draft, or `actor` may not approve it.
        PlanRefused: it says no cause or no action, or is too much for the employee.
    """
    if not any(plan.cause.values()):
        raise PlanRefused(NEEDS_CAUSE)
    if not plan.actions:
        raise PlanRefused(NEEDS_ACTION)
    _refuse_crowding(plan.employee, plan.unit, _open_dimensions(plan), but=plan.id)
    _move(plan, Move.APPROVE, actor)
    plan.approved_by, plan.approved_at = actor.employee_id, now()
    record("plan approved", plan, unit_id=plan.unit_id, actions=len(plan.actions), due_on=plan.due_on.isoformat())


def withdraw_plan(plan: Plan, *, actor: Actor) -> None:
    """Put a draft aside for good.

    Raises:
        IllegalMove: it is no draft, or not the actor's to withdraw.
    """
    _move(plan, Move.WITHDRAW, actor)
    record("plan withdrawn", plan, unit_id=plan.unit_id)


def answer_plan(plan: Plan, words: str, *, actor: Actor) -> None:
    """Note that the employee has read the plan, with the employee's own words, if any.

    Raises:
        IllegalMove: it is not approved, or not about `actor`.
    """
    _move(plan, Move.ANSWER, actor)
    plan.own_words, plan.answered_at = plain(words), now()
    record("plan answered", plan, unit_id=plan.unit_id, has_words=bool(plan.own_words))


def finish_action(plan: Plan, action: PlanAction, note: str, *, actor: Actor) -> None:
    """Note that an action is done, and what came of it.

    Raises:
        IllegalMove: it is done already, or not the actor's to say so.
    """
    if action.done_at is not None or not owns(actor, plan.case, action.owner_id):
        raise IllegalMove("this action is not open for this person")
    action.done_at, action.done_by, action.note = now(), actor.employee_id, plain(note)
    plan.changed_at = now()
    record("plan action done", plan, unit_id=plan.unit_id, position=action.position)


def close_plan(plan: Plan, *, actor: Actor, outcome: str, review: str, compared: Comparison | None) -> None:
    """Close a plan with the reviewer's judgement, and the numbers before and after as they are now.

    Raises:
        IllegalMove: it is not approved, or `actor` may not review it.
    """
    _move(plan, Move.CLOSE, actor)
    plan.outcome, plan.review = outcome, plain(review)
    plan.result = asdict(compared) if compared else None
    plan.closed_by, plan.closed_at = actor.employee_id, now()
    record("plan closed", plan, unit_id=plan.unit_id, outcome=outcome, done=plan.done_count, actions=len(plan.actions))


def _move(plan: Plan, move: Move, actor: Actor) -> None:
    if move not in moves_of(actor, plan.case):
        raise IllegalMove(f"this person may not {move} a plan that is {plan.state}")
    plan.state = moved(State(plan.state), move).value
    plan.changed_at = now()


def _added(plan: Plan, actor: Actor) -> Plan:
    plan.state, plan.drafted_by, plan.drafted_at, plan.changed_at = State.DRAFT.value, actor.employee_id, now(), now()
    db.session.add(plan)
    db.session.flush()
    record("plan drafted", plan, unit_id=plan.unit_id, origin=plan.origin, coaching=plan.is_coaching,
           actions=len(plan.actions))
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


def _refuse_crowding(employee: Employee | None, unit: Unit, wanted: Sequence[str | None], *, but: int = 0) -> None:
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
