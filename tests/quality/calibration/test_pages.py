"""The pages of calibration: they work, keep what was typed, and never show a key too early."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import today
from cxtrain.quality.calibration import queries
from cxtrain.quality.calibration.models import CalibrationRound, CaseRating, GoldCase, Trial
from cxtrain.quality.models import Visit
from tests.quality.calibration.conftest import answers_off, reversed_answers

HOME = "/quality/calibration"


def posted(gold, by=0):
    """The fields of a case as a phone sends them."""
    return {item: str(answer.value) for item, answer in answers_off(gold, by).items()}


def test_hr_opens_a_round_and_sees_who_is_missing(browser, calibration, cast, db, desk):
    desk.draft()  # 陈晨 has observed, so she is asked
    ids = [str(case.id) for case in calibration.cases()]
    chen = str(calibration.account(cast.chen))
    answer = browser.login(cast.he).post(f"{HOME}/rounds/new", kind="quarter", cases=ids, accounts=[chen],
                                         due_on=(today("Asia/Shanghai") + dt.timedelta(days=7)).isoformat())
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "Chen Chen" in page and "Nobody has submitted yet." in page
    assert db.session.scalars(select(CalibrationRound)).one().kind == "quarter"


@pytest.mark.parametrize(("change", "sentence"), [
    ({"cases": []}, "Choose three to five cases"), ({"accounts": []}, "Choose at least one shopper"),
    ({"due_on": "2020-01-01"}, "The last day lies between today and 90 days from now")])
def test_a_round_that_cannot_be_is_refused_and_what_was_chosen_stays(browser, calibration, cast, db, desk, change, sentence):
    ids = [str(case.id) for case in calibration.cases()]
    fields = {"kind": "quarter", "cases": ids, "accounts": [str(calibration.account(cast.chen))],
              "due_on": today("Asia/Shanghai").isoformat(), **change}
    answer = browser.login(cast.he).post(f"{HOME}/rounds/new", **fields)
    assert answer.status_code == 400 and sentence in answer.text
    assert db.session.scalars(select(CalibrationRound)).all() == []


def test_a_shopper_is_reminded_scores_case_by_case_and_sees_the_key_only_afterwards(browser, calibration, cast, db):
    made = calibration.open()
    trial, cases = calibration.trial(made, cast.chen).id, queries.cases_of(made.id)
    fields = [posted(gold) for gold in cases]
    browser.login(cast.chen)
    assert "Score the calibration cases by" in browser.get("/quality/visits").text
    for place, values in enumerate(fields, 1):
        url = f"{HOME}/trials/{trial}/cases/{place}"
        assert "KEY-REASON" not in browser.get(url).text
        answer = browser.post(url, action="next", **values)
        assert answer.status_code == 303
    overview = browser.get(f"{HOME}/trials/{trial}").text
    assert "KEY-REASON" not in overview and "done" in overview
    answer = browser.post(f"{HOME}/trials/{trial}")
    assert answer.status_code == 303
    result = browser.get(answer.location).text
    assert "KEY-REASON-1" in result and "You see these cases as the key does." in result
    assert "Score the calibration cases by" not in browser.get("/quality/visits").text
    assert browser.get(f"{HOME}/trials/{trial}/cases/1").status_code == 404  # nothing can be changed any more


def test_an_answer_that_the_form_does_not_offer_is_said_and_the_rest_is_kept(browser, calibration, cast, db):
    made = calibration.open()
    trial, [gold, *_] = calibration.trial(made, cast.chen).id, queries.cases_of(made.id)
    values = {**posted(gold), "s2": "9"}
    answer = browser.login(cast.chen).post(f"{HOME}/trials/{trial}/cases/1", **values)
    assert answer.status_code == 400 and "Choose one of the numbers" in answer.text


def test_the_page_saves_one_answer_as_it_is_given(browser, calibration, cast, db):
    made = calibration.open()
    trial = calibration.trial(made, cast.chen).id
    url = f"{HOME}/trials/{trial}/cases/1"
    token = browser.login(cast.chen).hidden(url)["csrf_token"]
    answer = browser._open("POST", url, data={"csrf_token": token, "s2": "5"}, headers={"Accept": "application/json"})
    assert answer.status_code == 200 and answer.json["faults"] == {}
    [kept] = db.session.scalars(select(CaseRating)).all()
    assert (kept.item, kept.value) == ("s2", 5)


def test_submitting_too_early_is_refused(browser, calibration, cast, db):
    trial = calibration.trial(calibration.open(), cast.chen).id
    answer = browser.login(cast.chen).post(f"{HOME}/trials/{trial}")
    assert answer.status_code == 409 and "Something is still missing" in answer.text
    assert db.session.get(Trial, trial).submitted_at is None


def test_a_foreign_part_and_a_missing_one_are_the_same(browser, calibration, cast):
    trial = calibration.trial(calibration.open(), cast.li).id
    browser.login(cast.chen)
    assert {browser.get(f"{HOME}/trials/{n}").status_code for n in (trial, 9999)} == {404}
    assert browser.get(f"{HOME}/trials/{trial}/cases/1").status_code == 404


def test_hr_reads_a_round_with_agreement_icc_and_items(browser, calibration, cast, db):
    made = calibration.open()
    calibration.score(made, cast.chen, lambda gold: answers_off(gold, 1, every=3))
    done, number = calibration.score(made, cast.li, lambda gold: answers_off(gold, -1, every=2)).id, made.id
    page = browser.login(cast.he).get(f"{HOME}/rounds/{number}").text
    assert "Krippendorff" in page and "ICC2" in page and "Li Xiang" in page and "On what shoppers differ most" in page
    result = browser.get(f"{HOME}/results/{done}").text
    assert "Severity: -" in result and "KEY-REASON-1" in result
    assert "Li Xiang" in browser.get(HOME).text


def test_without_variation_among_shoppers_it_is_said(browser, calibration, cast, db):
    made = calibration.open()
    for person in (cast.chen, cast.li):
        calibration.score(made, person, lambda gold: {item: type(answer)(4) for item, answer in answers_off(gold).items()})
    number = made.id
    assert "No variation" in browser.login(cast.he).get(f"{HOME}/rounds/{number}").text


def test_hr_moves_and_closes_a_round(browser, calibration, cast, db):
    made = calibration.open().id
    later = today("Asia/Shanghai") + dt.timedelta(days=30)
    browser.login(cast.he)
    assert browser.post(f"{HOME}/rounds/{made}", due_on=later.isoformat(), action="move").status_code == 303
    assert browser.post(f"{HOME}/rounds/{made}", due_on=later.isoformat(), action="close").status_code == 303
    kept = db.session.get(CalibrationRound, made)
    assert kept.due_on == later and kept.closed_at is not None


def test_a_failed_result_stops_new_visits_tells_those_concerned_and_hr_lifts_it(browser, calibration, cast, db, desk):
    seen = desk.released(person=cast.wang).id
    calibration.score(calibration.open(), cast.chen, reversed_answers)
    browser.login(cast.wang)
    assert all("being looked at again" in browser.get(url).text for url in ("/", f"/quality/scorecards/{seen}", "/me/record"))
    browser.login(cast.li)
    assert "1 visit is being looked at again" in browser.get("/team").text
    browser.login(cast.he)
    page = browser.get(f"{HOME}/checks").text
    assert "Visits to look at again" in page
    bad = browser.post(f"{HOME}/checks/{seen}", how="retrained", reason="I looked")
    assert bad.status_code == 400 and "has not passed a round since" in bad.text
    answer = browser.post(f"{HOME}/checks/{seen}", how="read", reason="The notes bear it out")
    assert answer.status_code == 303
    assert not db.session.get(Visit, seen).under_review
    assert browser.get(f"{HOME}/checks/{seen}").status_code == 404


def test_all_visits_are_lifted_after_passing(browser, calibration, cast, db, desk):
    desk.released(person=cast.wang)
    cases = calibration.cases(1, 2, 3, 4, 5)
    calibration.score(calibration.open(cases=cases[:3]), cast.chen, reversed_answers)
    chen, url = calibration.account(cast.chen), f"{HOME}/shoppers/{calibration.account(cast.chen)}/lift"
    browser.login(cast.he)
    assert browser.post(url, reason="Looked").status_code == 400
    calibration.score(calibration.open(kind="retraining", cases=[db.session.merge(case) for case in cases[3:]],
                                       people=(cast.chen,)), cast.chen)
    assert browser.post(url, reason="Looked").status_code == 303
    assert queries.may_shop(chen)


def test_a_new_shopper_joins(browser, calibration, cast, db):
    calibration.open(people=(cast.li,))
    browser.login(cast.chen)
    answer = browser.post(f"{HOME}/join", page=HOME)
    assert answer.status_code == 303 and "/trials/" in answer.location


def test_staff_are_refused_and_strangers_sign_in(browser, calibration, cast):
    assert browser.get(HOME).location == "/sign-in"
    browser.login(cast.wang)
    assert {browser.get(f"{HOME}{path}").status_code for path in ("", "/cases", "/checks", "/pairs", "/rounds/new")} == {403}


def test_gold_cases_are_not_shown_to_shoppers(browser, calibration, cast, db):
    gold = calibration.cases()[0].id
    browser.login(cast.chen)
    assert browser.get(f"{HOME}/cases/{gold}").status_code == 403
    assert db.session.get(GoldCase, gold) is not None
