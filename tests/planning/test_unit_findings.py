import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.planning.models import Plan
from tests.planning.conftest import around


@pytest.fixture
def url(cast):
    return f"/planning/units/{cast.jingan}"


def draft(browser, url, records, dimension="responsiveness"):
    return browser.post(url, touchpoint_id=records.place, dimension=dimension, kind="mystery_shop")


def test_it_says_in_words_where_the_store_is_fairly_surely_below(browser, cast, records, url):
    records.store_is_slow()
    text = browser.login(cast.li).get(url).text
    assert "Below the standard, fairly sure" in text and "Check-in" in text
    # Own gap -2.0, the two stores' mean -.9, tau² 2.3, so a fortieth of the way back: -1.97.
    assert "About 2.0 points below the standard of 6.0, over 16 visits." in text


def test_the_numbers_stand_behind_why(browser, cast, records, url):
    records.store_is_slow()
    text = browser.login(cast.li).get(url).text
    start = text.index("Why this is suggested")
    assert "Priority" in text[start:] and "Priority" not in text[:start]


def test_it_says_so_in_chinese(chinese, cast, records, url):
    records.store_is_slow()
    text = chinese.login(cast.li).get(url).text
    assert "较有把握" in text and "为什么建议" in text and "起草改进计划" in text


def test_too_few_visits_say_how_many_are_missing_and_offer_no_draft(browser, cast, records, url):
    records.unit(cast.jingan, [3.0, 4.0])
    records.unit(cast.xuhui, around(6.0))
    database.session.commit()
    text = browser.login(cast.li).get(url).text
    assert "Too few visits to say anything" in text and "4 more to go" in text
    assert "Draft an improvement plan" not in text


def test_with_nothing_released_it_says_what_will_appear(browser, cast, records, url):
    assert "No scorecard of this kind has been released yet" in browser.login(cast.li).get(url).text


def test_kinds_of_observation_are_never_mixed(browser, cast, records, url):
    records.store_is_slow()
    records.unit(cast.jingan, around(6.9, 16), kind="announced_check")
    database.session.commit()
    browser.login(cast.li)
    assert "over 16 visits" in browser.get(url).text
    assert "Below the standard, fairly sure" not in browser.get(url + "?kind=announced_check").text


def test_visits_of_more_than_a_year_ago_do_not_count(browser, cast, records, url):
    records.unit(cast.jingan, around(3.0, 16), month="2020-01")
    database.session.commit()
    assert "No scorecard of this kind" in browser.login(cast.li).get(url).text


def test_it_drafts_a_plan_and_leads_to_its_words(browser, cast, records, url):
    records.store_is_slow()
    answer = draft(browser.login(cast.li), url, records)
    plan = database.session.scalar(select(Plan))
    assert (answer.status_code, answer.location) == (303, f"/planning/plans/{plan.id}/edit")
    assert (plan.state, plan.origin, plan.employee_id, plan.drafted_by) == ("draft", "finding", None, cast.li)
    assert plan.evidence["n"] == 16 and 1 <= len(plan.actions) <= 3
    assert "入住办理" in plan.finding["zh"] and "Check-in" in plan.finding["en"]


def test_a_finding_that_has_a_plan_leads_to_it_and_makes_no_second(browser, cast, records, url):
    records.store_is_slow()
    browser.login(cast.li)
    draft(browser, url, records)
    assert "Open the plan for this" in browser.get(url).text
    assert draft(browser, url, records).status_code in (404, 409)
    assert len(database.session.scalars(select(Plan)).all()) == 1


@pytest.mark.parametrize("fields", [{"dimension": "empathy"}, {"dimension": "charm"}, {"touchpoint_id": "x"}, {"touchpoint_id": 99999}])
def test_bad_input_makes_no_plan(browser, cast, records, url, fields):
    records.store_is_slow()
    browser.login(cast.li)
    given = {"touchpoint_id": records.place, "dimension": "responsiveness", "kind": "mystery_shop", **fields}
    assert browser.post(url, **given).status_code in (400, 404)
    assert database.session.scalar(select(Plan)) is None


def test_a_supervisor_of_another_store_finds_nothing_here(browser, cast, records, url):
    records.store_is_slow()
    assert browser.login(cast.chen).get(url).status_code == 404


def test_staff_may_not_look(browser, cast, records, url):
    assert browser.login(cast.wang).get(url).status_code == 403


def test_a_stranger_is_sent_to_sign_in(browser, url):
    assert browser.get(url).location == "/sign-in"


def test_a_region_leads_to_its_stores(browser, cast, records):
    text = browser.login(cast.he).get(f"/planning/units/{cast.east}").text
    assert f'href="/planning/units/{cast.jingan}"' in text


def test_a_store_that_keeps_nothing_about_persons_names_nobody(browser, cast, records, url):
    database.session.get(Unit, cast.jingan).people = "none"
    records.store_is_slow()
    text = browser.login(cast.li).get(url).text
    assert "Wang Zhe" not in text and "keeps nothing about persons" in text


def test_stores_that_cannot_be_told_apart_share_their_shortfall(browser, cast, records, url):
    records.unit(cast.jingan, around(4.0, 16))
    records.unit(cast.xuhui, around(4.0, 16))
    database.session.commit()
    assert "it is a shortfall that they share" in browser.login(cast.li).get(url).text
