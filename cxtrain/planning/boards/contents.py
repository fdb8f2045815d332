"""What is typed about a board, step by step. Pure."""

import datetime as dt
import re
from dataclasses import dataclass, field

MENTION = re.compile(r"(?<![0-9A-Za-z._-])@([0-9A-Za-z][0-9A-Za-z_-]*)")  # what stands in an address is none


@dataclass(frozen=True)
class Beginning:
    """What a board begins with; `departments` send their leads."""

    unit_id: int
    touchpoint_id: int
    title: str
    problem: str
    departments: tuple[int, ...] = ()
    follows_id: int | None = None  # the board of the round before


@dataclass(frozen=True)
class Target:
    """What the change is to bring, by which measure and when, and what it will be compared with."""

    goal: str
    measure: str
    target: float  # points of the measure, above 0
    due_on: dt.date
    compared: str  # touchpoints, units, nothing
    others: frozenset[tuple[int, int]] = field(default_factory=frozenset)  # (unit id, touchpoint id)


@dataclass(frozen=True)
class Task:
    """An action as it is planned."""

    what: str
    owner_id: int
    due_on: dt.date
    department_id: int | None = None
    cost: int | None = None


@dataclass(frozen=True)
class Decision:
    """What somebody decides at the end, why, and what the next team should know."""

    decision: str  # keep, change, drop
    reason: str
    lesson: str


def numbers_in(words: str) -> tuple[str, ...]:
    """Return the staff numbers that a text mentions as @number, each once, in their order."""
    found = [match.group(1) for match in MENTION.finditer(words)]
    return tuple(dict.fromkeys(found))
