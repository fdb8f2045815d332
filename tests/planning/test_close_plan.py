import pytest

from cxtrain.clock import today
from cxtrain.extensions import db as database
from cxtrain.planning.months import month_after
from tests.planning.conftest import around, load


@pytest.fixture
def plan_id(cast, records):
    return records.plan(about=cast.wang, own_words="高峰时只有我一个人。")


@pytest.fixture
def url(plan_id):
    return f"/planning/plans/{plan_id}/close"


def test_the_reviewer_closes_it_in_words(browser, cast, url, plan_id):
    browser.login(cast.li)
    assert "高峰时只有我一个人。" in browser.get(url).text
    assert browser.post(url, outcome="partly", review="忙时还会忘。").status_code == 303
    plan = load(plan_id)
    assert (plan.state, plan.outcome, plan.review, plan.closed_by) == ("closed", "partly", "忙时还会忘。", cast.li)
    text = browser.get(f"/planning/plans/{plan_id}").text
    assert "Partly reached" in text and "忙时还会忘。" in text


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"outcome": "met", "review": " "}, "Say in a sentence what you saw"),
    ({"outcome": "", "review": "看了四次"}, "Choose one"),
    ({"outcome": "brilliant", "review": "看了四次"}, "How far was the goal reached?"),
])
def test_bad_input_keeps_the_text_and_says_what_to_do(browser, cast, url, plan_id, fields, sentence):
    answer = browser.login(cast.li).post(url, **fields)
    assert answer.status_code == 400 and sentence in answer.text and fields["review"] in answer.text
    assert load(plan_id).state == "approved"


def make_store_plan(browser, cast, records):
    """Draft, approve and return a plan of the store that rests on 16 visits around 4.0."""
    records.store_is_slow()
    browser.login(cast.li).post(f"/planning/units/{cast.jingan}", touchpoint_id=records.place,
                                dimension="responsiveness", kind="mystery_shop")
    assert browser.post("/planning/plans/1/approve", page="/planning/plans/1").status_code == 303


def test_before_and_after_stand_beside_each_other_where_there_are_visits(browser, cast, records, monkeypatch):
    make_store_plan(browser, cast, records)
    later = month_after(today("Asia/Shanghai"))
    records.unit(cast.jingan, around(6.0, 8), month=later)
    database.session.commit()
    monkeypatch.setattr("cxtrain.planning.reviews.queries.month_of", lambda day: later)  # a month has gone by
    text = browser.login(cast.he).get("/planning/plans/1/close").text  # 李想 owns its actions
    assert "Before and after" in text and "Higher than before, and more than chance would explain." in text
    browser.post("/planning/plans/1/close", outcome="met", review="成了")
    assert load(1).result["after_n"] == 8 and load(1).result["change"] == pytest.approx(2.0)


def test_with_no_visit_since_it_says_that_nothing_can_be_compared(browser, cast, records):
    make_store_plan(browser, cast, records)
    assert "Too few visits since the plan was approved" in browser.login(cast.he).get("/planning/plans/1/close").text


def test_a_plan_in_words_shows_no_before_and_after(browser, cast, url):
    assert "Before and after" not in browser.login(cast.li).get(url).text


def test_the_employee_does_not_review_the_own_plan(browser, cast, url):
    assert browser.login(cast.wang).get(url).status_code == 403


def test_a_supervisor_of_another_store_finds_nothing_here(browser, cast, url):
    assert browser.login(cast.chen).get(url).status_code == 404


def test_a_draft_cannot_be_closed(browser, cast, records):
    assert browser.login(cast.li).get(f"/planning/plans/{records.plan(state='draft')}/close").status_code == 409


def test_a_stranger_is_sent_to_sign_in(browser, url):
    assert browser.get(url).location == "/sign-in"
