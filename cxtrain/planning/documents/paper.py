"""What stands on paper beside the plan itself: the visits behind it, charts, the goal's measure, options, talks. Pure."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from cxtrain.planning.causes import Triage
from cxtrain.planning.documents.drawing import Trend
from cxtrain.planning.evidence import Evidence
from cxtrain.planning.reviews.brought import Brought
from cxtrain.planning.thresholds.numbers import Thresholds
from cxtrain.web.radar import Radar

Words = dict[str, str]
MOST_VISITS = 8  # lines; the rest is told as a number
LANGUAGES = {"zh": "zh_Hans", "en": "en", "both": "both"}  # as chosen on the page -> locale on paper


@dataclass(frozen=True)
class VisitLine:
    """One visit behind the finding: of a person in words only, of a team with its score."""

    day: dt.date
    score: float | None  # scale points in the plan's dimension; None for a person, or where too few items were answered
    good: tuple[Words, ...]
    to_try: Words | None
    note: str  # what the shopper wrote to it


@dataclass(frozen=True)
class OptionLine:
    """One way that was considered."""

    what: Words
    source: str  # library, supervisor, employee
    chosen: bool


@dataclass(frozen=True)
class TalkLines:
    """One talk by GROW."""

    held_on: dt.date
    leader: Words
    goal: str
    reality: str
    gap: str
    motivation: str
    forward: str
    doer: Words
    forward_on: dt.date
    support: str
    next_on: dt.date | None
    place: str = ""


@dataclass(frozen=True)
class Measure:
    """By what the goal is judged."""

    indicator: Words
    baseline: float | None
    target: float | None
    n_needed: int | None  # observations before and after, each


@dataclass(frozen=True)
class Ground:
    """On what the finding was judged, beside its numbers: the rules that fired, and the thresholds they went by."""

    rules: tuple[str, ...]
    limits: Thresholds
    certainty: float  # 0..1, that the true distance is worse than what nobody acts on
    disputed: int = 0  # visits that were left out
    unchecked: int = 0

    @classmethod
    def of(cls, evidence: Evidence | None) -> "Ground | None":
        """Return what a plan's evidence rests on; None for a plan without numbers."""
        if evidence is None:
            return None
        return cls(tuple(evidence.rules), evidence.limits, evidence.certainty, evidence.disputed, evidence.unchecked)


@dataclass(frozen=True)
class Around:
    """All that is printed beside the plan's own words."""

    visits: tuple[VisitLine, ...] = ()  # the latest first
    more_visits: int = 0
    radar: Radar | None = None
    dimensions: tuple[Words, ...] = ()  # their names, in the radar's order
    trend: Trend | None = None
    measure: Measure | None = None
    options: tuple[OptionLine, ...] = ()
    talks: tuple[TalkLines, ...] = ()  # the latest first
    why: Triage | None = None
    ground: Ground | None = None
    brought: dict[str, Any] | None = None  # of `on_paper`
    clause: Words = field(default_factory=dict)  # empty: the one that we ship


def on_paper(found: Brought | None) -> dict[str, Any] | None:
    """Return what a plan brought as its template takes it: with what the records would compute."""
    if found is None:
        return None
    beside = {**asdict(found.beside), "words": found.beside.words} if found.beside else None
    return {**asdict(found), "is_enough": found.is_enough, "beside": beside}
