"""Calendar months as "2026-05", counted back from a day. Pure."""

import datetime as dt

LOOK_BACK = 12  # months that findings rest on


def month_of(day: dt.date) -> str:
    """Return the month in which `day` lies."""
    return f"{day:%Y-%m}"


def months_back(day: dt.date, count: int = LOOK_BACK) -> str:
    """Return the first of the `count` months that end with the one of `day`."""
    number = day.year * 12 + day.month - count
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def month_after(day: dt.date) -> str:
    """Return the month that follows the one of `day`."""
    return months_back(day, 0)


def last_day(month: str) -> dt.date:
    """Return the last day of a month such as "2026-05"."""
    return (dt.date.fromisoformat(f"{month}-01") + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
