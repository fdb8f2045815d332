import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.planning.models import Plan

WORDS = {"touchpoint_id": "0", "reason": "两位老客人说前台忙起来没人抬头。", "goal": "十秒内抬头招呼。", "due_on": "2099-05-06"}


def plans():
    database.session.rollback()
    return list(database.session.scalars(select(Plan)))


def test_a_supervisor_starts_a_plan_for_the_store_in_words(browser, cast, records):
    answer = browser.login(cast.li).post(f"/planning/units/{cast.jingan}/start", **WORDS)
    [plan] = plans()
    assert (answer.status_code, answer.location) == (303, f"/planning/plans/{plan.id}/edit")
    assert (plan.origin, plan.evidence, plan.employee_id, plan.state) == ("hand", None, None, "draft")
    assert plan.finding == {"en": "两位老客人说前台忙起来没人抬头。"}  # the typist reads English pages


def test_it_shows_no_statistics(browser, cast, records):
    browser.login(cast.li).post(f"/planning/employees/{cast.wang}/start", **WORDS)
    text = browser.get(f"/planning/plans/{plans()[0].id}").text
    assert "Started by hand, in words." in text and "Why this is suggested" not in text and "n = " not in text


def test_an_employee_starts_one_about_oneself(chinese, cast, records):
    url = f"/planning/employees/{cast.wang}/start"
    assert chinese.login(cast.wang).post(url, **WORDS).status_code == 303
    [plan] = plans()
    assert (plan.employee_id, plan.drafted_by, plan.finding) == (cast.wang, cast.wang, {"zh": WORDS["reason"]})
    assert chinese.get(f"/planning/plans/{plan.id}").status_code == 200


def test_an_employee_starts_none_about_a_colleague_or_the_store(browser, cast, records):
    browser.login(cast.wang)
    assert browser.get(f"/planning/employees/{cast.zhao}/start").status_code == 404
    assert browser.get(f"/planning/units/{cast.jingan}/start").status_code == 403
    assert browser.post(f"/planning/employees/{cast.zhao}/start", page="/planning", **WORDS).status_code == 404
    assert plans() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("reason", "", "Say in a sentence why"),
        ("goal", " ", "Say what one will see"),
        ("due_on", "next week", "Choose a day"),
        ("reason", "长" * 2001, "2000"),
    ],
)
def test_bad_input_keeps_the_text_and_says_what_to_do(browser, cast, records, field, value, sentence):
    url = f"/planning/units/{cast.jingan}/start"
    answer = browser.login(cast.li).post(url, **{**WORDS, field: value})
    assert answer.status_code == 400 and sentence in answer.text
    assert (WORDS["goal"] if field == "reason" else WORDS["reason"]) in answer.text
    assert plans() == []


def test_a_store_that_keeps_nothing_about_persons_refuses_in_words(browser, cast, records):
    database.session.get(Unit, cast.jingan).people = "none"
    database.session.commit()
    answer = browser.login(cast.li).post(f"/planning/employees/{cast.wang}/start", **WORDS)
    assert answer.status_code == 409 and "keeps nothing about persons" in answer.text and WORDS["reason"] in answer.text
    assert plans() == []


def test_a_supervisor_of_another_store_finds_nobody_here(browser, cast, records):
    browser.login(cast.chen)
    assert browser.get(f"/planning/employees/{cast.wang}/start").status_code == 404
    assert browser.get(f"/planning/units/{cast.jingan}/start").status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, cast):
    assert browser.get(f"/planning/units/{cast.jingan}/start").location == "/sign-in"
    assert browser.get(f"/planning/employees/{cast.wang}/start").location == "/sign-in"
