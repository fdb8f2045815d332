"""Posts that need certificates, practical assessments and an exam on site: the product's own queries find what is true."""

from collections import Counter

from sqlalchemy import func, select

from cxtrain.certificates.models import Certificate
from cxtrain.clock import today
from cxtrain.demo.calendar import ZONE
from cxtrain.demo.exams.plan import FIRST, OPENINGS, RESIT, UNIT
from cxtrain.demo.practicals.plan import SITTINGS
from cxtrain.extensions import db as database
from cxtrain.people.models import Employee, Unit
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.onsite.models import ExamOpening, ExamSeat
from cxtrain.quizzes.queries import result_of
from cxtrain.quizzes.sittings.models import QuizSitting
from cxtrain.quizzes.sittings.queries import pass_counts
from cxtrain.reports.training_files.queries import holders
from cxtrain.training.models import Assignment, CourseVersion, Enrolment
from cxtrain.training.practicals import queries as practicals
from cxtrain.training.practicals.models import PracticalSitting
from cxtrain.training.queries import progress_of
from cxtrain.training.rules.models import TrainingRule


def path_of(code):
    """Return the path of a unit."""
    return database.session.scalars(select(Unit.path).where(Unit.code == code)).one()


def test_some_posts_hold_the_certificate_that_they_need_and_some_do_not_yet(demo):
    found = holders(path_of("HM"), today(ZONE), ZONE)
    lives = set(database.session.execute(select(Certificate.employee_id, CourseVersion.slug).join(
        CourseVersion, CourseVersion.id == Certificate.course_version_id).where(Certificate.revoked_at.is_(None))).tuples())
    needing = database.session.execute(select(Employee.id, Unit.code, Employee.post).join(Unit, Unit.id == Employee.unit_id).where(
        Employee.post.in_(["前台接待", "宾客关系"]), Employee.status != "left")).tuples().all()
    wanted = [(person, "moments-of-truth") for person, _code, _post in needing] + [
        (person, "front-desk-day") for person, code, post in needing if code.startswith("E") and post == "前台接待"]
    assert (sum(row.required for row in found.rows), sum(row.valid for row in found.rows)) == (
        len(wanted), sum(each in lives for each in wanted))
    assert 0 < sum(row.valid for row in found.rows) < sum(row.required for row in found.rows)


def test_who_lacks_it_has_the_course_given_and_nobody_else_has_it_by_the_rule(demo):
    for rule in database.session.scalars(select(TrainingRule)):
        given = set(database.session.scalars(select(Assignment.employee_id).where(
            Assignment.course_id == rule.course_id, Assignment.done_at.is_(None), Assignment.withdrawn_at.is_(None))))
        passed = set(database.session.scalars(select(Enrolment.employee_id).where(
            Enrolment.course_id == rule.course_id, Enrolment.passed_at.is_not(None))))
        needing = set(database.session.scalars(select(Employee.id).join(Unit, Unit.id == Employee.unit_id).where(
            Employee.post.in_(rule.named), Employee.status == "active",
            Unit.path.startswith(database.session.get(Unit, rule.unit_id).path))))
        ours = set(database.session.scalars(select(Assignment.employee_id).where(Assignment.rule_id == rule.id)))
        assert needing <= given | passed and ours <= needing - passed
    assert ours, "the latter rule gives a course that nobody gave by hand"


def test_practicals_come_to_what_their_marks_say(demo):
    rows = list(database.session.scalars(select(PracticalSitting).order_by(PracticalSitting.id)))
    assert [(row.kind, row.assessors, row.score, row.passed) for row in rows] == [
        (one.kind, len(one.slips), one.score, one.passed) for one in SITTINGS]
    assert Counter(practicals.stage(row).value for row in rows) == {"decided": 5, "waiting": 1, "planned": 1}
    for row in rows:
        way = database.session.scalar(select(Enrolment).where(Enrolment.employee_id == row.employee_id,
                                                              Enrolment.course_id == _course_id()))
        latest = [each for each in rows if each.employee_id == row.employee_id][-1]
        assert (progress_of(way).percent == 100) == (way.passed_at is not None) == bool(latest.passed)


def _course_id():
    return database.session.scalars(select(TrainingRule.course_id).order_by(TrainingRule.id.desc()).limit(1)).one()


def test_the_exam_on_site_was_sat_and_resat_as_is_true(demo):
    unit, day = path_of(UNIT), today(ZONE)
    openings = list(database.session.scalars(select(ExamOpening).order_by(ExamOpening.id)))
    seats = dict(database.session.execute(select(ExamSeat.opening_id, func.count()).group_by(ExamSeat.opening_id)).tuples().all())
    assert [seats[row.id] for row in openings] == [len(one.wrong) for one in OPENINGS] and not any(row.code for row in openings)
    sat = Counter(database.session.execute(select(QuizSitting.kind, QuizSitting.passed).where(
        QuizSitting.form == "site")).tuples())
    assert ((sat["first", True] + sat["first", False], sat["first", True]), (
        sat["resit", True] + sat["resit", False], sat["resit", True])) == (FIRST, RESIT)
    counted = pass_counts(unit, openings[0].opened_at.date(), day)
    assert counted.first.n >= FIRST[0] and counted.resit.n >= RESIT[0]
    for attempt in database.session.scalars(select(QuizAttempt).join(ExamSeat, ExamSeat.attempt_id == QuizAttempt.id)):
        assert result_of(attempt).score == attempt.score
