"""The six steps of a board: which moves it allows, and who may make them. Pure.

The measure, the target and what it is compared with are fixed when the change begins, so that nobody chooses afterwards
what would make it look good. There is therefore no way back from implementing to planning: a change that fails is
dropped or changed by a decision, and the next round is a board of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cxtrain.people.permissions import Actor, Can
from cxtrain.web.bilingual import N_


class Step(StrEnum):
    """Where a board stands, in the order of the work."""

    IDENTIFY = "identify"
    COLLECT = "collect"
    ANALYSE = "analyse"
    PLAN = "plan"
    IMPLEMENT = "implement"
    IMPROVE = "improve"


STEPS = tuple(Step)
STEP_NAMES: Mapping[str, str] = {
    Step.IDENTIFY: N_("Identify"), Step.COLLECT: N_("Collect"), Step.ANALYSE: N_("Analyse"), Step.PLAN: N_("Plan"),
    Step.IMPLEMENT: N_("Implement and monitor"), Step.IMPROVE: N_("Improve again"),
}
WRITTEN = (Step.IDENTIFY, Step.COLLECT, Step.ANALYSE, Step.PLAN)  # whose words and numbers may still change
DECISIONS: Mapping[str, str] = {
    "keep": N_("Keep it: this is how we work from now on"),
    "change": N_("Change it: try something else at the same touchpoint"),
    "drop": N_("Drop it: go back to how it was"),
}


class State(StrEnum):
    """Whether a board is still worked on."""

    OPEN = "open"
    CLOSED = "closed"  # decided on, with its lesson
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What can be done with a board."""

    WRITE = "write"  # what a step says, actions, notes
    FORWARD = "forward"
    BACK = "back"
    BEGIN = "begin"  # the change: from planning to implementing
    DECIDE = "decide"
    WITHDRAW = "withdraw"


class IllegalMove(ValueError):
    """The board does not stand where this can be done."""


@dataclass(frozen=True)
class Stand:
    """What decides who may do what with a board."""

    state: State
    step: Step
    unit_path: str
    lead_id: int
    members: frozenset[int]  # employees, the lead among them


def after(step: Step, state: State, move: Move) -> tuple[Step, State]:
    """Return where a board stands after `move`.

    Raises:
        IllegalMove: it does not allow it.
    """
    if state is not State.OPEN or move not in possible(step):
        raise IllegalMove(f"a board at {step} that is {state} cannot be moved by {move}")
    index = STEPS.index(step)
    if move is Move.DECIDE:
        return step, State.CLOSED
    if move is Move.WITHDRAW:
        return step, State.WITHDRAWN
    return STEPS[index + {Move.FORWARD: 1, Move.BEGIN: 1, Move.BACK: -1}.get(move, 0)], state


def possible(step: Step) -> frozenset[Move]:
    """Return the moves that an open board at `step` allows at all."""
    moves = {Move.WRITE}
    if step is Step.PLAN:
        moves.add(Move.BEGIN)
    elif step is not Step.IMPROVE:
        moves.add(Move.FORWARD)
    if step not in (Step.IDENTIFY, Step.IMPLEMENT):
        moves.add(Move.BACK)
    moves.add(Move.DECIDE if step is Step.IMPROVE else Move.WITHDRAW)
    return frozenset(moves)


def moves_of(actor: Actor, stand: Stand) -> frozenset[Move]:
    """Return what `actor` may do with the board as it stands: members write, those who may improve there move it."""
    if stand.state is not State.OPEN:
        return frozenset()
    improves = actor.may_in(Can.IMPROVE, stand.unit_path)
    if not improves and actor.employee_id not in stand.members:
        return frozenset()
    return possible(stand.step) if improves else frozenset({Move.WRITE})
