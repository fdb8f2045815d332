"""Noting who reads whose scores, and forgetting it in time."""

import datetime as dt
from collections.abc import Iterable
from importlib import import_module

from flask import current_app
from sqlalchemy import delete

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.operations import daily
from cxtrain.reports.keeping.queries import holds_on
from cxtrain.reports.readings import queries
from cxtrain.reports.readings.models import ScoreReading
from cxtrain.web.transactions import writing

KEPT_DAYS = 365


def note(reader_id: int, people: Iterable[int], page: str) -> None:
    """Note that the reader sees scores of `people` on `page`: at once and on its own, because the request may only read.

    Raises:
        LockTimeout, DBAPIError: it could not be written; the page must not be shown.
    """
    hour = now().replace(minute=0, second=0, microsecond=0)
    known = _known_in(hour)
    rows = [{"person_id": each, "hour": hour, "reader_id": reader_id, "page": page}
            for each in sorted(set(people) - {reader_id}) if (each, reader_id, page) not in known]
    there = queries.noted(rows) if rows else set()
    fresh = [row for row in rows if row["person_id"] not in there]
    if fresh:
        insert = import_module(f"sqlalchemy.dialects.{db.engine.dialect.name}").insert
        with writing(), db.engine.begin() as connection:
            connection.execute(insert(ScoreReading).on_conflict_do_nothing(), fresh)
    known.update((row["person_id"], reader_id, page) for row in rows)


def _known_in(hour: dt.datetime) -> set[tuple[int, int, str]]:
    """Return what this process knows to be noted in the hour, so that who reads on costs no statement."""
    memory: dict[dt.datetime, set[tuple[int, int, str]]] = current_app.extensions.setdefault("readings", {})
    if hour not in memory:
        memory.clear()
    return memory.setdefault(hour, set())


@daily("forget who read scores")
def forget_readings(day: dt.date) -> None:
    """Delete what was noted more than a year before `day` (UTC), unless a legal hold stands."""
    if holds_on(day):
        return
    until = dt.datetime.combine(day - dt.timedelta(KEPT_DAYS), dt.time(), dt.UTC)
    db.session.execute(delete(ScoreReading).where(ScoreReading.hour < until))
