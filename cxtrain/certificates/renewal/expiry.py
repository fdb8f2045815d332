"""When certificates end, and when their course is given again. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cxtrain.certificates.terms import Life, Status, status_on

BANDS = (30, 60, 90)  # days
LAPSED_DAYS = 365  # how long after the grace one is still listed
LEAST_DAYS = 7  # from being given to being due


@dataclass(frozen=True)
class Counts:
    """How many certificates end within the days of each band, are in grace, and have lapsed within a year."""

    within: dict[int, int]
    grace: int
    lapsed: int

    def of(self, window: str) -> int:
        """Return the count of "30", "60", "90", "grace" or "lapsed"."""
        return self.within[int(window)] if window.isdigit() else self.grace if window == "grace" else self.lapsed


WINDOWS = (*(str(band) for band in BANDS), "grace", "lapsed")


def in_window(window: str, day: dt.date, life: Life) -> bool:
    """Whether a certificate that has an end belongs in the list of `window` on `day`. The bands hold each other."""
    if life.valid_until is None:
        return False
    status = status_on(day, life)
    if window == "grace":
        return status is Status.GRACE
    if window == "lapsed":
        return status is Status.EXPIRED and day <= (life.grace_until or life.valid_until) + dt.timedelta(LAPSED_DAYS)
    return status is Status.VALID and (life.valid_until - day).days <= int(window)


def counts(day: dt.date, lives: Iterable[Life]) -> Counts:
    """Return how many of `lives` belong in each window."""
    every = list(lives)
    found = {window: sum(in_window(window, day, life) for life in every) for window in WINDOWS}
    return Counts({band: found[str(band)] for band in BANDS}, found["grace"], found["lapsed"])


def is_due(day: dt.date, life: Life, lead_days: int) -> bool:
    """Whether the course of a certificate is given again by now: from so many days before its end until grace is over."""
    if life.valid_until is None or lead_days < 1 or status_on(day, life) not in (Status.VALID, Status.GRACE):
        return False
    return day >= life.valid_until - dt.timedelta(lead_days)


def renewed_by(day: dt.date, valid_until: dt.date) -> dt.date:
    """Return the day by which a course given again on `day` is to be passed: the last good one, a week off at least."""
    return max(valid_until, day + dt.timedelta(LEAST_DAYS))
