"""What a critical item that failed calls for: rules K1 and K2 of measures 6.2. Pure.

With evidence it is put right, and talked about within days. Where the evidence is missing, or somebody disputes it, nothing
is done about a person, and somebody else looks again. One visit alone never makes a plan about a person.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from cxtrain.planning.thresholds.numbers import Thresholds
from cxtrain.web.bilingual import Bilingual


class Way(StrEnum):
    """What to do."""

    TALK = "K1"
    LOOK_AGAIN = "K2"


TALKED, ACCOUNT, HR, SECOND = "talked", "account", "hr", "second"
ENDS = frozenset({TALKED, HR})  # steps after which nothing is owed


@dataclass(frozen=True)
class Failure:
    """A critical item as a released visit shows it."""

    visit_id: int
    item: str  # its id in the form
    label: Bilingual
    about_person: bool  # the item is about whoever served, not about the place or the process
    touchpoint: Bilingual
    touchpoint_id: int
    unit_id: int
    employee_id: int | None  # who was identified for certain
    shopper: str  # something that tells shoppers apart; never shown
    visited_on: dt.date
    released_on: dt.date
    has_evidence: bool  # words or a photo of the item
    disputed: bool  # an appeal is open, or the shopper failed a calibration
    looked_again: bool = False  # somebody else has visited the touchpoint since

    @property
    def way(self) -> Way:
        """Which rule it comes by."""
        return Way.TALK if self.has_evidence and not self.disputed else Way.LOOK_AGAIN

    def due_on(self, rules: Thresholds) -> dt.date:
        """Return by when it is to be done."""
        days = rules.talk_days if self.way is Way.TALK else rules.second_days
        return self.released_on + dt.timedelta(days)


@dataclass(frozen=True)
class Call:
    """A failure with what was done about it."""

    failure: Failure
    steps: Collection[str]  # that were taken
    confirmed: bool  # a second shopper saw the same of the same person

    @property
    def is_open(self) -> bool:
        """Whether something is still owed."""
        if ENDS & set(self.steps):
            return False
        return self.failure.way is Way.TALK or not self.failure.looked_again

    @property
    def allows_person_plan(self) -> bool:
        """Whether a person's plan may rest on it: after a second independent observation, or the person's own account."""
        person = self.failure.employee_id is not None and self.failure.about_person
        return person and self.failure.way is Way.TALK and HR not in self.steps and (self.confirmed or ACCOUNT in self.steps)


def calls(failures: Iterable[Failure], steps: dict[tuple[int, str], set[str]]) -> list[Call]:
    """Return what each failure calls for, in the order given; `steps` are by visit and item."""
    every = list(failures)
    return [Call(each, steps.get((each.visit_id, each.item), set()), _seen_by_another(each, every)) for each in every]


def _seen_by_another(failure: Failure, every: Iterable[Failure]) -> bool:
    """Whether another shopper saw the same item fail with the same person, undisputed and with evidence."""
    return failure.employee_id is not None and any(
        (other.employee_id, other.item, other.touchpoint_id) == (failure.employee_id, failure.item, failure.touchpoint_id)
        and other.shopper != failure.shopper and other.way is Way.TALK for other in every)
