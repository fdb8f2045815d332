"""Reading quizzes and one's own attempts: somebody else's attempt and a missing one are the same 404."""

from dataclasses import dataclass
from functools import lru_cache

from flask import abort
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.people.permissions import Actor
from cxtrain.quizzes import quiz as files
from cxtrain.quizzes.models import Answer, Quiz, QuizAttempt, QuizRenewal, QuizVersion


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one quiz."""

    attempts: tuple[QuizAttempt, ...]  # all of them, the oldest first
    used: int  # attempts that count: those after the last pass and after the last renewal
    allowed: int | None  # None: as many as one likes

    @property
    def open(self) -> QuizAttempt | None:
        """The attempt that has been started and not handed in."""
        return next((attempt for attempt in self.attempts if attempt.submitted_at is None), None)

    @property
    def left(self) -> int | None:
        """How many more may be started; None: as many as one likes."""
        return None if self.allowed is None else max(0, self.allowed - self.used)

    @property
    def may_start(self) -> bool:
        """Whether a new attempt may be started now."""
        return self.open is None and self.left != 0

    @property
    def passed(self) -> bool:
        """Whether any attempt has been passed."""
        return any(attempt.passed for attempt in self.attempts)


@lru_cache(maxsize=256)
def quiz_by_digest(digest: str) -> files.Quiz:
    """Return the quiz whose text has this SHA-256. Parsed once per process: what a digest names cannot change.

    Raises:
        LookupError: no version has that digest, or its text can no longer be read.
    """
    source = db.session.scalar(select(QuizVersion.source).where(QuizVersion.digest == digest))
    quiz = files.parse(source).quiz if source is not None else None
    if quiz is None:
        raise LookupError(f"no readable quiz has the digest {digest}")
    return quiz


def quiz_of(version: QuizVersion) -> files.Quiz:
    """Return the quiz of a version."""
    return quiz_by_digest(version.digest)


def get_quiz(slug: str) -> Quiz:
    """Return the published quiz; otherwise answer 404. Quizzes are for everybody who trains."""
    return db.session.scalar(select(Quiz).where(Quiz.slug == slug)) or abort(404)


def get_attempt_for(actor: Actor, attempt_id: int, *, to_change: bool = False) -> QuizAttempt:
    """Return the actor's own attempt; otherwise answer 404. To change it, its row is locked where the database can."""
    query = select(QuizAttempt).where(QuizAttempt.id == attempt_id, QuizAttempt.employee_id == actor.employee_id)
    if to_change:
        query = query.with_for_update(of=QuizAttempt)
    return db.session.scalar(query) or abort(404)


def answers_of(attempt: QuizAttempt) -> dict[str, list[str]]:
    """Return the option ids chosen so far, by question id; questions left or emptied are not in it."""
    query = select(Answer.question_id, Answer.given).where(Answer.attempt_id == attempt.id)
    return {question_id: given for question_id, given in db.session.execute(query) if given}


def standing_of(employee_id: int, quiz: Quiz) -> Standing:
    """Return where somebody stands with a quiz.

    Attempts are limited until one is passed: the count begins anew after a pass, so that a certificate can be renewed
    years later, and after a renewal that a supervisor gave.
    """
    attempts = tuple(db.session.scalars(
        select(QuizAttempt).where(QuizAttempt.employee_id == employee_id, QuizAttempt.quiz_id == quiz.id)
        .order_by(QuizAttempt.number)))
    renewed = db.session.scalar(select(func.max(QuizRenewal.after_number)).where(
        QuizRenewal.employee_id == employee_id, QuizRenewal.quiz_id == quiz.id)) or 0
    since = max([renewed, *(attempt.number for attempt in attempts if attempt.passed)])
    used = sum(attempt.number > since for attempt in attempts)
    return Standing(attempts, used, quiz_of(quiz.current).attempts)


def titles_of(slugs: set[str]) -> dict[str, dict[str, str]]:
    """Return the titles of the published quizzes among `slugs`."""
    query = select(Quiz.slug, QuizVersion.title).join(QuizVersion, QuizVersion.id == Quiz.current_id)
    return {slug: title for slug, title in db.session.execute(query.where(Quiz.slug.in_(slugs)))} if slugs else {}
