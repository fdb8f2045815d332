"""What one settled attempt adds to the counts. Pure."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple, TypeVar

from cxtrain.quizzes.kinds.choice import Choice, TrueFalse
from cxtrain.quizzes.kinds.numerical import Numerical
from cxtrain.quizzes.kinds.written import ShortAnswer, folded
from cxtrain.quizzes.marking import Mark
from cxtrain.quizzes.quiz import Draw, Quiz

STEPS = 100_000  # of a mark: what a question earns is rounded to one of them, and a rest is the sum of such
LONGEST = 100  # characters of a typed answer that are told apart


class Item(NamedTuple):
    """A row of `ItemCount`."""

    paper_id: int
    version_id: int
    is_first: bool
    earned: int
    rest: int
    chosen: int


class Total(NamedTuple):
    """A row of `TotalCount`."""

    paper_id: int
    is_first: bool
    total: int


class Typed(NamedTuple):
    """A row of `TypedCount`."""

    paper_id: int
    version_id: int
    is_first: bool
    text: str


@dataclass
class Tally:
    """Counts by the keys of their rows."""

    items: Counter[Item] = field(default_factory=Counter)
    totals: Counter[Total] = field(default_factory=Counter)
    typed: Counter[Typed] = field(default_factory=Counter)

    def add(self, paper_id: int, versions: Sequence[int], marks: Sequence[Mark], *, is_first: bool) -> None:
        """Count one attempt.

        Args:
            paper_id: of the paper that it was.
            versions: ids of the question versions, one for each mark.
            marks: none of which waits for a person; what asks for nothing is left out.
            is_first: whether it was the first of its person at this quiz.
        """
        pairs = zip(versions, marks, strict=True)
        asked = [(version, mark, round(mark.earned * STEPS)) for version, mark in pairs if mark.asks]
        total = sum(earned for *_, earned in asked)
        self.totals[Total(paper_id, is_first, total)] += 1
        for version, mark, earned in asked:
            self.items[Item(paper_id, version, is_first, earned, total - earned, chosen_of(mark))] += 1
            text = wrong_text(mark)
            if text:
                self.typed[Typed(paper_id, version, is_first, text)] += 1


def chosen_of(mark: Mark) -> int:
    """Return what was answered as a number: bit k for the question's option k; without options 1; 0 where nothing was."""
    if not mark.given:
        return 0
    if not isinstance(mark.question, Choice | TrueFalse):
        return 1
    return sum(1 << place for place, option in enumerate(mark.question.options) if option.id in mark.given)


def wrong_text(mark: Mark) -> str:
    """Return a typed answer that earned nothing as answers are compared; otherwise an empty text."""
    question = mark.question
    if not (isinstance(question, ShortAnswer | Numerical) and mark.given) or mark.points:
        return ""
    return folded(mark.given[0], case=getattr(question, "case", False)).replace("\0", "")[:LONGEST]


def is_drawn(quiz: Quiz) -> bool:
    """Whether attempts get different questions."""
    return any(isinstance(slot, Draw) for slot in quiz.slots)


def digest_of(quiz: Quiz, versions: Sequence[int]) -> str:
    """Return the SHA-256, hex, by which papers are the same: their questions, if all get the same, and how they are marked."""
    facts = [None if is_drawn(quiz) else list(versions), quiz.marking.value, quiz.certainty]
    return sha256(json.dumps(facts).encode()).hexdigest()


Row = TypeVar("Row", Item, Total, Typed)


@dataclass(frozen=True)
class Difference:
    """A row on which a table and a fresh count disagree."""

    row: Item | Total | Typed
    kept: int
    counted: int


def differences(kept: Tally, counted: Tally) -> tuple[Difference, ...]:
    """Return the rows on which two tallies disagree; a row of n = 0 and none are the same."""
    return (*_between(kept.items, counted.items), *_between(kept.totals, counted.totals), *_between(kept.typed, counted.typed))


def _between(one: Mapping[Row, int], other: Mapping[Row, int]) -> Iterator[Difference]:
    for row in sorted(one.keys() | other.keys()):
        if one.get(row, 0) != other.get(row, 0):
            yield Difference(row, one.get(row, 0), other.get(row, 0))
