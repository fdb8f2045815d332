"""Active time: how long somebody learnt, from the moments at which they did something. Pure.

What it means, and what it does not:

* Marks are what the product keeps anyway: a lesson read (from the opening of its page to "I have read it"), a role-play
  begun, each choice and hint in it, its end; a quiz begun, the last saving of each answer, its handing in. Nothing
  else is watched: no mouse, no key, no open tab.
* Marks at most PAUSE apart belong together, and the time between them counts whole. A longer gap is a pause.
* After the last mark before a pause LAST counts, for reading what it brought, and no more: a mark alone is a minute.
* It is never more than the clock on the wall: of two lessons open at a time, the time counts once.
* A lesson counts from opening to marking, but at most READING_FACTOR times the minutes that its course states, and then
  as the last of that time. Marked before openings were kept, it is a mark without length.
* Opening a lesson without marking it, reading one again, or a debrief read for more than a minute leaves no mark: people learn
  somewhat longer than is counted, never shorter. An answer changed on a later day leaves its mark on that day.
* Each moment is rounded down to whole seconds.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

About = TypeVar("About")
PAUSE = dt.timedelta(minutes=5)  # a longer gap between two marks is a pause
LAST = dt.timedelta(minutes=1)  # counted after the last mark before a pause; at most PAUSE, or a mark more could lower it
READING_FACTOR = 2  # a lesson left open counts at most this many times its stated minutes


@dataclass(frozen=True)
class Mark(Generic[About]):
    """Something that shows somebody learning, from `start` to `end`; the same moment twice where it has no length."""

    start: dt.datetime  # aware
    end: dt.datetime  # not before `start`
    about: About  # what it was done for


@dataclass(frozen=True)
class Piece(Generic[About]):
    """A piece of active time, from whole second to whole second."""

    start: dt.datetime
    end: dt.datetime
    about: About

    @property
    def seconds(self) -> int:
        """How long it is."""
        return int((self.end - self.start).total_seconds())


def pieces(marks: Iterable[Mark[About]]) -> tuple[Piece[About], ...]:
    """Return the active time of one person, the earliest first and none overlapping; the order of `marks` does not matter.

    A piece goes on from a mark to the next, or to the pause, and is about what its mark is about. Where marks overlap,
    the time is about the one that began last; of those that began at once, about the longest.
    """
    ordered = sorted(map(_whole, marks), key=lambda mark: (mark.start, mark.end, repr(mark.about)))
    reached = accumulate((mark.end for mark in ordered), max)
    found: list[Piece[About]] = []
    for mark, busy, following in zip(ordered, reached, [*ordered[1:], None], strict=False):
        goes_on = following is not None and following.start - busy <= PAUSE
        found.append(Piece(mark.start, following.start if following and goes_on else busy + LAST, mark.about))
    return tuple(piece for piece in found if piece.seconds)


def spans(parts: Iterable[Piece[About]]) -> tuple[tuple[dt.datetime, dt.datetime], ...]:
    """Return from when to when somebody was active without a pause, of pieces in the order of `pieces`."""
    found: list[tuple[dt.datetime, dt.datetime]] = []
    for part in parts:
        before = found.pop() if found and found[-1][1] == part.start else (part.start, part.start)
        found.append((before[0], part.end))
    return tuple(found)


def reading_seconds(opened: dt.datetime | None, read: dt.datetime, *, minutes: int) -> int | None:
    """Return the seconds that a lesson of `minutes` stated minutes counts; None where nobody knows when it was opened."""
    if opened is None:
        return None
    passed = int((read - opened).total_seconds())
    return min(max(0, passed), READING_FACTOR * 60 * minutes)


def _whole(mark: Mark[About]) -> Mark[About]:
    return Mark(mark.start.replace(microsecond=0), mark.end.replace(microsecond=0), mark.about)
