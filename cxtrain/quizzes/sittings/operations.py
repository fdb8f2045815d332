"""Noting which time somebody sat a quiz, and putting exams off; the caller commits."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import exists, or_, select, update

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.onsite.models import ExamSeat
from cxtrain.quizzes.sittings.kinds import Form, Kind, PutOff, Sitting, noted
from cxtrain.quizzes.sittings.models import QuizDeferral, QuizSitting


class CannotPutOff(Exception):
    """The day has not come after today, or lies more than a year away."""


def note_sitting(attempt: QuizAttempt, unit_id: int | None, *, sat_on: dt.date | None = None) -> None:
    """Note which time an attempt is that has just got its score. `sat_on`: it was on paper, on that day."""
    assert attempt.submitted_at is not None and attempt.passed is not None, "only what has a score is counted"
    unit_id = unit_id or db.session.scalar(select(Employee.unit_id).where(Employee.id == attempt.employee_id))
    zone, on_site = db.session.execute(
        select(Unit.zone, exists().where(ExamSeat.attempt_id == attempt.id)).where(Unit.id == unit_id)).one()
    form = Form.PAPER if sat_on else Form.SITE if on_site else Form.SCREEN
    day = sat_on or attempt.submitted_at.astimezone(ZoneInfo(zone)).date()
    db.session.add(QuizSitting(attempt_id=attempt.id, quiz_id=attempt.quiz_id, employee_id=attempt.employee_id, unit_id=unit_id,
                               sat_on=day, kind=Kind.FIRST, form=form, deferred=False, passed=attempt.passed))
    _note_in_order(attempt)


def note_other_score(attempt: QuizAttempt) -> None:
    """Note whether an attempt is a pass now that its score is another one; what was sat after it goes by that."""
    db.session.execute(update(QuizSitting).where(QuizSitting.attempt_id == attempt.id).values(passed=bool(attempt.passed)))
    _note_in_order(attempt)


def _note_in_order(attempt: QuizAttempt) -> None:
    """Note anew which time each sitting of this person at this quiz is, in the order in which they were sat."""
    sat = db.session.execute(
        select(QuizSitting, QuizAttempt.submitted_at).join(QuizAttempt, QuizAttempt.id == QuizSitting.attempt_id)
        .where(QuizSitting.employee_id == attempt.employee_id, QuizSitting.quiz_id == attempt.quiz_id)
        .order_by(QuizSitting.sat_on, QuizAttempt.submitted_at, QuizSitting.attempt_id)).tuples().all()
    deferrals = db.session.scalars(select(QuizDeferral).where(
        QuizDeferral.employee_id == attempt.employee_id, QuizDeferral.quiz_id == attempt.quiz_id,
        or_(QuizDeferral.ended_at.is_(None), QuizDeferral.attempt_id.is_not(None))).order_by(QuizDeferral.id)).all()
    found = noted([Sitting(row.sat_on, Form(row.form), row.passed, at) for row, at in sat if at],
                  [PutOff(one.id, one.made_on, one.made_at) for one in deferrals])
    sat_after = {}
    for (row, _at), (kind, put_off) in zip(sat, found, strict=True):
        row.kind, row.deferred = kind, put_off is not None
        if put_off is not None:
            sat_after[put_off.id] = row.attempt_id
    for deferral in deferrals:
        _settle(deferral, sat_after.get(deferral.id), is_last=deferral is deferrals[-1])
    db.session.flush()


def _settle(deferral: QuizDeferral, attempt_id: int | None, *, is_last: bool) -> None:
    """Note which attempt was sat after an exam was put off. With none it is open, unless it was put off anew later."""
    deferral.attempt_id = attempt_id
    if attempt_id is not None or not is_last:
        deferral.ended_at = deferral.ended_at or now()
    else:
        deferral.ended_at = None


def put_off(actor: Actor, person: Employee, quiz: Quiz, *, new_on: dt.date, why: str) -> QuizDeferral:
    """Put somebody's exam off until a day. One that was put off before is put off anew, and counts once.

    Raises:
        CannotPutOff: the day is today or earlier, or more than a year away.
    """
    day = today(person.unit.zone)
    if not day < new_on <= day + dt.timedelta(days=366):
        raise CannotPutOff
    for former in db.session.scalars(select(QuizDeferral).where(
            QuizDeferral.employee_id == person.id, QuizDeferral.quiz_id == quiz.id, QuizDeferral.ended_at.is_(None))):
        former.ended_at = now()
    db.session.flush()
    deferral = QuizDeferral(quiz_id=quiz.id, employee_id=person.id, unit_id=person.unit_id, made_on=day, new_on=new_on, why=why,
                            made_by=actor.employee_id, made_at=now())
    db.session.add(deferral)
    db.session.flush()
    # The reason may be about health: it stands in no ledger.
    record("exam put off", deferral, unit_id=person.unit_id, quiz=quiz.slug, employee=person.id, new_on=new_on.isoformat())
    return deferral


def take_back(deferral: QuizDeferral) -> bool:
    """Take back that an exam was put off; False where it was sat, or taken back, before."""
    if deferral.ended_at is not None:
        return False
    deferral.ended_at = now()
    db.session.flush()
    record("exam no longer put off", deferral, unit_id=deferral.unit_id, employee=deferral.employee_id)
    return True
