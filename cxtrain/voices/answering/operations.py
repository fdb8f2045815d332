"""Taking an answer in from a survey's page; the caller commits."""

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.voices.answering import queries
from cxtrain.voices.answering.door import Place, closed_because, kept_until
from cxtrain.voices.answering.repeats import digest_of, is_counted
from cxtrain.voices.answering.sheet import Filled
from cxtrain.voices.models import Campaign, DaySalt, Response, SurveyLink
from cxtrain.voices.operations import Arrived, Words, erase, receive
from cxtrain.voices.signals import response_received
from cxtrain.web.limits import hit

PER_ADDRESS, WINDOW = 300, dt.timedelta(minutes=15)  # a shop's guests share one address
_salt = DaySalt.__table__
_SALT = select(_salt.c.salt).where(_salt.c.day == bindparam("sought"))
_RECEIVED = update(Campaign.__table__).where(Campaign.__table__.c.id == bindparam("campaign")).values(
    received=Campaign.__table__.c.received + bindparam("more"))


@dataclass(frozen=True)
class Sender:
    """How an answer came: the page's key, its receipt, the language, and digests with the day's salt."""

    key: str
    receipt: str
    language: str
    device: str


@dataclass(frozen=True)
class Spot:
    """What must be known of a unit to count an answer there."""

    id: int
    path: str
    zone: str


def todays_salt() -> str:
    """Return the day's secret (UTC), made by the first answer of the day, which deletes those of earlier days."""
    day = now().date()
    found = db.session.connection().scalar(_SALT, {"sought": day})
    if found is None:
        db.session.execute(delete(DaySalt).where(DaySalt.day < day))
        insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        db.session.execute(insert(DaySalt).values(day=day, salt=secrets.token_hex(32)).on_conflict_do_nothing())
        found = db.session.execute(_SALT, {"sought": day}).scalar_one()
    return str(found)


def within_limit(salt: str, address: str) -> bool:
    """Count a try of this address, of which only a digest with the day's salt is noted."""
    return hit(f"survey@{digest_of(salt, address)[:32]}", PER_ADDRESS, WINDOW)


def take_in(place: Place, filled: Filled, sender: Sender) -> str:
    """Store and count an answer; return "" when it is there, now or since before, else why the door is closed.

    The place was read with `queries.locked` in the same transaction.
    """
    if queries.is_there(sender.key):
        return ""
    why = closed_because(place, today(place.zone))
    if why:
        return why
    arrived = _arrived(place, filled, sender)
    response_id = receive([arrived])[0]
    if arrived.counted:
        db.session.connection().execute(_RECEIVED, {"campaign": place.campaign_id, "more": 1})
    if place.link_id:
        db.session.execute(update(SurveyLink.__table__).where(SurveyLink.id == place.link_id).values(used_at=arrived.at))
        response_received.send(db.session.get_one(Response, response_id))
    return ""


def take_back(response: Response) -> None:
    """Delete an answer at the will of whoever gave it; its campaign has one less."""
    if response.counted:
        db.session.execute(_RECEIVED, {"campaign": response.campaign_id, "more": -1})
    erase(response)


def _arrived(place: Place, filled: Filled, sender: Sender) -> Arrived:
    at = now()
    device = None if place.link_id else sender.device  # a link is answered once; its device is nobody's business
    counted = device is None or is_counted(queries.counted_before(place.campaign_id, device), at)
    source, asked = ("internal", queries.department_called(place.label)) if place.kind == "internal" else ("survey", None)
    return Arrived(
        key=sender.key, unit=Spot(place.unit_id, place.unit_path, place.zone), touchpoint_id=place.touchpoint_id,
        source=source, at=at, department_id=asked,
        keep_until=kept_until(today(place.zone), place.keep_months), answers=filled.answers,
        comments=tuple(Words(each.question, each.words, each.score) for each in filled.said), audience=place.comments_for,
        language=sender.language, segment=filled.segment, counted=counted, campaign_id=place.campaign_id, place_id=place.id,
        repeat_digest=device, receipt=sender.receipt)
