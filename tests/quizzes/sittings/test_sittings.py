"""Which time people sat quizzes, noted when an attempt gets its score; counts by unit and person."""

import datetime as dt

import pytest
from sqlalchemy import event, select

from cxtrain.clock import today
from cxtrain.people.corrections.operations import confirm
from cxtrain.people.corrections.queries import waiting_for
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Role
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.papers.exams.keyed import Row, checked
from cxtrain.quizzes.papers.exams.models import PaperExam
from cxtrain.quizzes.papers.exams.operations import Keyed, correct_sitting, keep_marks, make_exam
from cxtrain.quizzes.papers.exams.queries import get_sitting, most_on, people_by_number
from cxtrain.quizzes.sittings import operations, queries
from cxtrain.quizzes.sittings.models import QuizDeferral, QuizSitting
from tests.quality.conftest import actor
from tests.quizzes.conftest import RIGHT, WRONG

ZONE = "Asia/Shanghai"


def kinds(db, person):
    """Return (kind, deferred, passed) of somebody's sittings."""
    db.session.rollback()
    rows = db.session.scalars(select(QuizSitting).where(QuizSitting.employee_id == person).order_by(QuizSitting.attempt_id))
    return [(row.kind, row.deferred, row.passed) for row in rows]


def counts(db, unit_id, **more):
    """Return this week's counts of a unit."""
    day = today(ZONE)
    return queries.pass_counts(db.session.get(Unit, unit_id).path, day - dt.timedelta(6), day, **more)


@pytest.fixture
def on_paper(db, cast, quiz):
    """Key in marks of somebody at a new exam on paper; return its id."""
    def key(number, marks, later=0):
        supervisor = actor(db, cast.li, Role.SUPERVISOR)
        exam = make_exam(actor(db, cast.lin, Role.AUTHOR), db.session.get(Quiz, quiz), "zh")
        rows = checked([Row(number, "A", marks)], most_on(exam), people_by_number(supervisor, exam, [number]))
        assert not rows[0].complaints
        keep_marks(supervisor, exam, Keyed(rows, today(ZONE) + dt.timedelta(later)))
        db.session.commit()
        return exam.id
    return key


def test_a_first_sitting_that_fails_is_followed_by_a_resit(taker, db, cast):
    taker.finish(WRONG)
    taker.finish(RIGHT)
    assert kinds(db, cast.wang) == [("first", False, False), ("resit", False, True)]
    found = counts(db, cast.firm)
    assert (found.first, found.resit, found.deferred) == ((1, 0), (1, 1), 0)


def test_practice_after_a_pass_counts_in_no_rate(taker, db, cast):
    taker.finish(RIGHT)
    taker.finish(WRONG)
    assert [kind for kind, *_rest in kinds(db, cast.wang)] == ["first", "again"]
    assert counts(db, cast.jingan) == queries.PassCounts(queries.Share(1, 1))


def test_an_exam_on_paper_counts_as_one_on_screen_does(taker, on_paper, db, cast):
    taker.finish(WRONG)
    on_paper("S0102", "1 1 1", later=1)
    sat = queries.sittings_of([cast.wang])[cast.wang]
    assert [(each.sitting.kind, each.sitting.form, each.score, each.slug) for each in sat] == [
        ("first", "screen", 0.0, "desk"), ("resit", "paper", 100.0, "desk")]


def test_a_corrected_score_changes_whether_it_is_a_pass_and_not_which_time_it_was(on_paper, db, cast):
    exam = db.session.get(PaperExam, on_paper("S0102", "0 0 1"))
    supervisor = actor(db, cast.li, Role.SUPERVISOR)
    attempt = db.session.scalar(select(QuizAttempt))
    sat = get_sitting(supervisor, attempt.id)
    row = checked([Row("S0102", "A", "1 1 1")], most_on(exam), people_by_number(supervisor, exam, ["S0102"]))[0]
    correct_sitting(supervisor, sat, row, reason="I misread the sheet")
    confirm(actor(db, cast.lin, Role.AUTHOR), waiting_for("exam", str(attempt.id)))
    db.session.commit()
    assert kinds(db, cast.wang) == [("first", False, True)]


def test_what_was_put_off_stays_a_first_sitting_and_is_counted(taker, db, cast, quiz):
    person, supervisor = db.session.get(Employee, cast.wang), actor(db, cast.li, Role.SUPERVISOR)
    soon = today(ZONE) + dt.timedelta(3)
    for day in (soon, soon + dt.timedelta(4)):  # put off anew: still one
        operations.put_off(supervisor, person, db.session.get(Quiz, quiz), new_on=day, why="away")
    db.session.commit()
    assert counts(db, cast.firm).deferred == 1 and counts(db, cast.xuhui).deferred == 0
    taker.finish(WRONG)
    taker.finish(RIGHT)
    assert kinds(db, cast.wang) == [("first", True, False), ("resit", False, True)]
    assert counts(db, cast.firm) == queries.PassCounts(queries.Share(1, 0), queries.Share(1, 1), 1)


def test_what_is_taken_back_was_not_put_off(db, cast, quiz):
    person, supervisor = db.session.get(Employee, cast.wang), actor(db, cast.li, Role.SUPERVISOR)
    deferral = operations.put_off(supervisor, person, db.session.get(Quiz, quiz), new_on=today(ZONE) + dt.timedelta(3), why="away")
    assert operations.take_back(deferral) and not operations.take_back(deferral)
    db.session.commit()
    assert counts(db, cast.firm).deferred == 0


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_an_exam_is_put_off_to_a_day_that_comes(db, cast, quiz, days):
    person, supervisor = db.session.get(Employee, cast.wang), actor(db, cast.li, Role.SUPERVISOR)
    with pytest.raises(operations.CannotPutOff):
        operations.put_off(supervisor, person, db.session.get(Quiz, quiz), new_on=today(ZONE) + dt.timedelta(days), why="away")
    assert db.session.scalar(select(QuizDeferral)) is None


def test_counts_by_unit_and_by_person_add_up_in_two_statements_each(taker, db, cast):
    taker.finish(WRONG)
    taker.finish(RIGHT)
    day, path, asked = today(ZONE), db.session.get(Unit, cast.firm).path, []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    by_unit, by_person = queries.counts_by_unit(path, day, day), queries.counts_by_person(path, day, day)
    assert len(asked) == 4
    assert by_unit == {cast.jingan: counts(db, cast.firm)} and by_person == {cast.wang: counts(db, cast.firm)}


def test_only_people_employed_in_the_wanted_ways_are_counted(taker, db, cast):
    taker.finish(RIGHT)
    assert counts(db, cast.firm, employments=["full_time"]).first == (1, 1)
    assert counts(db, cast.firm, employments=["agency"]).first == (0, 0)
