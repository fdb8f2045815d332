"""Which survey asks how a matter ended, and what was answered."""

import datetime as dt

from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.models import Campaign, QuestionnaireVersion, Response, ResponseAnswer, SurveyLink, SurveyPlace
from cxtrain.voices.surveys.standing import standing

SLUG = "after-complaint"  # of the questionnaire


def survey_for(unit: Unit) -> Campaign | None:
    """Return the open survey of how matters ended that is nearest above the unit."""
    found = db.session.scalars(
        select(Campaign).join(QuestionnaireVersion, QuestionnaireVersion.id == Campaign.questionnaire_id)
        .where(QuestionnaireVersion.slug == SLUG, Campaign.state == "open"))
    near = [one for one in found if unit.path.startswith(one.unit.path) and standing(one, today(unit.zone)) == "open"]
    return max(near, key=lambda one: (len(one.unit.path), one.id), default=None)


def place_of(campaign: Campaign, unit: Unit) -> SurveyPlace | None:
    """Return the survey's place for the unit as a whole."""
    return db.session.scalar(select(SurveyPlace).where(
        SurveyPlace.campaign_id == campaign.id, SurveyPlace.unit_id == unit.id, SurveyPlace.label == "",
        SurveyPlace.ended.is_(False)))


def waiting_link(feedback: Feedback, day: dt.date) -> SurveyLink | None:
    """Return the link that the customer may still answer."""
    link = db.session.get(SurveyLink, feedback.link_id) if feedback.link_id else None
    return link if link and link.used_at is None and link.expires_on >= day else None


def answered_by(response: Response) -> Feedback | None:
    """Return the matter whose link was answered by this response."""
    return db.session.scalar(select(Feedback).join(SurveyLink, SurveyLink.id == Feedback.link_id).where(
        SurveyLink.place_id == response.place_id, SurveyLink.used_at == response.at))


def score_of(response_id: int | None) -> int | None:
    """Return how satisfied the customer is with how it ended, 1..5."""
    if response_id is None:
        return None
    return db.session.scalar(select(ResponseAnswer.value).where(
        ResponseAnswer.response_id == response_id, ResponseAnswer.kind == "csat").limit(1))
