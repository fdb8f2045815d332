"""Which months are before a change and which after it. Pure.

The month in which the change falls is neither, unless it began on the first day: then it is after.
"""

import datetime as dt
from dataclasses import dataclass

from cxtrain.planning.months import month_of, months_back

LOOK_BACK = 12  # months before
DRAWN = 24  # months before that the chart draws, so that its limits rest on what was before the change


@dataclass(frozen=True)
class Windows:
    """First and last months; `after` is None while no month after the change has begun."""

    before: tuple[str, str]
    after: tuple[str, str] | None
    change: str  # the month of the change

    @property
    def months(self) -> tuple[str, str, str, str]:
        """All four ends; empty where there is no after yet."""
        return (*self.before, *(self.after or ("", "")))


def windows(changed_on: dt.date, today: dt.date) -> Windows:
    """Return the months before and after a change that began on a day, as they stand today."""
    change = month_of(changed_on)
    first = change if changed_on.day == 1 else shifted(change, 1)
    last = month_of(today)
    return Windows((shifted(change, -LOOK_BACK), shifted(change, -1)), (first, last) if first <= last else None, change)


def shifted(month: str, by: int) -> str:
    """Return the month `by` months after (before, where negative) one such as "2026-05"."""
    return months_back(dt.date.fromisoformat(f"{month}-01"), 1 - by)


def drawn(changed_on: dt.date | None, today: dt.date) -> list[str]:
    """Return the months of the chart, oldest first: two years before the change (or today) up to today."""
    last = month_of(today)
    month = shifted(min(last, month_of(changed_on)) if changed_on else last, -DRAWN)
    months = []
    while month <= last:
        months.append(month)
        month = shifted(month, 1)
    return months
