"""Reading the attempts at one version of a scenario, by the people of the units in reach, in two statements."""

import datetime as dt
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, select, tuple_

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.queries import below
from cxtrain.roleplay import models, records
from cxtrain.roleplay.coverage.figures import Attempt, Walk, walk_of
from cxtrain.roleplay.models import ScenarioVersion, Step
from cxtrain.roleplay.play import IllegalChoice

MOST = 2_000  # attempts, the latest; replaying so many takes about half a second


def versions_of(slug: str) -> list[ScenarioVersion]:
    """Return what was ever published as this scenario, the latest first."""
    query = select(ScenarioVersion).where(ScenarioVersion.slug == slug)
    return list(db.session.scalars(query.order_by(ScenarioVersion.published_at.desc(), ScenarioVersion.id.desc())))


def latest_attempts(version_id: int, paths: tuple[str, ...]) -> list[Attempt]:
    """Return the attempts at a version that were begun last (at most MOST) by people of the units at `paths` or below.

    A practice taken up again from a scene of an earlier one is left out: its first choices would count twice. Whether one
    is a person's first is told by when it ended, over all that the person ever finished, counted here or not.
    """
    attempts = _attempts(version_id, paths).subquery()
    step = Step.__table__
    rows = db.session.execute(
        select(step.c.attempt_id, step.c.choice_id, step.c.at).where(step.c.attempt_id.in_(select(attempts.c.id)))
        .order_by(step.c.attempt_id, step.c.position))
    made = {attempt: tuple((row.choice_id, row.at) for row in group)
            for attempt, group in groupby(rows, attrgetter("attempt_id"))}
    found = db.session.execute(select(attempts).order_by(attempts.c.id))
    return [Attempt(row.employee_id, row.started_at, row.finished_at, row.outcome, made.get(row.id, ()), bool(row.is_first))
            for row in found]


def _attempts(version_id: int, paths: tuple[str, ...]) -> Select[Any]:
    attempt, employee, unit = (model.__table__ for model in (models.Attempt, Employee, Unit))
    joined = attempt.join(employee, employee.c.id == attempt.c.employee_id).join(unit, unit.c.id == employee.c.unit_id)
    return (select(attempt.c.id, attempt.c.employee_id, attempt.c.started_at, attempt.c.finished_at, attempt.c.outcome,
                   _is_first(attempt).label("is_first"))
            .select_from(joined).where(attempt.c.version_id == version_id, attempt.c.carried.is_(None), below(paths))
            .order_by(attempt.c.id.desc()).limit(MOST))


def _is_first(attempt: FromClause) -> ColumnElement[bool]:
    """Return the condition that nothing the person finished at the same version ended before; an index finds what did."""
    other = attempt.alias("other")
    same = [other.c[name] == attempt.c[name] for name in ("employee_id", "scenario_id", "version_id")]
    ended = (other.c.outcome.is_not(None), other.c.carried.is_(None))
    before = tuple_(other.c.finished_at, other.c.id) < tuple_(attempt.c.finished_at, attempt.c.id)
    return and_(attempt.c.outcome.is_not(None), ~exists().where(*same, *ended, before))


def walks_of(scenario: records.Scenario, attempts: list[Attempt], now: dt.datetime) -> list[Walk]:
    """Return the attempts replayed; one whose choices are damaged is left out."""
    walks = []
    for attempt in attempts:
        try:
            walks.append(walk_of(scenario, attempt, now))
        except IllegalChoice:
            continue
    return walks
