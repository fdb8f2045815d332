"""What HR asks its reports for, read from an address and written into one. Pure."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cxtrain.people.employment import EMPLOYMENTS
from cxtrain.web.bilingual import N_

NOT_OURS = ("dispatched", "promoter")  # of other employers; out unless asked for
OWN, ALL = "own", "all"
PERIODS = {
    "last-month": N_("Last month"), "this-month": N_("This month"), "quarter": N_("Last three months"),
    "this-year": N_("This year"), "last-year": N_("Last year"), "days": N_("From … to …"),
}
LONGEST = 3 * 366  # days of one report


@dataclass(frozen=True)
class Wanted:
    """What a reader wants to see. Named periods move with the day; only "days" stays where it is."""

    period: str  # of PERIODS
    since: dt.date
    until: dt.date  # its last day
    by: str = "unit"  # or "person"
    unit_id: int | None = None  # with everything below it
    staff: str = OWN  # without other employers' people; ALL; or one of EMPLOYMENTS
    page: int = 1

    @property
    def left_out(self) -> tuple[str, ...]:
        """Kinds of employment that do not count."""
        if self.staff == OWN:
            return NOT_OURS
        return () if self.staff == ALL else tuple(kind for kind in EMPLOYMENTS if kind != self.staff)

    def address(self) -> dict[str, str | int | None]:
        """Return the wish as parts of an address, without its page."""
        days = {"from": self.since.isoformat(), "to": self.until.isoformat()} if self.period == "days" else {}
        return {"period": self.period, **days, "by": self.by, "unit": self.unit_id,
                "staff": self.staff if self.staff != OWN else None}


def read(parts: Mapping[str, str], day: dt.date) -> Wanted:
    """Return what the parts of an address ask for on `day`; whatever makes no sense is as if it were not there."""
    period = parts.get("period", "")
    period = period if period in PERIODS else "last-month"
    first, last = _read_day(parts.get("from", "")), _read_day(parts.get("to", ""))
    if period == "days" and (first is None or last is None):
        period = "last-month"
    since, until = _days(first, last) if period == "days" and first and last else _named(period, day)
    staff, page = parts.get("staff", OWN), parts.get("page", "")
    return Wanted(
        period, since, until, "person" if parts.get("by") == "person" else "unit", _number(parts.get("unit", "")),
        staff if staff in (ALL, *EMPLOYMENTS) else OWN, min(_number(page) or 1, 10_000))


def _days(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """Return the two in order, at most LONGEST days apart."""
    first, last = min(first, last), max(first, last)
    return first, min(last, first + dt.timedelta(days=min(LONGEST, (dt.date.max - first).days)))


def _named(period: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a named period as of `day`; one that still runs ends with its last day."""
    month, year = day.replace(day=1), day.replace(month=1, day=1)
    before = month - dt.timedelta(days=1)
    if period == "this-month":
        return month, (month + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    if period == "quarter":
        return (month - dt.timedelta(days=70)).replace(day=1), before
    if period == "this-year":
        return year, dt.date(day.year, 12, 31)
    if period == "last-year":
        return dt.date(day.year - 1, 1, 1), year - dt.timedelta(days=1)
    return before.replace(day=1), before


def _read_day(text: str) -> dt.date | None:
    if not re.fullmatch(r"20\d\d-\d\d-\d\d", text, re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII) else None


def of_page(wanted: Wanted, page: int) -> dict[str, str | int | None]:
    """Return the address of another page of the same."""
    return {**replace(wanted, page=page).address(), "page": page if page > 1 else None}
