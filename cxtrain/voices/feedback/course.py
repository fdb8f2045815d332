"""The course of a customer's matter: its steps, its clocks, and who hears when it is late. Pure."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

KINDS = ("complaint", "suggestion", "enquiry", "praise")
SEVERITIES = ("serious", "normal", "minor")
STEPS = ("listen", "apologise", "solve", "thank", "follow_up")
OUTCOMES = ("solved", "partly", "unsolved")
AUDIENCES = ("nobody", "hr", "supervisors", "staff")
_HOUR = dt.timedelta(hours=1)
# Working hours of the unit; a store is open about twelve a day.
REPLY_WITHIN = {"serious": 2 * _HOUR, "normal": 8 * _HOUR, "minor": 16 * _HOUR}
CLOSE_WITHIN = {"serious": 24 * _HOUR, "normal": 40 * _HOUR, "minor": 80 * _HOUR}
NEXT_LEVEL_AFTER = 8 * _HOUR  # working hours between one level and the next above it
MOST_WHYS = 5
_OWED = {  # (kind, whether the customer can be answered)
    ("complaint", True): STEPS,
    ("complaint", False): ("listen", "solve", "follow_up"),
    ("enquiry", True): ("listen", "solve", "thank"),
    ("suggestion", True): ("listen", "solve", "thank"),
    ("praise", True): ("thank",),
    ("praise", False): ("thank",),
}
_WAY_BACK = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+|(?<!\d)\d{17}[\dXx](?!\d)")


@dataclass(frozen=True)
class Dues:
    """By when a matter should have its first reply, and be closed; None: praise has no clock."""

    reply: dt.datetime | None
    close: dt.datetime | None


def steps_of(kind: str, reachable: bool) -> tuple[str, ...]:
    """Return the steps that a matter needs: nobody can thank a customer who left no way back."""
    return _OWED.get((kind, reachable), ("listen", "solve"))


def owed(kind: str, reachable: bool, done: Collection[str]) -> tuple[str, ...]:
    """Return the steps still to be done, in their order."""
    return tuple(step for step in steps_of(kind, reachable) if step not in done)


def has_clock(kind: str) -> bool:
    """Return whether somebody waits for an answer."""
    return kind != "praise"


def next_due(reply_due: dt.datetime | None, close_due: dt.datetime | None, *, replied: bool) -> dt.datetime | None:
    """Return by when something has to happen next."""
    return close_due if replied else reply_due


def told_paths(unit_path: str, led: Iterable[str], level: int) -> tuple[str, ...]:
    """Return the units whose leaders hear of a matter: the nearest at or above it, and `level` more above.

    Args:
        unit_path: where it happened, "/1/4/9/".
        led: paths of the units that somebody leads.
        level: how often it was handed up.
    """
    above = sorted({path for path in led if unit_path.startswith(path)}, key=len, reverse=True)
    return tuple(above[:level + 1])


def can_rise(unit_path: str, led: Iterable[str], level: int) -> bool:
    """Return whether there is anybody above those who have heard."""
    paths = set(led)
    return len(told_paths(unit_path, paths, level + 1)) > len(told_paths(unit_path, paths, level))


def names_a_customer(text: str) -> bool:
    """Return whether `text` holds what leads to a customer: a mobile number, an address of mail, a number of identity."""
    return _WAY_BACK.search(text) is not None
