"""Quiet hours: nobody gets a mail from 21:00 to 9:00 where they work. Pure."""

import datetime as dt
from zoneinfo import ZoneInfo

BEGIN, END = 21, 9  # hours of the day


def allowed_from(moment: dt.datetime, zone: str) -> dt.datetime:
    """Return `moment` itself where mail may be sent then, else the next 9:00 in `zone` (IANA name), in UTC."""
    local = moment.astimezone(ZoneInfo(zone))
    if END <= local.hour < BEGIN:
        return moment
    day = local.date() + dt.timedelta(days=local.hour >= BEGIN)
    return dt.datetime.combine(day, dt.time(END), ZoneInfo(zone)).astimezone(dt.UTC)
