"""Reading scenarios and one's own attempts: somebody else's attempt and a missing one are the same 404."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from flask import abort
from sqlalchemy import Select, bindparam, case, func, literal, select, tuple_

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.roleplay import records
from cxtrain.roleplay.graph import REMEMBERED
from cxtrain.roleplay.models import Attempt, Hint, Scenario, ScenarioVersion, Step
from cxtrain.roleplay.play import IllegalChoice, Position, replay
from cxtrain.roleplay.scenario import load
from cxtrain.roleplay.screen import Notes

AGAIN = "again"  # the kind of a practice taken up again from a scene of an earlier one


class Damaged(LookupError):
    """What is stored is no longer what was published or played; nothing may be computed from it."""


@dataclass(frozen=True)
class Stop:
    """A touchpoint and the scenarios that take place there."""

    touchpoint: Touchpoint
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True)
class Standing:
    """How one person stands with one scenario."""

    plays: int  # finished with an outcome, of any version
    best: float | None  # percent
    open_id: int | None  # the attempt that was started last and is not finished


@dataclass(frozen=True)
class Play:
    """An attempt with all that is computed from its choices."""

    attempt: Attempt
    scenario: records.Scenario
    made: tuple[str, ...]  # choice ids, oldest first
    position: Position
    notes: Notes
    since: dt.datetime  # when the scene came on screen: the last choice, or the start


@lru_cache(maxsize=REMEMBERED)
def scenario_by_digest(digest: str) -> records.Scenario:
    """Return the scenario whose text has this SHA-256. Parsed once per process: what a digest names cannot change.

    Raises:
        Damaged: no version has that digest, its text has changed, or it can no longer be read.
    """
    source = db.session.scalar(select(ScenarioVersion.source).where(ScenarioVersion.digest == digest))
    if source is None or hashlib.sha256(source.encode()).hexdigest() != digest:
        raise Damaged(f"no scenario text has the digest {digest}")
    scenario = load(source)
    if scenario is None:
        raise Damaged(f"the scenario text with the digest {digest} cannot be read")
    return scenario


def scenario_of(version: ScenarioVersion) -> records.Scenario:
    """Return the scenario of a version."""
    return scenario_by_digest(version.digest)


def list_stops() -> list[Stop]:
    """Return the scenarios that are offered by touchpoint, along the journey."""
    query = select(Scenario).join(Touchpoint, Touchpoint.id == Scenario.touchpoint_id).where(Scenario.retired_at.is_(None))
    every = db.session.scalars(query.order_by(Touchpoint.position, Touchpoint.id, Scenario.slug))
    return [Stop(touchpoint, tuple(scenarios)) for touchpoint, scenarios in groupby(every, lambda one: one.touchpoint)]


def get_scenario(slug: str) -> Scenario:
    """Return the published scenario; otherwise answer 404. Scenarios are for everybody who trains."""
    return db.session.scalar(select(Scenario).where(Scenario.slug == slug)) or abort(404)


def published_source(slug: str) -> str | None:
    """Return the text that is published as this scenario, None where there is none."""
    query = select(ScenarioVersion.source).join(Scenario, Scenario.current_id == ScenarioVersion.id)
    return db.session.scalar(query.where(Scenario.slug == slug))


def get_attempt_for(actor: Actor, attempt_id: int, *, to_change: bool = False) -> Attempt:
    """Return the actor's own attempt; otherwise answer 404. To change it, its row is locked where the database can."""
    mine = {"attempt_id": attempt_id, "employee_id": actor.employee_id}
    return db.session.scalar(_MINE_LOCKED if to_change else _MINE, mine) or abort(404)


# Built once: these two statements run at every choice.
_MINE = select(Attempt).where(
    Attempt.id == bindparam("attempt_id"), Attempt.employee_id == bindparam("employee_id"))
_MINE_LOCKED = _MINE.with_for_update(of=Attempt)
_STEPS = select(Step.choice_id, Step.reason, Step.at).where(Step.attempt_id == bindparam("attempt_id")).order_by(Step.position)


def play_of(attempt: Attempt) -> Play:
    """Return the attempt replayed from its choices.

    Raises:
        Damaged: the scenario's text or the choices are not what they were.
    """
    scenario = scenario_of(attempt.version)
    steps = db.session.execute(_STEPS, {"attempt_id": attempt.id}).all()
    made = tuple(step.choice_id for step in steps)
    reasons = {at: step.reason for at, step in enumerate(steps) if step.reason}
    since = steps[-1].at if steps else attempt.started_at
    hints = _hints_of(attempt) if scenario.has_hints and attempt.mode == "practice" else ()
    try:
        return Play(attempt, scenario, made, replay(scenario, made), Notes(reasons, frozenset(hints)), since)
    except IllegalChoice as error:
        raise Damaged(f"attempt {attempt.id}: {error}") from error


def _hints_of(attempt: Attempt) -> Iterable[int]:
    return db.session.scalars(select(Hint.position).where(Hint.attempt_id == attempt.id))


def exams_are_seen(unit_id: int) -> bool:
    """Whether supervisors may see how people of a unit answered in exams: not where nothing is kept about persons."""
    return db.session.scalar(select(Unit.people).where(Unit.id == unit_id)) != "none"


def standings_of(employee_id: int) -> dict[int, Standing]:
    """Return how somebody stands with each scenario ever tried, by scenario id, in one statement."""
    query = select(
        Attempt.scenario_id, func.count(Attempt.outcome), func.max(Attempt.score),
        func.max(case((Attempt.finished_at.is_(None), Attempt.id))),
    ).where(Attempt.employee_id == employee_id, Attempt.carried.is_(None)).group_by(Attempt.scenario_id)
    return {scenario_id: Standing(*rest) for scenario_id, *rest in db.session.execute(query)}


def touchpoint_title(attempt: Attempt) -> dict[str, str]:
    """Return the title of the touchpoint at which the attempt's scenario takes place."""
    return db.session.scalars(_TITLE, {"scenario_id": attempt.scenario_id}).one()


_TITLE = (select(Touchpoint.title).join(Scenario, Scenario.touchpoint_id == Touchpoint.id)
          .where(Scenario.id == bindparam("scenario_id")))


def open_attempts(employee_id: int, scenario_id: int) -> dict[str, Attempt]:
    """Return somebody's unfinished attempts at a scenario, by mode; a practice taken up again is under AGAIN."""
    # Two statements, because each has an index of its own; over both together the database would read every attempt.
    mine = select(Attempt).where(
        Attempt.employee_id == employee_id, Attempt.scenario_id == scenario_id, Attempt.finished_at.is_(None))
    found = {attempt.mode: attempt for attempt in db.session.scalars(mine.where(Attempt.carried.is_(None)))}
    again = db.session.scalars(mine.where(Attempt.carried.is_not(None))).first()
    return {**found, AGAIN: again} if again else found


def latest_attempts(employee_id: int, scenario: Scenario, most: int = 10) -> list[Attempt]:
    """Return somebody's latest tries that came to an end, the newest first."""
    return list(db.session.scalars(_tries(employee_id, scenario.id).limit(most)))


def earlier_attempts(attempt: Attempt, most: int = 5) -> list[Attempt]:
    """Return the same person's last tries at the same scenario that ended before a finished attempt, the newest first.

    An index holds a person's tries of a scenario by date, so this reads `most` rows however many there are.
    """
    earlier = tuple_(Attempt.finished_at, Attempt.id) < tuple_(
        literal(attempt.finished_at, Attempt.finished_at.type), literal(attempt.id))
    return list(db.session.scalars(_tries(attempt.employee_id, attempt.scenario_id).where(earlier).limit(most)))


def _tries(employee_id: int, scenario_id: int) -> Select[tuple[Attempt]]:
    return select(Attempt).where(
        Attempt.employee_id == employee_id, Attempt.scenario_id == scenario_id, Attempt.outcome.is_not(None),
        Attempt.carried.is_(None)).order_by(Attempt.finished_at.desc(), Attempt.id.desc())
