"""A board as it goes to paper: plain values. Pure."""

import datetime as dt
from dataclasses import dataclass

from cxtrain.planning.boards.effect import Effect
from cxtrain.planning.boards.measure import Measure, Need

Words = dict[str, str]


@dataclass(frozen=True)
class Line:
    """An action on paper."""

    what: str
    owner: Words
    department: Words | None
    cost: int | None
    due_on: dt.date
    done_on: dt.date | None
    note: str


@dataclass(frozen=True)
class Gathered:
    """A source on paper: how much there is, and how much is needed."""

    name: str
    n: int
    needed: int | None


@dataclass(frozen=True)
class Brought:
    """What the change brought, on paper: in words for the catalogue, and in numbers."""

    words: str
    effect: Effect

    @classmethod
    def of(cls, effect: Effect | None) -> "Brought | None":
        """Return the effect as it goes to paper, or None where there is none."""
        return cls(effect.words, effect) if effect else None


@dataclass(frozen=True)
class BoardSheet:
    """All that a printed board says."""

    number: str
    title: str
    touchpoint: Words
    unit: Words
    step: str
    state: str
    lead: Words
    members: tuple[tuple[Words, Words | None], ...]  # name, department
    problem: str
    question: str
    gathered: tuple[Gathered, ...]
    cause: str
    goal: str
    measure: Measure
    source: str  # what the measure counts
    target: float | None
    due_on: dt.date | None
    compared: str
    others: tuple[Words, ...]
    need: Need | None
    actions: tuple[Line, ...]
    changed_on: dt.date | None
    brought: Brought | None
    decision: str
    reason: str
    lesson: str
    decided_by: Words | None
    decided_on: dt.date | None
