"""Which counts an answered questionnaire enters. Pure: the one place that decides it.

Counts hold how often each answer was given, so every figure of the measures can be computed from them exactly; they do
not grow with history within a month. They are kept for the unit and for each unit above it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxtrain.voices.questionnaire import PAIRS

SOURCES = ("survey", "import", "review", "social", "interview", "internal")
CUSTOMERS = ("survey", "import")  # whose scores may be put together; a review has stars, which are a measure of their own
COUNTED = frozenset({"csat", "nps", "ces2", "servqual", "importance", "kano", "stars"})


@dataclass(frozen=True)
class Answer:
    """One answered question: a number, or two of a pair. `subject` as Questionnaire.subject says it."""

    question: str
    kind: str
    value: int
    other: int | None = None  # expectation, importance, or the feature not there
    subject: str = ""


@dataclass(frozen=True, order=True)
class Key:
    """One row of counts."""

    unit_id: int
    touchpoint_id: int
    measure: str  # the kind of question
    month: str  # 2026-05, by the unit's calendar
    subject: str
    source: str
    segment: str  # of a Kano study only
    value: int
    other: int  # 0 where there is no second number


@dataclass(frozen=True)
class Given:
    """What decides which counts a response enters."""

    unit_path: str  # "/1/4/9/": the unit and all above it
    touchpoint_id: int
    source: str
    month: str
    segment: str = ""
    counted: bool = True  # not: it was marked as a repeat


def of_response(given: Given, answers: Iterable[Answer]) -> Counter[Key]:
    """Return what one response adds to which counts; nothing for one that does not count."""
    if not given.counted:
        return Counter()
    return Counter(_key(given, unit_id, answer) for unit_id in units_of(given.unit_path) for answer in answers
                   if answer.kind in COUNTED and (answer.kind not in PAIRS or answer.other is not None))


def _key(given: Given, unit_id: int, answer: Answer) -> Key:
    segment = given.segment if answer.kind == "kano" else ""
    return Key(unit_id, given.touchpoint_id, answer.kind, given.month, answer.subject, given.source, segment,
               answer.value, answer.other or 0)


def units_of(path: str) -> list[int]:
    """Return the ids of a path such as "/1/4/9/"."""
    return [int(part) for part in path.split("/") if part]


def differences(kept: Mapping[Key, int], computed: Mapping[Key, int]) -> dict[Key, tuple[int, int]]:
    """Return the rows on which the table and a fresh count disagree, as (kept, computed)."""
    pairs = {key: (kept.get(key, 0), computed.get(key, 0)) for key in {*kept, *computed}}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def month_of(day: dt.date) -> str:
    """Return the month of a day, as 2026-05."""
    return day.isoformat()[:7]
