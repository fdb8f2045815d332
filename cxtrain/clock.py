"""The only reader of the clock, so that tests can set it."""

import datetime as dt
from zoneinfo import ZoneInfo


def now() -> dt.datetime:
    """Return the present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def today(zone: str) -> dt.date:
    """Return the calendar day it is now in `zone` (IANA name such as Asia/Shanghai)."""
    return now().astimezone(ZoneInfo(zone)).date()
