"""The times of a visit, and by when its scorecard is due. Pure."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from cxtrain.web.bilingual import N_

MARKS = ("arrived", "greeted", "served", "left")
OWED = ("arrived", "left")  # The other two may not have happened.
LONGEST_VISIT = 12 * 60  # minutes
SUBMIT_WITHIN = dt.timedelta(hours=2)  # after leaving: memory fades within hours (measures 1.7)
RELEASE_WITHIN = dt.timedelta(days=3)  # after submitting, calendar days: stores work weekends
APPEAL_WITHIN = dt.timedelta(days=7)  # after release, before camera pictures are overwritten
DECIDE_WITHIN = dt.timedelta(days=7)  # after an appeal was opened
LONGEST_WAIT = 4 * 60 * 60  # seconds
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Times:
    """Clock times of a visit by the unit's clock, "HH:MM", and the wait in seconds; each may be unknown."""

    arrived: str | None = None
    greeted: str | None = None
    served: str | None = None
    left: str | None = None
    waited: int | None = None

    def as_dict(self) -> dict[str, str | int]:
        """Return what is known, as the database keeps it."""
        known = {mark: getattr(self, mark) for mark in (*MARKS, "waited")}
        return {mark: value for mark, value in known.items() if value is not None}


def of(kept: Mapping[str, str | int]) -> Times:
    """Return the times that the database kept."""
    return Times(**{mark: kept.get(mark) for mark in (*MARKS, "waited")})  # type: ignore[arg-type]


def clock(text: str) -> str | None:
    """Return `text` as "HH:MM", also from "9:05" and "09：05", or None where it is no time of day."""
    found = CLOCK.fullmatch(text.strip().replace("：", ":"))
    return f"{int(found[1]):02d}:{found[2]}" if found else None


def order_fault(times: Times) -> str | None:
    """Return what is wrong with the order of the times, or None. A visit may run past midnight."""
    known = [_minutes(value) for value in (getattr(times, mark) for mark in MARKS) if value]
    if len(known) < 2:
        return None
    since = [(minute - known[0]) % MINUTES_A_DAY for minute in known]
    if since != sorted(since) or since[-1] > LONGEST_VISIT:
        return N_("The times are not in order: arriving, being greeted, being served, leaving.")
    return None


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def moment_left(visited_on: dt.date, times: Times, zone: str) -> dt.datetime | None:
    """Return when the shopper left, aware; on the next day where the visit ran past midnight."""
    if times.left is None:
        return None
    left = _minutes(times.left)
    overnight = times.arrived is not None and left < _minutes(times.arrived)
    day = visited_on + dt.timedelta(days=1 if overnight else 0)
    return dt.datetime.combine(day, dt.time(*divmod(left, 60)), ZoneInfo(zone))


def is_late(submitted_at: dt.datetime, left_at: dt.datetime | None) -> bool:
    """Return whether a scorecard came more than two hours after its shopper left."""
    return left_at is not None and submitted_at - left_at > SUBMIT_WITHIN


def release_due(submitted_at: dt.datetime) -> dt.datetime:
    """Return by when a submitted scorecard should be released."""
    return submitted_at + RELEASE_WITHIN


def appeal_until(released_at: dt.datetime) -> dt.datetime:
    """Return until when a released scorecard can be appealed: seven calendar days."""
    return released_at + APPEAL_WITHIN


def decision_due(opened_at: dt.datetime) -> dt.datetime:
    """Return by when an appeal should be decided: seven calendar days."""
    return opened_at + DECIDE_WITHIN
