"""When a session takes people in, who is late, and the minutes that count. Pure."""

import datetime as dt
from dataclasses import dataclass

EARLY = dt.timedelta(minutes=60)  # before the start a code is shown from then on
GRACE = dt.timedelta(minutes=10)  # after the start somebody is late
STATES = ("present", "late", "left_early", "leave", "absent")
AWAY = frozenset({"leave", "absent"})


@dataclass(frozen=True)
class Span:
    """A session: from when to when, and its minutes of teaching."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    minutes: int


def door(span: Span, at: dt.datetime) -> str:
    """Return "early" before people may sign in, "over" once the session has ended, else "open"."""
    if at < span.starts_at - EARLY:
        return "early"
    return "over" if at >= span.ends_at else "open"


def arrival(span: Span, at: dt.datetime) -> tuple[str, int]:
    """Return the state of who signs in at a moment of an open door, and the minutes that count.

    Who comes in time has all of them; who is late has what was left until the end, at most all.
    """
    if at <= span.starts_at + GRACE:
        return "present", span.minutes
    left = int((span.ends_at - at).total_seconds()) // 60
    return "late", max(0, min(span.minutes, left))


def counted(state: str, span: Span, given: int | None) -> int:
    """Return the minutes that count for a state that was keyed in.

    Args:
        state: one of STATES.
        given: how long somebody was there, where that was said; at most the session's minutes count. Without it, who was
            late or left early loses the minutes of grace, because nobody knows more.
    """
    if state in AWAY:
        return 0
    if state == "present":
        return span.minutes
    if given is None:
        return max(0, span.minutes - int(GRACE.total_seconds()) // 60)
    return max(0, min(span.minutes, given))
