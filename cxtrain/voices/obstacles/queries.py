"""Reading obstacles: one's own, those of the units in reach, and how often each kind was told."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.voices.obstacles.models import Obstacle

SHOWN = 30  # on a page


@dataclass(frozen=True)
class Told:
    """How often something stood in the way at a touchpoint."""

    touchpoint_id: int
    kind: str
    n: int


def own(actor: Actor) -> Sequence[Obstacle]:
    """Return what the reader told, the newest first."""
    return db.session.scalars(select(Obstacle).where(Obstacle.employee_id == actor.employee_id)
                              .order_by(Obstacle.at.desc()).limit(SHOWN)).all()


def last_touchpoint(actor: Actor) -> int | None:
    """Return where the reader told something last: the next report is most often about the same place."""
    return db.session.scalar(select(Obstacle.touchpoint_id).where(Obstacle.employee_id == actor.employee_id)
                             .order_by(Obstacle.at.desc()).limit(1))


def waiting_for(actor: Actor, *, most: int = SHOWN) -> Sequence[Obstacle]:
    """Return what nobody has answered yet in the units in reach, the oldest first."""
    query = select(Obstacle).join(Unit, Unit.id == Obstacle.unit_id).where(
        within(actor, Can.IMPROVE), Obstacle.state == "open").order_by(Obstacle.at).limit(most)
    return db.session.scalars(query).all()


def count_waiting(actor: Actor) -> int:
    """Return how many wait for an answer in the units in reach."""
    return db.session.scalar(select(func.count()).select_from(Obstacle).join(Unit, Unit.id == Obstacle.unit_id).where(
        within(actor, Can.IMPROVE), Obstacle.state == "open")) or 0


def told(actor: Actor, since: dt.datetime) -> list[Told]:
    """Return how often each kind was told at each touchpoint of the units in reach since a moment, the most first."""
    n = func.count().label("n")
    rows = db.session.execute(
        select(Obstacle.touchpoint_id, Obstacle.kind, n).join(Unit, Unit.id == Obstacle.unit_id)
        .where(within(actor, Can.IMPROVE), Obstacle.at >= since)
        .group_by(Obstacle.touchpoint_id, Obstacle.kind).order_by(n.desc(), Obstacle.touchpoint_id, Obstacle.kind))
    return [Told(*row) for row in rows]


def counts_at(touchpoint_id: int, unit_ids: Sequence[int], since: dt.datetime) -> dict[str, int]:
    """Return how often each kind was told at a touchpoint of these stores since a moment, the most first; for its board."""
    rows = db.session.execute(
        select(Obstacle.kind, func.count())
        .where(Obstacle.touchpoint_id == touchpoint_id, Obstacle.unit_id.in_(unit_ids), Obstacle.at >= since)
        .group_by(Obstacle.kind).order_by(func.count().desc(), Obstacle.kind))
    return dict(rows.tuples().all())


def lately_at(touchpoint_id: int, unit_ids: Sequence[int], since: dt.datetime, *, most: int = SHOWN) -> Sequence[Obstacle]:
    """Return what was told there, the newest first; who told it is not for pages."""
    return db.session.scalars(select(Obstacle).where(
        Obstacle.touchpoint_id == touchpoint_id, Obstacle.unit_id.in_(unit_ids), Obstacle.at >= since)
        .order_by(Obstacle.at.desc()).limit(most)).all()


def get_own(actor: Actor, obstacle_id: int) -> Obstacle:
    """Return a report of the reader's own, or answer 404."""
    return db.session.scalar(select(Obstacle).where(
        Obstacle.id == obstacle_id, Obstacle.employee_id == actor.employee_id)) or abort(404)


def get_to_answer(actor: Actor, obstacle_id: int) -> Obstacle:
    """Return a report of the units in reach, or answer 404."""
    return db.session.scalar(select(Obstacle).join(Unit, Unit.id == Obstacle.unit_id).where(
        Obstacle.id == obstacle_id, within(actor, Can.IMPROVE))) or abort(404)
