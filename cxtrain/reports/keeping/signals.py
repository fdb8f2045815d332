"""The daily job that ends what is over, in parts, each of which is committed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from cxtrain.jobs.operations import Report, daily, enqueue, handles
from cxtrain.reports.keeping import operations, queries

KIND = "end what is over"


@daily(KIND)
def end_daily(day: dt.date) -> None:
    """Have a worker end what is over on `day` (UTC), once."""
    enqueue(KIND, f"{KIND} {day.isoformat()}", {"day": day.isoformat()})


@handles(KIND)
def end_what_is_over(args: dict[str, Any], report: Report) -> None:
    """End what is over, class by class; a legal hold over everybody keeps all, any hold the files and pictures."""
    day, done = dt.date.fromisoformat(args["day"]), 0
    people = queries.people_over(day)
    for person_id in people:
        done += operations.erase_if_over(person_id)
        report(done, len(people))
    operations.note_ended("people", done)
    for what, end in (("files", operations.end_files), ("pictures", operations.end_photos)):
        operations.note_ended(what, 0 if queries.holds_on(day) else _all(end, day, report))
    report(done + 1, done + 1)


def _all(end: Callable[[dt.date], int], day: dt.date, report: Report) -> int:
    total = 0
    while n := end(day):
        total += n
        report(total, total)
    return total
