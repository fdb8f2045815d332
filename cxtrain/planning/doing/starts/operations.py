"""Beginning and ending what an action sets going, one kind at a time; the caller commits."""

import datetime as dt
from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.people.permissions import Actor, Can
from cxtrain.planning.boards import operations as boards
from cxtrain.planning.boards.contents import Beginning, Task
from cxtrain.planning.boards.models import Board, BoardAction
from cxtrain.planning.boards.steps import IllegalMove
from cxtrain.planning.boards.team import operations as team
from cxtrain.planning.doing.asking import visits_to_ask
from cxtrain.planning.doing.models import ActionWork, WorkAssignment, WorkVisit
from cxtrain.planning.doing.starts import queries
from cxtrain.planning.models import Plan, PlanAction
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule.extra.operations import add_visits
from cxtrain.quality.schedule.extra.sharing import shared
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.quality.schedule.stops.operations import cancel
from cxtrain.training.assignments.operations import Terms, assign_course, withdraw_assignment
from cxtrain.training.models import Assignment
from cxtrain.web.bilingual import pick

TITLE = 120  # characters of a board's title


def begin(plan: Plan, action: PlanAction, work: ActionWork, *, actor: Actor) -> bool:
    """Begin what the action sets going, once; False where there is nothing to begin, or not yet."""
    if work.begun_at is not None or not _BEGIN[work.kind](plan, action, work, actor):
        return False
    work.begun_at, work.begun_by = now(), actor.employee_id
    db.session.flush()
    return True


def _train(plan: Plan, action: PlanAction, work: ActionWork, actor: Actor) -> bool:
    """Give the course to the person, or to the store's people; who has it to do already keeps the day that was said."""
    if work.course is None or not actor.may_in(Can.ASSIGN_TRAINING, plan.unit.path):
        return False
    people = [plan.employee_id] if plan.employee_id else queries.learners(plan.unit, work.course.id)
    waiting = queries.waiting(work.course.id, people)
    fresh = [person for person in people if person not in waiting]
    given: list[int] = []
    if fresh:
        due_on = max(action.due_on, today(plan.unit.zone))
        batch = assign_course(actor, work.course, plan.unit, people=fresh, terms=Terms(due_on, working_time=True))
        given = list(db.session.scalars(select(Assignment.id).where(Assignment.batch_id == batch.id)))
    db.session.add_all(WorkAssignment(work_id=work.id, assignment_id=key, given=key in set(given))
                       for key in [*given, *waiting.values()])
    return bool(people)


def _coach(_plan: Plan, _action: PlanAction, _work: ActionWork, _actor: Actor) -> bool:
    return True


def _process(plan: Plan, action: PlanAction, work: ActionWork, actor: Actor) -> bool:
    """Put the action on the touchpoint's open board, or begin one; without a touchpoint it is done off any board."""
    if plan.touchpoint_id is None or not actor.may_in(Can.IMPROVE, plan.unit.path):
        return False
    board = next((each for each in queries.boards_at(plan) if team.may_choose(each, actor)), None)
    board = board or boards.begin_board(actor, _beginning(plan, action, actor.locale))
    if action.owner_id not in board.stand.members:
        team.add_member(board, action.owner_id, None, actor=actor)
    task = team.plan_action(board, Task(pick(action.what, actor.locale)[:500], action.owner_id, action.due_on), actor=actor)
    work.board_id, work.board_action_id = board.id, task.id
    return True


def _beginning(plan: Plan, action: PlanAction, locale: str) -> Beginning:
    """Return what a new board says. A person's plan lends it the action alone: whom the plan is about stays off the board."""
    place = pick(plan.touchpoint.title, locale) if plan.touchpoint else ""
    problem = action.what if plan.is_coaching else plan.finding
    return Beginning(plan.unit_id, plan.touchpoint_id or 0, _("Improve: %(touchpoint)s", touchpoint=place)[:TITLE],
                     pick(problem, locale))


def _collect(plan: Plan, action: PlanAction, work: ActionWork, _actor: Actor) -> bool:
    if plan.touchpoint_id is None:
        return False
    work.visits = work.visits or visits_to_ask(plan.n_needed)
    db.session.flush()
    put_visits(plan, action, work)
    return True


def put_visits(plan: Plan, action: PlanAction, work: ActionWork) -> int:
    """Put on the schedule what is still missing of the visits asked for; return how many could be put there.

    Those of a region are shared by its stores as evenly as can be.
    """
    missing = (work.visits or 0) - queries.count_visits(work.id)
    if plan.touchpoint_id is None or missing <= 0:
        return 0
    stores, until = queries.stores_below(plan.unit), max(action.due_on, plan.due_on - dt.timedelta(days=1))
    made = [planned for store, n in zip(stores, shared(missing, [1] * len(stores)), strict=True) if n
            for planned in add_visits(store, plan.touchpoint_id, n=n, until=until, reason=plan.number)]
    db.session.add_all(WorkVisit(work_id=work.id, planned_id=planned.id) for planned in made)
    db.session.flush()
    return len(made)


_BEGIN: Mapping[str, Callable[[Plan, PlanAction, ActionWork, Actor], bool]] = {
    "train": _train, "coach": _coach, "process": _process, "collect": _collect}


def finish_on_board(action: PlanAction, note: str, *, actor: Actor) -> None:
    """Say on the board too that an action is done, where it stands on one and the actor may say so there."""
    task = queries.task_of(action.id)
    if task is not None:
        board = db.session.get_one(Board, task.board_id)
        if team.may_finish(board, task, actor):
            team.finish_action(board, task, note, actor=actor)


def end(work: ActionWork, *, actor: Actor) -> None:
    """Take back what an action set going that is not in the plan any more; what was done stays done."""
    if work.kind == "train":
        _withdraw(work.id)
    if work.kind == "collect":
        _call_off(work.id)
    task = db.session.get(BoardAction, work.board_action_id) if work.board_action_id else None
    if task is not None and task.done_at is None:
        _take_off(db.session.get_one(Board, work.board_id), task, actor)
    work.action_id = None
    db.session.flush()


def _withdraw(work_id: int) -> None:
    """Take back the courses that an action gave; one that another action counts on is that action's from now on."""
    heirs = queries.heirs(work_id)
    for given, assignment, employee in queries.given(work_id):
        if assignment.id in heirs:
            given.given, heirs[assignment.id].given = False, True
        else:
            withdraw_assignment(assignment, employee)


def _call_off(work_id: int) -> None:
    mine = select(PlannedVisit).join(WorkVisit, WorkVisit.planned_id == PlannedVisit.id).where(
        WorkVisit.work_id == work_id, PlannedVisit.state == "planned").with_for_update(of=PlannedVisit)
    for planned in db.session.scalars(mine).all():
        try:
            cancel(planned, _("The plan that asked for it does not any more."))
        except Refused:
            continue  # its scorecard has been begun: it counts like any other


def _take_off(board: Board, task: BoardAction, actor: Actor) -> None:
    try:
        team.drop_action(board, task, actor=actor)
    except IllegalMove:
        return  # the board has ended, or is not the actor's: it stays as the team left it
