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


def test_who_was_met_by_the_same_shopper_lately_is_marked(browser, cast, cards):
    cards.released(person=cast.wang)
    text = browser.login(cast.he).get(url(cards.submitted())).text
    assert text.count("met by the same shopper lately") == 1


def test_it_rejects_for_good_and_the_shopper_reads_why(browser, cast, db, cards):
    visit = cards.submitted()
    assert browser.login(cast.he).post(url(visit), employee_id="", reason=" ", decision="reject").status_code == 400
    browser.post(url(visit), employee_id="", reason="It was another store", decision="reject")
    assert reread(db, visit).state == "rejected"
    assert "It counts nowhere" in browser.get(url(visit)).text
    text = browser.login(cast.chen).get(f"/quality/visits/{visit.id}/review").text
    assert "It was another store" in text and "Rejected" in browser.get("/quality/visits").text
    for who in (cast.wang, cast.li):
        assert browser.login(who).get(f"/quality/scorecards/{visit.id}").status_code == 404


def test_it_makes_a_released_one_void_and_both_sides_read_why(browser, cast, db, cards):
    visit = cards.released(person=cast.wang)
    browser.login(cast.he).post(url(visit), reason="The wrong day was written", decision="void")
    assert reread(db, visit).state == "void" and sum_queries.kept_rollups() == {}
    for who in (cast.wang, cast.li):
        text = browser.login(who).get(f"/quality/scorecards/{visit.id}").text
        assert "does not count any more" in text and "The wrong day was written" in text and "She carried the bags" in text
    assert "Does not count any more" in browser.login(cast.li).get("/quality/visits").text


def test_a_question_is_answered_before_the_scorecard_comes_back(browser, cast, db, cards):
    visit = cards.returned("Which counter was it?")
    page, review_page = f"/quality/visits/{visit.id}/question", f"/quality/visits/{visit.id}/review"
    assert "Answer the question" in browser.login(cast.chen).get(review_page).text
    assert "answer it first" in browser.post(review_page).text
    assert browser.post(page, answer=" ").status_code == 400
    assert browser.post(page, answer="The left one").location == review_page
    assert browser.post(review_page).status_code == 303 and reread(db, visit).state == "submitted"
    assert "The left one" in browser.login(cast.he).get(url(visit)).text
    for who in (cast.li, cast.he, cast.wang):
        assert browser.login(who).get(page).status_code in (403, 404)


def test_reading_is_noted_by_the_person_alone(browser, cast, db, cards):
    visit = cards.released(person=cast.wang)
    page = f"/quality/scorecards/{visit.id}"
    assert "Not read yet" in browser.login(cast.li).get(page).text
    assert browser.post(f"{page}/read", page=page).status_code == 404
    assert "I have read it" in browser.login(cast.wang).get(page).text and reread(db, visit).read_at is None
    assert browser.post(f"{page}/read", page=page).status_code == 303
    assert reread(db, visit).read_at is not None
    assert "Read on" in browser.login(cast.he).get(page).text
