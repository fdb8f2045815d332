"""Reminders of actions and checks: who is told on which day, once, and who is never told."""

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.mail.operations import STILL_WANTED
from cxtrain.jobs.operations import PERIODIC
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.absences.models import Absence
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Role
from cxtrain.planning.reminders.level import next_level
from cxtrain.planning.reminders.models import PlanReminder
from cxtrain.planning.reminders.queries import late_for
from tests.planning.conftest import load
from tests.quality.conftest import actor

DUE_ON = dt.date(2026, 5, 20)


@pytest.fixture
def switched_on(app, cast):
    """Mail is on; 王喆, 李想 who leads the store, and 何姐 of HR have addresses."""
    settings = app.config["CX"]
    settings.mail_host, settings.mail_from, settings.public_url = "mail.heming-hotels.com", "t@heming-hotels.com", "https://t.heming-hotels.com"
    for key, address in ((cast.wang, "wang"), (cast.li, "li"), (cast.he, "he")):
        database.session.get(Employee, key).email = f"{address}@heming-hotels.com"
    database.session.commit()
    return settings


@pytest.fixture
def plan_id(cast, records):
    """A store's plan: 王喆 has an action due on DUE_ON, 李想 checks it long after."""
    with on(-30):
        plan = load(records.plan(touchpoint_id=records.place))
        plan.due_on, plan.actions[0].due_on = DUE_ON + dt.timedelta(100), DUE_ON
        database.session.commit()
        return plan.id


def on(days, hour=2):
    """Travel to so many days after the day that it is due, ten in the morning in Shanghai."""
    return time_machine.travel(dt.datetime.combine(DUE_ON + dt.timedelta(days), dt.time(hour), dt.UTC), tick=False)


def run(*days):
    """Let the daily task run on these days."""
    for day in days:
        with on(day):
            PERIODIC["plan reminders"](now().date())
            database.session.commit()


def told(employee_id=None):
    rows = database.session.scalars(select(PlanReminder).order_by(PlanReminder.id))
    return [(row.employee_id, row.step) for row in rows if employee_id in (None, row.employee_id)]


def mails():
    return [(row.to, row.subject, row.body) for row in database.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))]


def test_the_owner_is_told_a_week_before_on_the_day_and_a_week_after_then_the_next_level_each_once(cast, plan_id):
    run(*range(-9, 40))
    assert told() == [(cast.wang, 1), (cast.wang, 2), (cast.wang, 3), (cast.li, 4)]


def test_a_worker_that_stood_still_takes_the_step_that_has_been_reached(cast, plan_id):
    run(9, 10)
    assert told() == [(cast.wang, 3)]


def test_mail_says_what_is_to_do_and_not_whom_the_plan_is_about(cast, records, switched_on):
    with on(-30):
        plan = load(records.plan(about=cast.zhao))
        plan.actions[0].owner_id, plan.due_on, plan.actions[0].due_on = cast.wang, DUE_ON + dt.timedelta(100), DUE_ON
        number = plan.number
        database.session.commit()
    run(-7, 14)
    (to, _subject, body), (to_lead, _late, above) = mails()
    assert to == "wang@heming-hotels.com" and number in body and "一起站一个高峰。" in body
    assert to_lead == "li@heming-hotels.com" and "王喆" in above and "赵" not in body + above


def test_nobody_is_told_at_night_on_leave_or_twice_a_day(cast, plan_id, records, switched_on):
    with on(-30):
        second = load(records.plan(touchpoint_id=records.place))
        second.due_on, second.actions[0].due_on = DUE_ON + dt.timedelta(100), DUE_ON
        database.session.add(Absence(employee_id=cast.wang, start_on=DUE_ON - dt.timedelta(8), end_on=DUE_ON - dt.timedelta(3),
                                     entered_at=now()))
        database.session.commit()
    run(-7, -6, -4)
    assert told() == []
    run(-2)
    assert told() == [(cast.wang, 1)] * 2 and len(mails()) == 1
    with on(0, hour=20):  # four in the morning of the next day in Shanghai
        PERIODIC["plan reminders"](DUE_ON)
        mail = database.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
        assert mail.next_try_at - now() == dt.timedelta(hours=5)


def test_a_mail_is_not_sent_once_everything_is_done(cast, plan_id, switched_on):
    run(0)
    still = STILL_WANTED["plan reminder"]
    assert still(f"plan reminder {cast.wang} {DUE_ON}")
    action = load(plan_id).actions[0]
    action.done_at, action.done_by = now(), cast.wang
    database.session.commit()
    assert not still(f"plan reminder {cast.wang} {DUE_ON}")


def test_the_next_level_of_a_supervisor_is_hr_where_no_supervisor_is_above(cast, plan_id):
    load(plan_id).actions[0].owner_id = cast.li
    database.session.commit()
    run(14)
    assert told() == [(cast.he, 4)]
    assert database.session.scalar(select(LedgerEntry.action).where(LedgerEntry.subject == f"plan:{plan_id}")) == "plan escalated"


def test_what_came_to_the_next_level_stands_on_its_today_until_it_is_done(browser, cast, plan_id):
    run(14)
    li, wang = actor(database, cast.li, Role.SUPERVISOR), actor(database, cast.wang)
    assert [each.plan_id for each in late_for(li)] == [plan_id] and late_for(wang) == []
    assert late_for(actor(database, cast.li)) == [], "who does not lead the store any more reads nothing of it"
    text = browser.login(cast.li).get("/").text
    assert f"/planning/plans/{plan_id}" in text and "王喆" in text or "Wang" in text
    action = load(plan_id).actions[0]
    action.done_at, action.done_by = now(), cast.wang
    database.session.commit()
    assert late_for(li) == []


def test_another_day_is_reminded_of_anew(cast, plan_id):
    run(0)
    load(plan_id).actions[0].due_on = DUE_ON + dt.timedelta(20)
    database.session.commit()
    run(13, 20)
    assert told(cast.wang) == [(cast.wang, 2), (cast.wang, 1), (cast.wang, 2)]


def test_who_approved_a_plan_is_reminded_of_its_check_and_the_next_level_hears_of_it(cast, plan_id):
    plan = load(plan_id)
    plan.due_on, plan.actions[0].done_at, plan.actions[0].done_by = DUE_ON, now(), cast.wang
    database.session.commit()
    run(-7, 0, 7, 14, 15)
    assert told() == [(cast.li, 1), (cast.li, 2), (cast.li, 3), (cast.he, 4)]
    assert load(plan_id).state == "approved"  # whatever becomes late, nothing is closed by itself


@pytest.mark.parametrize("state", ["draft", "closed", "withdrawn"])
def test_only_approved_plans_remind(cast, plan_id, state):
    plan = load(plan_id)
    plan.state = state
    if state == "closed":
        plan.outcome, plan.closed_by = "met", cast.he
    database.session.commit()
    run(0, 14)
    assert told() == []


class Somebody:
    def __init__(self, key):
        self.employee_id = key


@given(st.dictionaries(st.tuples(st.sampled_from(["supervisor", "hr"]), st.sampled_from(["/1/", "/1/2/", "/1/2/3/", "/1/4/"])),
                       st.lists(st.integers(1, 6), max_size=3)), st.sets(st.integers(1, 6), max_size=4))
def test_the_next_level_is_never_oneself_never_from_elsewhere_and_hr_only_where_no_supervisor_is(leaders, but):
    found = next_level({key: [Somebody(each) for each in people] for key, people in leaders.items()}, "/1/2/3/", but=but)
    near = {each for (_role, path), people in leaders.items() for each in people if path != "/1/4/"} - but
    supervisors = {each for (role, path), people in leaders.items() for each in people if role == "supervisor" and path != "/1/4/"} - but
    assert {each.employee_id for each in found} <= (supervisors or near)
    assert bool(found) == bool(near)
