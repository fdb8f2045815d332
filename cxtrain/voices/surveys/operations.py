"""Making, opening and closing campaigns, their places and their links; the caller commits."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from flask import current_app
from sqlalchemy import insert, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.voices.models import Campaign, SurveyLink, SurveyPlace
from cxtrain.voices.surveys import queries
from cxtrain.voices.surveys.link import token_of
from cxtrain.web.bilingual import N_

LATER = ("title", "closes_on", "quota", "target", "comments_for")  # what may change when it has been opened
OVER = N_("Its last day is over. Change the last day first.")
FULL = N_("Its quota is reached. Raise the quota first.")
NO_PLACE = N_("Add at least one place first, or nobody can answer.")
NO_DEPARTMENT = N_("Choose which department is asked about.")
NOT_INTERNAL = N_("Departments are asked about with an internal questionnaire only.")
FEWER = N_("%(received)s have answered already: the quota cannot be lower.")
HAS_PLACES = N_("It has places already, and they would no longer fit. Begin another survey.")
RETIRED = N_("This touchpoint is no longer part of the journey.")


class Refused(ValueError):
    """The change is not allowed as things stand: `field` of the form, `sentence` with its `facts`."""

    def __init__(self, field: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.field, self.sentence, self.facts = field, sentence, facts


@dataclass(frozen=True)
class Plan:
    """What a campaign asks, where, and for how long."""

    title: str
    unit_id: int
    touchpoint_id: int
    questionnaire_id: int
    purpose: dict[str, str]  # {"zh", "en"}: one sentence, on the page that customers see
    opens_on: dt.date
    closes_on: dt.date | None = None
    department_id: int | None = None
    keep_months: int = 24
    comments_for: str = "hr"
    quota: int | None = None
    target: int | None = None


def new_campaign(actor: Actor, plan: Plan) -> Campaign:
    """Keep a campaign as a draft; nobody can answer it yet.

    Raises:
        Refused: the questionnaire and the department do not go together.
    """
    _check(plan)
    campaign = Campaign(**asdict(plan), made_by=actor.employee_id, made_at=now())
    db.session.add(campaign)
    db.session.flush()
    record("survey drafted", campaign, unit_id=campaign.unit_id, title=campaign.title)
    return campaign


def _check(plan: Plan) -> None:
    internal = queries.kind_of(plan.questionnaire_id) == "internal"
    if internal and plan.department_id is None:
        raise Refused("department", NO_DEPARTMENT)
    if plan.department_id is not None and not internal:
        raise Refused("department", NOT_INTERNAL)


def change_campaign(campaign: Campaign, plan: Plan) -> None:
    """Change a campaign: all of a draft; of one that was opened, what does not change what its answers mean.

    Raises:
        Refused: as `new_campaign`; or more have answered than the quota would allow.
    """
    wanted = asdict(plan) if campaign.state == "draft" else {name: getattr(plan, name) for name in LATER}
    if campaign.state == "draft":
        _check(plan)
        moved = (plan.unit_id, plan.department_id is None) != (campaign.unit_id, campaign.department_id is None)
        if moved and queries.has_place(campaign.id):
            raise Refused("unit", HAS_PLACES)
    if plan.quota is not None and plan.quota < campaign.received:
        raise Refused("quota", FEWER, received=campaign.received)
    changed = {name: value for name, value in wanted.items() if getattr(campaign, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(campaign, name, value)
    db.session.flush()
    record("survey changed", campaign, unit_id=campaign.unit_id, fields=sorted(changed))


def open_campaign(campaign: Campaign, on: dt.date) -> None:
    """Let people answer from its first day on; one that was closed opens again.

    Raises:
        Refused: it has no place, its days are over, its quota is reached, or its touchpoint left the journey.
    """
    if campaign.closes_on is not None and on > campaign.closes_on:
        raise Refused("closes_on", OVER)
    if campaign.quota is not None and campaign.received >= campaign.quota:
        raise Refused("quota", FULL)
    if campaign.touchpoint.ended_at is not None:
        raise Refused("touchpoint", RETIRED)
    if not queries.has_place(campaign.id):
        raise Refused("places", NO_PLACE)
    _move(campaign, "open", "survey opened")


def close_campaign(campaign: Campaign) -> None:
    """Take no more answers; what was answered stays."""
    _move(campaign, "closed", "survey closed")


def _move(campaign: Campaign, state: str, action: str) -> None:
    if campaign.state == state:
        return
    campaign.state = state
    db.session.flush()
    record(action, campaign, unit_id=campaign.unit_id, received=campaign.received)


def add_places(campaign: Campaign, units: Sequence[Unit], labels: Sequence[str] = ("",)) -> int:
    """Add a place for each unit and label that has none, and bring those back that had ended; return how many.

    Args:
        campaign: whose places they are.
        units: at its unit or below.
        labels: where in the unit, such as "Table 12"; "" for the unit as a whole. Of an internal survey the slugs of
            the departments that are asked.
    """
    known = {(place.unit_id, place.label): place for place in queries.places_of(campaign.id, ended=True)}
    wanted = [(unit.id, label) for unit in units for label in dict.fromkeys(labels)]
    back = [known[key] for key in wanted if key in known and known[key].ended]
    for place in back:
        place.ended = False
    db.session.add_all(SurveyPlace(campaign_id=campaign.id, unit_id=unit_id, label=label, token=secrets.token_urlsafe(16))
                       for unit_id, label in wanted if (unit_id, label) not in known)
    added = len(back) + sum(key not in known for key in wanted)
    db.session.flush()
    if added:
        record("survey places added", campaign, unit_id=campaign.unit_id, places=added)
    return added


def end_place(place: SurveyPlace) -> None:
    """Take a poster out of use: its code leads to a page that says so. What was answered there stays."""
    if place.ended:
        return
    place.ended = True
    record("survey place ended", place, unit_id=place.unit_id, label=place.label)


def make_links(place: SurveyPlace, labels: Iterable[str], expires_on: dt.date) -> list[SurveyLink]:
    """Make a link for each label (a receipt's number, or ""), which can be answered once; return them in order.

    A link's token follows from its id by the site's secret (`queries.link_token`), and only its digest is kept: the
    file of links can be fetched again, and the database alone opens none of them.
    """
    made_at = now()
    rows = [{"place_id": place.id, "digest": secrets.token_hex(32), "label": label, "made_at": made_at,
             "expires_on": expires_on} for label in labels]
    links = list(db.session.scalars(insert(SurveyLink).returning(SurveyLink, sort_by_parameter_order=True), rows))
    secret = current_app.config["SECRET_KEY"]
    db.session.execute(update(SurveyLink), [
        {"id": link.id, "digest": hashlib.sha256(token_of(secret, link.id).encode()).hexdigest()} for link in links])
    record("survey links made", place, unit_id=place.unit_id, links=len(links), expires=expires_on.isoformat())
    return links
