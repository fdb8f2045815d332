"""What something was done for: the course on the way, and whether that was given as working time. Pure."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Way:
    """Somebody's way through a course."""

    enrolment_id: int
    course_id: int
    keys: frozenset[str]  # of the course's steps
    started_on: dt.date
    passed_at: dt.datetime | None


@dataclass(frozen=True)
class Duty:
    """A course that somebody was given as working time (计入工时), from `since` until it was done or taken back."""

    course_id: int
    since: dt.datetime
    until: dt.datetime | None


@dataclass(frozen=True)
class Purpose:
    """What active time was for."""

    enrolment_id: int | None  # None: practice outside any course
    assigned: bool  # counts as working time by assignment
    step: str = ""  # key of the step at which it was spent, such as "quiz:front-desk"; empty where nobody asks


NOTHING = Purpose(None, False)


def purpose(key: str, at: dt.datetime, zone: str, *, ways: Collection[Way], duties: Collection[Duty]) -> Purpose:
    """Return what was done for at the step `key`: the course that it is a step of and that was on the way.

    Of several courses, one that was given as working time goes first, then the one begun first.

    Args:
        key: such as "quiz:front-desk".
        at, zone: the moment, and the zone of the person's unit.
        ways, duties: of that person.
    """
    open_ways = [way for way in ways if key in way.keys and (way.passed_at is None or at <= way.passed_at)]
    if not open_ways:
        return NOTHING
    day = at.astimezone(ZoneInfo(zone)).date()
    possible = [Purpose(way.enrolment_id, is_duty(way.course_id, at, duties)) for way in open_ways if way.started_on <= day]
    return min(possible, key=lambda found: (not found.assigned, found.enrolment_id or 0), default=NOTHING)


def is_duty(course_id: int, at: dt.datetime, duties: Collection[Duty]) -> bool:
    """Whether the course was one's to do, as working time, at that moment."""
    return any(duty.course_id == course_id and duty.since <= at and (duty.until is None or at <= duty.until)
               for duty in duties)
