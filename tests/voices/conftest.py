"""A desk that is asked about: a questionnaire, an open campaign of 鹤鸣酒店 with a poster in each store, and answers to it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.journey.models import Touchpoint
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.people.models import Unit
from cxtrain.voices.models import Campaign, SurveyPlace
from cxtrain.voices.operations import Arrived, Words, keep_questionnaire, receive
from cxtrain.voices.questionnaire import Questionnaire
from cxtrain.voices.tally import Answer

SCENARIOS = Path(__file__).parents[2] / "scenarios"
DESK = Questionnaire.model_validate({
    "slug": "front-desk", "title": {"zh": "前台三问", "en": "Three questions about the desk"},
    "questions": [
        {"id": "satisfied", "kind": "csat", "text": {"zh": "这次入住办理,您满意吗?", "en": "How satisfied were you with check-in?"},
         "required": True},
        {"id": "recommend", "kind": "nps", "why": True,
         "text": {"zh": "您有多愿意把我们推荐给朋友?", "en": "How likely are you to recommend us to a friend?"}},
        {"id": "easy", "kind": "ces2", "text": {"zh": "办入住很省事。", "en": "Check-in was made easy for me."}},
        {"id": "words", "kind": "comment", "text": {"zh": "还有什么想告诉我们?", "en": "Anything you would like to tell us?"}},
    ]})


@dataclass
class Asked:
    """Ids of what is asked."""

    campaign: int
    desk: int  # touchpoint front-desk-check-in
    breakfast: int
    jingan: int  # place in 静安店
    xuhui: int


@pytest.fixture
def asked(db, cast):
    """The questionnaire published, the campaign open, a place in each store."""
    publish_touchpoints((SCENARIOS / "hotel" / "touchpoints.yaml").read_bytes(), pack="hotel")
    version = keep_questionnaire(DESK)
    ids = dict(db.session.execute(select(Touchpoint.slug, Touchpoint.id)).all())
    campaign = Campaign(
        title="前台满意度", unit_id=cast.firm, touchpoint_id=ids["front-desk-check-in"], questionnaire_id=version.id, state="open",
        purpose={"zh": "改进办理入住", "en": "To improve check-in"}, opens_on=today("Asia/Shanghai") - dt.timedelta(days=400),
        made_by=cast.he, made_at=now(), target=200)
    db.session.add(campaign)
    db.session.flush()
    places = [SurveyPlace(campaign_id=campaign.id, unit_id=unit, token=uuid.uuid4().hex) for unit in (cast.jingan, cast.xuhui)]
    db.session.add_all(places)
    db.session.commit()
    return Asked(campaign.id, ids["front-desk-check-in"], ids["breakfast"], places[0].id, places[1].id)


@pytest.fixture
def answer(db, asked):
    """Call it to let customers answer at a place: answer(place_id, csat=5, nps=9, words="…", at=…) returns the id."""
    def given(place_id=None, *, at=None, words="", why="", audience="hr", answers=(), **numbers):
        place = db.session.get(SurveyPlace, place_id or asked.jingan)
        names = {"csat": "satisfied", "nps": "recommend", "ces2": "easy"}
        said = (*(Answer(names[kind], kind, value) for kind, value in numbers.items()), *answers)
        comments = tuple(Words(question, text) for question, text in (("recommend", why), ("words", words)) if text)
        at = at or now()
        ids = receive([Arrived(
            key=str(uuid.uuid4()), unit=db.session.get(Unit, place.unit_id), touchpoint_id=place.campaign.touchpoint_id,
            source="survey", at=at, keep_until=at.date() + dt.timedelta(days=730), answers=said, comments=comments,
            audience=audience, campaign_id=place.campaign_id, place_id=place.id)])
        db.session.commit()
        return ids[0]
    return given
