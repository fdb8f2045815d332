"""Rate limits in one small table: the same for any number of processes and hosts."""

import datetime as dt

from sqlalchemy import delete, text

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.web.models import RateCount

# Written out, because a statement of the library with ON CONFLICT is compiled anew each time; the same in both databases.
_HIT = text('insert into rate_count (key, "window", count) values (:key, :began, 1) on conflict (key, "window") '
            "do update set count = rate_count.count + 1 returning count")


def hit(key: str, limit: int, window: dt.timedelta) -> bool:
    """Count one try under `key` and say whether it is within `limit` for this window (whole minutes); caller commits."""
    minutes = int(window.total_seconds() // 60)
    began = _minute(now()) // minutes * minutes
    return bool(db.session.execute(_HIT, {"key": key[:120], "began": began}).scalar_one() <= limit)


def forget(key: str) -> None:
    """Start counting anew for `key`, after a success."""
    db.session.execute(delete(RateCount).where(RateCount.key == key[:120]))


def forget_before(moment: dt.datetime) -> None:
    """Delete the counts of windows that began before `moment`; the caller commits."""
    db.session.execute(delete(RateCount).where(RateCount.window < _minute(moment)))


def _minute(moment: dt.datetime) -> int:
    return int(moment.timestamp() // 60)
