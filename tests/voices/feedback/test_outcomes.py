"""The customer is asked how it ended: an answer that says no opens the matter again; erased, it is gone here too."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from sqlalchemy import select, update

from cxtrain.clock import now, today
from cxtrain.people.models import Unit
from cxtrain.voices.feedback import operations as matters
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.feedback.outcomes import operations, queries
from cxtrain.voices.feedback.refusal import Refused
from cxtrain.voices.models import Campaign, Response, SurveyLink
from cxtrain.voices.operations import Arrived, erase, keep_questionnaire, receive
from cxtrain.voices.questionnaire_file import read_questionnaire
from cxtrain.voices.signals import response_received
from cxtrain.voices.tally import Answer

FILE = Path(__file__).parents[3] / "scenarios" / "surveys" / "after-complaint.yaml"


@pytest.fixture
def survey(db, cast, asked):
    """The survey of how complaints ended, open for the whole firm."""
    version = keep_questionnaire(read_questionnaire(FILE.read_bytes())[0])
    campaign = Campaign(title="投诉回访", unit_id=cast.firm, touchpoint_id=asked.desk, questionnaire_id=version.id, state="open",
                        purpose={"zh": "了解", "en": "To know"}, opens_on=today("Asia/Shanghai"), made_by=cast.he, made_at=now())
    db.session.add(campaign)
    db.session.commit()
    return campaign.id


def answered(db, feedback, value):
    """The customer answers the link, as the public page takes it in."""
    link, at = db.session.get(SurveyLink, feedback.link_id), now()
    response = receive([Arrived(
        key=str(uuid.uuid4()), unit=db.session.get(Unit, link.place.unit_id), touchpoint_id=link.place.campaign.touchpoint_id,
        source="survey", at=at, keep_until=at.date() + dt.timedelta(days=730), answers=(Answer("settled", "csat", value),),
        campaign_id=link.place.campaign_id, place_id=link.place_id)])[0]
    db.session.execute(update(SurveyLink).where(SurveyLink.id == link.id).values(used_at=at))
    db.session.expire_all()
    response_received.send(db.session.get(Response, response))
    db.session.commit()
    return response


def test_a_satisfied_customer_leaves_it_closed(db, counter, survey):
    closed = counter.closed()
    operations.ask_customer(counter.li, closed)
    db.session.commit()
    answered(db, counter.fresh(closed), 5)
    kept = counter.fresh(closed)
    assert kept.state == "closed" and queries.score_of(kept.response_id) == 5


def test_one_who_is_not_opens_it_again_with_a_new_clock_and_can_be_asked_again(db, counter, survey):
    closed = counter.closed()
    operations.ask_customer(counter.li, closed)
    db.session.commit()
    answered(db, counter.fresh(closed), 2)
    kept = counter.fresh(closed)
    assert (kept.state, kept.round, kept.link_id) == ("open", 2, None) and kept.reply_due > now()
    matters.note_step(counter.li, kept, "solve")
    assert operations.ask_customer(counter.li, kept)


def test_a_customer_is_asked_once_and_only_when_something_was_solved(db, counter, survey):
    told = counter.tell()
    with pytest.raises(Refused, match="still to be done"):
        operations.ask_customer(counter.li, told)
    matters.note_step(counter.li, told, "solve")
    operations.ask_customer(counter.li, told)
    with pytest.raises(Refused, match="a link already"):
        operations.ask_customer(counter.li, told)


def test_nobody_is_asked_who_cannot_be_answered_nor_without_a_survey(db, counter, asked):
    with pytest.raises(Refused, match="no way back"):
        operations.ask_customer(counter.li, counter.closed(reachable=False))
    with pytest.raises(Refused, match="No survey"):
        operations.ask_customer(counter.li, counter.closed())


def test_an_erased_answer_is_gone_here_too_and_the_matter_stays(db, counter, survey):
    closed = counter.closed()
    operations.ask_customer(counter.li, closed)
    db.session.commit()
    response = answered(db, counter.fresh(closed), 4)
    erase(db.session.get(Response, response))
    db.session.commit()
    assert counter.fresh(closed).response_id is None


def test_an_answer_at_a_poster_is_nobody_s_matter(db, counter, survey, answer):
    closed = counter.closed()
    response = db.session.get(Response, answer(csat=1))
    response_received.send(response)
    assert counter.fresh(closed).state == "closed"


def test_the_page_shows_the_link_until_it_is_answered(db, cast, counter, survey, browser):
    closed = counter.closed().id
    browser.login(cast.li)
    page = f"/feedback/{closed}"
    assert browser.post(f"{page}/ask", page=page).status_code == 303
    text = browser.get(page).text
    assert "/l/" in text
    answered(db, db.session.get(Feedback, closed), 5)
    text = browser.get(page).text
    assert "/l/" not in text and "5 of 5" in text
    assert db.session.scalars(select(SurveyLink)).one().label == f"#{closed}"
