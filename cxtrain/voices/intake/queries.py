"""Reading sources, their files, and what is there already."""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.journey.queries import list_touchpoints
from cxtrain.people.models import Unit
from cxtrain.people.names import name_key
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.people.roster.places import Places
from cxtrain.people.roster.queries import known_units
from cxtrain.voices.intake.models import TakenResponse, VoiceFeed, VoiceIntake
from cxtrain.voices.intake.rows import Firm
from cxtrain.voices.models import Response

Rows = tuple[tuple[str, ...], ...]
LISTED, AT_ONCE = 50, 500


@dataclass(frozen=True)
class Defaults:
    """What rows are about that name no unit or no touchpoint."""

    unit_id: int | None = None
    touchpoint_id: int | None = None


def list_feeds() -> list[VoiceFeed]:
    """Return the sources, by title."""
    return list(db.session.scalars(select(VoiceFeed).order_by(VoiceFeed.title)))


def feed_titled(title: str) -> VoiceFeed | None:
    """Return the source of this title."""
    return db.session.scalar(select(VoiceFeed).where(VoiceFeed.title == title))


def list_intakes(actor: Actor) -> list[VoiceIntake]:
    """Return the newest files in the actor's reach."""
    query = select(VoiceIntake).join(Unit, Unit.id == VoiceIntake.unit_id).where(within(actor, Can.IMPORT_VOICES))
    return list(db.session.scalars(query.order_by(VoiceIntake.made_at.desc(), VoiceIntake.id.desc()).limit(LISTED)))


def get_intake_for(actor: Actor, intake_id: int) -> VoiceIntake:
    """Return a file in the actor's reach, or answer 404."""
    return db.session.scalar(select(VoiceIntake).join(Unit, Unit.id == VoiceIntake.unit_id).where(
        VoiceIntake.id == intake_id, within(actor, Can.IMPORT_VOICES))) or abort(404)


def rows_of(intake: VoiceIntake) -> Rows:
    """Return the kept rows; none where they were forgotten."""
    return tuple(map(tuple, json.loads(intake.rows))) if intake.rows else ()


def home_of(actor: Actor) -> Unit:
    """Return the highest unit where the actor may import."""
    query = select(Unit).where(within(actor, Can.IMPORT_VOICES)).order_by(func.length(Unit.path), Unit.id)
    return db.session.scalars(query.limit(1)).one()


def firm_for(paths: Sequence[str], defaults: Defaults, today: dt.date) -> Firm:
    """Return what rows are compared with by somebody who may import below `paths`."""
    units = known_units(paths)
    home = min(units.values(), key=lambda unit: (not unit.reachable, len(unit.chain), unit.id))
    unit = units.get(defaults.unit_id or 0)
    return Firm(Places(list(units.values()), create=False, home=home), _touchpoints(), today,
                unit if unit and unit.reachable else None, defaults.touchpoint_id)


def _touchpoints() -> dict[str, int]:
    found: dict[str, int] = {}
    for touchpoint in list_touchpoints():
        for name in (touchpoint.slug, *touchpoint.title.values()):
            found.setdefault(name_key(name), touchpoint.id)
    return found


def source_key(feed_id: int, identity: str) -> str:
    """Return by what a row of a source is known."""
    return f"{feed_id}:{identity}"


def known_keys(keys: Iterable[str]) -> set[str]:
    """Return those of the keys that have come before."""
    wanted, found = list(keys), set[str]()
    for start in range(0, len(wanted), AT_ONCE):
        found |= set(db.session.scalars(
            select(Response.source_key).where(Response.source_key.in_(wanted[start:start + AT_ONCE]))))
    return found


def came_with(intake_id: int, most: int) -> list[Response]:
    """Return some of the responses that came with a file and are still there."""
    query = select(Response).join(TakenResponse, TakenResponse.response_id == Response.id).where(
        TakenResponse.intake_id == intake_id)
    return list(db.session.scalars(query.order_by(Response.id).limit(most)))


def count_taken(intake_id: int) -> int:
    """Return how many responses of a file are there."""
    return db.session.scalar(select(func.count()).where(TakenResponse.intake_id == intake_id)) or 0


def units_by_id(ids: Collection[int]) -> dict[int, Unit]:
    """Return units."""
    return {unit.id: unit for unit in db.session.scalars(select(Unit).where(Unit.id.in_(list(ids))))}
