"""A practical assessment counts in the courses that require it: within the running enrolment, and as it was corrected."""

import datetime as dt

import pytest

from cxtrain.clock import today
from cxtrain.people.models import Employee
from cxtrain.training import operations as training
from cxtrain.training.models import Enrolment, StepTry
from cxtrain.training.practicals.results.queries import counts_by_person, counts_by_unit, pass_counts, sittings_of
from tests.people.corrections.made import decide
from tests.training.practicals.conftest import ALL_DONE
from tests.training.practicals.made import DONE, a_sitting

COURSE = """\
format: 1
slug: desk-course
title: {zh: 前台课, en: Desk course}
summary: {zh: 一步, en: One step}
class_hours: 1
steps:
  - {practical: desk-practical}
certificate: {title: {zh: 培训合格证书, en: Certificate of training}}
"""
ALL_TIME = (dt.date(2000, 1, 1), dt.date(2100, 1, 1))


@pytest.fixture
def course(desk, db):
    """A course that is passed by the practical assessment alone, published; started by 王喆."""
    assert training.publish_course(COURSE).row
    db.session.commit()
    assert desk.as_("wang").post("/training/desk-course/start", page="/training/desk-course").status_code == 303
    return desk


def enrolment(db, person):
    """Return somebody's enrolment."""
    db.session.rollback()
    return db.session.query(Enrolment).filter_by(employee_id=person).one()


def test_the_step_leads_to_the_sheet_and_passing_it_passes_the_course(course, db, cast):
    page = course.as_("wang").get("/training/desk-course").text
    assert "/practicals/sheets/desk-practical" in page and "See what is assessed" in page
    course.decided(privacy="0")
    assert enrolment(db, cast.wang).passed_at is None
    row = db.session.query(StepTry).one()
    assert (row.tries, row.best, row.passed_at, row.attempt_id) == (1, 50.0, None, course.sitting().id)
    course.decided()
    assert enrolment(db, cast.wang).passed_at is not None and "passed this course" in course.as_("wang").get(
        "/training/desk-course").text


def test_what_was_decided_without_an_enrolment_counts_in_none(desk, db, cast):
    assert training.publish_course(COURSE).row
    db.session.commit()
    desk.decided()
    desk.as_("wang").post("/training/desk-course/start", page="/training/desk-course")
    assert enrolment(db, cast.wang).passed_at is None and db.session.query(StepTry).count() == 0


def test_a_correction_passes_the_course_and_undoes_no_pass(course, db, cast):
    sitting_id = course.decided(warmth="0", looks_up="0").id
    url = f"/practicals/{sitting_id}/correct"
    assert enrolment(db, cast.wang).passed_at is None
    course.as_("lin").post(url, reason="Misread the sheet", **ALL_DONE)
    decide(course.as_("li"))
    passed = enrolment(db, cast.wang).passed_at
    assert passed is not None and db.session.query(StepTry).one().best == 100
    course.as_("lin").post(url, reason="Read it again", **{**ALL_DONE, "m-privacy": "0"})
    decide(course.as_("li"))
    assert enrolment(db, cast.wang).passed_at == passed and course.sitting().passed is False


def test_a_course_needs_a_published_sheet(desk, db):
    published = training.publish_course(COURSE.replace("practical: desk-practical", "practical: nothing"))
    assert published.row is None and 'names the practical "nothing"' in published.faults[0].sentence


def test_first_sittings_and_resits_are_counted_apart(desk, db, cast):
    a_sitting(cast, cast.wang, marks={**DONE, "privacy": "0"})
    a_sitting(cast, cast.wang, marks=DONE)
    a_sitting(cast, cast.zhao, marks=DONE)
    put_off = a_sitting(cast, cast.sun)
    put_off.kind, put_off.planned_on = "deferred", today("Asia/Shanghai")
    db.session.commit()
    path = db.session.get(Employee, cast.wang).unit.path
    here = pass_counts(path, *ALL_TIME)
    assert (here.first, here.resit, here.deferred) == ((2, 1), (1, 1), 0)
    assert pass_counts("/", *ALL_TIME).deferred == 1
    assert pass_counts(path, *ALL_TIME, employments=["part_time"]).first == (0, 0)
    assert pass_counts(path, dt.date(2000, 1, 1), dt.date(2001, 1, 1)).first == (0, 0)
    assert counts_by_unit("/", *ALL_TIME)[cast.jingan].first == (2, 1)
    assert counts_by_person("/", *ALL_TIME)[cast.wang].resit == (1, 1)
    assert [(sat.kind, sat.passed) for sat in sittings_of([cast.wang, cast.sun])[cast.wang]] == [
        ("first", False), ("resit", True)]


def test_rates_and_agreement_stand_with_their_n(desk, db, cast):
    for person in (cast.wang, cast.zhao):
        a_sitting(cast, person, assessor_ids=(cast.lin, cast.he), marks=DONE)
    db.session.commit()
    page = desk.as_("he").get("/practicals/sheets/desk-practical/results").text
    assert "100 %" in page and "34–100 %" in page and "2 sittings were marked by two." in page
    assert "They agree on 6 of 6 items" in page and "Too few judged items to say it with a number yet: n 2." in page
