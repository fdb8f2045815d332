"""Closing a class and correcting it afterwards; the caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.training.classes import queries
from cxtrain.training.classes.closing import minutes_of
from cxtrain.training.classes.models import Attendance, ClassSession, TrainingClass
from cxtrain.training.classes.results.queries import classes_counting
from cxtrain.training.course import StepKind
from cxtrain.training.models import Assignment, Course, Enrolment
from cxtrain.training.operations import Try, note_class
from cxtrain.training.queries import course_of, running_enrolment


@dataclass(frozen=True)
class Given:
    """Whether somebody was at a session, as it is put down now; minutes of who came late or left early."""

    state: str
    minutes: int | None = None


def close_class(actor: Actor, row: TrainingClass, summary: str) -> int:
    """Close a class: from now on it counts. Whoever has no mark was absent. Return for how many it settles a step.

    Raises:
        ValueError: it is closed or cancelled already.
    """
    if row.closed_at is not None or row.cancelled_at is not None:
        raise ValueError("a class is closed once")
    roster, sessions = queries.roster_of(row), queries.sessions_of(row)
    for each in roster:
        for session in sessions:
            if session.id not in each.marks:
                _mark(actor, session, each.member.employee_id, Given("absent"))
    row.summary, row.closed_at, row.closed_by = summary, now(), actor.employee_id
    db.session.flush()
    _one_at_a_time(row)
    for each in roster:
        if each.minutes:
            _begin(row, each.member.employee_id)
    settled = sum(_settle(row, each.member.employee_id) for each in roster)
    record("class closed", row, unit_id=row.unit_id, people=len(roster), settled=settled,
           minutes=sum(session.minutes for session in sessions))
    return settled


def _mark(actor: Actor, session: ClassSession, employee_id: int, given: Given, why: str = "") -> None:
    mark = db.session.get(Attendance, (session.id, employee_id))
    if mark is None:
        mark = Attendance(session_id=session.id, employee_id=employee_id)
        db.session.add(mark)
    mark.state, mark.minutes = given.state, minutes_of(given.state, session.minutes, given.minutes)
    mark.source, mark.at, mark.by, mark.why, mark.doubted = "keyed", now(), actor.employee_id, why, False
    db.session.flush()


def _one_at_a_time(row: TrainingClass) -> None:
    """Let the other classes of the course wait: two of them that count in one way have to see each other."""
    db.session.execute(select(Course.id).where(Course.id == row.course_id).with_for_update(key_share=True))


def _begin(row: TrainingClass, employee_id: int) -> None:
    """Begin the course of a class for somebody who was there, where they have no way through it or have it to do again.

    It began when the class did, but not before the day on which an earlier way was passed.
    """
    earlier = db.session.scalars(select(Enrolment).where(
        Enrolment.employee_id == employee_id, Enrolment.course_id == row.course_id)).all()
    if any(each.passed_at is None for each in earlier) or earlier and not _has_to_do(row, employee_id):
        return
    person = db.session.get_one(Employee, employee_id)
    begun = min(each.starts_at for each in queries.sessions_of(row))
    moment = max([begun, *(each.passed_at for each in earlier if each.passed_at)])
    made = Enrolment(employee_id=employee_id, course_id=row.course_id, version=row.course.current,
                     started_on=moment.astimezone(ZoneInfo(person.unit.zone)).date())
    db.session.add(made)
    db.session.flush()
    record("course started", made, unit_id=person.unit_id, course=row.course.slug, training_class=row.id)


def _settle(row: TrainingClass, employee_id: int) -> bool:
    """Count the classes anew in the way that somebody is on through the course; True where this class settles a step of it."""
    enrolment = running_enrolment(employee_id, row.course)
    if enrolment is None:
        return False
    course, counted = course_of(enrolment.version), classes_counting(enrolment)
    settled = False
    for step in (each for each in course.steps if each.kind is StepKind.CLASSROOM and each.slug in row.steps):
        made = [Try(StepKind.CLASSROOM, step.slug, each.class_id, each.percent, passed=each.percent >= (step.attend or 0))
                for each in counted if step.slug in each.steps]
        note_class(enrolment, step, made)
        settled = settled or any(each.passed for each in made if each.attempt_id == row.id)
    return settled


def _has_to_do(row: TrainingClass, employee_id: int) -> bool:
    return bool(db.session.scalar(select(func.count()).select_from(Assignment).where(
        Assignment.employee_id == employee_id, Assignment.course_id == row.course_id, Assignment.done_at.is_(None),
        Assignment.withdrawn_at.is_(None))))


def correct_marks(actor: Actor, row: TrainingClass, person: queries.OnRoster, given: Mapping[int, Given], *,
                  reason: str) -> bool:
    """Put other marks in the place of somebody's at a closed class. This may pass a course, and undoes and begins none.

    Returns:
        Whether anything is another one now.
    """
    before = {session: [mark.state, mark.minutes] for session, mark in person.marks.items()}
    others = [(session, said) for session in queries.sessions_of(row) if (said := given.get(session.id)) and before.get(
        session.id) != [said.state, minutes_of(said.state, session.minutes, said.minutes)]]
    if not others:
        return False
    for session, said in others:
        _mark(actor, session, person.member.employee_id, said, why=reason)
    fresh = next(each for each in queries.roster_of(row) if each.member.id == person.member.id)
    after = {session: [mark.state, mark.minutes] for session, mark in fresh.marks.items()}
    record("attendance corrected", person.member, unit_id=person.member.unit_id, training_class=row.id, reason_given=True,
           before={str(key): value for key, value in before.items()}, after={str(key): value for key, value in after.items()})
    _one_at_a_time(row)
    _settle(row, person.member.employee_id)
    return True
