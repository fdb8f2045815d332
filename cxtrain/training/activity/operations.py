"""Summing up active time by day, each night; the caller commits."""

import datetime as dt
from dataclasses import asdict

from sqlalchemy import delete, func, insert, select

from cxtrain.extensions import db
from cxtrain.jobs.models import PeriodicSlot
from cxtrain.jobs.operations import daily
from cxtrain.training.activity import queries
from cxtrain.training.activity.models import LearningDay

OVERLAP = dt.timedelta(days=3)  # summed up again each night, for what came late


@daily(queries.SLOT)
def sum_up_lately(day: dt.date) -> None:
    """Sum up what was learnt since the last time; all of it where there was none. Missed nights are made good."""
    earlier = select(func.max(PeriodicSlot.slot)).where(
        PeriodicSlot.name == queries.SLOT, PeriodicSlot.slot < day.isoformat())
    last = db.session.scalar(earlier)
    sum_up(dt.date.fromisoformat(last) - OVERLAP if last else dt.date.min)


def sum_up(since: dt.date) -> int:
    """Make the sums of the days from `since` on anew; return how many there are. Doing it twice changes nothing."""
    db.session.execute(delete(LearningDay).where(LearningDay.day >= since))
    rows = [asdict(each) for each in queries.learnt(since)]
    if rows:
        db.session.execute(insert(LearningDay), rows)
    return len(rows)
