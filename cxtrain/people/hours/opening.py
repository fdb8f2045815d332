"""Opening hours, and clocks that run only while a unit is open. Pure."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

DAY = 24 * 60
HORIZON = 800  # days in which a clock is looked for its end; a unit closed for longer runs on the plain clock
SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
ZERO = dt.timedelta()


class NoHours(ValueError):
    """A text is no opening hours."""


@dataclass(frozen=True, order=True)
class Span:
    """From when to when a unit is open on one day, in minutes since midnight by its clock; a night ends beyond 1440."""

    start: int
    end: int


Week = tuple[tuple[Span, ...], ...]  # Monday first
USUAL: Week = ((Span(9 * 60, 21 * 60),),) * 7


@dataclass(frozen=True)
class Hours:
    """When a unit is open."""

    zone: str  # IANA name
    week: Week = USUAL
    closed: frozenset[dt.date] = frozenset()


def parse_day(text: str) -> tuple[Span, ...]:
    """Return the hours of a day from "9:00-12:00, 13:00-21:00"; nothing where it is closed; "18:00-2:00" ends the day after.

    Raises:
        NoHours: it is something else, or two spans overlap.
    """
    plain = text.translate(str.maketrans("：，、；;–—~～至到", ":,,,,------", "")).replace(" ", "")
    spans = sorted(_span(part) for part in plain.split(",") if part)
    if any(one.end > other.start for one, other in zip(spans, spans[1:], strict=False)):
        raise NoHours(text)
    return tuple(spans)


def _span(text: str) -> Span:
    found = SPAN.fullmatch(text)
    if not found:
        raise NoHours(text)
    first, minute, last, other = map(int, found.groups())
    start, end = first * 60 + minute, last * 60 + other
    if minute > 59 or other > 59 or start >= DAY or end > DAY:
        raise NoHours(text)
    return Span(start, end if end > start else end + DAY)


def written(spans: tuple[Span, ...]) -> str:
    """Return the hours of a day as `parse_day` reads them."""
    return ", ".join(f"{_clock(span.start)}-{_clock(span.end)}" for span in spans)


def _clock(minute: int) -> str:
    hours, minutes = divmod(minute if minute <= DAY else minute - DAY, 60)
    return f"{hours}:{minutes:02d}"


def is_open_ever(week: Week) -> bool:
    """Return whether there is any hour in the week."""
    return any(week)


def working(hours: Hours, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """Return for how long the unit is open between two aware moments; nothing where the end comes first."""
    spans = _open(hours, _day(hours, start), _day(hours, end))
    return sum((max(ZERO, min(last, end) - max(first, start)) for first, last in spans), ZERO)


def due(hours: Hours, start: dt.datetime, work: dt.timedelta) -> dt.datetime:
    """Return the first moment by which the unit has been open for `work` since `start`, in UTC.

    A unit that does not open within 800 days runs on the plain clock.
    """
    left, day = work, _day(hours, start)
    for first, last in _open(hours, day, day + dt.timedelta(days=HORIZON)):
        begin = max(first, start)
        if last - begin >= left and last > begin:
            return begin + left if left else start.astimezone(dt.UTC)
        left -= max(ZERO, last - begin)
    return (start + work).astimezone(dt.UTC)


def _day(hours: Hours, moment: dt.datetime) -> dt.date:
    return moment.astimezone(ZoneInfo(hours.zone)).date()


def _open(hours: Hours, first: dt.date, last: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield when the unit is open on these days, in UTC, in order, none overlapping; the night before counts too."""
    until = dt.datetime.min.replace(tzinfo=dt.UTC)
    for offset in range(-1, (last - first).days + 1):
        day = first + dt.timedelta(days=offset)
        for span in () if day in hours.closed else hours.week[day.weekday()]:
            begin, end = max(until, _moment(hours, day, span.start)), _moment(hours, day, span.end)
            if end > begin:
                yield begin, end
                until = end


def _moment(hours: Hours, day: dt.date, minute: int) -> dt.datetime:
    days, rest = divmod(minute, DAY)
    clock = dt.time(*divmod(rest, 60), tzinfo=ZoneInfo(hours.zone))
    return dt.datetime.combine(day + dt.timedelta(days=days), clock).astimezone(dt.UTC)
