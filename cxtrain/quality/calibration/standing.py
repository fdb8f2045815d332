"""Where a shopper stands with calibration, and whether they may start a visit. Pure.

One who failed may not, until passed. One who never took part may not, once the firm holds rounds; but whoever observed
before the first round has until its due date. Nothing is asked of anybody before the first round.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cxtrain.quality.calibration.agreement import LOW, PASSED, UNCLEAR
from cxtrain.web.bilingual import N_

SAID = {
    "keeper": N_("Keeps the keys, so takes no part"),
    "none": N_("Not calibrated yet"),
    "new": N_("Not calibrated yet: scores the cases before the first visit"),
    "due": N_("Asked to score the cases"),
    "overdue": N_("The date for scoring the cases has passed"),
    "good": N_("Agrees well with the key"),
    "tentative": N_("Agrees roughly: worth checking together"),
    "low": N_("Differs too much from the key: a training round first"),
    "unclear": N_("Nothing can be said yet"),
}


@dataclass(frozen=True)
class Result:
    """One submitted part in a round."""

    at: dt.datetime
    verdict: str  # good, tentative, low, unclear
    alpha: float | None


@dataclass(frozen=True)
class Facts:
    """What is known of one shopper."""

    results: Sequence[Result] = ()  # oldest first
    due_on: dt.date | None = None  # the earliest date of what is asked and not submitted, in rounds that are open
    asked_at: dt.datetime | None = None  # when that was asked
    first_visit_at: dt.datetime | None = None  # when the first visit was started
    keeps_keys: bool = False


@dataclass(frozen=True)
class Standing:
    """Where somebody stands."""

    state: str  # a key of SAID
    may_shop: bool
    alpha: float | None = None  # of the last result that says something
    passed_at: dt.datetime | None = None  # the last time

    @property
    def sentence(self) -> str:
        """The state in words, in English for the catalogue."""
        return SAID[self.state]


def standing(facts: Facts, today: dt.date, *, rounds: bool, required: bool = True) -> Standing:
    """Return where a shopper stands on `today`.

    Args:
        facts: of the shopper.
        today: in the firm's zone.
        rounds: whether the firm has ever held one; before that nobody is kept from visiting.
        required: whether one must have taken part before a visit; a failed result stops visits in any case.
    """
    told = [each for each in facts.results if each.verdict != UNCLEAR]
    last = told[-1] if told else None
    passed = next((each.at for each in reversed(told) if each.verdict in PASSED), None)
    if facts.keeps_keys:
        return Standing("keeper", True)
    if last and last.verdict == LOW:
        return Standing("low", False, last.alpha, passed)
    state, may = _asked(facts, today, last) if rounds and required else (None, True)
    return Standing(state or (last.verdict if last else UNCLEAR if facts.results else "none"), may,
                    last.alpha if last else None, passed)


def _asked(facts: Facts, today: dt.date, last: Result | None) -> tuple[str | None, bool]:
    if facts.due_on and facts.due_on < today:
        return "overdue", False
    if last:
        return ("due" if facts.due_on else None), True
    earlier = facts.asked_at and facts.first_visit_at and facts.first_visit_at < facts.asked_at
    return ("due", True) if facts.due_on and earlier else (UNCLEAR if facts.results else "new", False)
