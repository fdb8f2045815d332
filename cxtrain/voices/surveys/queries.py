"""Reading campaigns, places and links through the eyes of whoever runs surveys."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import abort, current_app
from sqlalchemy import exists, func, select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.journey.models import Department
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.voices.models import Campaign, QuestionnaireVersion, Response, ResponseAnswer, SurveyLink, SurveyPlace
from cxtrain.voices.surveys.between import Said
from cxtrain.voices.surveys.link import token_of
from cxtrain.voices.surveys.standing import standing, still_needed

PAGE = 50  # campaigns on one page
MOST_COUNTED = 100_000  # answers that are counted by place while a page waits


@dataclass(frozen=True)
class Listed:
    """A campaign as a list shows it."""

    campaign: Campaign
    standing: str
    places: int
    needed: int | None


@dataclass(frozen=True)
class Batch:
    """Links that were made together; `first` is the id of the first."""

    first: int
    place: SurveyPlace
    made_at: dt.datetime
    expires_on: dt.date
    links: int
    used: int


def is_open(campaign: Campaign, day: dt.date) -> bool:
    """Whether a campaign takes answers on a day of its unit."""
    return standing(campaign, day) == "open"


def list_campaigns(actor: Actor, *, state: str = "", after: int | None = None) -> list[Listed]:
    """Return the campaigns in reach, the newest first, a page of them below the id `after`."""
    query = select(Campaign).where(Campaign.unit_id.in_(select(Unit.id).where(within(actor, Can.RUN_SURVEYS))))
    if state:
        query = query.where(Campaign.state == state)
    if after is not None:
        query = query.where(Campaign.id < after)
    found = list(db.session.scalars(query.order_by(Campaign.id.desc()).limit(PAGE)))
    places = _places_in(campaign.id for campaign in found)
    return [Listed(each, standing(each, today(each.unit.zone)), places.get(each.id, 0), still_needed(each))
            for each in found]


def _places_in(campaign_ids: Iterable[int]) -> dict[int, int]:
    rows = db.session.execute(select(SurveyPlace.campaign_id, func.count()).where(
        SurveyPlace.campaign_id.in_(list(campaign_ids)), SurveyPlace.ended.is_(False)).group_by(SurveyPlace.campaign_id))
    return {campaign_id: count for campaign_id, count in rows}


def get_campaign_for(actor: Actor, campaign_id: int) -> Campaign:
    """Return a campaign that the actor may run, or answer 404."""
    query = select(Campaign).join(Unit, Unit.id == Campaign.unit_id).where(
        Campaign.id == campaign_id, within(actor, Can.RUN_SURVEYS))
    return db.session.scalar(query) or abort(404)


def get_place_for(actor: Actor, place_id: int) -> SurveyPlace:
    """Return a place of a campaign that the actor may run, or answer 404."""
    place = db.session.get(SurveyPlace, place_id) or abort(404)
    get_campaign_for(actor, place.campaign_id)
    return place


def places_of(campaign_id: int, *, ended: bool = False) -> list[SurveyPlace]:
    """Return the places of a campaign by unit and label; those that ended only where asked for."""
    query = select(SurveyPlace).join(Unit, Unit.id == SurveyPlace.unit_id).where(SurveyPlace.campaign_id == campaign_id)
    query = query if ended else query.where(SurveyPlace.ended.is_(False))
    return list(db.session.scalars(query.order_by(Unit.code, SurveyPlace.label, SurveyPlace.id)))


def has_place(campaign_id: int) -> bool:
    """Whether a campaign can be answered anywhere."""
    found = exists().where(SurveyPlace.campaign_id == campaign_id, SurveyPlace.ended.is_(False))
    return bool(db.session.scalar(select(found)))


def received_at(campaign: Campaign) -> dict[int, int] | None:
    """Return how many of a campaign's answers are kept one by one, by place; None where there are too many to count."""
    if campaign.received > MOST_COUNTED:
        return None
    rows = db.session.execute(select(Response.place_id, func.count()).where(
        Response.campaign_id == campaign.id, Response.place_id.is_not(None)).group_by(Response.place_id))
    return {place_id: count for place_id, count in rows if place_id is not None}


def said_between(campaign_id: int) -> tuple[dict[int | None, int], list[Said]]:
    """Return how many people of each department answered an internal survey, and how often they gave each answer."""
    mine = (Response.campaign_id == campaign_id, Response.counted)
    people = db.session.execute(select(Response.department_id, func.count()).where(*mine).group_by(Response.department_id))
    by = (Response.department_id, ResponseAnswer.kind, ResponseAnswer.subject, ResponseAnswer.value,
          func.coalesce(ResponseAnswer.other, 0))
    said = db.session.execute(select(*by, func.count()).join(Response, Response.id == ResponseAnswer.response_id)
                              .where(*mine).group_by(*by))
    return {key: n for key, n in people}, [Said(*row) for row in said]


def units_below(campaign: Campaign) -> list[Unit]:
    """Return the unit of a campaign and all below it, by code."""
    return list(db.session.scalars(select(Unit).where(
        Unit.path.startswith(campaign.unit.path, autoescape=True)).order_by(Unit.code)))


def kind_of(questionnaire_id: int) -> str:
    """Return whom a questionnaire asks: customer, internal or kano."""
    return db.session.scalars(select(QuestionnaireVersion.kind).where(QuestionnaireVersion.id == questionnaire_id)).one()


def asked_department(place: SurveyPlace) -> Department | None:
    """Return which department answers at a place of an internal survey: the one whose slug is its label."""
    if place.campaign.department_id is None:
        return None
    return db.session.scalar(select(Department).where(Department.slug == place.label))


def batches_of(campaign_id: int) -> list[Batch]:
    """Return the links of a campaign as they were made together, the newest first."""
    query = (select(func.min(SurveyLink.id), SurveyLink.place_id, SurveyLink.made_at, SurveyLink.expires_on, func.count(),
                    func.count(SurveyLink.used_at))
             .join(SurveyPlace, SurveyPlace.id == SurveyLink.place_id).where(SurveyPlace.campaign_id == campaign_id)
             .group_by(SurveyLink.place_id, SurveyLink.made_at, SurveyLink.expires_on).order_by(func.min(SurveyLink.id).desc()))
    return [Batch(first, db.session.get_one(SurveyPlace, place_id), made_at, expires_on, links, used)
            for first, place_id, made_at, expires_on, links, used in db.session.execute(query)]


def links_with(actor: Actor, link_id: int) -> Sequence[SurveyLink]:
    """Return the links that were made together with one, in the order in which they were made, or answer 404."""
    first = db.session.get(SurveyLink, link_id) or abort(404)
    get_campaign_for(actor, first.place.campaign_id)
    return db.session.scalars(select(SurveyLink).where(
        SurveyLink.place_id == first.place_id, SurveyLink.made_at == first.made_at).order_by(SurveyLink.id)).all()


def link_token(link: SurveyLink) -> str | None:
    """Return what a link's address ends with; None where the site's secret has changed since it was made."""
    token = token_of(current_app.config["SECRET_KEY"], link.id)
    return token if hashlib.sha256(token.encode()).hexdigest() == link.digest else None
