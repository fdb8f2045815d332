"""How far plans are, on Today and Team: counted, never listed, and nobody's own."""

import datetime as dt

import pytest

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.people.permissions import Role
from cxtrain.planning.progress.queries import Progress, progress_of, progress_seen
from tests.planning.conftest import load
from tests.quality.conftest import actor


@pytest.fixture
def day():
    return today("Asia/Shanghai")


def test_it_counts_plans_actions_what_is_done_what_is_overdue_and_the_next_check(cast, records, day):
    first, second = load(records.plan(due=20)), load(records.plan(about=cast.wang, due=-3))
    records.plan(state="draft")
    first.actions[0].done_at, first.actions[0].done_by = now(), cast.wang
    database.session.commit()
    assert progress_of(cast.jingan, day) == Progress(2, 2, 1, 1, 1, day + dt.timedelta(20))
    assert progress_of(cast.xuhui, day) == Progress(0, 0, 0, 0, 0, None)
    assert second.id


def test_who_leads_sees_the_plans_below_and_not_the_own(cast, records, day):
    records.plan(about=cast.li, approved_by=cast.he, drafted_by=cast.he)
    records.plan(due=5)
    assert [each.plans for each in progress_seen(actor(database, cast.li, Role.SUPERVISOR), day)] == [1, 1]
    assert [each.plans for each in progress_seen(actor(database, cast.he, Role.HR), day)] == [0, 2]
    assert progress_seen(actor(database, cast.wang), day) == (Progress(0, 0, 0, 0, 0, None), None)


def test_today_and_team_say_it(browser, cast, records):
    records.plan(due=-3)
    for url in ("/", "/team"):
        text = browser.login(cast.li).get(url).text
        assert "1 plan in progress" in text and "0 of 1 actions done" in text and "1 action overdue" in text and "1 to check now" in text
    assert "plan in progress" not in browser.login(cast.zhao).get("/").text


def test_whom_a_plan_is_about_sees_how_far_it_is_on_the_own_today(browser, cast, records, day):
    records.plan(about=cast.wang, due=20)
    assert progress_seen(actor(database, cast.wang), day)[0] == Progress(1, 1, 0, 0, 0, day + dt.timedelta(20))
    text = browser.login(cast.wang).get("/").text
    assert "Your plan" in text and "0 of 1 actions done" in text
    assert "Your plan" not in browser.login(cast.zhao).get("/").text
