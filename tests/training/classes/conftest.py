"""A class of a course with a classroom step, and those who run it or go there."""

import datetime as dt

import pytest
import time_machine
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.people.models import Employee
from cxtrain.training.classes.models import Attendance, ClassMember, ClassSession, TrainingClass
from cxtrain.training.models import Course
from cxtrain.training.operations import publish_course
from tests.conftest import Browser
from tests.reports.conftest import statements  # noqa: F401
from tests.training.activity import clock
from tests.training.conftest import publish_all

COURSE = """\
format: 1
slug: front-desk
title: {zh: 前台接待, en: Front desk}
summary: {zh: 一天的课, en: A day together}
class_hours: 6
steps:
  - {lesson: welcome, minutes: 5}
  - {classroom: practice-day, attend: 80, minutes: 270}
"""
NOON = clock("2026-05-04 12:00")


@pytest.fixture
def held_course(db):
    """A course with a lesson and a class."""
    publish_all()
    assert publish_course(COURSE).row
    database.session.commit()


@pytest.fixture
def noon():
    """It is noon, two days before the class."""
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel


@pytest.fixture
def sign_in(app, cast, held_course, noon):
    """Sign somebody of the cast in, on this day."""
    return lambda who: Browser(app).login(getattr(cast, who))


@pytest.fixture
def trainer(sign_in):
    """林老师, who trains."""
    return sign_in("lin")


def fields(**more):
    """Return what the page of a class to be planned sends: a morning and an afternoon."""
    return {
        "inside": "inside", "trainer": "H0002", "place": "二楼培训室", "hour_minutes": "45", "notice": "请穿工装。",
        "steps": "practice-day", "do": "save", **session(0, "2026-05-06", "09:00", "11:30", "135"),
        **session(1, "2026-05-06", "13:30", "16:00", "135", method="role_play"), **more}


def session(at, day, begin, end, minutes="", topic="情景演练", method="lecture", **more):
    """Return the fields of one session."""
    values = {"day": day, "begin": begin, "end": end, "minutes": minutes, "topic": topic, "method": method, "id": "", **more}
    return {f"sessions-{at}-{name}": value for name, value in values.items()}


def planned(cast, *people, told=1, closed=None, unit="jingan", trainer="lin", day="2026-05-06", **more):
    """Write a class with two sessions of 135 minutes and these people on its roster; return its id."""
    course = database.session.scalars(select(Course).where(Course.slug == "front-desk")).one()
    last = database.session.scalar(select(TrainingClass.term).order_by(TrainingClass.term.desc()).limit(1)) or 0
    row = TrainingClass(**{
        "course_id": course.id, "course_version_id": course.current_id, "unit_id": getattr(cast, unit), "year": 2026,
        "term": last + 1, "trainer_id": getattr(cast, trainer), "trainer_name": "", "place": "二楼培训室", "hour_minutes": 45,
        "steps": ["practice-day"], "told": told, "notice": "", "summary": "", "secret": "s" * 32, "made_by": cast.lin,
        "made_at": clock("2026-05-01 09:00"), "closed_at": closed, "closed_by": cast.lin if closed else None,
        "cancelled_why": "", **more})
    database.session.add(row)
    database.session.flush()
    for number, (begin, end) in enumerate((("09:00", "11:30"), ("13:30", "16:00")), 1):
        database.session.add(ClassSession(
            class_id=row.id, number=number, starts_at=clock(f"{day} {begin}"), ends_at=clock(f"{day} {end}"), minutes=135,
            topic="情景演练", method="role_play"))
    for who in people:
        person = database.session.get_one(Employee, getattr(cast, who))
        database.session.add(ClassMember(class_id=row.id, employee_id=person.id, unit_id=person.unit_id, added_by=cast.lin,
                                         added_at=clock("2026-05-01 09:00")))
    database.session.commit()
    return row.id


def sessions_of(class_id):
    """Return the ids of a class's sessions."""
    return list(database.session.scalars(select(ClassSession.id).where(
        ClassSession.class_id == class_id).order_by(ClassSession.number)))


def attended(class_id, employee_id, *states, minutes=135):
    """Note whether somebody was at the sessions, in order."""
    for session_id, state in zip(sessions_of(class_id), states, strict=False):
        database.session.merge(Attendance(
            session_id=session_id, employee_id=employee_id, state=state, source="keyed", at=clock("2026-05-06 09:00"),
            minutes=0 if state in ("leave", "absent") else minutes, by=employee_id, why="", doubted=False))
    database.session.commit()


def after(hours=0):
    """Return the moment when the class is over."""
    return clock("2026-05-06 17:00") + dt.timedelta(hours=hours)
