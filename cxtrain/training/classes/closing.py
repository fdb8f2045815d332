"""What a class lacks before it can be closed (结班), and what being there is worth. Pure."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxtrain.training.classes.hours import attended_percent

AWAY = frozenset({"leave", "absent"})


@dataclass(frozen=True)
class Missing:
    """What stands in the way of closing a class; nothing does where it is false."""

    not_over: bool = False  # a session is still to come, or is running
    empty: bool = False  # nobody is on the roster
    unmarked: int = 0  # times that nobody has said whether somebody was there
    doubted: int = 0  # sign-ins that the trainer has still to confirm or strike
    unanswered: int = 0  # people who asked for leave and have no answer
    no_summary: bool = False

    def __bool__(self) -> bool:
        """Whether anything is missing."""
        return self != Missing()

    @property
    def forbids(self) -> bool:
        """Whether it cannot be closed at all now."""
        return self.not_over or self.empty or bool(self.doubted)


@dataclass(frozen=True)
class Mark:
    """Whether somebody was at a session."""

    state: str
    minutes: int
    doubted: bool = False


def missing(people: Iterable[int], sessions: Mapping[int, dt.datetime], marks: Mapping[tuple[int, int], Mark], *,
            now: dt.datetime, unanswered: int, summary: str) -> Missing:
    """Return what a class lacks.

    Args:
        people: ids of those on the roster.
        sessions: when each ends, by id.
        marks: by session and person.
        now: the moment.
        unanswered: people who wait for an answer to their asking for leave.
        summary: as written so far.
    """
    there = list(people)
    wanted = [(session, person) for session in sessions for person in there]
    return Missing(
        not_over=not sessions or any(ends > now for ends in sessions.values()), empty=not there,
        unmarked=sum(key not in marks for key in wanted), doubted=sum(marks[key].doubted for key in wanted if key in marks),
        unanswered=unanswered, no_summary=not summary.strip())


def percents(people: Iterable[int], planned: Mapping[int, int],
             marks: Mapping[tuple[int, int], Mark]) -> dict[int, tuple[int, int]]:
    """Return the minutes attended and the percent of the class that they are, by person; a missing mark is an absence.

    Args:
        people: ids of those on the roster.
        planned: minutes of each session, by id.
        marks: by session and person.
    """
    whole = sum(planned.values())
    found = {}
    for person in people:
        noted = [(marks[session, person].minutes, most) for session, most in planned.items() if (session, person) in marks]
        spent = sum(map(min, noted))
        found[person] = spent, attended_percent(spent, whole)
    return found


def minutes_of(state: str, planned: int, typed: int | None) -> int:
    """Return the minutes that count: none of an absence, all of who was there, those typed of who came late or left."""
    if state in AWAY:
        return 0
    if state == "present" or typed is None:
        return planned
    return max(0, min(typed, planned))
