"""A visit in words: what went well, and the one thing to try. Pure; never a number about a person."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument import FormItem, Instrument

MOST_GOOD = 2
NEAR_TOP = 1  # points below the top that still count as done well: 6 and 7 of 7


@dataclass(frozen=True)
class Point:
    """One item in words."""

    item: FormItem
    value: int
    note: str


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


def highlights(instrument: Instrument, answers: Mapping[str, Answer]) -> Highlights:
    """Return the person items that stand out; those with words come before those without, then the form's order."""
    points = [Point(item, answer.value, answer.note) for item in instrument.items if item.of == "person"
              for answer in [answers.get(item.id)] if answer is not None and answer.value is not None]
    well = instrument.scale.max - NEAR_TOP
    good = sorted((p for p in points if p.value >= well), key=lambda p: (-p.value, not p.note))
    low = sorted((p for p in points if p.value < well), key=lambda p: (p.value, not p.note))
    return Highlights(tuple(good[:MOST_GOOD]), low[0] if low else None)
