"""Working time as far as the product knows it: by the clock of the unit, and by no calendar. Pure.

Outside it lie the quiet hours, from 21:00 to 9:00 in the unit's zone. No shift plan, no leave and no public holiday
is known here, so learning on a day off between 9:00 and 21:00 counts as within working time: whoever uses the
figures compares them with the shift plan.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

QUIET_UNTIL, QUIET_FROM = dt.time(9), dt.time(21)  # by the unit's clock
BORDERS = (dt.time(0), QUIET_UNTIL, QUIET_FROM)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Share:
    """What of a stretch of time falls on one day, within or outside working time."""

    day: dt.date  # in the unit's zone
    outside: bool  # in the quiet hours
    seconds: int


def shares(start: dt.datetime, end: dt.datetime, zone: str) -> Iterator[Share]:
    """Yield the shares of the time from `start` to `end` by the clock of `zone`, in order; they add up to the whole.

    Args:
        start, end: aware, whole seconds.
        zone: IANA name such as Asia/Shanghai. Where its clocks are set forward or back, time that passed is counted once.
    """
    place = ZoneInfo(zone)
    for low, high in _cut(start, end, place):
        seconds = int((high - low).total_seconds())
        if seconds:
            local = low.astimezone(place)
            yield Share(local.date(), not QUIET_UNTIL <= local.time() < QUIET_FROM, seconds)


def _cut(start: dt.datetime, end: dt.datetime, place: ZoneInfo) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield the parts of the time between the borders of each day that it touches."""
    low, last = start.astimezone(dt.UTC), end.astimezone(dt.UTC)
    day, until = start.astimezone(place).date(), end.astimezone(place).date()
    while day <= until:
        for border in BORDERS:
            moment = dt.datetime.combine(day, border, place).astimezone(dt.UTC)
            if low < moment < last:
                yield low, moment
                low = moment
        day += DAY
    yield low, last
