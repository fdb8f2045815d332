"""What a plan's actions have set going, as its page shows it; in a handful of statements, whatever the plan's age."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import selectinload

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach
from cxtrain.planning.boards.models import Board, BoardAction
from cxtrain.planning.boards.queries import visible_to as board_visible_to
from cxtrain.planning.doing.models import ActionWork, CoachNote, WorkAssignment, WorkVisit
from cxtrain.planning.lifecycle import State
from cxtrain.planning.models import Plan, PlanAction, plan_number
from cxtrain.planning.queries import visible_to
from cxtrain.quality.models import Visit
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.training.models import Assignment, Course
from cxtrain.training.queries import course_of


@dataclass(frozen=True)
class Standing:
    """How what one action set going stands."""

    work: ActionWork
    begun: bool
    course: tuple[str, dict[str, str]] | None = None  # slug, title
    people: int = 0  # who have the course to do because of it
    passed: int = 0
    passed_at: dt.datetime | None = None  # the last of them
    board: tuple[int, str, str] | None = None  # id, number, step; only where the reader may open it
    on_board: bool = False
    board_done: bool = False
    asked: int = 0  # visits
    planned: int = 0
    released: int = 0  # made, and released
    observation: int | None = None  # a coaching observation, for the two who were there
    notes: tuple[CoachNote, ...] = ()

    @property
    def proposes_done(self) -> bool:
        """Whether what the action asked for has happened, so that its owner may say that it is done."""
        kind = self.work.kind
        return (kind == "train" and 0 < self.people == self.passed or kind == "process" and self.board_done
                or kind == "collect" and 0 < self.asked <= self.released)


def work_for(action_id: int) -> ActionWork | None:
    """Return what the action sets going, if anybody said so."""
    return db.session.scalar(select(ActionWork).where(ActionWork.action_id == action_id).options(
        selectinload(ActionWork.notes)))


def standings(actor: Actor, plan: Plan) -> dict[int, Standing]:
    """Return how things stand for each action of a plan that the actor may see, by the action's id."""
    works = list(db.session.scalars(select(ActionWork).where(
        ActionWork.plan_id == plan.id, ActionWork.action_id.is_not(None))))
    of_kind = {kind: [work for work in works if work.kind == kind] for kind in ("train", "coach", "process", "collect")}
    found = {work.action_id: Standing(work, work.begun_at is not None) for work in works}
    for kind, read in _READ.items():
        if of_kind[kind]:
            found.update({each.work.action_id: each for each in read(actor, of_kind[kind])})
    return {key: each for key, each in found.items() if key is not None}


def _courses(_actor: Actor, works: Sequence[ActionWork]) -> list[Standing]:
    counts = {row[0]: row[1:] for row in db.session.execute(
        select(WorkAssignment.work_id, func.count(), func.count(Assignment.done_at), func.max(Assignment.done_at))
        .join(Assignment, Assignment.id == WorkAssignment.assignment_id)
        .where(WorkAssignment.work_id.in_([work.id for work in works]), Assignment.withdrawn_at.is_(None))
        .group_by(WorkAssignment.work_id))}
    return [Standing(work, work.begun_at is not None, (work.course.slug, work.course.current.title) if work.course else None,
                     *counts.get(work.id, (0, 0, None))) for work in works]


def _coached(actor: Actor, works: Sequence[ActionWork]) -> list[Standing]:
    seen = set(db.session.scalars(select(Visit.id).where(
        Visit.id.in_([work.visit_id for work in works if work.visit_id]), Visit.state == "released",
        (Visit.entered_by == actor.account_id) | (Visit.employee_id == actor.employee_id))))
    return [Standing(work, work.begun_at is not None, notes=tuple(work.notes),
                     observation=work.visit_id if work.visit_id in seen else None) for work in works]


def _on_boards(actor: Actor, works: Sequence[ActionWork]) -> list[Standing]:
    rows = db.session.execute(select(Board, board_visible_to(actor)).join(Unit, Unit.id == Board.unit_id).where(
        Board.id.in_([work.board_id for work in works if work.board_id]))).tuples()
    found = {board.id: (board.id, board.number, board.step) if visible else None for board, visible in rows}
    done = set(db.session.scalars(select(BoardAction.id).where(
        BoardAction.id.in_([work.board_action_id for work in works if work.board_action_id]),
        BoardAction.done_at.is_not(None))))
    return [Standing(work, work.begun_at is not None, board=found.get(work.board_id or 0), on_board=work.board_id is not None,
                     board_done=work.board_action_id in done) for work in works]


def _asked(_actor: Actor, works: Sequence[ActionWork]) -> list[Standing]:
    released = and_(Visit.planned_id == PlannedVisit.id, Visit.state == "released")
    counts = {key: (planned, made) for key, planned, made in db.session.execute(
        select(WorkVisit.work_id, func.count(PlannedVisit.id), func.count(Visit.id))
        .join(PlannedVisit, PlannedVisit.id == WorkVisit.planned_id).outerjoin(Visit, released)
        .where(WorkVisit.work_id.in_([work.id for work in works]), PlannedVisit.state != "cancelled")
        .group_by(WorkVisit.work_id)).tuples()}
    return [Standing(work, work.begun_at is not None, asked=work.visits or 0, planned=planned, released=made)
            for work in works for planned, made in [counts.get(work.id, (0, 0))]]


_READ = {"train": _courses, "coach": _coached, "process": _on_boards, "collect": _asked}


def courses_for(plan: Plan) -> list[tuple[int, dict[str, str], bool]]:
    """Return the courses as (id, title, whether it is about the plan's touchpoint), those first."""
    place = plan.touchpoint.slug if plan.touchpoint else None
    rows = [(course.id, course.current.title, place in course_of(course.current).touchpoints)
            for course in db.session.scalars(select(Course).order_by(Course.slug))]
    return sorted(rows, key=lambda row: not row[2])


def observations_with(actor: Actor, plan: Plan) -> list[Visit]:
    """Return the coaching observations that the actor shared with whom the plan is about since it was drafted, newest first."""
    return list(db.session.scalars(select(Visit).where(
        Visit.kind == "coaching", Visit.state == "released", Visit.entered_by == actor.account_id,
        Visit.employee_id == plan.employee_id, Visit.visited_on >= plan.drafted_at.date()
    ).order_by(Visit.visited_on.desc(), Visit.id.desc()).limit(20))) if plan.employee_id else []


_THERE = (select(func.count()).select_from(WorkVisit).join(PlannedVisit, PlannedVisit.id == WorkVisit.planned_id)
          .where(WorkVisit.work_id == ActionWork.id, PlannedVisit.state != "cancelled").scalar_subquery())
_ASKING = (Plan.state == State.APPROVED, PlanAction.plan_id == Plan.id, PlanAction.done_at.is_(None),
           ActionWork.action_id == PlanAction.id, ActionWork.begun_at.is_not(None), ActionWork.visits > _THERE)


def asking_for_visits() -> list[tuple[Plan, PlanAction, ActionWork]]:
    """Return the actions in work that asked for more visits than could be put on the schedule."""
    return list(db.session.execute(select(Plan, PlanAction, ActionWork).where(*_ASKING).order_by(ActionWork.id)).tuples())


def count_missing_visits(actor: Actor) -> int:
    """Return how many visits plans ask for, where the actor plans visits, that no published month has room for yet."""
    found = db.session.scalar(select(func.sum(ActionWork.visits - _THERE)).where(
        *_ASKING, Plan.unit_id.in_(units_in_reach(actor, Can.PLAN_VISITS))))
    return int(found or 0)


def origins_of(actor: Actor, board_id: int) -> list[tuple[int, str]]:
    """Return the plans as (id, number) that brought actions to a board, as far as the actor may see them."""
    rows = db.session.execute(
        select(Plan.id, Plan.drafted_at).join(Unit, Unit.id == Plan.unit_id).where(
            Plan.id.in_(select(ActionWork.plan_id).where(ActionWork.board_id == board_id)), visible_to(actor))
        .order_by(Plan.id)).tuples()
    return [(plan_id, plan_number(plan_id, drafted_at)) for plan_id, drafted_at in rows]


@dataclass(frozen=True)
class Meeting:
    """An appointment of two about a plan: for Today."""

    at: dt.datetime
    plan_id: int
    number: str
    what: dict[str, str]


_work, _plan, _action = ActionWork.__table__, Plan.__table__, PlanAction.__table__
_MEETINGS = (select(_work.c.meets_at, _plan.c.id, _plan.c.drafted_at, _action.c.what)
             .select_from(_work.join(_action, _action.c.id == _work.c.action_id).join(_plan, _plan.c.id == _action.c.plan_id))
             .where(_work.c.meets_at.between(bindparam("since"), bindparam("until")), _action.c.done_at.is_(None),
                    _plan.c.state == "approved",
                    or_(_action.c.owner_id == bindparam("employee"), _plan.c.employee_id == bindparam("employee"),
                        # Whoever has an action about oneself meets the one who approved the plan.
                        and_(_action.c.owner_id == _plan.c.employee_id, _plan.c.approved_by == bindparam("employee"))))
             .order_by(_work.c.meets_at).limit(5))


def meetings_of(employee_id: int, moment: dt.datetime) -> list[Meeting]:
    """Return the appointments about plans that somebody has from this morning to the same time next week, five at most."""
    span = {"since": moment - dt.timedelta(hours=12), "until": moment + dt.timedelta(days=7)}
    return [Meeting(row.meets_at, row.id, plan_number(row.id, row.drafted_at), row.what)
            for row in db.session.execute(_MEETINGS, {"employee": employee_id, **span})]
