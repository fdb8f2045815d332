"""Writing boards by the operations of planning, each move with the moment at which it was made. The caller commits."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from cxtrain.demo.boards.stories import STORIES, Story
from cxtrain.demo.boards.stories import Task as Planned
from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.people.operations import Staff
from cxtrain.extensions import db
from cxtrain.journey.models import Department
from cxtrain.ledger.operations import WAITING
from cxtrain.people.permissions import Actor
from cxtrain.planning.boards import operations
from cxtrain.planning.boards.analysis.queries import effect_of
from cxtrain.planning.boards.contents import Beginning, Decision, Target, Task
from cxtrain.planning.boards.models import Board
from cxtrain.planning.boards.steps import STEPS, Step
from cxtrain.planning.boards.team import operations as team

COLLECTED, ANALYSED, PLANNED = 5, 15, 25  # days after the beginning


@dataclass
class Desk:
    """Where one board is written."""

    staff: Staff
    chronicle: Chronicle
    touchpoints: dict[str, int]
    story: Story

    def at(self, days_ago: int, hour: int = 10) -> dt.datetime:
        """Return a moment so many days back."""
        return moment(self.staff.company.year.before(days_ago), hour)

    def done(self, at: dt.datetime, actor: Actor) -> dt.datetime:
        """Give the moment and the actor of what an operation has just recorded to the ledger."""
        db.session.flush()
        self.chronicle.adopt(db.session().info.pop(WAITING, []), at, actor.employee_id)
        return at

    @property
    def lead(self) -> Actor:
        """Who leads the board."""
        return self.staff.actor(self.story.lead)

    def reaches(self, step: Step) -> bool:
        """Whether the board comes as far as this step."""
        return STEPS.index(Step(self.story.reached)) >= STEPS.index(step)


def write_boards(staff: Staff, touchpoints: dict[str, int], chronicle: Chronicle) -> None:
    """Write the boards of the demo company."""
    for story in STORIES:
        _write(Desk(staff, chronicle, touchpoints, story))


def _write(desk: Desk) -> None:
    board = _begin(desk)
    for after, step, words in ((COLLECTED, Step.COLLECT, desk.story.question), (ANALYSED, Step.ANALYSE, desk.story.cause)):
        if desk.reaches(step):
            _walk(desk, board, after)
            if words:
                operations.write_words(board, step, words, actor=desk.lead)
            desk.done(desk.at(desk.story.begun - after, 11), desk.lead)
    if desk.reaches(Step.PLAN):
        _plan(desk, board)
    if desk.reaches(Step.IMPLEMENT):
        _change(desk, board)
    _talk(desk, board)
    if desk.story.decision:
        _decide(desk, board)


def _begin(desk: Desk) -> Board:
    story, lead = desk.story, desk.lead
    place = desk.touchpoints[story.touchpoint]
    board = operations.begin_board(lead, Beginning(desk.staff.units[story.unit], place, story.title, story.problem))
    board.begun_at = board.changed_at = desk.done(desk.at(story.begun), lead)
    departments = list(db.session.scalars(select(Department).order_by(Department.id)))
    for position, number in enumerate(story.members):
        department = departments[position % len(departments)].id if departments else None
        team.add_member(board, desk.staff.employees[number], department, actor=lead)
    for member in board.members:
        member.added_at = board.begun_at
    board.changed_at = desk.done(desk.at(story.begun, 12), lead)
    return board


def _walk(desk: Desk, board: Board, after: int) -> None:
    operations.go_on(board, actor=desk.lead)
    board.changed_at = desk.done(desk.at(desk.story.begun - after), desk.lead)


def _plan(desk: Desk, board: Board) -> None:
    story, year = desk.story, desk.staff.company.year
    _walk(desk, board, PLANNED)
    others = frozenset((desk.staff.units[code], board.touchpoint_id) for code in story.stores)
    operations.set_target(board, Target(story.goal, story.measure, story.target, year.before(-story.due), "units", others),
                          actor=desk.lead)
    for task in story.tasks:
        _task(desk, board, task)
    board.changed_at = desk.done(desk.at(story.begun - PLANNED, 14), desk.lead)


def _task(desk: Desk, board: Board, planned: Planned) -> None:
    team.plan_action(board, Task(planned.what, desk.staff.employees[planned.number],
                                 desk.staff.company.year.before(-planned.days), cost=planned.cost), actor=desk.lead)


def _change(desk: Desk, board: Board) -> None:
    story, day = desk.story, desk.staff.company.year.before(desk.story.changed)
    operations.begin_change(board, day, actor=desk.lead, today=day)
    board.fixed_at = board.changed_at = desk.done(moment(day, 9), desk.lead)
    for action, planned in zip(sorted(board.actions, key=lambda each: each.id), story.tasks, strict=True):
        if planned.done is not None:
            owner = desk.staff.actor(planned.number)
            team.finish_action(board, action, planned.done, actor=owner)
            action.done_at = desk.done(desk.at(-planned.days + 1, 16), owner)


def _talk(desk: Desk, board: Board) -> None:
    for each in desk.story.told:
        writer = desk.staff.actor(each.number)
        note = team.write_note(board, each.words, (), actor=writer)
        note.written_at = board.changed_at = desk.done(desk.at(each.days_ago, 15), writer)


def _decide(desk: Desk, board: Board) -> None:
    story, lead = desk.story, desk.lead
    operations.go_on(board, actor=lead)
    desk.done(desk.at(story.decided + 5), lead)
    found = effect_of(board, desk.staff.company.year.before(story.decided))
    operations.decide(board, Decision(story.decision, story.reason, story.lesson), found, actor=lead)
    board.decided_at = board.changed_at = desk.done(desk.at(story.decided), lead)
