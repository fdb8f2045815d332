"""Changes to huddles; the caller commits. The start and the end are in the ledger, scenes are not, as in a play."""

import datetime as dt
import secrets
from collections.abc import Mapping

from sqlalchemy import delete, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.operations import hourly
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.roleplay.models import Scenario
from cxtrain.roleplay.play import Position, advance
from cxtrain.roleplay.score import score
from cxtrain.training.huddles.codes import CODES, code_of
from cxtrain.training.huddles.models import Huddle, HuddleCount, HuddlePhone, HuddleStep, HuddleVote
from cxtrain.training.huddles.queries import Played, counts_of, played, votes_at
from cxtrain.training.huddles.stages import LASTS, Move, after


def start(actor: Actor, scenario: Scenario, unit: Unit) -> Huddle:
    """Return a new huddle of the scenario's current version for the people of a unit."""
    huddle = Huddle(unit_id=unit.id, version=scenario.current, leader_id=actor.employee_id, code=_fresh_code(),
                    seed=secrets.token_hex(16), started_at=now())
    db.session.add(huddle)
    db.session.flush()
    record("huddle started", huddle, unit_id=unit.id, scenario=scenario.slug)
    return huddle


def _fresh_code() -> str:
    code = code_of(secrets.randbelow(CODES))
    while db.session.scalar(select(Huddle.id).where(Huddle.code == code)):
        code = code_of(secrets.randbelow(CODES))
    return code


def begin(play: Played) -> None:
    """Ask about the first scene."""
    _go(play.huddle, "begin")


def count(play: Played, hands: Mapping[str, int]) -> None:
    """Close the vote on the scene in question and count it; `hands` were counted in the room, by choice id."""
    huddle = play.huddle
    _go(huddle, "count")
    phones = votes_at(huddle)
    db.session.execute(delete(HuddleCount).where(HuddleCount.huddle_id == huddle.id, HuddleCount.position == huddle.position))
    db.session.add_all(
        HuddleCount(huddle_id=huddle.id, position=huddle.position, choice_id=choice.id, phones=phones.get(choice.id, 0),
                    hands=hands.get(choice.id, 0))
        for choice in play.before.answers if phones.get(choice.id) or hands.get(choice.id))
    db.session.flush()


def reopen(play: Played) -> None:
    """Let telephones choose again; hands that were typed stay."""
    _go(play.huddle, "reopen")


def play_on(play: Played, choice_id: str) -> None:
    """Play on with a choice of the scene in question, and show what comes of it.

    Raises:
        IllegalChoice: the scene does not offer it.
    """
    huddle = play.huddle
    advance(play.scenario, play.before, choice_id)
    _go(huddle, "play")
    db.session.add(HuddleStep(huddle_id=huddle.id, position=huddle.position, choice_id=choice_id))
    counts = counts_of(huddle.id).get(huddle.position, {})
    huddle.people = max(huddle.people, sum(count.n for count in counts.values()))
    db.session.flush()


def go_on(play: Played) -> None:
    """Ask about the next scene, or end the huddle with its story."""
    if play.reached.outcome:
        _end(play, "on")
    else:
        _go(play.huddle, "on")
        play.huddle.position += 1
    db.session.flush()


def end(play: Played) -> None:
    """End the huddle where it stands."""
    _end(play, "end")
    db.session.flush()


@hourly("huddles left open")
def end_old(moment: dt.datetime) -> None:
    """End the huddles that nobody ended in time, so that no vote outlasts its day."""
    query = select(Huddle).where(Huddle.ended_at.is_(None), Huddle.started_at < moment - LASTS).with_for_update(of=Huddle)
    for huddle in db.session.scalars(query).all():
        end(played(huddle))


def _go(huddle: Huddle, move: Move, *, over: bool = False) -> None:
    huddle.stage = after(huddle.stage, move, over=over)
    huddle.revision += 1


def _end(play: Played, move: Move) -> None:
    """Keep the result and the counts of what was played; who chose what is deleted."""
    huddle, reached = play.huddle, play.reached
    _go(huddle, move, over=True)
    huddle.ended_at, huddle.position = now(), len(reached.trail)
    huddle.outcome, huddle.score = reached.outcome, _percent(play, reached)
    for table in (HuddleVote, HuddlePhone):
        db.session.execute(delete(table).where(table.huddle_id == huddle.id))
    db.session.execute(delete(HuddleCount).where(HuddleCount.huddle_id == huddle.id, HuddleCount.position >= huddle.position))
    record("huddle ended", huddle, unit_id=huddle.unit_id, scenario=huddle.version.slug, people=huddle.people,
           choices=huddle.position, outcome=huddle.outcome, score=huddle.score)


def _percent(play: Played, reached: Position) -> float | None:
    return score(play.scenario, reached).overall.percent if reached.outcome else None
