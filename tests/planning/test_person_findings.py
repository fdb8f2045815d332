import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.planning.models import Plan
from tests.planning.conftest import around


@pytest.fixture
def url(cast):
    return f"/planning/employees/{cast.wang}"


def draft(browser, url, records):
    return browser.post(url, touchpoint_id=records.place, dimension="responsiveness", kind="mystery_shop")


def test_it_drafts_a_coaching_plan_where_the_data_allow_it(browser, cast, records, url):
    records.people_differ()
    browser.login(cast.li)
    assert "Draft a coaching plan" in browser.get(url).text
    assert draft(browser, url, records).status_code == 303
    plan = database.session.scalar(select(Plan))
    assert (plan.employee_id, plan.unit_id) == (cast.wang, cast.jingan)
    assert [action.dimension for action in plan.actions].count("responsiveness") == 1


def test_two_visits_say_nothing_and_allow_nothing(browser, cast, records):
    records.people_differ()
    url = f"/planning/employees/{cast.zhao}"
    text = browser.login(cast.li).get(url).text
    assert "Too few visits to say anything" in text and "Draft a coaching plan" not in text
    assert browser.post(url, page=f"{url}/start", touchpoint_id=records.place, dimension="responsiveness",
                        kind="mystery_shop").status_code == 404


def test_one_shopper_alone_allows_nothing(browser, cast, records, url):
    records.person(cast.wang, around(3.6), shoppers=1)
    records.person(cast.sun, around(6.2))
    database.session.commit()
    assert "Draft a coaching plan" not in browser.login(cast.li).get(url).text


def test_colleagues_whom_nobody_can_tell_apart_are_not_planned_for(browser, cast, records, url):
    records.person(cast.wang, around(4.0))
    records.person(cast.sun, around(4.0))
    database.session.commit()
    text = browser.login(cast.li).get(url).text
    assert "Look at the store instead" in text and "Draft a coaching plan" not in text


def test_no_class_and_no_red_stands_beside_a_person(browser, cast, records, url):
    records.people_differ()
    text = browser.login(cast.li).get(url).text
    assert "Priority" not in text and "chip-poor" not in text and 'class="poor"' not in text


def test_a_second_plan_in_the_same_dimension_is_refused_in_words(browser, cast, records, url):
    records.people_differ()
    records.plan(about=cast.wang, dimension="responsiveness", touchpoint_id=None)
    answer = draft(browser.login(cast.li), url, records)
    assert answer.status_code == 409 and "already has an open action in this dimension" in answer.text
    assert len(database.session.scalars(select(Plan)).all()) == 1


def test_nobody_drafts_a_plan_about_oneself_from_numbers(browser, cast, records):
    records.people_differ()
    records.person(cast.li, around(3.6))
    database.session.commit()
    url = f"/planning/employees/{cast.li}"
    browser.login(cast.li)
    assert "Draft a coaching plan" not in browser.get(url).text
    answer = browser.post(url, page=f"{url}/start", touchpoint_id=records.place, dimension="responsiveness",
                          kind="mystery_shop")
    assert answer.status_code == 403


def test_a_store_that_keeps_nothing_about_persons_says_nothing(browser, cast, records, url):
    records.people_differ()
    database.session.get(Unit, cast.jingan).people = "none"
    database.session.commit()
    text = browser.login(cast.li).get(url).text
    assert "keeps nothing about persons" in text and "points below" not in text


def test_a_supervisor_of_another_store_finds_nobody(browser, cast, records, url):
    assert browser.login(cast.chen).get(url).status_code == 404


def test_staff_may_not_look_at_colleagues_nor_at_themselves_here(browser, cast, records, url):
    assert browser.login(cast.zhao).get(url).status_code == 403
    assert browser.login(cast.wang).get(url).status_code == 403


def test_a_stranger_is_sent_to_sign_in(browser, url):
    assert browser.get(url).location == "/sign-in"


def test_it_says_so_in_chinese(chinese, cast, records, url):
    records.people_differ()
    assert "起草辅导计划" in chinese.login(cast.li).get(url).text


def test_from_three_to_five_visits_help_is_offered_with_a_course_and_nothing_is_recorded(browser, cast, records, db):
    records.person(cast.wang, [3.0, 3.4, 3.2, 3.1])
    records.person(cast.sun, around(6.2))
    db.session.commit()
    page = browser.login(cast.li).get(f"/planning/employees/{cast.wang}").text
    assert "Help may be offered" in page and "Draft a coaching plan" not in page
