"""Giving marks for written answers, and correcting them; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.handmarking.queries import Written
from cxtrain.quizzes.models import HandMark, QuizAttempt
from cxtrain.quizzes.operations import passes, settle
from cxtrain.quizzes.queries import result_of
from cxtrain.quizzes.signals import quiz_corrected
from cxtrain.quizzes.sittings.operations import note_other_score
from cxtrain.quizzes.statistics.operations import put_in, take_out


@dataclass(frozen=True)
class Verdict:
    """What somebody gives for an answer: points for each criterion, and what is said to the player."""

    points: tuple[int, ...]
    comment: str = ""


def give_marks(actor: Actor, written: Written, verdict: Verdict) -> bool:
    """Mark an answer that has no mark yet; True if nothing of its attempt waits any longer, so that its score is settled.

    Raises:
        ValueError: the points are none that the question can earn.
    """
    written.question.points_by_hand(verdict.points)
    attempt = written.attempt
    db.session.add(HandMark(attempt_id=attempt.id, question_id=written.question.id, points=list(verdict.points),
                            comment=verdict.comment or None, marked_by=actor.employee_id, marked_at=now()))
    db.session.flush()
    unit_id = written.person.unit_id
    record("answer marked", attempt, unit_id=unit_id, question=written.question.id, points=list(verdict.points))
    if result_of(attempt).waits:
        return False
    settle(attempt, unit_id, "quiz marked")
    return True


def correct_marks(actor: Actor, written: Written, verdict: Verdict, *, reason: str) -> bool:
    """Put other marks in the place of those given; True if the attempt's score is another one now.

    Raises:
        ValueError: the points are none that the question can earn.
    """
    written.question.points_by_hand(verdict.points)
    mark, attempt, unit_id = written.mark, written.attempt, written.person.unit_id
    assert mark is not None, "what has no mark cannot be corrected"
    take_out(attempt)
    before, mark.points, mark.comment = mark.points, list(verdict.points), verdict.comment or None
    mark.marked_by, mark.marked_at = actor.employee_id, now()
    db.session.flush()
    record("marks corrected", attempt, unit_id=unit_id, question=written.question.id, before=before,
           after=list(verdict.points), reason=reason)
    return attempt.score is not None and _settle_again(attempt, unit_id)


def _settle_again(attempt: QuizAttempt, unit_id: int) -> bool:
    """Mark anew an attempt that had a score, and tell whoever listens where it is another one."""
    result, before = result_of(attempt), attempt.score
    assert result.score is not None, "a correction leaves nothing without marks"
    put_in(attempt, result)
    if result.score == before:
        return False
    rescore(attempt, result.score, unit_id=unit_id)
    return True


def rescore(attempt: QuizAttempt, score: float, *, unit_id: int) -> None:
    """Give an attempt that had a score another one, with whether the quiz is passed with it, and tell whoever listens."""
    before = {"score": attempt.score, "passed": attempt.passed}
    attempt.score, attempt.passed = score, False
    db.session.flush()
    attempt.passed = passes(attempt)
    db.session.flush()
    note_other_score(attempt)
    record("score corrected", attempt, unit_id=unit_id, quiz=attempt.version.slug, before=before,
           after={"score": score, "passed": attempt.passed})
    quiz_corrected.send(attempt)


def points_from(texts: Sequence[str], most: Sequence[int]) -> tuple[int, ...] | None:
    """Return typed points, one for each of `most`; None where one is missing or lies outside 0 .. its most."""
    if len(texts) != len(most) or not all(text.isascii() and text.isdecimal() and len(text) < 4 for text in texts):
        return None
    points = tuple(map(int, texts))
    return points if all(given <= limit for given, limit in zip(points, most, strict=True)) else None
