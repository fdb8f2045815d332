"""Changes to scenarios and attempts; the caller commits."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.queries import touchpoints_by_slug
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.people.queries import time_allowance
from cxtrain.roleplay import records
from cxtrain.roleplay.casting import part_of
from cxtrain.roleplay.models import Attempt, Hint, Scenario, ScenarioVersion, Step
from cxtrain.roleplay.play import Position, advance
from cxtrain.roleplay.queries import AGAIN, Play, open_attempts, scenario_of
from cxtrain.roleplay.scenario import Parsed, parse
from cxtrain.roleplay.score import Mark, Score, score
from cxtrain.roleplay.signals import scenario_finished
from cxtrain.web.bilingual import N_
from cxtrain.web.documents import Fault, fault_at

NO_TOUCHPOINT = N_('There is no touchpoint "%(name)s": publish the pack\'s touchpoints first.')


@dataclass(frozen=True)
class Published:
    """What publishing a text came to: no `scenario` where a fault is an error."""

    scenario: Scenario | None
    faults: tuple[Fault, ...]
    changed: bool  # False: this very text was current already


def publish_scenario(text: str | bytes, *, by: int | None = None, note: str | None = None) -> Published:
    """Make `text` the current version of the scenario it describes, unless it is so already or has an error.

    `by` is the employee who publishes it, None for a command; `note` says what is new in it.
    """
    parsed = parse(text)
    if parsed.scenario is None:
        return Published(None, parsed.findings, changed=False)
    touchpoint = touchpoints_by_slug([parsed.scenario.touchpoint]).get(parsed.scenario.touchpoint)
    if touchpoint is None:
        return Published(None, (*parsed.findings, _no_touchpoint(parsed)), changed=False)
    version = _version(text if isinstance(text, str) else text.decode(), parsed.scenario, by=by, note=note)
    return _made_current(version, touchpoint, parsed.findings)


def _no_touchpoint(parsed: Parsed) -> Fault:
    assert parsed.tree and parsed.scenario
    return fault_at(parsed.tree.place(("touchpoint",)), NO_TOUCHPOINT, name=parsed.scenario.touchpoint)


def _made_current(version: ScenarioVersion, touchpoint: Touchpoint, faults: tuple[Fault, ...]) -> Published:
    scenario = db.session.scalar(select(Scenario).where(Scenario.slug == version.slug))
    if scenario and (scenario.current_id, scenario.touchpoint_id) == (version.id, touchpoint.id):
        return Published(scenario, faults, changed=False)
    if scenario is None:
        scenario = Scenario(slug=version.slug)
        db.session.add(scenario)
    scenario.current, scenario.touchpoint = version, touchpoint
    db.session.flush()
    record("scenario published", scenario, unit_id=None, slug=scenario.slug, digest=version.digest)
    return Published(scenario, faults, changed=True)


def _version(source: str, scenario: records.Scenario, *, by: int | None, note: str | None) -> ScenarioVersion:
    digest = hashlib.sha256(source.encode()).hexdigest()
    version = db.session.scalar(select(ScenarioVersion).where(ScenarioVersion.digest == digest))
    if version is None:
        version = ScenarioVersion(
            slug=scenario.slug, digest=digest, source=source, title=scenario.title.as_dict(), published_at=now(),
            published_by_id=by, note=note)
        db.session.add(version)
        db.session.flush()
    return version


def start_attempt(actor: Actor, scenario: Scenario, *, mode: str, timed: bool = False) -> Attempt:
    """Return the actor's open attempt of this mode, or a new one of the current version.

    In a practice customers lose patience only where it is `timed`; in an exam they do as the author wrote it.
    """
    running = open_attempts(actor.employee_id, scenario.id).get(mode)
    if running:
        return running
    attempt = Attempt(
        employee_id=actor.employee_id, scenario_id=scenario.id, version=scenario.current, mode=mode,
        seed=secrets.token_hex(16), started_at=now(),
        patience=_patience(actor, scenario) if timed or mode == "exam" else None)
    db.session.add(attempt)
    db.session.flush()
    record("scenario started", attempt, unit_id=actor.unit_id, scenario=scenario.slug, mode=mode)
    return attempt


def _patience(actor: Actor, scenario: Scenario) -> int | None:
    """Return the percent of their time that customers give this person; None where they wait for ever."""
    return time_allowance(actor.employee_id) if scenario_of(scenario.current).has_silences else None


def wait_for_ever(actor: Actor, attempt: Attempt) -> None:
    """Let no customer walk off any more in a practice. The ledger does not say how long they had waited."""
    if attempt.patience is not None:
        attempt.patience = None
        db.session.flush()
        record("scenario timer turned off", attempt, unit_id=actor.unit_id, scenario=attempt.version.slug)


def give_up(actor: Actor, attempt: Attempt) -> None:
    """Close an open attempt without an outcome; what was chosen stays on record."""
    attempt.finished_at = now()
    db.session.flush()
    record("scenario given up", attempt, unit_id=actor.unit_id, scenario=attempt.version.slug, mode=attempt.mode)


def take_up_again(actor: Actor, play: Play, at: int) -> Attempt:
    """Return a new practice that stands before the choice `at` (from 0) of a finished one; it will never count.

    The customer is the same, the choices are dealt anew. Another one of this kind that is open is given up.
    """
    old = play.attempt
    running = open_attempts(old.employee_id, old.scenario_id).get(AGAIN)
    if running:
        give_up(actor, running)
    attempt = Attempt(
        employee_id=old.employee_id, scenario_id=old.scenario_id, version=old.version, mode="practice", carried=at,
        patience=old.patience, seed=_seed_like(play), started_at=now())
    db.session.add(attempt)
    db.session.flush()
    db.session.add_all(
        Step(attempt_id=attempt.id, position=position, choice_id=choice_id, at=attempt.started_at,
             reason=play.notes.reasons.get(position))
        for position, choice_id in enumerate(play.made[:at]))
    record("scenario taken up again", attempt, unit_id=actor.unit_id, scenario=old.version.slug, mode=old.mode,
           source=old.id, choices=at)
    return attempt


def _seed_like(play: Play) -> str:
    """Return a new seed that gives the same customer."""
    wanted, seed = part_of(play.scenario, play.attempt.seed), secrets.token_hex(16)
    while part_of(play.scenario, seed) != wanted:
        seed = secrets.token_hex(16)
    return seed


def open_hint(play: Play) -> None:
    """Keep that the player opened the hint of the scene on screen. Hints leave no row in the ledger."""
    at = len(play.made)
    if at not in play.notes.hints:
        db.session.add(Hint(attempt_id=play.attempt.id, position=at, at=now()))
        db.session.flush()


def record_choice(actor: Actor, play: Play, choice_id: str, *, reason: str | None = None) -> Position:
    """Append a choice to the attempt, and finish it where the choice ends the story. Steps leave no row in the ledger.

    Raises:
        IllegalChoice: the position the attempt has reached does not offer it.
    """
    position = advance(play.scenario, play.position, choice_id)
    moment = now()
    db.session.add(Step(attempt_id=play.attempt.id, position=len(play.made), choice_id=choice_id, reason=reason, at=moment))
    if position.outcome:
        _finish(actor, play, position, moment)
    return position


def _finish(actor: Actor, play: Play, position: Position, moment: datetime) -> None:
    """Keep the result; higher packages hear of a try only, not of a practice that was taken up again."""
    attempt, earned = play.attempt, score(play.scenario, position)
    attempt.finished_at, attempt.outcome = moment, position.outcome
    attempt.score, attempt.result = earned.overall.percent, result_of(earned)
    again = {} if attempt.carried is None else {"taken_up_again": attempt.carried}  # a practice that never counts
    record("scenario finished", attempt, unit_id=actor.unit_id, scenario=attempt.version.slug, mode=attempt.mode,
           outcome=attempt.outcome, score=attempt.score, **again)
    db.session.flush()
    if attempt.carried is None:
        scenario_finished.send(attempt)


def result_of(earned: Score) -> dict[str, Any]:
    """Return a score as it is kept: {"overall": mark, "dimensions": {dimension: mark}}, each mark as in `_kept`."""
    return {"overall": _kept(earned.overall),
            "dimensions": {dimension: _kept(mark) for dimension, mark in earned.dimensions.items()}}


def _kept(mark: Mark) -> dict[str, float | None]:
    return {"points": float(mark.points), "worst": float(mark.worst), "best": float(mark.best), "percent": mark.percent}
