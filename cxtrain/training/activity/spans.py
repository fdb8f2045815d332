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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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

    A piece goes on from mark to mark while they are about the same, or to the pause. Where marks overlap, the time is
    about the one that began last; of those that began at once, about the longest.
    """
    whole = [(mark.start.replace(microsecond=0), mark.end.replace(microsecond=0), mark.about) for mark in marks]
    names = {about: repr(about) for about in {about for _, _, about in whole}}
    whole.sort(key=lambda mark: (mark[0], mark[1], names[mark[2]]))
    found: list[Piece[About]] = []
    for start, end, about in _runs(whole):
        if found and found[-1].end == start and found[-1].about == about:
            found[-1] = Piece(found[-1].start, end, about)
        elif end > start:
            found.append(Piece(start, end, about))
    return tuple(found)


def _runs(marks: Sequence[tuple[dt.datetime, dt.datetime, About]]) -> Iterator[tuple[dt.datetime, dt.datetime, About]]:
    """Yield from when to when each mark, of those in order, accounts for the time."""
    busy = None
    for at, (start, end, about) in enumerate(marks):
        busy = max(busy, end) if busy else end
        following = marks[at + 1][0] if at + 1 < len(marks) else None
        yield start, following if following is not None and following - busy <= PAUSE else busy + LAST, about


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
