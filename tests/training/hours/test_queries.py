"""Class hours of people, from closed classes and from what was learnt on screen."""

import datetime as dt

import pytest
from sqlalchemy import event, select

from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.training.activity.models import LearningDay
from cxtrain.training.activity.operations import sum_up
from cxtrain.training.classes.models import Attendance, ClassMember, ClassSession, TrainingClass
from cxtrain.training.hours.models import CreditedDay
from cxtrain.training.hours.operations import lacks_credits
from cxtrain.training.hours.queries import hours_by_person, hours_of
from cxtrain.training.models import Course
from tests.training.activity import Did, clock

EVER = dt.date.min
MAY = dt.date(2026, 5, 1), dt.date(2026, 5, 31)


@pytest.fixture
def wang(course, cast):
    """王喆."""
    return Did(cast.wang)


def held(cast, *minutes, day="2026-05-06", closed=True, people=("wang",), hour_minutes=45):
    """Write a class of 静安店 with a session for each number of minutes attended, 300 planned for each; return its id."""
    course = database.session.scalars(select(Course)).one()
    row = TrainingClass(
        course_id=course.id, course_version_id=course.current_id, unit_id=cast.jingan, year=2026, steps=[],
        term=len(database.session.scalars(select(TrainingClass)).all()) + 1, trainer_id=cast.lin, trainer_name="", place="一楼",
        hour_minutes=hour_minutes, notice="", summary="", secret="s", made_by=cast.lin, made_at=clock("2026-05-01 09:00"),
        closed_at=clock(f"{day} 18:00") if closed else None, closed_by=cast.lin if closed else None, cancelled_why="")
    database.session.add(row)
    database.session.flush()
    for number, spent in enumerate(minutes, 1):
        session = ClassSession(class_id=row.id, number=number, starts_at=clock(f"{day} {8 + number:02d}:00"),
                               ends_at=clock(f"{day} {8 + number:02d}:50"), minutes=300, topic="", method="lecture")
        database.session.add(session)
        database.session.flush()
        database.session.add_all(Attendance(
            session_id=session.id, employee_id=getattr(cast, who), state="present", minutes=spent, source="keyed",
            at=clock(f"{day} 09:00"), by=cast.lin, why="") for who in people)
    database.session.add_all(ClassMember(class_id=row.id, employee_id=getattr(cast, who), unit_id=cast.jingan, added_by=cast.lin,
                                         added_at=clock("2026-05-01 09:00")) for who in people)
    database.session.commit()
    return row.id


def path_of(unit_id):
    """Return the path of a unit."""
    return database.session.get_one(Unit, unit_id).path


def test_a_closed_class_counts_with_what_was_attended(wang, cast):
    held(cast, 100, 50)
    assert [(each.day.isoformat(), each.minutes, each.hours) for each in hours_of(cast.wang).classes] == [("2026-05-06", 150, 3.0)]
    assert hours_of(cast.wang, 2025).hours.total == hours_of(cast.zhao).hours.total == 0


def test_a_class_counts_by_its_own_hour_and_on_its_day_where_it_is_held(wang, cast):
    held(cast, 120, hour_minutes=60, day="2026-01-01")
    assert hours_of(cast.wang, 2026).hours.classroom == 2.0
    assert hours_by_person(path_of(cast.jingan), dt.date(2025, 12, 1), dt.date(2025, 12, 31)) == {}


def test_a_class_that_is_not_closed_counts_for_nobody(wang, cast):
    held(cast, 100, closed=False)
    assert hours_of(cast.wang).hours.total == 0
    assert hours_by_person(path_of(cast.firm), *MAY) == {}


def test_who_was_taken_off_the_roster_has_no_hours_of_it(wang, cast):
    held(cast, 100)
    database.session.scalars(select(ClassMember)).one().removed_at = clock("2026-05-02 09:00")
    database.session.commit()
    assert hours_of(cast.wang).classes == ()


def test_a_lesson_counts_at_most_what_the_course_states(wang, cast):
    way = wang.begin()
    wang.read(way, "2026-05-06 10:03", seconds=540)  # 10 minutes of time; the lesson states 5
    (course,) = hours_of(cast.wang).courses
    assert (course.enrolment_id, course.minutes, course.hours) == (way, 5, 0.0)


def test_a_step_done_on_two_days_counts_at_most_once(wang, cast):
    wang.begin()
    wang.play("2026-05-06 10:00", "2026-05-06 10:03", "2026-05-06 10:04")  # 5 minutes with the last; the step states 6
    wang.play("2026-05-07 10:00", "2026-05-07 10:03", "2026-05-07 10:04")
    sum_up(EVER)
    assert [(row.seconds, row.credited) for row in database.session.scalars(select(CreditedDay).order_by(CreditedDay.day))] == [
        (300, 300), (300, 60)]
    sum_up(dt.date(2026, 5, 7))
    assert [row.credited for row in database.session.scalars(select(CreditedDay).order_by(CreditedDay.day))] == [300, 60]
    assert hours_by_person(path_of(cast.firm), *MAY)[cast.wang].online_minutes == 6
    assert hours_by_person(path_of(cast.xuhui), *MAY) == {}


def test_what_is_practised_outside_a_course_is_worth_no_hours(wang, cast):
    wang.play("2026-05-06 10:00", "2026-05-06 10:04")
    sum_up(EVER)
    assert hours_of(cast.wang).courses == ()
    assert database.session.scalars(select(CreditedDay)).all() == []


def test_the_same_hours_stand_before_and_after_the_night(wang, cast):
    way = wang.begin()
    wang.read(way, "2026-05-06 10:03", seconds=540)
    wang.play("2026-05-06 11:00", "2026-05-06 11:04", "2026-05-07 10:00")
    before = hours_of(cast.wang)
    sum_up(EVER)
    assert hours_of(cast.wang) == before
    assert hours_by_person(path_of(cast.jingan), *MAY)[cast.wang] == before.hours


def test_learning_that_was_summed_up_before_hours_existed_is_credited_the_next_night(wang):
    way = wang.begin()
    wang.read(way, "2026-05-06 10:03", seconds=120)
    sum_up(EVER)
    assert not lacks_credits()
    database.session.execute(database.delete(CreditedDay))
    assert database.session.scalars(select(LearningDay)).all()
    assert lacks_credits()


def test_however_many_classes_there_are_as_few_values_are_sent(wang, cast):
    sent = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: sent.append(len(args[3])))

    def asked():
        sent.clear()
        found = hours_by_person(path_of(cast.firm), *MAY)[cast.wang].classroom, hours_of(cast.wang).hours.classroom
        return found, sum(sent)
    held(cast, 90, day="2026-05-01")
    first, few = asked()
    for day in range(2, 8):
        held(cast, 90, day=f"2026-05-0{day}")
    assert (first, asked()) == ((2.0, 2.0), ((14.0, 14.0), few))


def test_a_class_of_the_day_before_or_after_does_not_count(wang, cast):
    for day in ("2026-04-29", "2026-04-30", "2026-06-01", "2026-06-02"):
        held(cast, 90, day=day)
    assert hours_by_person(path_of(cast.firm), *MAY) == {}


def test_however_many_people_and_classes_there_are_three_statements_tell_their_hours(wang, cast):
    for day in range(1, 6):
        held(cast, 90, day=f"2026-05-0{day}", people=("wang", "zhao"))
    path, asked = path_of(cast.firm), []
    event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    found = hours_by_person(path, *MAY)
    assert len([each for each in asked if each.lstrip().lower().startswith("select")]) == 3
    assert {key: hours.classroom for key, hours in found.items()} == {cast.wang: 10.0, cast.zhao: 10.0}
