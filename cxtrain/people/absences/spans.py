"""Stretches of days away, and how they move a deadline. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days from `start` to `end`, both included; `end` is None while nobody knows it."""

    start: dt.date
    end: dt.date | None = None


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the same days as stretches that neither overlap nor touch, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end or dt.date.max)):
        last = found[-1] if found else None
        if last is None or (last.end is not None and span.start > last.end + DAY):
            found.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            found[-1] = Span(last.start, span.end)
    return found


def days_covered(spans: Iterable[Span], since: dt.date, until: dt.date) -> int:
    """Return how many of the days from `since` to `until`, both included, lie in the spans, each counted once."""
    overlaps = ((min(span.end or until, until) - max(span.start, since)).days + 1 for span in merged(spans))
    return sum(overlap for overlap in overlaps if overlap > 0)


def paused(deadline: dt.date, spans: Iterable[Span], *, since: dt.date) -> dt.date | None:
    """Return the deadline of a clock that stands still on days away: the last day on which something may be done.

    Args:
        deadline: the last day if nobody were away.
        spans: days away, in any order; they may overlap.
        since: the day on which the clock was started; days up to it move nothing.

    Returns:
        The deadline itself where no day away falls into the time; None while the end of one that does is not known.
    """
    for span in merged(spans):
        if span.start > deadline:
            break
        if span.end is None:
            return None
        deadline += DAY * max((span.end - max(span.start, since + DAY)).days + 1, 0)
    return deadline
