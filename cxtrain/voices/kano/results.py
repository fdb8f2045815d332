"""What the answers to a Kano study come to: by feature, and by who the customers are. Pure.

The counts say how often each pair of answers was given; the measure gets exactly these pairs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cxtrain.measures.kano import CLASSIC, FEWEST_ANSWERS, MOST_QUESTIONABLE_PERCENT, Kano, kano
from cxtrain.voices.kano.study import FACTORS, Feature, Group, Grouping
from cxtrain.web.bilingual import N_

FEWEST_SHOWN = 5  # answers below which nothing about customers is shown
EXPLORATORY = 20  # answers below which not even a hint of a category is given
EVERYBODY = ""

TOO_FEW = N_("Too few answers to say a category.")
HINT = N_("Fewer than 30 answers: a hint, not a result.")
BADLY_WORDED = N_("More than one answer in ten contradicts itself. Word the question anew; it gives no category.")
UNCLEAR = N_("The two most frequent categories differ by no more than chance would explain.")
CLEAR = N_("The most frequent category is ahead of the second by more than chance would explain.")
Pair = tuple[int, int]


class Counted(Protocol):
    """How often one pair of answers was given, as voices.sums.queries.Counted."""

    @property
    def subject(self) -> str:
        """Questionnaire and feature."""

    @property
    def segment(self) -> str:
        """Who answered."""

    @property
    def value(self) -> int:
        """The answer for the feature there."""

    @property
    def other(self) -> int:
        """The answer for the feature not there."""

    @property
    def n(self) -> int:
        """How often."""


@dataclass(frozen=True)
class Reading:
    """What a feature's answers come to, of everybody or of one group."""

    feature: Feature
    pairs: Mapping[Pair, int]
    kano: Kano

    @property
    def n(self) -> int:
        """Answers."""
        return self.kano.n

    @property
    def is_shown(self) -> bool:
        """Whether there are enough answers to show anything."""
        return self.n >= FEWEST_SHOWN

    @property
    def is_badly_worded(self) -> bool:
        """Whether too many answers contradict themselves, with enough of them to say so."""
        return self.n >= EXPLORATORY and 100 * self.kano.counts.questionable > MOST_QUESTIONABLE_PERCENT * self.n

    @property
    def category(self) -> str | None:
        """The category's letter; None below 20 answers and where the question is worded badly."""
        return self.kano.category if self.n >= EXPLORATORY else None

    @property
    def is_clear(self) -> bool:
        """Whether the two largest categories differ by more than chance (Fong)."""
        return self.kano.fong is not None and self.kano.fong.significant

    @property
    def can_be_taken(self) -> bool:
        """Whether a category may be taken over: from 30 answers, one that weighs in plans."""
        return self.n >= FEWEST_ANSWERS and self.category in FACTORS

    @property
    def sentences(self) -> tuple[str, ...]:
        """What may be said, in English for the catalogue."""
        if self.is_badly_worded:
            return (BADLY_WORDED,)
        if self.category is None:
            return (TOO_FEW,)
        told = CLEAR if self.is_clear else UNCLEAR
        return (HINT, told) if self.n < FEWEST_ANSWERS else (told,)


@dataclass(frozen=True)
class Column:
    """One group's readings, in the order of the features."""

    group: Group
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Found:
    """What a study found."""

    readings: tuple[Reading, ...]  # of everybody, in the order of the features
    columns: tuple[Column, ...]  # by group; none where nobody was asked who they are

    @property
    def n(self) -> int:
        """Answers to the feature that has the most."""
        return max((reading.n for reading in self.readings), default=0)

    @property
    def still_needed(self) -> int:
        """How many answers the feature with the fewest still lacks for a category."""
        return max((0, *(FEWEST_ANSWERS - reading.n for reading in self.readings)))

    @property
    def differing(self) -> tuple[Feature, ...]:
        """The features that groups of 30 or more see differently, each clearly: everybody's category hides it."""
        seen = [[column.readings[index] for column in self.columns] for index in range(len(self.readings))]
        return tuple(
            readings[0].feature for readings in seen
            if len({r.category for r in readings if r.n >= FEWEST_ANSWERS and r.category and r.is_clear}) > 1)

    def of(self, group: str) -> tuple[Reading, ...]:
        """Return a group's readings; everybody's for any other name."""
        return next((column.readings for column in self.columns if column.group.id == group), self.readings)

    def reading(self, feature: str) -> Reading | None:
        """Return everybody's reading of a feature; None where the study has no such."""
        return next((each for each in self.readings if each.feature.id == feature), None)


def found_of(features: Sequence[Feature], grouping: Grouping, counted: Iterable[Counted], *, slug: str,
             table: str = CLASSIC) -> Found:
    """Return what the counts come to.

    Args:
        features: of the study.
        grouping: who the customers may be.
        counted: of measure "kano"; those of other questionnaires are left out.
        slug: of the study's questionnaire.
        table: classic or pouliot.
    """
    by: dict[tuple[str, str], Counter[Pair]] = defaultdict(Counter)
    for row in counted:
        for group in {EVERYBODY, row.segment}:
            by[row.subject, group][row.value, row.other] += row.n

    def readings(group: str) -> tuple[Reading, ...]:
        return tuple(_reading(each, by[f"{slug}:{each.id}", group], table) for each in features)

    return Found(readings(EVERYBODY), tuple(Column(group, readings(group.id)) for group in grouping.groups))


def _reading(feature: Feature, pairs: Counter[Pair], table: str) -> Reading:
    return Reading(feature, pairs, kano(pairs.elements(), table=table))
