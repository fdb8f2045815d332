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
    SHARE = "share"  # the employee may read the draft before the talk, and bring own ideas
    TALK = "talk"  # what was talked about is written down
    OPTION = "option"  # somebody adds a way that could be taken
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    ANSWER = "answer"  # the employee has read it, and says something or not
    ACT = "act"  # an action's owner says that it is done
    CLOSE = "close"  # the reviewer looks at what came of it


MOVES: Mapping[tuple[State, Move], State] = {
    (State.DRAFT, Move.EDIT): State.DRAFT,
    (State.DRAFT, Move.SHARE): State.DRAFT,
    (State.DRAFT, Move.TALK): State.DRAFT,
    (State.DRAFT, Move.OPTION): State.DRAFT,
    (State.DRAFT, Move.APPROVE): State.APPROVED,
    (State.DRAFT, Move.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Move.EDIT): State.DRAFT,
    (State.APPROVED, Move.TALK): State.APPROVED,
    (State.APPROVED, Move.OPTION): State.APPROVED,
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
    is_shared: bool = False  # whether the employee may read it as a draft

    @property
    def is_readable(self) -> bool:
        """Whether whom it is about may read it as it stands."""
        return self.state in SHOWN or self.is_shared or self.drafted_by == self.employee_id


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
        return _allowed_in_own(actor, case, move)
    if move is Move.ANSWER or move is Move.SHARE and (case.employee_id is None or case.is_readable):
        return False
    can = Can.APPROVE_PLANS if move in (Move.APPROVE, Move.CLOSE) else Can.WRITE_PLANS
    return actor.may_in(can, case.unit_path)


def _allowed_in_own(actor: Actor, case: Case, move: Move) -> bool:
    if move is Move.OPTION:
        return case.is_readable
    own_draft = case.state is State.DRAFT and case.drafted_by == actor.employee_id
    return move is Move.ANSWER or own_draft and move in (Move.EDIT, Move.WITHDRAW)
