"""Reading a place by its address, and a response by its receipt. Statements over tables, made once: every answer runs them."""

import datetime as dt
import hashlib
from typing import Any

from sqlalchemy import Select, bindparam, select

from cxtrain.extensions import db
from cxtrain.journey.models import Department, Touchpoint
from cxtrain.people.models import Unit
from cxtrain.voices.answering.door import Place
from cxtrain.voices.models import Campaign, CustomerComment, QuestionnaireVersion, Response, SurveyLink, SurveyPlace
from cxtrain.voices.operations import receipt_digest

_place, _campaign, _touchpoint, _department, _unit, _version, _link, _response = (model.__table__ for model in (
    SurveyPlace, Campaign, Touchpoint, Department, Unit, QuestionnaireVersion, SurveyLink, Response))
_COLUMNS = (
    _place.c.id, _place.c.campaign_id, _place.c.ended, _place.c.unit_id, _campaign.c.touchpoint_id, _campaign.c.purpose,
    _campaign.c.keep_months, _campaign.c.comments_for, _campaign.c.state, _campaign.c.opens_on, _campaign.c.closes_on,
    _campaign.c.quota, _campaign.c.received, _campaign.c.target, _place.c.label,
    _touchpoint.c.title.label("about"), _department.c.title.label("department"),
    _version.c.digest.label("questionnaire"), _version.c.title, _version.c.kind, _unit.c.path.label("unit_path"),
    _unit.c.zone, _unit.c.name, _unit.c.name_en)


def _statement(*more: Any) -> Select[Any]:
    joined = _place.join(_campaign, _campaign.c.id == _place.c.campaign_id).join(
        _touchpoint, _touchpoint.c.id == _campaign.c.touchpoint_id).join(
        _version, _version.c.id == _campaign.c.questionnaire_id).outerjoin(
        _department, _department.c.id == _campaign.c.department_id).join(_unit, _unit.c.id == _place.c.unit_id)
    if more:
        joined = joined.join(_link, _link.c.place_id == _place.c.id)
    return select(*_COLUMNS, *(more or (_place.c.token.label("address"),))).select_from(joined)


_OF_LINK = (_link.c.digest.label("address"), _link.c.id.label("link_id"), _link.c.expires_on,
            _link.c.used_at.is_not(None).label("used"))
_BY_TOKEN = _statement().where(_place.c.token == bindparam("sought"))
_BY_LINK = _statement(*_OF_LINK).where(_link.c.digest == bindparam("sought"))
_POSTER_LOCKED = _statement().where(_place.c.id == bindparam("sought")).with_for_update(of=_campaign)
_LINK_LOCKED = _statement(*_OF_LINK).where(_link.c.id == bindparam("sought")).with_for_update(of=(_campaign, _link))
_KEY = select(_response.c.id).where(_response.c.key == bindparam("sought"))
_SAME_DEVICE = select(_response.c.at).where(_response.c.campaign_id == bindparam("campaign"),
                                            _response.c.repeat_digest == bindparam("digest"), _response.c.counted)


def place_by_token(token: str) -> Place | None:
    """Return the place whose poster holds this token."""
    return _found(_BY_TOKEN, token)


def place_by_link(digest: str) -> Place | None:
    """Return the place of a link that can be answered once."""
    return _found(_BY_LINK, digest)


def locked(place_id: int, link_id: int) -> Place | None:
    """Return the place as it stands now, and keep others from answering its campaign until the transaction ends.

    Args:
        place_id: of a poster.
        link_id: of a link, or 0 where a poster is answered.
    """
    return _found(_LINK_LOCKED, link_id) if link_id else _found(_POSTER_LOCKED, place_id)


def link_digest(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _found(statement: Select[Any], sought: str | int) -> Place | None:
    row = db.session.connection().execute(statement, {"sought": sought}).mappings().first()
    if row is None:
        return None
    facts = dict(row)
    name, english = facts.pop("name"), facts.pop("name_en")
    facts["about"] = facts.pop("department") or facts["about"]
    return Place(**facts, unit={"zh": name, "en": english or name})


def is_there(key: str) -> bool:
    """Whether the answer of the page with this key has come."""
    return db.session.connection().execute(_KEY, {"sought": key}).first() is not None


def counted_before(campaign_id: int, digest: str) -> list[dt.datetime]:
    """Return when counted answers with this digest of a device came; the digest is that of a day."""
    return list(db.session.connection().scalars(_SAME_DEVICE, {"campaign": campaign_id, "digest": digest}))


def department_called(slug: str) -> int | None:
    """Return the id of the department with this slug."""
    return db.session.scalar(select(_department.c.id).where(_department.c.slug == slug))


def response_by_receipt(code: str) -> Response | None:
    """Return the response with this receipt."""
    return db.session.scalar(select(Response).where(Response.receipt_digest == receipt_digest(code)))


def words_of(response_id: int) -> dict[str, str]:
    """Return the words of a response by question."""
    rows = db.session.execute(select(CustomerComment.question, CustomerComment.words)
                              .where(CustomerComment.response_id == response_id))
    return {question: words for question, words in rows}


def questionnaire_digest(campaign_id: int) -> str:
    """Return the digest of the questionnaire that a campaign asks."""
    return db.session.execute(select(_version.c.digest).join(_campaign, _campaign.c.questionnaire_id == _version.c.id)
                              .where(_campaign.c.id == campaign_id)).scalar_one()
