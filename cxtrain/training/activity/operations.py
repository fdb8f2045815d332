"""Summing up active time by day, each night: read without a lock, written month by month."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import delete, insert

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.models import PeriodicSlot
from cxtrain.jobs.operations import Report, daily, enqueue, handles
from cxtrain.training.activity import queries
from cxtrain.training.activity.models import LearningDay
from cxtrain.training.hours.operations import lacks_credits, replace_credits
from cxtrain.web.transactions import reading

Read = TypeVar("Read")
KIND = "sum_up_learning"
OVERLAP = dt.timedelta(days=1)  # summed up again each night, for what came late
SLICE = dt.timedelta(days=31)  # of a longer time that is made good, in one transaction
AHEAD = dt.timedelta(days=2)  # zones ahead of UTC have tomorrow already


@daily("sum up learning time")
def ask_for_sums(day: dt.date) -> None:
    """Ask for the job that sums up what was learnt; it takes too long to hold the lock of the day's other tasks."""
    enqueue(KIND, f"{KIND} {day.isoformat()}", {"day": day.isoformat()})


@handles(KIND)
def sum_up_lately(args: dict[str, Any], report: Report) -> None:
    """Sum up what was learnt since the last time, all of it where there was none: missed nights are made good."""
    day = dt.date.fromisoformat(args["day"])
    slices = _apart(lambda: list(_slices(day + AHEAD)))
    for done, (since, until) in enumerate(slices, 1):
        _replace(since, until, _apart(partial(queries.learnt_by_step, since, until=until)))
        report(done, len(slices) + 1)
    db.session.merge(PeriodicSlot(name=queries.SLOT, slot=day.isoformat(), done_at=now()))


def _slices(until: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the days to sum up, in slices (first day, day after the last)."""
    summed = None if lacks_credits() else queries.summed_until()
    since = summed - OVERLAP if summed else queries.first_day()
    while since is not None and since < until:
        yield since, min(since + SLICE, until)
        since += SLICE


def _apart(read: Callable[[], Read]) -> Read:
    """Return what `read` does, read in a transaction of its own: what takes long must not keep others from writing."""
    db.session.rollback()
    with reading():
        found = read()
        db.session.rollback()
    return found


def sum_up(since: dt.date, until: dt.date = dt.date.max) -> int:
    """Make the sums of the days from `since` on and before `until` anew; return how many there are. The caller commits."""
    return _replace(since, until, queries.learnt_by_step(since, until=until))


def _replace(since: dt.date, until: dt.date, found: tuple[list[queries.Learnt], list[queries.StepDay]]) -> int:
    days, steps = found
    db.session.execute(delete(LearningDay).where(LearningDay.day >= since, LearningDay.day < until))
    if days:
        db.session.execute(insert(LearningDay), [asdict(each) for each in days])
    replace_credits(since, until, steps)
    return len(days)
