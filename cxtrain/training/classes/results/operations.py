"""Closing a class and correcting it afterwards; the caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.training.classes import queries
from cxtrain.training.classes.closing import minutes_of
from cxtrain.training.classes.models import Attendance, ClassSession, TrainingClass
from cxtrain.training.course import StepKind
from cxtrain.training.models import Assignment, Enrolment
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
    settled = sum(_settle(row, each.member.employee_id, minutes=each.minutes, percent=each.percent) for each in roster)
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


def _settle(row: TrainingClass, employee_id: int, *, minutes: int, percent: int) -> bool:
    """Let a class count in the course of somebody who was there; True where it settles a step of it."""
    enrolment = _enrolment(row, employee_id) if minutes else running_enrolment(employee_id, row.course)
    if enrolment is None:
        return False
    course, settled = course_of(enrolment.version), False
    for name in row.steps:
        step = course.step(StepKind.CLASSROOM, name)
        if step is not None:
            passed = percent >= (step.attend or 0)
            note_class(enrolment, Try(StepKind.CLASSROOM, name, row.id, percent, passed=passed))
            settled = settled or passed
    return settled


def _enrolment(row: TrainingClass, employee_id: int) -> Enrolment | None:
    """Return somebody's way through the course of a class, begun now where they have none or have it to do again."""
    latest = db.session.scalar(select(Enrolment).where(
        Enrolment.employee_id == employee_id, Enrolment.course_id == row.course_id).order_by(Enrolment.id.desc()).limit(1))
    if latest is not None and latest.passed_at is None:
        return latest
    if latest is not None and not _has_to_do(row, employee_id):
        return None
    person = db.session.get_one(Employee, employee_id)
    made = Enrolment(employee_id=employee_id, course_id=row.course_id, version=row.course.current,
                     started_on=today(person.unit.zone))
    db.session.add(made)
    db.session.flush()
    record("course started", made, unit_id=person.unit_id, course=row.course.slug, training_class=row.id)
    return made


def _has_to_do(row: TrainingClass, employee_id: int) -> bool:
    return bool(db.session.scalar(select(func.count()).select_from(Assignment).where(
        Assignment.employee_id == employee_id, Assignment.course_id == row.course_id, Assignment.done_at.is_(None),
        Assignment.withdrawn_at.is_(None))))


def correct_marks(actor: Actor, row: TrainingClass, person: queries.OnRoster, given: Mapping[int, Given], *,
                  reason: str) -> bool:
    """Put other marks in the place of somebody's at a closed class. This may pass a course, and undoes none.

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
    record("attendance corrected", person.member, unit_id=person.member.unit_id, training_class=row.id, reason=reason,
           before={str(key): value for key, value in before.items()}, after={str(key): value for key, value in after.items()})
    _settle(row, person.member.employee_id, minutes=fresh.minutes, percent=fresh.percent)
    return True
