"""Reading boards through the eyes of whoever asks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort
from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from cxtrain.extensions import UtcDateTime, db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.queries import Listed
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, below, within
from cxtrain.planning.boards.measure import MEASURES
from cxtrain.planning.boards.models import Board, BoardAction, BoardMember, BoardMention, BoardNote
from cxtrain.planning.boards.sheet import BoardSheet, Brought, Gathered, Line
from cxtrain.planning.boards.steps import State
from cxtrain.planning.doing.models import ActionWork
from cxtrain.planning.models import PlanAction
from cxtrain.planning.sheet import day_of

MOST = 60  # boards on a page
LESSONS = 40
MOST_ASKED = 5  # notes on Today


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Board (joined with Unit) that `actor` may see it: a member's own, or one in reach."""
    mine = exists().where(BoardMember.board_id == Board.id, BoardMember.employee_id == actor.employee_id)
    return or_(mine, within(actor, Can.IMPROVE))


def _boards(actor: Actor) -> Select[tuple[Board]]:
    return select(Board).join(Unit, Unit.id == Board.unit_id).where(visible_to(actor))


def get_board_for(actor: Actor, board_id: int) -> Board:
    """Return the board if `actor` may see it; otherwise answer 404."""
    return db.session.scalar(_boards(actor).where(Board.id == board_id)) or abort(404)


def list_boards(actor: Actor, states: Iterable[str] = (State.OPEN,)) -> list[Board]:
    """Return the boards that `actor` may see, those that moved last first."""
    query = _boards(actor).where(Board.state.in_(list(states))).order_by(Board.changed_at.desc(), Board.id.desc())
    return list(db.session.scalars(query.limit(MOST)))


@dataclass(frozen=True)
class Improving:
    """An open board, as a map marks its touchpoint with it."""

    id: int
    title: str
    step: str
    unit_id: int
    unit: dict[str, str]
    path: str  # of the unit: whoever may improve below it may open the board


def improving(touchpoint_ids: Sequence[int], path: str = "/") -> dict[int, Improving]:
    """Return the open board of each of these touchpoints that has one, in one statement; of several the newest.

    Args:
        touchpoint_ids: which touchpoints.
        path: of a unit; boards of it, of what lies above and of what lies below count. "/": of all units.
    """
    concerned = or_(below((path,)), literal(path).startswith(Unit.path))
    rows = db.session.execute(
        select(Board.touchpoint_id, Board.id, Board.title, Board.step, Board.unit_id, Unit.name, Unit.name_en,
               Unit.path)
        .join(Unit, Unit.id == Board.unit_id)
        .where(Board.touchpoint_id.in_(list(touchpoint_ids)), Board.state == State.OPEN, concerned).order_by(Board.id))
    return {place: Improving(board, title, step, unit, {"zh": name, "en": english or name}, own)
            for place, board, title, step, unit, name, english, own in rows}


@dataclass(frozen=True)
class ToDo:
    """An action on a board that somebody has still to do."""

    what: str
    due_on: dt.date
    board_id: int
    title: str


@dataclass(frozen=True)
class Asked:
    """A note that asks somebody to look."""

    words: str
    by: dict[str, str]
    at: dt.datetime
    board_id: int
    title: str


_board, _action, _note, _mention, _employee, _work, _plan_action = (
    model.__table__ for model in (Board, BoardAction, BoardNote, BoardMention, Employee, ActionWork, PlanAction))
# What a plan brought to a board stands on Today as the plan's own action.
_IN_PLAN = exists().where(_work.c.board_action_id == _action.c.id, _plan_action.c.id == _work.c.action_id,
                          _plan_action.c.done_at.is_(None))
_NEVER, _NO_DAY = cast(null(), UtcDateTime), cast(null(), Date)
_TO_DO = (select(literal("do").label("kind"), _action.c.what.label("words"), literal("").label("name"),
                 literal("").label("name_en"), _NEVER.label("at"), _action.c.due_on, _board.c.id, _board.c.title)
          .select_from(_action.join(_board, _board.c.id == _action.c.board_id))
          .where(_action.c.owner_id == bindparam("employee"), _action.c.done_at.is_(None), _board.c.state == "open",
                 ~_IN_PLAN))
_ASKED = (select(literal("ask"), _note.c.words, _employee.c.name, _employee.c.name_en, _note.c.written_at, _NO_DAY,
                 _board.c.id, _board.c.title)
          .select_from(_mention.join(_note, _note.c.id == _mention.c.note_id).join(_board, _board.c.id == _note.c.board_id)
                       .join(_employee, _employee.c.id == _note.c.written_by))
          .where(_mention.c.employee_id == bindparam("employee"), _mention.c.read_at.is_(None), _board.c.state == "open"))
_TO_JUDGE = (select(literal("judge"), _board.c.title, literal(""), literal(""), _NEVER, _board.c.due_on, _board.c.id,
                    _board.c.title)
             .where(_board.c.lead_id == bindparam("employee"), _board.c.state == "open", _board.c.changed_on.is_not(None),
                    _board.c.due_on <= bindparam("day")))
_WANTED = union_all(_TO_DO, _ASKED, _TO_JUDGE)  # over the tables, made once, one statement: Today runs it for everybody


@dataclass(frozen=True)
class Wanted:
    """What boards want of somebody: notes to read, the newest first; things to do, and boards to judge, soonest first."""

    asked: tuple[Asked, ...]
    to_do: tuple[ToDo, ...]
    to_judge: tuple[ToDo, ...]  # boards that one leads and whose day has come


def wanted_of(actor: Actor, day: dt.date) -> Wanted:
    """Return what open boards want of the actor on a day: for Today. Of notes that were not read yet five at most."""
    rows = db.session.execute(_WANTED, {"employee": actor.employee_id, "day": day}).all()
    asked = [Asked(row.words, {"zh": row.name, "en": row.name_en or row.name}, row.at, row.id, row.title)
             for row in rows if row.kind == "ask"]
    to_do, to_judge = (tuple(sorted((ToDo(row.words, row.due_on, row.id, row.title) for row in rows if row.kind == kind),
                                    key=lambda each: (each.due_on, each.board_id))) for kind in ("do", "judge"))
    return Wanted(tuple(sorted(asked, key=lambda each: each.at, reverse=True)[:MOST_ASKED]), to_do, to_judge)


def notes_on(board_id: int) -> list[BoardNote]:
    """Return what the team said, the newest first."""
    return list(db.session.scalars(select(BoardNote).where(BoardNote.board_id == board_id).order_by(BoardNote.id.desc())))


def next_round(board_id: int) -> int | None:
    """Return the id of the board that followed this one, if any."""
    return db.session.scalar(select(Board.id).where(Board.follows_id == board_id))


def employee_called(text: str) -> Employee | None:
    """Return who works here under this staff number, or under this name where only one does; None where nobody does."""
    sought = text.strip().lstrip("@")
    if not sought:
        return None
    working = select(Employee).where(Employee.status != "left", EMPLOYED)
    found = db.session.scalar(working.where(func.lower(Employee.number) == sought.lower()))
    named = list(db.session.scalars(working.where(or_(Employee.name == sought, Employee.name_en == sought)).limit(2)))
    return found or (named[0] if len(named) == 1 else None)


@dataclass(frozen=True)
class Lesson:
    """What a team learnt, for the next one: never more of the board than this."""

    board_id: int
    decided_at: dt.datetime
    decision: str
    lesson: str
    title: str
    touchpoint: dict[str, str]
    stage: str
    kind: str  # of touchpoint
    unit: dict[str, str]
    own: bool  # whether it was learnt at the very touchpoint that is asked about


_LESSONS = (select(Board.id, Board.decided_at, Board.decision, Board.lesson, Board.title, Touchpoint.title, Touchpoint.stage,
                   Touchpoint.kind, Unit.name, Unit.name_en, Board.touchpoint_id)
            .join(Touchpoint, Touchpoint.id == Board.touchpoint_id).join(Unit, Unit.id == Board.unit_id)
            .where(Board.state == State.CLOSED))


def lessons(
    *, touchpoint: Touchpoint | Listed | None = None, text: str = "", decision: str = "", most: int = LESSONS
) -> list[Lesson]:
    """Return lessons of the whole firm, the newest first; with a touchpoint its own come first, then those of its kind.

    Args:
        touchpoint: only lessons of it, or of touchpoints of its kind and stage.
        text: what the lesson, the reason, the title or the problem must hold.
        decision: keep, change or drop; "": any.
        most: how many at most.
    """
    query = _LESSONS
    order: list[ColumnElement[Any]] = [Board.decided_at.desc(), Board.id.desc()]
    if touchpoint is not None:
        alike = (Touchpoint.kind == touchpoint.kind) & (Touchpoint.stage == touchpoint.stage)
        query = query.where(or_(Board.touchpoint_id == touchpoint.id, alike))
        order.insert(0, case((Board.touchpoint_id == touchpoint.id, 0), else_=1))
    if decision:
        query = query.where(Board.decision == decision)
    for word in text.split():
        query = query.where(or_(*(column.icontains(word, autoescape=True)
                                  for column in (Board.lesson, Board.reason, Board.title, Board.problem))))
    own = touchpoint.id if touchpoint is not None else 0
    return [Lesson(*row[:8], {"zh": row[8], "en": row[9] or row[8]}, row[10] == own)
            for row in db.session.execute(query.order_by(*order).limit(most))]


def sheet_of(board: Board, gathered: Iterable[Gathered], facts: Mapping[str, Any]) -> BoardSheet:
    """Return a board as it goes to paper.

    Args:
        board: whose.
        gathered: how much there is of each source.
        facts: need (Need or None) and effect (Effect or None).
    """
    zone, measure = ZoneInfo(board.unit.zone), MEASURES[board.measure]
    return BoardSheet(
        number=board.number, title=board.title, touchpoint=board.touchpoint.title, unit=board.unit.label, step=board.step,
        state=board.state, lead=board.lead.label, members=tuple(
            (each.employee.label, each.department.title if each.department else None) for each in board.members),
        problem=board.problem, question=board.question, cause=board.cause, goal=board.goal, measure=measure,
        source=measure.source, gathered=tuple(gathered),
        target=board.target, due_on=board.due_on, compared=board.compared, others=tuple(
            each.touchpoint.title if board.compared == "touchpoints" else each.unit.label for each in board.others),
        need=facts["need"], actions=tuple(_line(each, zone) for each in board.actions), changed_on=board.changed_on,
        brought=Brought.of(facts["effect"]), decision=board.decision, reason=board.reason, lesson=board.lesson,
        decided_by=board.decider.label if board.decider else None, decided_on=day_of(board.decided_at, zone))


def _line(action: BoardAction, zone: ZoneInfo) -> Line:
    return Line(action.what, action.owner.label, action.department.title if action.department else None, action.cost,
                action.due_on, day_of(action.done_at, zone), action.note)
