"""A plan as it goes to paper: plain values. Pure."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cxtrain.planning.evidence import Comparison, Evidence

Words = dict[str, str]


@dataclass(frozen=True)
class Signed:
    """Who did something, and on which day."""

    name: Words
    on: dt.date


@dataclass(frozen=True)
class ActionLine:
    """One action on paper."""

    kind: str
    what: Words
    owner: Words
    due_on: dt.date
    done_on: dt.date | None
    note: str


@dataclass(frozen=True)
class Numbers:
    """The numbers behind the finding, scale points."""

    observation: Words
    first_month: str
    last_month: str
    n: int
    mean: float
    standard: float
    gap: float
    low: float
    high: float


@dataclass(frozen=True)
class PlanSheet:
    """All that a printed plan says."""

    number: str
    coaching: bool
    subject: Words  # the person, or the store
    subject_number: str  # staff number, or the store's code
    unit: Words
    touchpoint: Words | None
    dimension: Words | None
    state: str
    due_on: dt.date
    finding: Words
    cause: Words
    goal: Words
    actions: tuple[ActionLine, ...]
    own_words: str
    answered_on: dt.date | None
    numbers: Numbers | None
    outcome: str
    review: str
    compared: Comparison | None
    drafted: Signed | None
    approved: Signed | None
    closed: Signed | None


def day_of(at: dt.datetime | None, zone: ZoneInfo) -> dt.date | None:
    """Return the calendar day of a moment in `zone`."""
    return at.astimezone(zone).date() if at else None


def signed(name: Words | None, at: dt.datetime | None, zone: ZoneInfo) -> Signed | None:
    """Return who did something and when, or None where nobody did."""
    return Signed(name, at.astimezone(zone).date()) if name and at else None


def numbers_of(evidence: Evidence, observation: Words) -> Numbers:
    """Return the numbers that go to paper; `observation` says how the visits were made."""
    return Numbers(
        observation=observation, first_month=evidence.first_month, last_month=evidence.last_month, n=evidence.n,
        mean=evidence.mean, standard=evidence.standard, gap=evidence.gap, low=evidence.low, high=evidence.high)
