"""Rate limits in one small table: the same for any number of processes and hosts."""

import datetime as dt

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.web.models import RateCount


def hit(key: str, limit: int, window: dt.timedelta) -> bool:
    """Count one try under `key` and say whether it is within `limit` for this window (whole minutes); caller commits."""
    minutes = int(window.total_seconds() // 60)
    began = _minute(now()) // minutes * minutes
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    statement = insert(RateCount).values(key=key[:120], window=began, count=1)
    statement = statement.on_conflict_do_update(
        index_elements=["key", "window"], set_={"count": RateCount.count + 1}).returning(RateCount.count)
    return db.session.execute(statement).scalar_one() <= limit


def forget(key: str) -> None:
    """Start counting anew for `key`, after a success."""
    db.session.execute(delete(RateCount).where(RateCount.key == key[:120]))


def forget_before(moment: dt.datetime) -> None:
    """Delete the counts of windows that began before `moment`; the caller commits."""
    db.session.execute(delete(RateCount).where(RateCount.window < _minute(moment)))


def _minute(moment: dt.datetime) -> int:
    return int(moment.timestamp() // 60)
