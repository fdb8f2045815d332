"""HR and supervisors enter days away, never why; the person sees them; they stop clocks."""

import datetime as dt

import pytest
from sqlalchemy import inspect, select

from cxtrain.clock import today
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.absences import operations, queries
from cxtrain.people.absences.models import Absence
from cxtrain.people.careers.operations import come_back, go_on_leave
from cxtrain.people.models import Employee
from tests.conftest import Browser

MARCH = {"start_on": "2026-03-02", "end_on": "2026-03-06"}


@pytest.fixture
def away(db, cast):
    """A function that enters days away of 王喆 and returns their id."""
    def entered(start_on=dt.date(2026, 3, 2), end_on=dt.date(2026, 3, 6)):
        absence = operations.add_absence(db.session.get(Employee, cast.wang), start_on, end_on)
        db.session.commit()
        return absence.id
    return entered


@pytest.mark.parametrize("who", ["li", "he"])
def test_the_supervisor_and_hr_enter_days(browser, cast, db, who):
    browser.login(getattr(cast, who))
    answer = browser.post(f"/people/{cast.wang}/absences", **MARCH)
    assert answer.location == f"/people/{cast.wang}/absences" and "Mar 2, 2026" in browser.get(answer.location).text
    assert queries.days_away(cast.wang, dt.date(2026, 3, 1), dt.date(2026, 3, 4)) == 3
    entry = db.session.scalars(select(LedgerEntry)).one()
    assert (entry.action, entry.facts) == ("absence entered", MARCH)


def test_the_end_may_be_open_and_is_said_later(browser, cast, db):
    browser.login(cast.li).post(f"/people/{cast.wang}/absences", start_on="2026-03-02", end_on="")
    key = db.session.scalars(select(Absence.id)).one()
    assert "open" in browser.get(f"/people/{cast.wang}/absences").text
    assert browser.post(f"/people/{cast.wang}/absences/{key}", **MARCH).status_code == 303
    db.session.expire_all()
    assert db.session.get(Absence, key).end_on == dt.date(2026, 3, 6)


@pytest.mark.parametrize(("change", "says"), [
    ({"start_on": ""}, "Choose a day"), ({"end_on": "2026-03-01"}, "comes before the first"), ({"start_on": "soon"}, "soon")])
def test_a_wrong_day_is_named_and_what_was_typed_stays(browser, cast, db, change, says):
    answer = browser.login(cast.li).post(f"/people/{cast.wang}/absences", **{**MARCH, **change})
    assert answer.status_code == 400 and says in answer.text
    assert db.session.scalar(select(Absence.id)) is None


def test_days_entered_by_mistake_are_taken_back(browser, cast, db, away):
    key = away()
    assert browser.login(cast.he).post(f"/people/{cast.wang}/absences/{key}/remove").status_code == 303
    assert db.session.scalar(select(Absence.id)) is None


def test_the_person_sees_them_and_may_not_enter_any(browser, cast, away):
    away()
    browser.login(cast.wang)
    assert "Mar 2, 2026" in browser.get("/me/record").text
    assert browser.get(f"/people/{cast.wang}/absences").status_code == 403


def test_nobody_enters_their_own(browser, cast):
    assert browser.login(cast.li).get(f"/people/{cast.li}/absences").status_code == 403


def test_another_stores_people_and_another_persons_days_are_not_there(browser, cast, away):
    key = away()
    browser.login(cast.chen)
    assert browser.get(f"/people/{cast.wang}/absences").status_code == 404
    assert browser.get(f"/people/{cast.sun}/absences/{key}").status_code == 404


def test_a_stranger_and_an_admin_do_not_come_here(app, cast):
    assert Browser(app).get(f"/people/{cast.wang}/absences").status_code == 302
    assert Browser(app).login(cast.admin).get(f"/people/{cast.wang}/absences").status_code == 403


def test_there_is_no_place_for_a_kind_or_a_reason(db):
    assert {column.name for column in inspect(Absence).columns} == {"id", "employee_id", "start_on", "end_on", "entered_at"}


def test_a_long_leave_is_away_from_the_day_it_was_noted_to_the_day_before_the_return(db, cast):
    person, day = db.session.get(Employee, cast.wang), today("Asia/Shanghai")
    go_on_leave(person)
    db.session.flush()
    assert queries.days_away(person.id, day - dt.timedelta(5), day + dt.timedelta(2)) == 3
    absence = db.session.scalars(select(Absence)).one()
    absence.start_on = day - dt.timedelta(3)
    come_back(person)
    db.session.flush()
    db.session.expire_all()
    assert db.session.get(Absence, absence.id).end_on == day - dt.timedelta(1)
    assert queries.days_away(person.id, day - dt.timedelta(5), day + dt.timedelta(2)) == 3


def test_a_leave_noted_and_ended_on_one_day_stops_nothing(db, cast):
    person = db.session.get(Employee, cast.wang)
    go_on_leave(person)
    come_back(person)
    assert db.session.scalar(select(Absence.id)) is None


def test_who_is_on_leave_without_a_day_is_away_all_along(db, cast):
    db.session.get(Employee, cast.wang).status = "leave"
    db.session.flush()
    assert queries.days_away(cast.wang, dt.date(2026, 3, 1), dt.date(2026, 3, 7)) == 7


def test_a_deadline_moves_by_the_days_away_at_the_same_time_of_day(db, cast, away):
    away(dt.date(2026, 3, 4), dt.date(2026, 3, 5))
    since = dt.datetime(2026, 3, 1, 20, tzinfo=dt.UTC)  # 4:00 on 2 March in Shanghai
    week = dt.timedelta(days=7)
    assert queries.paused_until(cast.wang, since, since + week) == since + week + dt.timedelta(days=2)
    away(dt.date(2026, 3, 9), None)
    assert queries.paused_until(cast.wang, since, since + week) is None
    assert queries.paused_until(cast.sun, since, since + week) == since + week
