"""Giving marks for written answers, and correcting them; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.corrections.matter import Change, Matter, registered
from cxtrain.people.corrections.operations import Asked, ask
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor, Can
from cxtrain.quizzes.handmarking.queries import Written
from cxtrain.quizzes.models import HandMark, QuizAttempt
from cxtrain.quizzes.operations import passes, settle
from cxtrain.quizzes.queries import result_of
from cxtrain.quizzes.signals import quiz_corrected
from cxtrain.quizzes.sittings.operations import note_other_score
from cxtrain.quizzes.statistics.operations import put_in, take_out
from cxtrain.web.bilingual import N_


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


def is_draft(actor: Actor, written: Written) -> bool:
    """Whether a mark is still the actor's own to change: other answers of the attempt wait, so nobody has seen a score."""
    return written.mark is not None and written.mark.marked_by == actor.employee_id and written.attempt.score is None


def change_draft(written: Written, verdict: Verdict) -> None:
    """Put other marks in the place of one's own, of which nothing counts yet.

    Raises:
        ValueError: the points are none that the question can earn.
    """
    written.question.points_by_hand(verdict.points)
    MARKS.put(subject_of(written), {"points": list(verdict.points), "comment": verdict.comment})


def correct_marks(actor: Actor, written: Written, verdict: Verdict, *, reason: str) -> None:
    """Ask for other marks in the place of those given; they count once a second person confirms.

    Raises:
        ValueError: the points are none that the question can earn.
        CorrectionRefused: nothing is another one, or a correction of it waits already.
    """
    written.question.points_by_hand(verdict.points)
    ask(actor, Asked("answer", subject_of(written), written.person.id,
                     {"points": list(verdict.points), "comment": verdict.comment}, reason))


def subject_of(written: Written) -> str:
    """Return the key by which corrections know this mark."""
    return f"{written.attempt.id}/{written.question.id}"


class AnswerMarks(Matter):
    """Marks that a person gave for a written answer: points and a word to the player."""

    kind, title, can = "answer", N_("Marks of a written answer"), Can.MARK_ANSWERS

    def stands(self, subject: str, *, to_change: bool = False) -> Any:
        """Return the points and the word."""
        mark = self._mark(subject, to_change=to_change)
        return {"points": list(mark.points), "comment": mark.comment or ""}

    def put(self, subject: str, after: Any) -> None:
        """Let other marks count; a score that was settled is worked out anew."""
        mark = self._mark(subject, to_change=True)
        attempt = db.session.get_one(QuizAttempt, mark.attempt_id)
        take_out(attempt)
        before, mark.points, mark.comment = mark.points, after["points"], after["comment"] or None
        db.session.flush()
        unit_id = db.session.get_one(Employee, attempt.employee_id).unit_id
        record("marks corrected", attempt, unit_id=unit_id, question=mark.question_id, before=before, after=after["points"])
        if attempt.score is not None:
            _settle_again(attempt, unit_id)

    def score(self, subject: str) -> float | None:
        """Return the attempt's."""
        return db.session.get_one(QuizAttempt, self._mark(subject).attempt_id).score

    def about(self, subject: str) -> dict[str, str]:
        """Return the quiz's title."""
        title: dict[str, str] = db.session.get_one(QuizAttempt, self._mark(subject).attempt_id).version.title
        return title

    def place(self, subject: str) -> tuple[str, dict[str, int]]:
        """Return the page of the person's own."""
        return "quizzes.show_result", {"attempt_id": int(subject.split("/", 1)[0])}

    def changes(self, subject: str, before: Any, after: Any) -> list[Change]:
        """Return points, as 1 + 3, and the word, where they are others."""
        told = [(_("Points"), *(" + ".join(map(str, each["points"])) for each in (before, after))),
                (_("A word to the player"), before["comment"], after["comment"])]
        return [Change(*each) for each in told if each[1] != each[2]]

    def _mark(self, subject: str, *, to_change: bool = False) -> HandMark:
        attempt, question = subject.split("/", 1)
        if to_change:
            db.session.execute(select(QuizAttempt.id).where(QuizAttempt.id == int(attempt)).with_for_update())
        return db.session.get_one(HandMark, (int(attempt), question), populate_existing=to_change)


MARKS = registered(AnswerMarks())


def _settle_again(attempt: QuizAttempt, unit_id: int) -> None:
    """Mark anew an attempt that had a score, and tell whoever listens where it is another one."""
    result, before = result_of(attempt), attempt.score
    assert result.score is not None, "a correction leaves nothing without marks"
    put_in(attempt, result)
    if result.score != before:
        rescore(attempt, result.score, unit_id=unit_id)


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
