"""The three months that a report sets side by side. Pure."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

DAY = dt.timedelta(days=1)
NOW, BEFORE, YEAR = 0, 1, 2


@dataclass(frozen=True)
class Span:
    """A month: its first day, and the first of the next."""

    first: dt.date
    end: dt.date

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.end - DAY

    @property
    def month(self) -> str:
        """As 2026-05."""
        return f"{self.first:%Y-%m}"


def span_of(month: str) -> Span:
    """Return the month "2026-05" as days.

    Raises:
        ValueError: it is none.
    """
    first = dt.date.fromisoformat(f"{month}-01")
    return Span(first, _next(first))


def three(month: str) -> tuple[Span, Span, Span]:
    """Return the month, the one before, and the same a year ago."""
    now = span_of(month)
    before = span_of(f"{now.first - DAY:%Y-%m}")
    return now, before, span_of(f"{now.first.year - 1:04d}-{now.first:%m}")


def last_month(day: dt.date) -> str:
    """Return the month before the one that `day` lies in."""
    return f"{day.replace(day=1) - DAY:%Y-%m}"


def months_until(month: str, count: int) -> list[str]:
    """Return `count` months that end with `month`, the latest first."""
    found, first = [month], span_of(month).first
    while len(found) < count:
        first = (first - DAY).replace(day=1)
        found.append(f"{first:%Y-%m}")
    return found


def moment(day: dt.date, zone: str) -> dt.datetime:
    """Return when `day` begins in `zone`."""
    return dt.datetime.combine(day, dt.time(), ZoneInfo(zone))


def _next(first: dt.date) -> dt.date:
    return (first + 32 * DAY).replace(day=1)
