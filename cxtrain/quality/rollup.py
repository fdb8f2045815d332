"""Which sums a released visit enters, and sums of such sums. Pure.

Two sets of rows are kept: a person's (person items, certain identification) and a unit's (all items, all visits), each
per touchpoint, dimension, month and kind of observation, because kinds are never mixed in one mean.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxtrain.quality.scoring import DimensionScore

STEPS = 65_536  # Scores enter the sums in steps of 1/65536 point, so that binary sums are exact in any order.
PRIVATE_KINDS = frozenset({"coaching"})  # Seen by the two only: in no sum, report or certificate.


@dataclass(frozen=True)
class Key:
    """One roll-up row: an employee's or a unit's, by `subject`."""

    subject: str  # person, unit
    subject_id: int
    touchpoint_id: int
    dimension: str
    month: str  # 2026-05, by the unit's calendar
    kind: str


@dataclass(frozen=True)
class Sums:
    """How many visits, their sum and their sum of squares."""

    n: int = 0
    total: float = 0.0  # scale points
    squares: float = 0.0  # scale points squared

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.n + other.n, self.total + other.total, self.squares + other.squares)

    def __neg__(self) -> "Sums":
        return Sums(-self.n, -self.total, -self.squares)


@dataclass(frozen=True)
class VisitFacts:
    """What decides which rows a visit enters."""

    unit_id: int
    touchpoint_id: int
    visited_on: dt.date
    kind: str
    people: str  # none, development, full: the unit's setting
    employee_id: int | None
    identification: str  # certain, none
    state: str = "released"  # nothing else counts
    appeals_open: int = 0  # while one is open, the visit counts nowhere about the person
    under_review: bool = False  # the shopper's calibration failed (rule M2): out of the pool until somebody has looked

    @property
    def month(self) -> str:
        """The month of the visit, as 2026-05."""
        return f"{self.visited_on:%Y-%m}"

    @property
    def counts(self) -> bool:
        """Whether the visit may enter any number."""
        return self.state == "released" and not self.under_review and self.kind not in PRIVATE_KINDS

    @property
    def counts_for_person(self) -> bool:
        """Whether the visit may enter a number about a person."""
        return (self.counts and not self.appeals_open and self.identification == "certain"
                and self.employee_id is not None and self.people != "none")


def contributions(
    facts: VisitFacts, *, unit: Iterable[DimensionScore], person: Iterable[DimensionScore]
) -> dict[Key, Sums]:
    """Return what one visit adds to which rows; nothing for one that does not count as it stands.

    Args:
        facts: of the visit.
        unit: the visit's dimensions over all items.
        person: the same over person items.
    """
    if not facts.counts:
        return {}
    added = _rows("unit", facts.unit_id, facts, unit)
    if facts.counts_for_person and facts.employee_id is not None:
        added |= _rows("person", facts.employee_id, facts, person)
    return added


def _rows(subject: str, subject_id: int, facts: VisitFacts, scores: Iterable[DimensionScore]) -> dict[Key, Sums]:
    return {
        Key(subject, subject_id, facts.touchpoint_id, score.dimension, facts.month, facts.kind): one(score.mean)
        for score in scores if score.mean is not None
    }


def one(score: float) -> Sums:
    """Return the sums of a single score, rounded to 1/65536 of a point."""
    stepped = round(score * STEPS) / STEPS
    return Sums(1, stepped, stepped * stepped)


def add(rollups: Mapping[Key, Sums], added: Mapping[Key, Sums]) -> dict[Key, Sums]:
    """Return `rollups` with `added`; rows that come to n = 0 disappear."""
    keys = [*rollups, *(key for key in added if key not in rollups)]
    summed = {key: rollups.get(key, Sums()) + added.get(key, Sums()) for key in keys}
    return {key: sums for key, sums in summed.items() if sums.n}


def remove(rollups: Mapping[Key, Sums], removed: Mapping[Key, Sums]) -> dict[Key, Sums]:
    """Return `rollups` without `removed`, as they were before it was added."""
    return add(rollups, {key: -sums for key, sums in removed.items()})


def differences(kept: Mapping[Key, Sums], computed: Mapping[Key, Sums]) -> dict[Key, tuple[Sums, Sums]]:
    """Return the rows on which the table and a fresh computation disagree, as (kept, computed)."""
    keys = [*kept, *(key for key in computed if key not in kept)]
    pairs = {key: (kept.get(key, Sums()), computed.get(key, Sums())) for key in keys}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


@dataclass(frozen=True)
class Cell:
    """Sums of one cell of a table: an employee's or a unit's, by `subject_id`; month "" where months are summed."""

    subject_id: int
    touchpoint_id: int
    dimension: str
    month: str
    n: int
    total: float
    squares: float
