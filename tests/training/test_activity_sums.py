"""Days of active time: made of what people did, and summed up each night."""

import datetime as dt

import pytest
import time_machine
from flask import current_app
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.jobs import work as worker
from cxtrain.jobs.models import Job, PeriodicSlot
from cxtrain.people.models import Membership, Unit
from cxtrain.training.activity import queries
from cxtrain.training.activity.models import LearningDay
from cxtrain.training.activity.operations import KIND, sum_up
from tests.conftest import Browser
from tests.training.activity import Did, clock
from tests.training.conftest import Learner

EVER = dt.date.min
SIXTH = dt.date(2026, 5, 6)


@pytest.fixture
def wang(course, cast):
    """王喆."""
    return Did(cast.wang)


def days(since=EVER):
    """Return (day, unit, enrolment, minutes, outside, assigned, both) of everybody."""
    return [(each.day.isoformat(), each.unit_id, each.enrolment_id, each.seconds / 60, each.outside / 60, each.assigned / 60,
             each.assigned_outside / 60) for each in sorted(queries.learnt(since), key=lambda each: (each.employee_id, each.day))]


def kept():
    """Return the sums as they stand in the database."""
    database.session.rollback()
    columns = [LearningDay.__table__.c[name] for name in queries.Learnt.__dataclass_fields__]
    return sorted((queries.Learnt(*row) for row in database.session.execute(select(*columns))), key=lambda each: (each.employee_id, each.day))


def night(text):
    """Let a worker do what is due at a moment of UTC."""
    database.session.commit()
    with time_machine.travel(dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC), tick=False):
        worker._daily_tasks()
        worker.work(current_app._get_current_object(), until_empty=True)
    assert {job.state for job in database.session.scalars(select(Job))} == {"done"}


def test_a_lesson_counts_from_opening_to_marking(wang, cast):
    way = wang.begin()
    wang.read(way, "2026-05-06 10:03", seconds=180)
    assert days() == [("2026-05-06", cast.jingan, way, 4, 0, 0, 0)]


def test_plays_outside_a_course_count_for_none(wang, cast):
    wang.play("2026-05-06 10:00", "2026-05-06 10:02", "2026-05-06 10:04")
    assert days() == [("2026-05-06", cast.jingan, None, 5, 0, 0, 0)]


def test_a_play_that_was_never_ended_counts_as_far_as_it_went(wang):
    wang.play("2026-05-06 10:00", "2026-05-06 10:02", over=False)
    assert [day[3] for day in days()] == [3]


def test_all_that_is_done_on_the_way_through_a_course_counts_for_it(app, cast, course):
    with time_machine.travel(clock("2026-05-06 10:00"), tick=False) as now:
        learner = Learner(Browser(app).login(cast.wang), cast.wang)
        learner.start()
        fields = learner.browser.hidden("/training/moments/lessons/welcome")
        now.shift(120)
        answer = learner.browser._open("POST", "/training/moments/lessons/welcome", data=fields)
        assert answer.status_code == 303
        now.shift(60)
        learner.play()
        now.shift(60)
        learner.quiz()
    way, = learner.enrolments()
    assert way.passed_at
    assert days() == [("2026-05-06", cast.jingan, way.id, 5, 0, 0, 0)]


def test_the_quiet_hours_are_outside_working_time(wang, cast):
    wang.play("2026-05-06 20:58", "2026-05-06 21:00", "2026-05-06 21:02")
    assert days() == [("2026-05-06", cast.jingan, None, 5, 3, 0, 0)]


def test_a_play_across_midnight_falls_on_two_days(wang, cast):
    wang.play("2026-05-06 23:58", "2026-05-07 00:01")
    assert days() == [("2026-05-06", cast.jingan, None, 2, 2, 0, 0), ("2026-05-07", cast.jingan, None, 2, 2, 0, 0)]
    assert days(dt.date(2026, 5, 7)) == [("2026-05-07", cast.jingan, None, 2, 2, 0, 0)]


def test_it_goes_by_the_clock_of_the_unit(wang, cast, db):
    db.session.get_one(Unit, cast.jingan).zone = "Europe/Berlin"
    wang.play("2026-05-07 00:00", "2026-05-07 00:04")  # 18:00 the day before in Berlin
    assert days() == [("2026-05-06", cast.jingan, None, 5, 0, 0, 0)]


def test_what_was_given_as_working_time_counts_as_such_until_it_is_done(wang, cast):
    way = wang.begin()
    wang.given("2026-05-02 09:00", done="2026-05-06 21:01")
    wang.play("2026-05-01 22:00")  # before it was given
    wang.play("2026-05-06 20:59", "2026-05-06 21:01")
    assert days() == [("2026-05-01", cast.jingan, way, 1, 1, 0, 0), ("2026-05-06", cast.jingan, way, 3, 2, 3, 2)]


def test_what_is_voluntary_is_not_given_as_working_time(wang, cast):
    way = wang.begin()
    wang.given("2026-05-02 09:00", working_time=False)
    wang.read(way, "2026-05-06 22:00")
    assert days() == [("2026-05-06", cast.jingan, way, 1, 1, 0, 0)]


def test_time_stays_with_the_unit_where_somebody_was_that_day(wang, cast, db):
    first = db.session.scalars(select(Membership).where(Membership.employee_id == cast.wang)).one()
    first.end_on = SIXTH
    db.session.add(Membership(employee_id=cast.wang, unit_id=cast.xuhui, start_on=dt.date(2026, 5, 7), reason="transfer"))
    wang.play("2026-05-06 23:58", "2026-05-07 00:01")
    assert [day[:2] for day in days()] == [("2026-05-06", cast.jingan), ("2026-05-07", cast.xuhui)]


def test_each_night_sums_up_what_was_done(wang, cast):
    wang.play("2026-05-06 10:00", "2026-05-06 10:02")
    night("2026-05-07 00:10")
    assert kept() == [queries.Learnt(cast.wang, SIXTH, cast.jingan, None, 180, 0, 0, 0)]


def test_summing_up_again_changes_nothing(wang):
    wang.play("2026-05-06 10:00", "2026-05-06 10:02")
    sum_up(EVER)
    database.session.commit()
    before = kept()
    assert len(before) == sum_up(EVER) == sum_up(SIXTH) == 1
    database.session.commit()
    assert kept() == before


def test_what_came_late_is_put_right_the_night_after(wang):
    wang.play("2026-05-06 10:00", "2026-05-06 10:02")
    night("2026-05-07 00:10")
    wang.play("2026-05-06 10:04")
    night("2026-05-08 00:10")
    assert [each.seconds for each in kept()] == [300]


def test_nights_on_which_no_worker_lived_are_made_good(wang):
    wang.play("2026-05-06 10:00")
    night("2026-05-07 00:10")
    wang.play("2026-05-12 10:00")
    wang.play("2026-06-12 10:00")
    night("2026-06-20 09:00")
    assert [each.day.isoformat() for each in kept()] == ["2026-05-06", "2026-05-12", "2026-06-12"]


def test_a_night_does_not_sum_up_again_what_has_long_been_whole(wang):
    wang.play("2026-05-06 10:00")
    night("2026-05-07 00:10")
    night("2026-05-20 00:10")
    database.session.query(LearningDay).update({"seconds": 42})
    night("2026-05-21 00:10")
    assert [each.seconds for each in kept()] == [42]


def test_before_the_first_night_everything_is_read_as_it_is(wang, cast):
    assert queries.summed_until() is None
    wang.play("2026-05-06 10:00")
    assert queries.days_of(cast.wang) == queries.learnt(EVER) != []


def test_a_long_time_is_summed_up_month_by_month_and_comes_to_the_same(wang):
    for text in ("2025-11-03 20:59", "2026-01-31 23:59", "2026-02-01 00:03", "2026-05-06 10:00"):
        wang.play(text)
    night("2026-05-07 00:10")
    job = database.session.scalars(select(Job).filter_by(kind=KIND)).one()
    assert (job.state, job.total) == ("done", 8)  # seven months and the end
    assert kept() == sorted(queries.learnt(EVER), key=lambda each: each.day)


def test_the_last_evening_of_a_month_is_whole_the_morning_after(wang):
    assert queries.summed_through() is None
    wang.play("2026-05-31 23:54", "2026-05-31 23:56")
    wang.play("2026-05-31 23:58")
    night("2026-06-01 00:10")  # ten past eight in Shanghai
    assert [(each.day.isoformat(), each.seconds) for each in kept()] == [("2026-05-31", 300)]
    assert queries.summed_through() == dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


def test_what_was_done_since_the_last_night_stands_there_at_once(wang, cast):
    wang.play("2026-05-02 10:00")
    night("2026-05-07 00:10")
    assert queries.summed_until() == dt.date(2026, 5, 5)
    wang.play("2026-05-07 12:00")
    assert [each.day.day for each in queries.days_of(cast.wang)] == [2, 7]
    assert queries.days_of(cast.zhao) == []


starts = st.lists(st.tuples(st.integers(0, 12 * 24 * 60), st.lists(st.integers(0, 9), max_size=4)), max_size=6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plays=starts, slot=st.integers(0, 14), since=st.integers(0, 14))
def test_sums_and_what_was_done_since_are_the_whole_whenever_the_night_was(wang, cast, plays, slot, since):
    first = clock("2026-05-01 00:00")
    for start, steps in plays:
        times = [first + dt.timedelta(minutes=start + sum(steps[:at])) for at in range(len(steps) + 1)]
        wang.play(*(time.strftime("%Y-%m-%d %H:%M") for time in times))
    whole = sorted(queries.learnt(EVER), key=repr)
    sum_up(EVER)
    sum_up(dt.date(2026, 5, 1) + dt.timedelta(days=since))
    database.session.add(PeriodicSlot(name=queries.SLOT, slot=f"2026-05-{slot + 1:02d}", done_at=first))
    database.session.flush()
    assert sorted(queries.days_of(cast.wang), key=repr) == whole
    assert sorted(queries.learnt(dt.date(2026, 5, 4), until=dt.date(2026, 5, 8)), key=repr) == [
        each for each in whole if 4 <= each.day.day < 8]
    for table in ("learning_day", "scenario_step", "scenario_attempt", "periodic_slot"):
        database.session.execute(database.text(f"delete from {table}"))
    database.session.commit()
