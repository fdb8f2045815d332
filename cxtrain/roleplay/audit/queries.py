"""Whether what is kept of each play is exactly what the replay of its choices gives, over the whole database."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, select

from cxtrain.extensions import db
from cxtrain.roleplay.graph import TooLarge
from cxtrain.roleplay.models import Attempt, ScenarioVersion, Step
from cxtrain.roleplay.operations import result_of
from cxtrain.roleplay.play import IllegalChoice, replay
from cxtrain.roleplay.queries import Damaged, scenario_by_digest
from cxtrain.roleplay.score import PointsCycle, score

BATCH = 500  # attempts in memory at a time


@dataclass(frozen=True)
class Kept:
    """What an attempt keeps of its end."""

    finished: bool
    outcome: str | None
    score: float | None
    result: dict[str, Any] | None


@dataclass(frozen=True)
class Mismatch:
    """An attempt that is not what its choices make it."""

    attempt_id: int
    what: str  # text, choices, or a part of Kept
    kept: object
    replayed: object

    def __str__(self) -> str:
        """Return what differs, in English."""
        return f"attempt {self.attempt_id}: {self.what} is {self.kept!r}, the replay gives {self.replayed!r}"


@dataclass(frozen=True)
class Stored:
    """An attempt as the database has it."""

    id: int
    digest: str  # of the scenario's text
    kept: Kept
    steps: tuple[tuple[int, str], ...]  # position and choice


def verify_plays() -> tuple[int, list[Mismatch]]:
    """Replay every attempt: how many there are, and each that keeps something else than its replay gives."""
    count, found = 0, list[Mismatch]()
    for stored in _stored():
        count += 1
        found += [mismatch] if (mismatch := mismatch_of(stored)) else []
    return count, found


def mismatch_of(stored: Stored) -> Mismatch | None:
    """Return the first thing in which an attempt differs from the replay of its choices, None where there is none."""
    if [position for position, _ in stored.steps] != list(range(len(stored.steps))):
        return Mismatch(stored.id, "choices", [position for position, _ in stored.steps], "no gap")
    try:
        expected = _replayed(stored)
    except (Damaged, PointsCycle, TooLarge) as error:
        return Mismatch(stored.id, "text", stored.digest, str(error))
    except IllegalChoice as error:
        return Mismatch(stored.id, "choices", [choice for _, choice in stored.steps], str(error))
    kept, wanted = asdict(stored.kept), asdict(expected)
    return next((Mismatch(stored.id, name, kept[name], wanted[name]) for name in kept if kept[name] != wanted[name]), None)


def _replayed(stored: Stored) -> Kept:
    """Return what should be kept. A play without an end may be open or given up; neither has a result."""
    scenario = scenario_by_digest(stored.digest)
    position = replay(scenario, (choice for _, choice in stored.steps))
    if position.outcome is None:
        return Kept(stored.kept.finished, None, None, None)
    earned = score(scenario, position)
    return Kept(True, position.outcome, earned.overall.percent, result_of(earned))


# Attempts and steps are read in one statement, so that a choice made meanwhile is in both or in neither.
_some = (select(Attempt.id, Attempt.version_id, Attempt.finished_at, Attempt.outcome, Attempt.score, Attempt.result)
         .where(Attempt.id > bindparam("after")).order_by(Attempt.id).limit(bindparam("most")).subquery())
_BATCH = (select(_some, ScenarioVersion.digest, Step.position, Step.choice_id)
          .join(ScenarioVersion, ScenarioVersion.id == _some.c.version_id)
          .outerjoin(Step, Step.attempt_id == _some.c.id).order_by(_some.c.id, Step.position))


def _stored() -> Iterator[Stored]:
    after = 0
    while rows := db.session.execute(_BATCH, {"after": after, "most": BATCH}).all():
        attempts = [_attempt(list(group)) for _, group in groupby(rows, lambda row: row.id)]
        yield from attempts
        after = attempts[-1].id


def _attempt(rows: Sequence[Row[Any]]) -> Stored:
    first = rows[0]
    kept = Kept(first.finished_at is not None, first.outcome, first.score, first.result)
    steps = tuple((row.position, row.choice_id) for row in rows if row.position is not None)
    return Stored(first.id, first.digest, kept, steps)
