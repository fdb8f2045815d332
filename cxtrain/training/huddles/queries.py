"""Reading huddles through the eyes of whoever leads them: a foreign one and a missing one are the same 404."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort
from sqlalchemy import bindparam, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.roleplay import records
from cxtrain.roleplay.models import ScenarioVersion
from cxtrain.roleplay.play import IllegalChoice, Position, replay
from cxtrain.roleplay.queries import Damaged, scenario_of
from cxtrain.training.huddles.models import Huddle, HuddleCount, HuddlePhone, HuddleStep, HuddleVote
from cxtrain.training.huddles.shares import Count

A_PAGE = 20


@dataclass(frozen=True)
class Played:
    """A huddle with all that is computed from its steps."""

    huddle: Huddle
    scenario: records.Scenario
    before: Position  # the scene in question
    reached: Position  # further by one choice while that is shown


@dataclass(frozen=True)
class Last:
    """The last huddle of a unit."""

    id: int
    at: dt.datetime
    people: int
    title: Mapping[str, str]


def get_huddle_for(actor: Actor, huddle_id: int, *, to_change: bool = False) -> Huddle:
    """Return the huddle if its unit is in reach; otherwise answer 404. To change it, its row is locked where it can be."""
    query = select(Huddle).join(Unit, Unit.id == Huddle.unit_id).where(
        Huddle.id == huddle_id, within(actor, Can.LEAD_HUDDLES))
    return db.session.scalar(query.with_for_update(of=Huddle) if to_change else query) or abort(404)


def played(huddle: Huddle) -> Played:
    """Return the huddle replayed from its steps.

    Raises:
        Damaged: the scenario's text or the steps are not what they were.
    """
    scenario = scenario_of(huddle.version)
    made = list(db.session.scalars(
        select(HuddleStep.choice_id).where(HuddleStep.huddle_id == huddle.id).order_by(HuddleStep.position)))
    try:
        before = replay(scenario, made[:huddle.position])
        return Played(huddle, scenario, before, replay(scenario, made) if len(made) > huddle.position else before)
    except IllegalChoice as error:
        raise Damaged(f"huddle {huddle.id}: {error}") from error


def counts_of(huddle_id: int) -> dict[int, dict[str, Count]]:
    """Return how many were for what, by position and choice id."""
    found: dict[int, dict[str, Count]] = {}
    rows = db.session.execute(select(HuddleCount.position, HuddleCount.choice_id, HuddleCount.phones, HuddleCount.hands)
                              .where(HuddleCount.huddle_id == huddle_id))
    for row in rows:
        found.setdefault(row.position, {})[row.choice_id] = Count(row.phones, row.hands)
    return found


def votes_at(huddle: Huddle) -> dict[str, int]:
    """Return how many telephones are for what in the scene in question, by choice id."""
    rows = db.session.execute(select(HuddleVote.choice_id, func.count()).where(
        HuddleVote.huddle_id == huddle.id, HuddleVote.position == huddle.position).group_by(HuddleVote.choice_id))
    return {choice_id: count for choice_id, count in rows}


def attendance_of(huddle: Huddle) -> tuple[int, int]:
    """Return how many telephones have joined, and how many have chosen in the scene in question."""
    joined = select(func.count()).select_from(HuddlePhone).where(HuddlePhone.huddle_id == huddle.id).scalar_subquery()
    chosen = select(func.count()).select_from(HuddleVote).where(
        HuddleVote.huddle_id == huddle.id, HuddleVote.position == huddle.position).scalar_subquery()
    row = db.session.execute(select(joined, chosen)).one()
    return row[0], row[1]


def list_open(actor: Actor) -> list[Huddle]:
    """Return the huddles in reach that go on, the latest first."""
    query = select(Huddle).join(Unit, Unit.id == Huddle.unit_id).where(
        Huddle.ended_at.is_(None), within(actor, Can.LEAD_HUDDLES))
    return list(db.session.scalars(query.order_by(Huddle.started_at.desc(), Huddle.id.desc()).limit(A_PAGE)))


def list_past(actor: Actor, before: int | None = None) -> tuple[list[Huddle], int | None]:
    """Return a page of the huddles in reach in which something was played, the newest first, and where the next begins.

    Args:
        actor: who asks.
        before: the id that older ones come before; None for the newest.
    """
    query = select(Huddle).join(Unit, Unit.id == Huddle.unit_id).where(
        Huddle.ended_at.is_not(None), Huddle.position > 0, within(actor, Can.LEAD_HUDDLES))
    if before is not None:
        query = query.where(Huddle.id < before)
    found = list(db.session.scalars(query.order_by(Huddle.id.desc()).limit(A_PAGE + 1)))
    return found[:A_PAGE], found[A_PAGE - 1].id if len(found) > A_PAGE else None


_huddle, _version = Huddle.__table__, ScenarioVersion.__table__
_LAST = (select(_huddle.c.id, _huddle.c.started_at, _huddle.c.people, _version.c.title)
         .join(_version, _version.c.id == _huddle.c.version_id)
         .where(_huddle.c.unit_id == bindparam("unit"), _huddle.c.ended_at.is_not(None), _huddle.c.position > 0)
         .order_by(_huddle.c.started_at.desc()).limit(1))


def last_huddle(unit_id: int) -> Last | None:
    """Return the last huddle of a unit in which something was played."""
    row = db.session.connection().execute(_LAST, {"unit": unit_id}).first()
    return Last(*row) if row else None
