"""Publishing lessons and courses."""

from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.training import operations
from cxtrain.training.models import Course, CourseVersion, LessonVersion
from tests.training.conftest import COURSE, LESSON, publish_all


def count(db, model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_publishing_twice_changes_nothing(db):
    publish_all()
    before = count(db, LedgerEntry)
    assert not operations.publish_course(COURSE).changed
    assert not operations.publish_lesson(*LESSON).changed
    db.session.commit()
    assert (count(db, CourseVersion), count(db, LessonVersion), count(db, LedgerEntry)) == (1, 1, before)


def test_a_course_whose_steps_are_not_published_is_refused(db):
    published = operations.publish_course(COURSE)
    assert published.row is None
    assert [fault.sentence for fault in published.faults] == [
        'Step 1 names the lesson "welcome", which does not exist.',
        'Step 2 names the scenario "late", which does not exist.',
        'Step 3 names the quiz "desk", which does not exist.']
    assert count(db, Course) == 0


def test_a_course_with_faults_is_refused(db):
    assert operations.publish_course(COURSE.replace("class_hours: 4", "class_hours: many")).row is None
    assert count(db, CourseVersion) == 0


def test_a_lesson_with_faults_is_refused(db):
    published = operations.publish_lesson("welcome", "no title", LESSON[2])
    assert published.row is None and published.faults


def test_a_course_may_not_take_the_address_of_another_page(db):
    published = operations.publish_course(COURSE.replace("slug: moments", "slug: assignments"))
    assert [fault.sentence for fault in published.faults] == ['The slug "assignments" is the address of another page.']
