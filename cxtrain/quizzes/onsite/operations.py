"""Opening and closing exams on site, and beginning them by their code; the caller commits."""

import datetime as dt
import secrets

from sqlalchemy import select, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.operations import hourly
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.models import Quiz, QuizAttempt
from cxtrain.quizzes.onsite.models import ExamOpening, ExamSeat
from cxtrain.quizzes.onsite.queries import Place
from cxtrain.quizzes.operations import start_attempt

SHORTEST, LONGEST = 15, 120  # minutes


def open_exam(actor: Actor, quiz: Quiz, place: Place, *, room: str, minutes: int) -> ExamOpening:
    """Open a quiz on site for some minutes, with a code that opens no other exam at the time.

    Raises:
        ValueError: fewer or more minutes than an exam may be open.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise ValueError(f"an exam is open for {SHORTEST} to {LONGEST} minutes")
    forget_codes(now())
    moment = now()
    opening = ExamOpening(quiz_id=quiz.id, unit_id=place.unit_id, class_id=place.class_id, place=room, code=_free_code(),
                          opened_by=actor.employee_id, opened_at=moment, ends_at=moment + dt.timedelta(minutes=minutes))
    db.session.add(opening)
    db.session.flush()
    # The ledger is kept for years and read by others: the code is not for it.
    record("exam opened on site", opening, unit_id=place.unit_id, quiz=quiz.slug, class_id=place.class_id, minutes=minutes)
    return opening


def _free_code() -> str:
    taken = set(db.session.scalars(select(ExamOpening.code).where(ExamOpening.code != "")))
    while (code := f"{secrets.randbelow(10**6):06}") in taken:
        pass
    return code


def close_exam(actor: Actor, opening: ExamOpening) -> bool:
    """Close an exam before its time: nobody begins any more, who has begun goes on. False where it was closed or over."""
    if opening.closed_at is not None or now() >= opening.ends_at:
        return False
    opening.closed_at, opening.closed_by, opening.code = now(), actor.employee_id, ""
    db.session.flush()
    record("exam closed on site", opening, unit_id=opening.unit_id)
    return True


def begin(actor: Actor, opening: ExamOpening) -> QuizAttempt:
    """Return the actor's open attempt, or a new one that remembers where it was begun.

    Raises:
        NoAttemptsLeft, NotOpen, NotEnough: as `quizzes.operations.start_attempt` does.
    """
    attempt = start_attempt(actor, opening.quiz, site_until=opening.ends_at)
    if attempt.started_at >= opening.opened_at and db.session.get(ExamSeat, attempt.id) is None:
        db.session.add(ExamSeat(attempt_id=attempt.id, opening_id=opening.id))
        db.session.flush()
    return attempt


@hourly("forget codes of exams")
def forget_codes(moment: dt.datetime) -> None:
    """Forget the codes of exams that are over."""
    db.session.execute(update(ExamOpening).where(ExamOpening.code != "", ExamOpening.ends_at <= moment).values(code=""))
