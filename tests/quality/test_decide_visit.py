"""The reviewer's page."""

import pytest
from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.quality.models import UnitRollup, Visit
from cxtrain.quality.sheet import Sheet
from cxtrain.quality.sums import queries as sum_queries
from tests.quality.conftest import SHEET


def url(visit):
    return f"/quality/visits/{visit.id}/decide"


def reread(db, visit):
    db.session.rollback()
    return db.session.get(Visit, visit.id, populate_existing=True)


def test_it_shows_the_shopper_and_the_people_of_that_day(browser, cast, cards):
    text = browser.login(cast.he).get(url(cards.submitted())).text
    assert "Chen Chen" in text and "Wang Zhe" in text and "Zhao Yan" in text
    assert "Sun Miao" not in text


def test_it_releases_with_a_person_and_grounds(browser, cast, db, cards):
    visit = cards.submitted()
    answer = browser.login(cast.he).post(url(visit), employee_id=str(cast.wang), grounds="badge 0102", decision="release")
    assert (answer.status_code, answer.location) == (303, url(visit))
    found = reread(db, visit)
    assert (found.state, found.employee_id, found.identification) == ("released", cast.wang, "certain")
    assert sum_queries.verify_rollups()[1] == {}
    assert "Released to the store." in browser.get(url(visit)).text


def test_in_doubt_it_releases_for_the_store_only(browser, cast, db, cards):
    visit = cards.submitted()
    browser.login(cast.he).post(url(visit), employee_id="", grounds="", decision="release")
    assert (reread(db, visit).state, reread(db, visit).employee_id) == ("released", None)


def test_it_approves_first_and_releases_later(browser, cast, db, cards):
    visit = cards.submitted()
    browser.login(cast.he).post(url(visit), employee_id=str(cast.wang), grounds="badge", decision="approve")
    assert reread(db, visit).state == "approved"
    assert db.session.scalar(select(func.count()).select_from(UnitRollup)) == 0
    browser.post(url(visit), employee_id=str(cast.wang), grounds="badge", decision="release")
    assert reread(db, visit).state == "released"


def test_it_returns_with_a_reason_that_the_shopper_reads(browser, cast, db, cards):
    visit = cards.submitted()
    browser.login(cast.he).post(url(visit), employee_id="", question="Which counter was it?", decision="return")
    assert reread(db, visit).state == "returned"
    assert "Which counter was it?" in browser.login(cast.chen).get(f"/quality/visits/{visit.id}").text


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"decision": "return", "question": " "}, "Write your question to the shopper."),
    ({"decision": "release", "employee_id": "wang", "grounds": "CANARY"}, "Say on what"),
    ({"decision": "release", "employee_id": "999"}, "Not a valid choice"),
    ({"decision": "burn"}, "Choose one of the buttons below."),
    ({}, "Choose one of the buttons below."),
])
def test_bad_input_is_named_and_changes_nothing(browser, cast, db, cards, fields, sentence):
    visit = cards.submitted()
    if fields.get("employee_id") == "wang":
        fields = {**fields, "employee_id": str(cast.wang), "grounds": ""}
    answer = browser.login(cast.he).post(url(visit), **fields)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert reread(db, visit).state == "submitted"


def test_what_was_typed_stays(browser, cast, cards):
    answer = browser.login(cast.he).post(url(cards.submitted()), employee_id="", grounds="badge 0102, till 3", decision="x")
    assert "badge 0102, till 3" in answer.text


def test_a_double_click_releases_once(browser, cast, db, cards):
    visit = cards.submitted()
    sent = {**browser.login(cast.he).hidden(url(visit)), "employee_id": "", "decision": "release"}
    answers = [browser.client.post(url(visit), data=sent, headers=browser.headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    db.session.rollback()
    assert set(db.session.scalars(select(UnitRollup.n))) == {1}
    assert db.session.scalar(select(func.count()).where(LedgerEntry.action == "scorecard released")) == 1


def test_the_second_of_two_reviewers_is_told_and_keeps_the_typed_text(browser, cast, db, cards):
    visit = cards.submitted()
    mine = browser.login(cast.he).hidden(url(visit))
    browser.post(url(visit), employee_id=str(cast.zhao), grounds="shift plan", decision="approve")
    clash = browser.client.post(url(visit), data={**mine, "employee_id": str(cast.wang), "grounds": "my grounds",
                                                  "decision": "release"}, headers=browser.headers)
    assert clash.status_code == 409
    assert "Somebody changed this case" in clash.text and "my grounds" in clash.text
    assert reread(db, visit).employee_id == cast.zhao


def test_where_no_names_are_stored_nobody_is_offered(browser, cast, db, cards):
    db.session.get(Unit, cast.jingan).people = "none"
    visit = cards.submitted(sheet=Sheet(SHEET.times, "kind"))
    text = browser.login(cast.he).get(url(visit)).text
    assert "stores no names" in text and "Wang Zhe" not in text
    assert browser.post(url(visit), employee_id=str(cast.wang), grounds="x", decision="release").status_code == 400
    browser.post(url(visit), employee_id="", decision="release")
    assert reread(db, visit).state == "released"


def test_a_reviewer_does_not_find_the_own_case(browser, cast, db, cards):
    visit = cards.submitted()
    db.session.execute(Visit.__table__.update().values(entered_by=cards.desk.he.account_id))
    db.session.commit()
    assert browser.login(cast.he).get(url(visit)).status_code == 404


def test_a_draft_is_nobodys_business_yet(browser, cast, cards):
    assert browser.login(cast.he).get(url(cards.draft())).status_code == 404


def test_only_reviewers_come_here(browser, cast, cards):
    visit = cards.submitted()
    assert browser.get(url(visit)).location == "/sign-in"
    for who in (cast.li, cast.chen, cast.wang, cast.lin):
        assert browser.login(who).get(url(visit)).status_code == 403
