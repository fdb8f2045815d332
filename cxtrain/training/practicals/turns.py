"""The life of a sitting: which turn it is (首考, 补考, 缓考), how it stands, and what may be done with it. Pure.

Whoever has never sat sits for the first time. Whoever has sat, passed or not, resits. A first sitting that was put off with
a reason is a deferred one (缓考) and counts among the first sittings, not among the resits; a resit put off stays a resit.
What was withdrawn was never there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cxtrain.web.bilingual import N_

KINDS = {"first": N_("First sitting"), "resit": N_("Resit"), "deferred": N_("Deferred first sitting")}


class Stage(StrEnum):
    """How a sitting stands."""

    PLANNED = "planned"  # nobody has handed in marks
    WAITING = "waiting"  # one of two has handed in
    TALK = "talk"  # both have, and differ on something critical
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


STAGES = {
    Stage.PLANNED: N_("Planned, not marked yet"), Stage.WAITING: N_("Waiting for the other assessor"),
    Stage.TALK: N_("To be talked over"), Stage.DECIDED: N_("Decided"), Stage.WITHDRAWN: N_("Withdrawn"),
}


@dataclass(frozen=True)
class Turn:
    """One sitting of somebody at a sheet."""

    number: int
    kind: str
    decided: bool
    withdrawn: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be sat or decided."""
        return not (self.decided or self.withdrawn)


def next_kind(before: Sequence[Turn]) -> str | None:
    """Return what the next sitting would be, None while one is still open: nobody is planned twice at a time."""
    if any(turn.is_open for turn in before):
        return None
    return "resit" if any(turn.decided for turn in before) else "first"


def next_number(before: Sequence[Turn]) -> int:
    """Return the number of the next sitting; numbers of withdrawn ones are not given again."""
    return max((turn.number for turn in before), default=0) + 1


def kind_put_off(kind: str) -> str:
    """Return what a sitting is once it has been put off."""
    return "resit" if kind == "resit" else "deferred"


def stage_of(*, decided: bool, withdrawn: bool, handed_in: int, assessors: int) -> Stage:
    """Return how a sitting stands.

    Args:
        decided: there is a score.
        withdrawn: it was taken back.
        handed_in: how many assessors have handed in.
        assessors: how many there are.
    """
    if withdrawn:
        return Stage.WITHDRAWN
    if decided:
        return Stage.DECIDED
    if handed_in >= assessors:
        return Stage.TALK
    return Stage.WAITING if handed_in else Stage.PLANNED


def may_change(stage: Stage) -> bool:
    """Whether it may be put off, withdrawn, or given other assessors: until somebody has handed in."""
    return stage is Stage.PLANNED
