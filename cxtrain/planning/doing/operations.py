"""Working on a plan's actions: what they set going, and that they are done; the caller commits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.jobs.operations import daily
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.planning.doing import queries
from cxtrain.planning.doing.models import ActionWork, CoachNote
from cxtrain.planning.doing.starts.operations import begin, end, finish_on_board, put_visits
from cxtrain.planning.history.operations import keep
from cxtrain.planning.lifecycle import IllegalMove, Move, State, moves_of, owns
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.planning.wording import plain
from cxtrain.training.models import Course


@dataclass(frozen=True)
class Arrangement:
    """What somebody chose for an action; what does not belong to its kind is left out."""

    course_id: int | None = None
    meets_at: dt.datetime | None = None
    visit_id: int | None = None  # of a coaching observation
    visits: int | None = None


def may_arrange(plan: Plan, action: PlanAction, actor: Actor) -> bool:
    """Whether `actor` may say what the action sets going: who writes the draft, or who leads while it is worked on."""
    if action.done_at is not None:
        return False
    moves = moves_of(actor, plan.case)
    return Move.EDIT in moves if plan.state == State.DRAFT else plan.state == State.APPROVED and Move.ACT in moves


def arrange(plan: Plan, action: PlanAction, chosen: Arrangement, *, actor: Actor) -> ActionWork:
    """Keep what the action is to set going, and begin it where the plan is approved; what has begun is not chosen anew.

    Raises:
        IllegalMove: it is not the actor's to say, the action is done, or its course has been given.
    """
    if not may_arrange(plan, action, actor):
        raise IllegalMove("what this action sets going is not this person's to say")
    work = _work_of(plan, action)
    if work.begun_at is not None and chosen.course_id not in (None, work.course_id):
        raise IllegalMove("the course has been given already")
    if work.kind == "train":
        work.course_id = chosen.course_id
    elif work.kind == "coach":
        work.meets_at, work.visit_id = chosen.meets_at, chosen.visit_id
    elif work.kind == "collect":
        work.visits = chosen.visits
    db.session.flush()
    db.session.refresh(work, ["course"])
    record("plan action arranged", plan, unit_id=plan.unit_id, kind=work.kind, position=action.position)
    if plan.state == State.APPROVED and not begin(plan, action, work, actor=actor) and work.kind == "collect":
        put_visits(plan, action, work)
    return work


def offer_courses(plan: Plan, slugs: Sequence[str | None]) -> Plan:
    """Propose courses for the actions of a draft, in their order, and return it; its writers may choose others.

    Args:
        slugs: one for each action, None where it asks for no course. A slug that no course has is passed over.
    """
    known = dict(db.session.execute(select(Course.slug, Course.id).where(
        Course.slug.in_([slug for slug in slugs if slug]))).tuples().all())
    for action, slug in zip(plan.actions, slugs, strict=True):
        if slug in known and action.kind == "train":
            _work_of(plan, action).course_id = known[slug]
    db.session.flush()
    return plan


def _work_of(plan: Plan, action: PlanAction) -> ActionWork:
    """Return the action's work, a new one where it has none or is of another kind now."""
    db.session.flush()
    work = queries.work_for(action.id)
    if work is None or work.kind != action.kind:
        if work is not None:
            work.action_id = None
            db.session.flush()
        work = ActionWork(plan_id=plan.id, action_id=action.id, kind=action.kind, notes=[])
        db.session.add(work)
        db.session.flush()
    return work


def begin_work(plan: Plan, *, actor: Actor) -> None:
    """Let the open actions of a plan that has just been approved do what they are there for, each once.

    What an action set going that was taken out since, or became another kind, is taken back.
    """
    for action in plan.actions:
        if action.done_at is None:
            begin(plan, action, _work_of(plan, action), actor=actor)
    end_work(plan, actor=actor, gone_only=True)


def end_work(plan: Plan, *, actor: Actor, gone_only: bool = False) -> None:
    """Take back what the plan's actions set going and is not done; with `gone_only` of those that left the plan."""
    db.session.flush()
    works = select(ActionWork).where(ActionWork.plan_id == plan.id, ActionWork.begun_at.is_not(None))
    for work in db.session.scalars(works.where(ActionWork.action_id.is_(None)) if gone_only else works).all():
        end(work, actor=actor)


def write_note(plan: Plan, action: PlanAction, words: str, *, actor: Actor) -> CoachNote:
    """Keep what one of the two noted about a meeting.

    Raises:
        IllegalMove: the action is no coaching, the plan is not approved, or it is not the actor's.
    """
    mine = owns(actor, plan.case, action.owner_id) or plan.employee_id == actor.employee_id
    if action.kind != "coach" or plan.state != State.APPROVED or not mine:
        raise IllegalMove("nothing is noted about this action by this person")
    work = _work_of(plan, action)
    note = CoachNote(work_id=work.id, words=plain(words), written_by=actor.employee_id, written_at=now())
    db.session.add(note)
    db.session.flush()
    record("coach note written", plan, unit_id=plan.unit_id, position=action.position)
    return note


def finish_action(plan: Plan, action: PlanAction, note: str, *, actor: Actor) -> None:
    """Note that an action is done, and what came of it; on the board where it is worked on it is done then too.

    Raises:
        IllegalMove: it is done already, or not the actor's to say so.
    """
    if action.done_at is not None or not owns(actor, plan.case, action.owner_id):
        raise IllegalMove("this action is not open for this person")
    action.done_at, action.done_by, action.note = now(), actor.employee_id, plain(note)
    plan.changed_at = now()
    record("plan action done", plan, unit_id=plan.unit_id, position=action.position)
    # What is said in a plan about a person is not for everybody on the board.
    finish_on_board(action, "" if plan.is_coaching else note, actor=actor)
    keep(plan, "done", actor)


@daily("visits that plans ask for")
def put_missing_visits(_day: dt.date) -> None:
    """Put visits on the schedule that could not be before, as no plan of the month was published then."""
    for plan, action, work in queries.asking_for_visits():
        if action.due_on >= today(plan.unit.zone):
            put_visits(plan, action, work)
