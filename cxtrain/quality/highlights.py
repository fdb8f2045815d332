"""A visit in words: what went well, and the one thing to try. Pure; never a number about a person."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import FormItem, Instrument

MOST_GOOD = 2
WELL = 0.75  # share of the scale from which a rating counts as done well: 6 and 7 of 7, 4 and 5 of 5


@dataclass(frozen=True)
class Point:
    """One item in words."""

    item: FormItem
    value: int
    note: str
    share: float  # 0..1, how good the value is

    @property
    def is_good(self) -> bool:
        """Whether it was done well."""
        return self.share >= WELL


@dataclass(frozen=True)
class Highlights:
    """Two things done well at most, and at most one to try."""

    good: tuple[Point, ...]
    to_try: Point | None


@dataclass(frozen=True)
class VisitInWords:
    """A released visit as its employee's page tells it: no number, no shopper."""

    visit_id: int
    visited_on: dt.date
    touchpoint: dict[str, str]
    praise: str
    highlights: Highlights
    waits: str = ""  # why it counts nowhere for now: appeal, review


def highlights(instrument: Instrument, answers: Mapping[str, Answer]) -> Highlights:
    """Return the person items that stand out; those with words come before those without, then the form's order.

    Ratings come before yes/no items of the same worth. An item whose good answer is no is left out: its statement says
    what should not be, and would read as praise.
    """
    points = [point for item in instrument.items for point in _points(instrument, item, answers.get(item.id))]
    good = sorted((p for p in points if p.is_good), key=lambda p: (-p.share, p.item.kind != "rating", not p.note))
    low = sorted((p for p in points if not p.is_good), key=lambda p: (p.share, p.item.kind != "rating", not p.note))
    return Highlights(tuple(good[:MOST_GOOD]), low[0] if low else None)


def _points(instrument: Instrument, item: FormItem, answer: Answer | None) -> Iterator[Point]:
    if answer is None or answer.value is None or item.of != "person" or item.kind not in ("rating", "yes_no"):
        return
    share = instrument.share(item, answer.value)
    if share is not None and item.good == "yes":
        yield Point(item, answer.value, answer.note, share)
