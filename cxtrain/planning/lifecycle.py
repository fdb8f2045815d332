"""From draft to review: which moves a plan allows, and who may make them. Pure.

Nobody decides their own case: not the plan about oneself, not its review. What was approved and read cannot change in
silence: an edit takes it back to a draft, which must be approved and read anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cxtrain.people.permissions import Actor, Can


class State(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


SHOWN = (State.APPROVED, State.CLOSED)  # what somebody sees of plans about oneself


class Move(StrEnum):
    """What can be done with a plan."""

    EDIT = "edit"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    ANSWER = "answer"  # the employee has read it, and says something or not
    ACT = "act"  # an action's owner says that it is done
    CLOSE = "close"  # the reviewer looks at what came of it


MOVES: Mapping[tuple[State, Move], State] = {
    (State.DRAFT, Move.EDIT): State.DRAFT,
    (State.DRAFT, Move.APPROVE): State.APPROVED,
    (State.DRAFT, Move.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Move.EDIT): State.DRAFT,
    (State.APPROVED, Move.ANSWER): State.APPROVED,
    (State.APPROVED, Move.ACT): State.APPROVED,
    (State.APPROVED, Move.CLOSE): State.CLOSED,
}


class IllegalMove(ValueError):
    """The plan does not stand where this can be done."""


@dataclass(frozen=True)
class Case:
    """What decides who may do what with a plan."""

    state: State
    unit_path: str
    employee_id: int | None  # whom it is about; None for a team's plan
    drafted_by: int  # employee


def moved(state: State, move: Move) -> State:
    """Return the state after `move`.

    Raises:
        IllegalMove: the state does not allow it.
    """
    try:
        return MOVES[state, move]
    except KeyError:
        raise IllegalMove(f"a plan that is {state} cannot be moved by {move}") from None


def moves_of(actor: Actor, case: Case) -> frozenset[Move]:
    """Return what `actor` may do with the plan as it stands; owning an action comes on top, see `owns`."""
    return frozenset(move for move in Move if (case.state, move) in MOVES and _allowed(actor, case, move))


def owns(actor: Actor, case: Case, owner_id: int) -> bool:
    """Whether `actor` may say that the action of this owner is done."""
    return case.state is State.APPROVED and (owner_id == actor.employee_id or Move.ACT in moves_of(actor, case))


def _allowed(actor: Actor, case: Case, move: Move) -> bool:
    if case.employee_id == actor.employee_id:
        own_draft = case.state is State.DRAFT and case.drafted_by == actor.employee_id
        return move is Move.ANSWER or own_draft and move in (Move.EDIT, Move.WITHDRAW)
    if move is Move.ANSWER:
        return False
    can = Can.APPROVE_PLANS if move in (Move.APPROVE, Move.CLOSE) else Can.WRITE_PLANS
    return actor.may_in(can, case.unit_path)
