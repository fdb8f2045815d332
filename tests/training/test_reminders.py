"""Reminders: who is mailed on which day, what it says, and who is never mailed."""

import datetime as dt

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.mail.work import send_waiting
from cxtrain.jobs.operations import PERIODIC
from cxtrain.people.models import Account, Employee
from cxtrain.training.assignments.operations import Terms, assign_course, withdraw_assignment
from cxtrain.training.models import Assignment, Course
from cxtrain.training.reminders.steps import DUE, LATE, SOON, SUPERVISOR, step_on
from tests.jobs.mail_server import mail_server
from tests.training.conftest import Learner
from tests.training.test_rules import another_course

DUE_ON = dt.date(2026, 5, 20)


@pytest.fixture
def switched_on(app, cast, course):
    """Mail is on; 王喆 and 李想, who leads the store, have addresses."""
    settings = app.config["CX"]
    settings.mail_host, settings.mail_from, settings.public_url = "mail.heming-hotels.com", "t@heming-hotels.com", "https://t.heming-hotels.com"
    settings.mail_tls = "none"
    for key, address in ((cast.wang, "wang"), (cast.li, "li")):
        database.session.get(Employee, key).email = f"{address}@heming-hotels.com"
    database.session.commit()
    return settings


def give(cast, course, *people, due_on=DUE_ON, working_time=True):
    """Assign the course to these people."""
    he = Learner(None, cast.he).actor()
    unit = database.session.get(Employee, people[0]).unit
    assign_course(he, database.session.get(Course, course), unit, people=people, terms=Terms(due_on, working_time))
    database.session.commit()


def on(days):
    """Travel to so many days after the day that it is due, ten in the morning in Shanghai."""
    moment = dt.datetime.combine(DUE_ON + dt.timedelta(days), dt.time(2), dt.UTC)
    return time_machine.travel(moment, tick=False)


def mails(*days):
    """Let the daily task run on these days; return the mails written, as (to, subject, body)."""
    for day in days:
        with on(day):
            PERIODIC["course reminders"](now().date())
            database.session.commit()
    rows = database.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))
    return [(row.to, row.subject, row.body) for row in rows]


def test_a_week_before_on_the_day_a_week_after_and_then_the_supervisor(switched_on, cast, course, db):
    give(cast, course, cast.wang)
    found = mails(*range(-20, 40))
    assert [(to.split("@")[0], subject) for to, subject, _ in found] == [
        ("wang", "《关键时刻》的期限是 2026年5月20日"), ("wang", "《关键时刻》的期限是 2026年5月20日"),
        ("wang", "《关键时刻》原定 2026年5月20日 完成"), ("li", "您团队有 1 门课逾期两周")]
    body = found[2][2]
    assert "逾期 7 天（计入工时）" in body and "https://t.heming-hotels.com/training" in body
    assert "王喆 – 《关键时刻》" in found[3][2] and "https://t.heming-hotels.com/training/overdue" in found[3][2]


def test_a_worker_that_stood_still_catches_up_with_one_mail(switched_on, cast, course, db):
    give(cast, course, cast.wang)
    assert len(mails(3)) == 1
    assert len(mails(3, 4, 5, 6)) == 1
    assert len(mails(7, 8)) == 2


def test_it_is_written_in_the_language_of_whoever_gets_it(switched_on, cast, course, db):
    for account in database.session.scalars(select(Account)):
        account.locale = "en"
    database.session.commit()
    give(cast, course, cast.wang, due_on=DUE_ON)
    found = mails(-7, 14)
    assert found[0][1] == "“Moments of truth” is due May 20, 2026" and "Hello Wang Zhe," in found[0][2]
    assert found[1][1] == "1 course two weeks late in your team"
    assert "Wang Zhe – “Moments of truth”: was due May 20, 2026, 14 days late (counts as working time)" in found[1][2]


def test_several_courses_come_in_one_mail(switched_on, cast, course, db):
    give(cast, course, cast.wang)
    give(cast, another_course(), cast.wang, due_on=DUE_ON + dt.timedelta(2), working_time=False)
    ((_, subject, body),) = mails(-5)
    assert subject == "有 2 门课待完成" and "（计入工时）" in body and "（自愿）" in body


def test_the_supervisor_gets_one_mail_for_all_with_own_people_only(switched_on, cast, course, db):
    give(cast, course, cast.wang, cast.zhao, cast.li)
    give(cast, another_course(), cast.sun)
    found = [mail for mail in mails(14) if "两周" in mail[1]]
    ((to, subject, body),) = found
    assert to.startswith("li@") and subject == "您团队有 2 门课逾期两周"
    assert "王喆" in body and "赵䶮" in body and "孙淼" not in body and "李想 –" not in body
    waiting = database.session.scalars(select(Assignment.reminded).where(Assignment.employee_id.in_((cast.sun, cast.li))))
    assert list(waiting) == [0, 0]  # nobody could be told yet


def test_once_somebody_can_be_told_they_are(switched_on, cast, course, db):
    give(cast, course, cast.sun)
    assert mails(14, 15) == []
    database.session.get(Employee, cast.chen).email = "chen@heming-hotels.com"
    database.session.commit()
    assert [to for to, *_ in mails(16, 17)] == ["chen@heming-hotels.com"]


def test_what_is_voluntary_is_mentioned_until_its_day_and_to_nobody_else(switched_on, cast, course, db):
    give(cast, course, cast.wang, working_time=False)
    assert [to for to, *_ in mails(*range(-10, 30))] == ["wang@heming-hotels.com"] * 2


def test_who_has_done_it_is_away_or_lost_it_is_not_mailed(switched_on, cast, course, db):
    give(cast, course, cast.wang)
    assignment, person = database.session.query(Assignment).one(), database.session.get(Employee, cast.wang)
    for change in ({"status": "leave"}, {"status": "active", "email": ""}):
        for name, value in change.items():
            setattr(person, name, value)
        database.session.commit()
        assert mails(0) == []
    person.email = "wang@heming-hotels.com"
    withdraw_assignment(assignment, person)
    database.session.commit()
    assert mails(0, 7) == []


def test_without_a_mail_server_nothing_is_written(app, cast, course, db):
    database.session.get(Employee, cast.wang).email = "wang@heming-hotels.com"
    give(cast, course, cast.wang)
    assert mails(0) == [] and database.session.query(Assignment).one().reminded == 0


def test_a_mail_that_waited_for_nine_is_not_sent_to_who_was_done_by_then(switched_on, cast, course, db):
    give(cast, course, cast.wang)
    with mail_server() as server:
        switched_on.mail_host, switched_on.mail_port = "127.0.0.1", server.port
        with time_machine.travel(dt.datetime(2026, 5, 20, 0, 5, tzinfo=dt.UTC), tick=True) as clock:
            PERIODIC["course reminders"](now().date())
            database.session.commit()
            assert send_waiting(switched_on) == 0
            database.session.query(Assignment).update({"done_at": now()})
            database.session.commit()
            clock.move_to(dt.datetime(2026, 5, 20, 1, 1, tzinfo=dt.UTC))
            assert send_waiting(switched_on) == 0 and server.taken == []
    assert database.session.query(OutgoingMail).one().last_error == "no longer needed"


def test_it_is_sent_after_nine_and_once(switched_on, cast, course, db):
    give(cast, course, cast.wang)
    with mail_server() as server:
        switched_on.mail_host, switched_on.mail_port = "127.0.0.1", server.port
        with time_machine.travel(dt.datetime(2026, 5, 20, 0, 5, tzinfo=dt.UTC), tick=False) as clock:
            for _ in range(2):
                PERIODIC["course reminders"](now().date())
                database.session.commit()
            clock.move_to(dt.datetime(2026, 5, 20, 1, 0, tzinfo=dt.UTC))
            assert [send_waiting(switched_on) for _ in range(2)] == [1, 0]
        assert [mail["To"] for mail in server.taken] == ["wang@heming-hotels.com"]


@given(st.integers(-60, 60), st.booleans())
def test_a_step_lasts_until_the_next(days, working_time):
    step = step_on(DUE_ON, DUE_ON + dt.timedelta(days), working_time=working_time)
    later = step_on(DUE_ON, DUE_ON + dt.timedelta(days + 1), working_time=working_time)
    assert later >= step and step in (0, SOON, DUE, LATE, SUPERVISOR)
    assert working_time or step <= DUE


def test_the_steps_are_a_week_before_the_day_a_week_after_and_two():
    assert [day for day in range(-30, 30) if step_on(DUE_ON, DUE_ON + dt.timedelta(day)) !=
            step_on(DUE_ON, DUE_ON + dt.timedelta(day - 1))] == [-7, 0, 7, 14]
