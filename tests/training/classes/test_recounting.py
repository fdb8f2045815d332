"""Which classes count in which way through a course, however they were closed and corrected."""

import datetime as dt
from itertools import permutations

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.training.classes.models import TrainingClass
from cxtrain.training.classes.results.operations import MARKS
from cxtrain.training.models import Assignment, AssignmentBatch, Course, Enrolment, StepTry
from tests.people.corrections.made import decide
from tests.training.activity import clock
from tests.training.classes.conftest import after, attended, planned, sessions_of

DAY = dt.timedelta(days=1)


@pytest.fixture
def later(sign_in, noon):
    """The classes are over; somebody signs in."""
    noon.move_to(after())
    return sign_in


def close(browser, class_id):
    """Close a class without a word."""
    assert browser.post(f"/training/classes/{class_id}/close", summary="", bare="y", absent="y").status_code == 303


def correct(later, class_id, employee_id, *states):
    """Put other marks in the place of somebody's: the trainer asks, the supervisor confirms."""
    marks = {f"state-{session}": state for session, state in zip(sessions_of(class_id), states, strict=True)}
    stood = MARKS.stands(f"{class_id}/{employee_id}")
    if [mark[0] for mark in stood.values()] == list(states):
        return
    url = f"/training/classes/{class_id}/people/{employee_id}/correct"
    assert later("lin").post(url, reason="纸质签到表上有本人签名", **marks).status_code == 303
    decide(later("li"))


def way(employee_id, started, passed=None):
    """Write somebody's way through the course; return its id."""
    course = database.session.scalars(select(Course).where(Course.slug == "front-desk")).one()
    row = Enrolment(employee_id=employee_id, course_id=course.id, course_version_id=course.current_id,
                    started_on=dt.date.fromisoformat(started), passed_at=clock(passed) if passed else None)
    database.session.add(row)
    database.session.commit()
    return row.id


def to_do(cast, employee_id):
    """Let somebody have the course to do."""
    course = database.session.scalars(select(Course).where(Course.slug == "front-desk")).one()
    said = {"course_id": course.id, "due_on": dt.date(2026, 6, 30), "working_time": True, "assigned_by": cast.lin,
            "at": clock("2026-05-07 08:00")}
    batch = AssignmentBatch(unit_id=cast.jingan, people=1, **said)
    database.session.add(batch)
    database.session.flush()
    database.session.add(Assignment(batch_id=batch.id, employee_id=employee_id, **said))
    database.session.commit()


def tried():
    """Return (percent, passed, tries, latest class) of the class's step, by way."""
    database.session.rollback()
    return {row.enrolment_id: (row.best, row.passed_at is not None, row.tries, row.attempt_id)
            for row in database.session.scalars(select(StepTry).where(StepTry.step == "classroom:practice-day"))}


def test_a_correction_never_begins_a_course(later, cast, db):
    class_id, trainer = planned(cast, "wang"), later("lin")
    close(trainer, class_id)
    correct(later, class_id, cast.wang, "present", "present")
    assert db.session.scalars(select(Enrolment)).all() == []


def test_a_correction_of_a_class_that_counted_in_an_earlier_way_leaves_the_renewal_alone(later, noon, cast, db):
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "present", "absent")
    first, trainer = way(cast.wang, "2026-05-04"), later("lin")
    close(trainer, class_id)
    assert tried() == {first: (50, False, 1, class_id)}
    db.session.get_one(Enrolment, first).passed_at = after(1)
    db.session.commit()
    renewal = way(cast.wang, "2026-05-06")  # on the very same day
    noon.move_to(after(2))
    correct(later, class_id, cast.wang, "present", "present")
    assert tried() == {first: (50, False, 1, class_id)}
    assert db.session.get_one(Enrolment, renewal).passed_at is None


def test_a_class_that_was_closed_before_the_way_began_does_not_count_in_it(later, noon, cast, db):
    class_id, trainer = planned(cast, "wang"), later("lin")
    close(trainer, class_id)
    way(cast.wang, "2026-05-07")
    noon.move_to(after(30))
    correct(later, class_id, cast.wang, "present", "present")
    assert tried() == {}


def test_of_two_classes_the_better_counts_and_each_can_be_corrected(later, cast, db):
    one, two = (planned(cast, "wang") for _ in "ab")
    attended(one, cast.wang, "present", "present")
    attended(two, cast.wang, "present", "absent")
    mine, trainer = way(cast.wang, "2026-05-04"), later("lin")
    close(trainer, one)
    close(trainer, two)
    assert tried() == {mine: (100, True, 2, two)}
    correct(later, one, cast.wang, "absent", "absent")
    assert tried() == {mine: (50, False, 1, two)}
    correct(later, one, cast.wang, "absent", "present")
    assert tried() == {mine: (50, False, 2, two)}
    correct(later, two, cast.wang, "present", "present")
    assert tried() == {mine: (100, True, 2, two)}
    correct(later, two, cast.wang, "absent", "absent")
    assert tried() == {mine: (50, False, 1, one)}


def test_the_order_of_corrections_does_not_matter(later, cast):
    classes = [planned(cast, "wang") for _ in range(3)]
    wanted = dict(zip(classes, (("absent", "absent"), ("present", "present"), ("present", "absent")), strict=True))
    mine, trainer = way(cast.wang, "2026-05-04"), later("lin")
    for class_id in classes:
        attended(class_id, cast.wang, "present", "absent")
        close(trainer, class_id)
    for order in permutations(classes):
        for class_id in order:
            correct(later, class_id, cast.wang, *wanted[class_id])
        assert tried() == {mine: (100, True, 2, classes[2])}
        for class_id in order:
            correct(later, class_id, cast.wang, "present", "absent")
        assert tried() == {mine: (50, False, 3, classes[2])}


def test_a_class_for_another_step_or_of_another_course_does_not_count(later, cast, db):
    one, other = planned(cast, "wang"), planned(cast, "wang", steps=[])
    attended(one, cast.wang, "present", "absent")
    attended(other, cast.wang, "present", "present")
    mine, trainer = way(cast.wang, "2026-05-04"), later("lin")
    close(trainer, other)
    close(trainer, one)
    assert tried() == {mine: (50, False, 1, one)}


def test_a_course_begun_by_a_class_began_on_the_day_of_its_first_session(later, noon, cast, db):
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "present", "present")
    noon.move_to(after() + 3 * DAY)
    close(later("lin"), class_id)
    (made,) = db.session.scalars(select(Enrolment)).all()
    assert made.started_on == dt.date(2026, 5, 6)
    assert tried() == {made.id: (100, True, 1, class_id)}


def test_a_way_begun_by_a_class_does_not_begin_before_the_earlier_one_was_passed(later, noon, cast, db):
    class_id = planned(cast, "wang")
    attended(class_id, cast.wang, "present", "present")
    first = way(cast.wang, "2026-04-01", passed="2026-05-07 23:30")
    to_do(cast, cast.wang)
    noon.move_to(after() + 3 * DAY)
    close(later("lin"), class_id)
    made = db.session.scalars(select(Enrolment).where(Enrolment.id != first)).one()
    assert made.started_on == dt.date(2026, 5, 7)
    assert tried() == {made.id: (100, True, 1, class_id)}
    assert db.session.get_one(TrainingClass, class_id).closed_at > db.session.get_one(Enrolment, first).passed_at
