"""Questions in which things are put together or in order: matching and ordering.

```yaml
kind: matching
pairs: [{id: a, text: {zh: 客人皱眉, en: A frown}, match: {zh: 先问, en: Ask first}}, …]
extra: [{zh: 走开, en: Walk away}]      # offered, and right for none

kind: ordering
items: [{id: a, text: {zh: 问候, en: Greet}}, …]     # in the right order
```
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import ClassVar, Literal

from cxtrain.quizzes.question import (
    NOTHING,
    BadAnswer,
    Complaint,
    Marking,
    Question,
    Shape,
    Slug,
    Wording,
    parts_of,
    repeated,
)
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Part

MOST_PARTS = 20
PAIRS = N_('"%(id)s" needs 2 to %(most)s pairs.')
ITEMS = N_('"%(id)s" needs 2 to %(most)s things to put in order.')
ALIKE = N_("All pairs have the same match, so there is nothing to choose.")


class Pair(Part):
    """What belongs together."""

    id: Slug
    text: Wording
    match: Wording


class Matching(Question):
    """For each stem a match is chosen; each right one earns its share. Equal matches are one choice."""

    asked_as: ClassVar[Shape] = Shape.TABLE
    shuffles: ClassVar[bool] = True
    kind: Literal["matching"]
    pairs: tuple[Pair, ...]
    extra: tuple[Wording, ...] = ()

    @cached_property
    def _offered(self) -> dict[Wording, str]:
        """The matches with their ids, each text once."""
        found: dict[Wording, str] = {}
        for pair in self.pairs:
            found.setdefault(pair.match, pair.id)
        for number, text in enumerate(self.extra, 1):
            found.setdefault(text, f"+{number}")
        return found

    @property
    def choices(self) -> Sequence[tuple[str, Wording]]:
        """The matches."""
        return tuple((name, text) for text, name in self._offered.items())

    @property
    def stems(self) -> Sequence[Wording]:
        """What is to be matched."""
        return tuple(pair.text for pair in self.pairs)

    @property
    def key(self) -> tuple[str, ...]:
        """The right answer, as it would be given."""
        return tuple(self._offered[pair.match] for pair in self.pairs)

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return the match chosen for each stem."""
        return parts_of(given, len(self.pairs), frozenset(self._offered.values()))

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return the share of the stems with their own match."""
        return Fraction(sum(map(str.__eq__, given, self.key)), len(self.pairs)) if given else NOTHING

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the pairs."""
        yield from repeated([pair.id for pair in self.pairs], under="pairs")
        if not 2 <= len(self.pairs) <= MOST_PARTS:
            yield Complaint(("pairs",), PAIRS, {"id": self.id, "most": MOST_PARTS})
        elif len(self._offered) < 2:
            yield Complaint(("pairs",), ALIKE, level="warning")


class Item(Part):
    """One of the things to put in order."""

    id: Slug
    text: Wording


class Ordering(Question):
    """Things are put in order: pairs in the right order less pairs in the wrong order, as a share of all pairs, at least 0.

    Source: Kendall's tau (Kendall, "A New Measure of Rank Correlation", Biometrika 30, 1938).
    """

    asked_as: ClassVar[Shape] = Shape.ORDER
    shuffles: ClassVar[bool] = True
    kind: Literal["ordering"]
    items: tuple[Item, ...]

    @property
    def choices(self) -> Sequence[tuple[str, Wording]]:
        """The things."""
        return tuple((item.id, item.text) for item in self.items)

    def checked(self, given: Sequence[str]) -> tuple[str, ...]:
        """Return the place of each thing; no two may have the same."""
        return places_of(given, len(self.items))

    def points(self, given: Sequence[str], marking: Marking) -> Fraction:
        """Return Kendall's tau of the order given, at least 0; a thing without a place makes no pair."""
        return tau(given) if given else NOTHING

    def complaints(self) -> Iterator[Complaint]:
        """Yield what is wrong with the things."""
        yield from repeated([item.id for item in self.items], under="items")
        if not 2 <= len(self.items) <= MOST_PARTS:
            yield Complaint(("items",), ITEMS, {"id": self.id, "most": MOST_PARTS})


def places_of(given: Sequence[str], count: int) -> tuple[str, ...]:
    """Return a place for each of `count` things, as they are kept.

    Raises:
        BadAnswer: two have the same place, or a place is none of 1 to `count`.
    """
    kept = parts_of(given, count, frozenset(str(place) for place in range(1, count + 1)))
    taken = [place for place in kept if place]
    if len(set(taken)) < len(taken):
        raise BadAnswer("two things have the same place")
    return kept


def tau(places: Sequence[str]) -> Fraction:
    """Return (pairs in order - pairs out of order) / all pairs of places, at least 0; an empty place makes no pair."""
    pairs = [(int(one), int(other)) for one, other in combinations(places, 2) if one and other]
    right = sum(one < other for one, other in pairs)
    return max(NOTHING, Fraction(2 * right - len(pairs), len(places) * (len(places) - 1) // 2))
