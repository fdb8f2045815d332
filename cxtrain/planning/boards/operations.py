"""Moving boards. Each function makes one move and one ledger entry; the caller commits."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.models import Department
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.planning.boards.contents import Beginning, Decision, Target
from cxtrain.planning.boards.effect import Effect
from cxtrain.planning.boards.models import Board, BoardComparison, BoardMember
from cxtrain.planning.boards.steps import WRITTEN, IllegalMove, Move, State, Step, after, moves_of
from cxtrain.planning.wording import plain
from cxtrain.web.bilingual import N_

SAID = {Step.IDENTIFY: "problem", Step.COLLECT: "question", Step.ANALYSE: "cause"}  # the words that a step asks for
MISSING: Mapping[Step, str] = {
    Step.IDENTIFY: N_("Say first what is wrong, and for whom."), Step.COLLECT: N_("Say first what is to be known."),
    Step.ANALYSE: N_("Say first why it is so, and what shows it."),
    Step.PLAN: N_("A plan needs a goal with its measure, target and day, and what it is compared with."),
}
NO_ACTION = N_("A plan needs at least one action with somebody who does it.")
TOO_EARLY = N_("The change begins today or later: target and comparison are fixed before it.")
TOO_LATE = N_("The change must begin before the day on which it is judged.")


class BoardRefused(ValueError):
    """The board cannot be moved so; the message is for the catalogue, `values` fill it in."""

    def __init__(self, message: str, **values: Any) -> None:
        """`message` is marked with N_."""
        super().__init__(message)
        self.message, self.values = message, values


def begin_board(actor: Actor, beginning: Beginning) -> Board:
    """Begin a board, led by `actor`; departments asked to join send their leads. The unit is one that `actor` improves."""
    board = Board(unit_id=beginning.unit_id, touchpoint_id=beginning.touchpoint_id, title=plain(beginning.title),
                  problem=plain(beginning.problem), follows_id=beginning.follows_id, lead_id=actor.employee_id,
                  begun_by=actor.employee_id, begun_at=now(), changed_at=now())
    departments = db.session.execute(select(Department.lead_id, Department.id).where(
        Department.id.in_(beginning.departments), Department.lead_id.is_not(None)).order_by(Department.id.desc())).all()
    joining: dict[int, int | None] = {actor.employee_id: None} | {lead: department for lead, department in departments}
    board.members += [BoardMember(employee_id=person, department_id=department, added_by=actor.employee_id, added_at=now())
                      for person, department in joining.items()]
    db.session.add(board)
    db.session.flush()
    record("board begun", board, unit_id=board.unit_id, touchpoint=board.touchpoint_id, members=len(joining),
           follows=board.follows_id)
    return board


def write_words(board: Board, step: Step, words: str, *, actor: Actor) -> None:
    """Write what a step says: the problem, the question or the cause.

    Raises:
        IllegalMove: it is not the actor's to write, or the change has begun.
    """
    check_writing(board, actor)
    setattr(board, SAID[step], plain(words))
    _touch(board)
    record("board written", board, unit_id=board.unit_id, step=step.value)


def set_target(board: Board, target: Target, *, actor: Actor) -> None:
    """Set what the change is to bring and what it will be compared with; it may be set anew until the change begins.

    Raises:
        IllegalMove: it is not the actor's to write, or the change has begun.
    """
    check_writing(board, actor)
    board.goal, board.measure, board.target = plain(target.goal), target.measure, target.target
    board.due_on, board.compared = target.due_on, target.compared
    wanted = set(target.others) if target.compared in ("touchpoints", "units") else set()
    board.others[:] = [each for each in board.others if (each.unit_id, each.touchpoint_id) in wanted]
    kept = {(each.unit_id, each.touchpoint_id) for each in board.others}
    board.others += [BoardComparison(unit_id=unit, touchpoint_id=place) for unit, place in sorted(wanted - kept)]
    _touch(board)
    record("board target set", board, unit_id=board.unit_id, measure=board.measure, target=board.target,
           due_on=target.due_on.isoformat(), compared=board.compared, others=sorted(wanted))


def check_writing(board: Board, actor: Actor) -> None:
    """Let through who may write while words and target may still change.

    Raises:
        IllegalMove: it is not the actor's to write, or the change has begun.
    """
    _allowed(board, Move.WRITE, actor)
    if Step(board.step) not in WRITTEN:
        raise IllegalMove("what the change was begun with does not change any more")


def go_on(board: Board, *, actor: Actor) -> None:
    """Go to the next step; from planning `begin_change` does so.

    Raises:
        IllegalMove: there is none, or it is not the actor's to move.
        BoardRefused: the step does not say yet what it is there for.
    """
    step = Step(board.step)
    _allowed(board, Move.FORWARD, actor)
    if step in SAID and not getattr(board, SAID[step]):
        raise BoardRefused(MISSING[step])
    _move(board, Move.FORWARD, "board moved on")


def go_back(board: Board, *, actor: Actor) -> None:
    """Go back one step, to look again.

    Raises:
        IllegalMove: there is none before, or it is not the actor's to move.
    """
    _allowed(board, Move.BACK, actor)
    _move(board, Move.BACK, "board moved back")


def begin_change(board: Board, changed_on: dt.date, *, actor: Actor, today: dt.date) -> None:
    """Fix measure, target and comparison, and begin to work the new way on a day that is today or later.

    Raises:
        IllegalMove: the board is not being planned, or it is not the actor's to move.
        BoardRefused: the plan is not whole, or the day does not fit.
    """
    _allowed(board, Move.BEGIN, actor)
    if not board.goal or board.target is None or board.due_on is None or not board.compared:
        raise BoardRefused(MISSING[Step.PLAN])
    if not board.actions:
        raise BoardRefused(NO_ACTION)
    if changed_on < today:
        raise BoardRefused(TOO_EARLY)
    if changed_on >= board.due_on:
        raise BoardRefused(TOO_LATE)
    board.changed_on, board.fixed_at = changed_on, now()
    _move(board, Move.BEGIN, "board change begun", changed_on=changed_on.isoformat())


def decide(board: Board, decision: Decision, effect: Effect | None, *, actor: Actor) -> None:
    """Decide on the change and write down what was learnt, with the effect as it is now; this ends the board.

    Raises:
        IllegalMove: it is not at its last step, or not the actor's to decide.
    """
    _allowed(board, Move.DECIDE, actor)
    board.decision, board.reason, board.lesson = decision.decision, plain(decision.reason), plain(decision.lesson)
    board.result = asdict(effect) if effect else None
    board.decided_by, board.decided_at = actor.employee_id, now()
    _move(board, Move.DECIDE, "board decided", decision=decision.decision)


def withdraw(board: Board, *, actor: Actor) -> None:
    """Put a board aside before anything came of it.

    Raises:
        IllegalMove: it is at its last step or ended, or not the actor's to withdraw.
    """
    _allowed(board, Move.WITHDRAW, actor)
    _move(board, Move.WITHDRAW, "board withdrawn")


def allowed(board: Board, actor: Actor) -> frozenset[Move]:
    """Return what `actor` may do with the board as it stands."""
    return moves_of(actor, board.stand)


def _allowed(board: Board, move: Move, actor: Actor) -> None:
    if move not in allowed(board, actor):
        raise IllegalMove(f"{move} is not open for this person")


def _move(board: Board, move: Move, action: str, **facts: Any) -> None:
    step, state = after(Step(board.step), State(board.state), move)
    board.step, board.state = step.value, state.value
    _touch(board)
    record(action, board, unit_id=board.unit_id, step=step.value, **facts)


def _touch(board: Board) -> None:
    board.changed_at = now()
    db.session.flush()
