"""Which time somebody sits an exam. Pure.

A round of an exam begins with the first sitting (首考), goes on with resits (补考), and ends with a pass. After a pass the next
round begins with a sitting that was called for, on site or on paper, or once the pass is half a year old; what somebody
tries on screen before then, on their own account, is practice: it is `again`, and counts in no rate.
An exam that was put off (缓考) stays what it would have been. What counts is the order in which sittings were sat, not the
one in which they got their scores: marks on paper are keyed in days later, and so are marks given by hand.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cxtrain.web.bilingual import N_

ROUND = dt.timedelta(days=182)


class Kind(StrEnum):
    """Which time it is."""

    FIRST = "first"
    RESIT = "resit"
    AGAIN = "again"


class Form(StrEnum):
    """How it was sat: on screen, on screen after a code given on site, or on paper."""

    SCREEN = "screen"
    SITE = "site"
    PAPER = "paper"


KINDS = {"first": N_("First sitting"), "resit": N_("Resit"), "again": N_("Practised again")}
DEFERRED = N_("Put off before")
FORMS = {"screen": N_("on screen"), "site": N_("on site"), "paper": N_("on paper")}


@dataclass(frozen=True)
class Before:
    """How somebody stood with an exam before a sitting."""

    last: Kind | None = None  # the latest sitting, None where there is none
    passed: bool = False  # whether that was a pass
    passed_on: dt.date | None = None  # the latest pass of all


def kind_of(before: Before, day: dt.date, form: Form) -> Kind:
    """Return which time a sitting of that day and form is."""
    if before.last is None:
        return Kind.FIRST
    if before.last is not Kind.AGAIN and not before.passed:
        return Kind.RESIT
    called = form is not Form.SCREEN or before.passed_on is None or day - before.passed_on >= ROUND
    return Kind.FIRST if called else Kind.AGAIN


@dataclass(frozen=True)
class Sitting:
    """One sitting, as far as it says which time it and others are."""

    day: dt.date
    form: Form
    passed: bool
    at: dt.datetime  # handed in; on paper only the day is known


@dataclass(frozen=True)
class PutOff:
    """An exam that was put off for a person, and not taken back."""

    id: int
    day: dt.date
    at: dt.datetime

    def precedes(self, sitting: Sitting) -> bool:
        """Whether it had been put off when this was sat."""
        return self.day <= sitting.day and (sitting.form is Form.PAPER or self.at <= sitting.at)


def noted(sittings: Sequence[Sitting], put_off: Sequence[PutOff]) -> list[tuple[Kind, PutOff | None]]:
    """Return of each sitting of a person at an exam which time it is, and what had been put off until it.

    Both sequences are in the order of their days. Practice is not what an exam was put off for.
    """
    before, waiting, found = Before(), list(put_off), []
    for sitting in sittings:
        kind = kind_of(before, sitting.day, sitting.form)
        before = Before(kind, sitting.passed, sitting.day if sitting.passed else before.passed_on)
        ended = waiting.pop(0) if kind is not Kind.AGAIN and waiting and waiting[0].precedes(sitting) else None
        found.append((kind, ended))
    return found
