"""Noting which time somebody sat a quiz, and putting exams off; the caller commits."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, exists, func, select, update

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.onsite.models import ExamSeat
from cxtrain.quizzes.sittings.kinds import Before, Form, Kind, kind_of
from cxtrain.quizzes.sittings.models import QuizDeferral, QuizSitting

# Made once: each attempt that is handed in runs it. One row, whatever somebody's history.
_attempt, _sitting, _deferral = QuizAttempt.__table__, QuizSitting.__table__, QuizDeferral.__table__
_MINE = (_sitting.c.employee_id == bindparam("employee"), _sitting.c.quiz_id == bindparam("quiz"))
_LATEST = select(func.max(_sitting.c.attempt_id)).where(*_MINE).scalar_subquery()
_BEFORE = (
    select(Unit.__table__.c.zone, exists().where(ExamSeat.__table__.c.attempt_id == bindparam("attempt")), _sitting.c.kind,
           _sitting.c.passed, select(func.max(_sitting.c.sat_on)).where(*_MINE, _sitting.c.passed).scalar_subquery(),
           select(_deferral.c.id).where(_deferral.c.employee_id == bindparam("employee"), _deferral.c.ended_at.is_(None),
                                        _deferral.c.quiz_id == bindparam("quiz")).scalar_subquery())
    .select_from(Unit.__table__.outerjoin(_sitting, _sitting.c.attempt_id == _LATEST))
    .where(Unit.__table__.c.id == bindparam("unit")))


class CannotPutOff(Exception):
    """The day has not come after today, or lies more than a year away."""


def note_sitting(attempt: QuizAttempt, unit_id: int | None, *, sat_on: dt.date | None = None) -> None:
    """Note which time an attempt is that has just got its score. `sat_on`: it was on paper, on that day."""
    assert attempt.submitted_at is not None and attempt.passed is not None, "only what has a score is counted"
    unit_id = unit_id or db.session.scalar(select(Employee.unit_id).where(Employee.id == attempt.employee_id))
    zone, on_site, last, passed, passed_on, deferral = db.session.execute(_BEFORE, {
        "employee": attempt.employee_id, "quiz": attempt.quiz_id, "attempt": attempt.id, "unit": unit_id}).one()
    form = Form.PAPER if sat_on else Form.SITE if on_site else Form.SCREEN
    day = sat_on or attempt.submitted_at.astimezone(ZoneInfo(zone)).date()
    kind = kind_of(Before(Kind(last) if last else None, bool(passed), passed_on), day, form)
    put_off = deferral is not None and kind is not Kind.AGAIN
    db.session.add(QuizSitting(attempt_id=attempt.id, quiz_id=attempt.quiz_id, employee_id=attempt.employee_id, unit_id=unit_id,
                               sat_on=day, kind=kind, form=form, deferred=put_off, passed=attempt.passed))
    if put_off:
        db.session.execute(update(QuizDeferral).where(QuizDeferral.id == deferral).values(
            ended_at=now(), attempt_id=attempt.id))
    db.session.flush()


def note_other_score(attempt: QuizAttempt) -> None:
    """Note whether an attempt is a pass now that its score is another one; which time it was stays as it was."""
    db.session.execute(update(QuizSitting).where(QuizSitting.attempt_id == attempt.id).values(passed=bool(attempt.passed)))


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
