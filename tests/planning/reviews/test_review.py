"""The review of a plan: another person verifies, comparable stores stand beside, and nothing closes by itself."""

import datetime as dt

import pytest
import time_machine

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.jobs.operations import HOURLY, PERIODIC
from cxtrain.people.permissions import Role
from cxtrain.planning.lifecycle import IllegalMove
from cxtrain.planning.months import month_after
from cxtrain.planning.reviews import operations, queries
from cxtrain.planning.reviews.models import PlanReview
from tests.planning.conftest import around, load
from tests.quality.conftest import actor


@pytest.fixture
def measured(cast, records, browser, monkeypatch):
    """The id of an approved plan of 静安店 that rests on 16 visits around 4.0; a month has gone by."""
    records.store_is_slow()
    browser.login(cast.li).post(f"/planning/units/{cast.jingan}", touchpoint_id=records.place, dimension="responsiveness",
                                kind="mystery_shop")
    assert browser.post("/planning/plans/1/approve", page="/planning/plans/1").status_code == 303
    later = month_after(today("Asia/Shanghai"))
    monkeypatch.setattr("cxtrain.planning.reviews.queries.month_of", lambda day: later)
    records.later = later
    return 1


def test_who_does_one_of_its_actions_does_not_review_it(browser, cast, records):
    plan_id = records.plan(about=cast.wang)
    load(plan_id).actions[0].owner_id = cast.li
    database.session.commit()
    browser.login(cast.li)
    page = browser.get(f"/planning/plans/{plan_id}")
    assert "Review and close" not in page.text and "somebody else looks" in page.text
    assert browser.get(f"/planning/plans/{plan_id}/close").status_code == 403
    with pytest.raises(IllegalMove):
        operations.close_plan(load(plan_id), actor=actor(database, cast.li, Role.SUPERVISOR), outcome="met", review="x", compared=None)
    assert browser.login(cast.he).post(f"/planning/plans/{plan_id}/close", outcome="met", review="看过。").status_code == 303


def test_who_said_that_an_action_is_done_does_not_verify_it(browser, cast, records):
    plan_id = records.plan(about=cast.wang)
    action = load(plan_id).actions[0]
    action.done_at, action.done_by = now(), cast.li
    database.session.commit()
    assert browser.login(cast.li).get(f"/planning/plans/{plan_id}/close").status_code == 403
    assert browser.login(cast.he).get(f"/planning/plans/{plan_id}/close").status_code == 200


def test_no_daily_or_hourly_task_closes_a_plan_whatever_is_done_and_however_late(cast, records):
    plan_id = records.plan(about=cast.wang)
    action = load(plan_id).actions[0]
    action.done_at, action.done_by = now(), cast.wang
    database.session.commit()
    with time_machine.travel(now() + dt.timedelta(days=400), tick=False):
        for task in PERIODIC.values():
            task(now().date())
        for each in HOURLY.values():
            each(now())
        database.session.commit()
    assert load(plan_id).state == "approved"


def test_comparable_stores_stand_beside_a_teams_plan(cast, records, measured):
    records.unit(cast.jingan, around(5.6, 8), month=records.later)
    records.unit(cast.xuhui, around(6.6, 8), month=records.later)
    database.session.commit()
    team = queries.brought_by(load(measured), today("Asia/Shanghai")).beside
    assert (team.gain, team.other_gain, team.value) == pytest.approx((1.6, 0.4, 1.2))
    assert (team.before_n, team.after_n, team.other_before_n, team.other_after_n) == (16, 8, 16, 8)
    assert team.low < 1.2 < team.high and team.other_places == 1


def test_a_store_where_something_was_changed_meanwhile_is_no_comparison(cast, records, measured):
    records.unit(cast.jingan, around(5.6, 8), month=records.later)
    records.unit(cast.xuhui, around(6.6, 8), month=records.later)
    records.plan(unit_id=cast.xuhui)
    database.session.commit()
    assert queries.brought_by(load(measured), today("Asia/Shanghai")).beside is None


def test_a_person_is_never_tested_beside_others(cast, records, measured):
    plan = load(measured)
    plan.employee_id = cast.wang
    assert queries.brought_by(plan, today("Asia/Shanghai")).beside is None


def test_the_page_says_what_would_have_come_back_and_keeps_it_when_closed(browser, cast, records, measured):
    records.unit(cast.jingan, around(5.6, 8), month=records.later)
    records.unit(cast.xuhui, around(6.6, 8), month=records.later)
    database.session.commit()
    browser.login(cast.he)
    text = browser.get("/planning/plans/1/close").text
    for words in ("What would have come back by itself", "Beside comparable stores", "Visits needed, and there", "Where it was not"):
        assert words in text
    browser.post("/planning/plans/1/close", outcome="partly", review="慢慢来。")
    kept = queries.brought_by(load(1), today("Asia/Shanghai"))
    assert database.session.get(PlanReview, 1).facts["after"] == 8
    records.unit(cast.jingan, around(2.0, 8), month=records.later, dimension="responsiveness", kind="announced_check")
    database.session.commit()
    assert queries.brought_by(load(1), today("Asia/Shanghai")) == kept
    assert "What the plan brought, in numbers" in browser.get("/planning/plans/1").text
