"""The review page: what will be counted, what is missing, submitting, throwing away."""

from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quality.answers import Answer
from cxtrain.quality.models import Visit


def url(visit):
    return f"/quality/visits/{visit.id}/review"


def state(db, visit):
    db.session.rollback()
    found = db.session.get(Visit, visit.id, populate_existing=True)
    return found.state if found else None


def test_it_names_what_is_missing_and_offers_no_submit(browser, cast, cards):
    text = browser.login(cast.chen).get(url(cards.draft())).text
    assert "Still missing" in text and "The time you arrived" in text and "What was done well, or that" in text
    assert "disabled" in text


def test_it_shows_the_score_before_and_after_a_critical_rule(browser, cast, cards):
    first = cards.draft()
    critical = next(item for item in cards.form(first).items if item.critical and item.critical.effect != "flag")
    visit = cards.written({critical.id: Answer(1, note="10:05 in the words heard")})
    text = browser.login(cast.chen).get(url(visit)).text
    assert "before the critical rule" in text
    assert "sets the whole visit to 0" in text or "limits the visit to" in text


def test_it_submits_a_complete_scorecard_once(browser, cast, db, cards):
    visit = cards.written()
    answer = browser.login(cast.chen).post(url(visit))
    assert (answer.status_code, answer.location) == (303, "/quality/visits")
    assert state(db, visit) == "submitted"
    assert "Submitted. A reviewer looks at it next." in browser.get(url(visit)).text


def test_a_double_click_submits_once(browser, cast, db, cards):
    visit = cards.written()
    sent = browser.login(cast.chen).hidden(url(visit))
    answers = [browser.client.post(url(visit), data=sent, headers=browser.headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    db.session.rollback()
    assert db.session.scalar(select(func.count()).where(LedgerEntry.action == "scorecard submitted")) == 1


def test_an_incomplete_one_cannot_be_submitted_by_force(browser, cast, db, cards):
    visit = cards.written({"s10": Answer(2)})
    answer = browser.login(cast.chen).post(url(visit))
    assert answer.status_code == 409 and "Something is still missing" in answer.text
    assert state(db, visit) == "draft"


def test_a_draft_can_be_thrown_away(browser, cast, db, cards):
    visit = cards.written()
    answer = browser.login(cast.chen).post(f"/quality/visits/{visit.id}/discard", page=url(visit))
    assert answer.location == "/quality/visits"
    assert state(db, visit) is None


def test_a_returned_one_cannot_be_thrown_away(browser, cast, db, cards):
    visit = cards.returned("Which counter?")
    assert browser.login(cast.chen).post(f"/quality/visits/{visit.id}/discard", page=url(visit)).status_code == 409
    assert state(db, visit) == "returned"


def test_others_find_nothing_there(browser, cast, db, cards):
    visit = cards.written()
    assert browser.get(url(visit)).location == "/sign-in"
    browser.login(cast.li)
    assert browser.get(url(visit)).status_code == 404
    assert browser.post(f"/quality/visits/{visit.id}/discard", page="/quality/visits/new").status_code == 404
    assert browser.login(cast.wang).get(url(visit)).status_code == 403
    assert state(db, visit) == "draft"
