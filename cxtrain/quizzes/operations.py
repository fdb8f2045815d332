"""Changes to quizzes and attempts; the caller commits."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.queries import touchpoints_by_slug
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quizzes import quiz as files
from cxtrain.quizzes.marking import Result, mark_quiz
from cxtrain.quizzes.models import Answer, Quiz, QuizAttempt, QuizRenewal, QuizVersion
from cxtrain.quizzes.queries import answers_of, quiz_of, standing_of
from cxtrain.quizzes.signals import quiz_finished
from cxtrain.web.documents import Fault


class NoAttemptsLeft(Exception):
    """All attempts that the quiz allows have been used."""


class AlreadySubmitted(Exception):
    """The attempt has been handed in; its answers no longer change."""


@dataclass(frozen=True)
class Published:
    """What publishing a text came to: no `quiz` where a fault is an error."""

    quiz: Quiz | None
    faults: tuple[Fault, ...]
    changed: bool  # False: this very text was current already


def publish_quiz(text: str | bytes) -> Published:
    """Make `text` the current version of the quiz it describes, unless it is so already or has faults."""
    parsed = files.parse(text)
    if parsed.quiz is None:
        return Published(None, parsed.faults, changed=False)
    named = {question.touchpoint for question in parsed.quiz.questions if question.touchpoint}
    faults = (*parsed.faults, *files.unknown_touchpoints(parsed, touchpoints_by_slug(sorted(named))))
    version = _version(text if isinstance(text, str) else text.decode(), parsed.quiz)
    quiz = db.session.scalar(select(Quiz).where(Quiz.slug == parsed.quiz.slug))
    if quiz is not None and quiz.current_id == version.id:
        return Published(quiz, faults, changed=False)
    if quiz is None:
        quiz = Quiz(slug=parsed.quiz.slug)
        db.session.add(quiz)
    quiz.current = version
    db.session.flush()
    record("quiz published", quiz, unit_id=None, slug=quiz.slug, digest=version.digest)
    return Published(quiz, faults, changed=True)


def _version(source: str, quiz: files.Quiz) -> QuizVersion:
    digest = hashlib.sha256(source.encode()).hexdigest()
    version = db.session.scalar(select(QuizVersion).where(QuizVersion.digest == digest))
    if version is None:
        version = QuizVersion(slug=quiz.slug, digest=digest, source=source, title=quiz.title.as_dict(),
                              published_at=now())
        db.session.add(version)
        db.session.flush()
    return version


def start_attempt(actor: Actor, quiz: Quiz) -> QuizAttempt:
    """Return the actor's open attempt at the quiz, or a new one.

    Raises:
        NoAttemptsLeft: there is no open one, and no more may be started.
    """
    standing = standing_of(actor.employee_id, quiz)
    if standing.open_id is not None:
        return db.session.get_one(QuizAttempt, standing.open_id)
    if not standing.may_start:
        raise NoAttemptsLeft
    attempt = QuizAttempt(
        employee_id=actor.employee_id, quiz_id=quiz.id, version=quiz.current, started_at=now(),
        number=standing.made + 1, seed=secrets.randbits(63),
    )
    db.session.add(attempt)
    db.session.flush()
    record("quiz started", attempt, unit_id=actor.unit_id, quiz=quiz.slug, number=attempt.number)
    return attempt


def save_answers(attempt: QuizAttempt, given: Mapping[str, Sequence[str]]) -> None:
    """Keep the option ids chosen, by question id, over what was chosen before. Drafts leave no row in the ledger.

    Raises:
        AlreadySubmitted: the attempt has been handed in.
    """
    if attempt.submitted_at is not None:
        raise AlreadySubmitted
    if not given:
        return
    moment = now()
    db.session.execute(_put_answers(db.engine.dialect.name), [
        {"attempt_id": attempt.id, "question_id": question_id, "given": list(chosen), "saved_at": moment}
        for question_id, chosen in given.items()])


@lru_cache(maxsize=2)
def _put_answers(dialect: str) -> Any:
    """Return the statement that adds answers or changes them; made once, because every save runs it."""
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(Answer.__table__)
    parts = {name: statement.excluded[name] for name in ("given", "saved_at")}
    return statement.on_conflict_do_update(index_elements=["attempt_id", "question_id"], set_=parts)


def submit_attempt(actor: Actor, attempt: QuizAttempt) -> Result:
    """Hand the attempt in, mark it and tell whoever listens.

    Raises:
        AlreadySubmitted: it has been handed in before.
    """
    if attempt.submitted_at is not None:
        raise AlreadySubmitted
    result = mark_quiz(quiz_of(attempt.version), answers_of(attempt))
    attempt.submitted_at, attempt.score, attempt.passed = now(), result.score, result.passed
    db.session.flush()
    record("quiz submitted", attempt, unit_id=actor.unit_id, quiz=attempt.version.slug, score=result.score,
           passed=result.passed)
    quiz_finished.send(attempt)
    return result


def renew_attempts(actor: Actor, employee_id: int, quiz: Quiz, *, unit_id: int) -> bool:
    """Give somebody a fresh set of attempts; False where they still have some. `unit_id` is theirs, for the ledger."""
    standing = standing_of(employee_id, quiz)
    if not standing.used_up:
        return False
    renewal = QuizRenewal(employee_id=employee_id, quiz_id=quiz.id, after_number=standing.made,
                          given_by=actor.employee_id, given_at=now())
    db.session.add(renewal)
    db.session.flush()
    record("quiz attempts renewed", renewal, unit_id=unit_id, quiz=quiz.slug, employee=employee_id)
    return True
