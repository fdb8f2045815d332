"""Which sums a released visit enters, and sums of such sums. Pure.

Three sets of rows are kept: a person's (person items, certain identification) and a unit's (all items, all visits), each
per touchpoint, dimension, month and kind of observation, because kinds are never mixed in one mean; and a unit's item by
item. A unit's rows of the dimension OVERALL hold what the dimensions of each visit came to together.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import Instrument
from cxtrain.quality.item_marks import ItemMark, item_marks
from cxtrain.quality.scoring import DimensionScore, dimension_scores

STEPS = 65_536  # Scores enter the sums in steps of 1/65536 point, so that binary sums are exact in any order.
OVERALL = "overall"  # the mean of a visit's dimensions, kept beside them because they go together within a visit
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
class ItemKey:
    """One roll-up row of a unit's single item; answers on different scales never share one."""

    unit_id: int
    touchpoint_id: int
    instrument: str  # slug
    item: str
    scale: str  # as ItemMark says it
    month: str
    kind: str


AnyKey = Key | ItemKey


@dataclass(frozen=True)
class Sums:
    """How many visits, their sum and their sum of squares; of an item also how many could not say."""

    n: int = 0
    total: float = 0.0  # scale points
    squares: float = 0.0  # scale points squared
    na: int = 0  # it did not apply
    unnoticed: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.n + other.n, self.total + other.total, self.squares + other.squares, self.na + other.na,
                    self.unnoticed + other.unnoticed)

    def __neg__(self) -> "Sums":
        return Sums(-self.n, -self.total, -self.squares, -self.na, -self.unnoticed)

    @property
    def is_empty(self) -> bool:
        """Whether no visit is in it."""
        return not (self.n or self.na or self.unnoticed)


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
    doubles: bool = False  # a second shopper's scoring of a visit that counts: one occasion counts once

    @property
    def month(self) -> str:
        """The month of the visit, as 2026-05."""
        return self.visited_on.isoformat()[:7]

    @property
    def counts(self) -> bool:
        """Whether the visit may enter any number."""
        return (self.state == "released" and not self.under_review and not self.doubles
                and self.kind not in PRIVATE_KINDS)

    @property
    def counts_for_person(self) -> bool:
        """Whether the visit may enter a number about a person."""
        return (self.counts and not self.appeals_open and self.identification == "certain"
                and self.employee_id is not None and self.people != "none")


def of_answers(facts: VisitFacts, form: Instrument, answers: Mapping[str, Answer]) -> dict[AnyKey, Sums]:
    """Return what a visit with these answers adds to which rows: what release, appeal, rebuild and demo all go by."""
    return contributions(facts, unit=dimension_scores(form, answers), person=dimension_scores(form, answers, person_only=True),
                         instrument=form.slug, items=item_marks(form, answers))


def contributions(
    facts: VisitFacts, *, unit: Iterable[DimensionScore], person: Iterable[DimensionScore], instrument: str = "",
    items: Iterable[ItemMark] = (),
) -> dict[AnyKey, Sums]:
    """Return what one visit adds to which rows; nothing for one that does not count as it stands.

    Args:
        facts: of the visit.
        unit: the visit's dimensions over all items.
        person: the same over person items.
        instrument: the slug of the form.
        items: its items one by one.
    """
    if not facts.counts:
        return {}
    month = facts.month
    added = _rows(("unit", facts.unit_id), facts, month, with_overall(unit))
    if facts.counts_for_person and facts.employee_id is not None:
        added |= _rows(("person", facts.employee_id), facts, month, person)
    for mark in items:
        key = ItemKey(facts.unit_id, facts.touchpoint_id, instrument, mark.item, mark.scale, month, facts.kind)
        added[key] = _marked(mark)
    return added


def with_overall(scores: Iterable[DimensionScore]) -> list[DimensionScore]:
    """Return the dimensions, and after them their mean: each dimension that has a mean counts the same."""
    every = list(scores)
    means = [score.mean for score in every if score.mean is not None]
    return [*every, DimensionScore(OVERALL, sum(means) / len(means) if means else None, len(means), len(every))]


def _rows(subject: tuple[str, int], facts: VisitFacts, month: str, scores: Iterable[DimensionScore]) -> dict[AnyKey, Sums]:
    return {Key(*subject, facts.touchpoint_id, score.dimension, month, facts.kind): one(score.mean)
            for score in scores if score.mean is not None}


def _marked(mark: ItemMark) -> Sums:
    if mark.value is None:
        return Sums(na=int(mark.missing == "na"), unnoticed=int(mark.missing == "unnoticed"))
    return Sums(1, float(mark.value), float(mark.value * mark.value))


def one(score: float) -> Sums:
    """Return the sums of a single score, rounded to 1/65536 of a point."""
    stepped = round(score * STEPS) / STEPS
    return Sums(1, stepped, stepped * stepped)


def add(rollups: Mapping[AnyKey, Sums], added: Mapping[AnyKey, Sums]) -> dict[AnyKey, Sums]:
    """Return `rollups` with `added`; rows that come to nothing disappear."""
    keys = [*rollups, *(key for key in added if key not in rollups)]
    summed = {key: rollups.get(key, Sums()) + added.get(key, Sums()) for key in keys}
    return {key: sums for key, sums in summed.items() if not sums.is_empty}


def remove(rollups: Mapping[AnyKey, Sums], removed: Mapping[AnyKey, Sums]) -> dict[AnyKey, Sums]:
    """Return `rollups` without `removed`, as they were before it was added."""
    return add(rollups, {key: -sums for key, sums in removed.items()})


def differences(kept: Mapping[AnyKey, Sums], computed: Mapping[AnyKey, Sums]) -> dict[AnyKey, tuple[Sums, Sums]]:
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


@dataclass(frozen=True)
class ItemCell:
    """Sums of one item of one form over units, by month or over all (month "")."""

    instrument: str  # slug
    item: str
    scale: str
    month: str
    n: int
    total: float
    squares: float
    na: int
    unnoticed: int

    @property
    def asked(self) -> int:
        """In how many visits the item was asked and answered in one way or the other."""
        return self.n + self.na + self.unnoticed
