"""How a plan is kept: what became of each visit, and how many were planned, made and missed. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cxtrain.web.bilingual import N_

DONE = frozenset({"submitted", "returned", "approved", "released"})  # states of a Visit
STATUS_WORDS = {
    "open": N_("Nobody sent yet"), "assigned": N_("To be made"), "started": N_("Being written"), "done": N_("Done"),
    "missed": N_("Missed"), "cancelled": N_("Cancelled"), "lost": N_("Rejected or void"),
}
START_WITHIN = dt.timedelta(days=2)  # after the planned day: a scorecard may be begun later than the visit was made


def status(state: str, *, shopper: bool, visit: str | None) -> str:
    """Return what became of a planned visit, a key of STATUS_WORDS.

    Args:
        state: planned, missed or cancelled.
        shopper: whether somebody is sent.
        visit: the state of the scorecard that names it, None where there is none.
    """
    if visit is not None:
        return "started" if visit == "draft" else "done" if visit in DONE else "lost"
    return state if state != "planned" else "assigned" if shopper else "open"


def may_start(state: str, planned: dt.date, today: dt.date) -> bool:
    """Return whether a scorecard can be begun: on the day and two days later, missed by then or not."""
    return state in ("planned", "missed") and planned <= today <= planned + START_WITHIN


@dataclass(frozen=True)
class Tally:
    """How the visits of one place stand."""

    planned: int = 0  # all but the cancelled and those that replace a missed one
    done: int = 0
    missed: int = 0  # also where it was drawn again
    ahead: int = 0  # nobody sent yet, to be made, or being written

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.planned + other.planned, self.done + other.done, self.missed + other.missed,
                     self.ahead + other.ahead)

    @property
    def lacking(self) -> int:
        """How many are missing even if everything still ahead is made."""
        return max(0, self.planned - self.done - self.ahead)


@dataclass(frozen=True)
class Fate:
    """One planned visit and what became of it."""

    unit_id: int
    touchpoint_id: int
    status: str
    replaces: bool = False  # it was drawn for a missed one


def tally(fates: Iterable[Fate]) -> dict[tuple[int, int], Tally]:
    """Return how each (unit, touchpoint) stands."""
    found: dict[tuple[int, int], Tally] = {}
    for fate in fates:
        if fate.status == "cancelled":
            continue
        ahead = fate.status in ("open", "assigned", "started")
        one = Tally(int(not fate.replaces), int(fate.status == "done"), int(fate.status == "missed"), int(ahead))
        key = fate.unit_id, fate.touchpoint_id
        found[key] = found.get(key, Tally()) + one
    return found
