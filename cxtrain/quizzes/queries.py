"""Reading quizzes and one's own attempts: somebody else's attempt and a missing one are the same 404."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import abort
from sqlalchemy import bindparam, case, func, select

from cxtrain.extensions import db
from cxtrain.people.permissions import Actor
from cxtrain.quizzes import quiz as files
from cxtrain.quizzes.models import Answer, Quiz, QuizAttempt, QuizRenewal, QuizVersion
from cxtrain.quizzes.paper import Sheet, lay_out


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one quiz."""

    made: int  # attempts started ever; they are numbered 1, 2, 3 …
    since: int  # attempts up to this number no longer count: the last that was passed or renewed, 0 for none
    open_id: int | None  # the attempt that has been started and not handed in
    passed: bool  # whether any attempt was
    allowed: int | None  # None: as many as one likes

    @property
    def left(self) -> int | None:
        """How many more may be started; None: as many as one likes."""
        return None if self.allowed is None else max(0, self.allowed - (self.made - self.since))

    @property
    def may_start(self) -> bool:
        """Whether a new attempt may be started now."""
        return self.open_id is None and self.left != 0

    @property
    def used_up(self) -> bool:
        """Whether nothing is open and nothing more may be started."""
        return self.open_id is None and self.left == 0


# Made once: every page of a quiz runs them.
_answer = Answer.__table__
_BY_SLUG = select(Quiz).where(Quiz.slug == bindparam("slug"))
_OWN = select(QuizAttempt).where(QuizAttempt.id == bindparam("attempt"), QuizAttempt.employee_id == bindparam("employee"))
_OWN_TO_CHANGE = _OWN.with_for_update(of=QuizAttempt)
_ANSWERS = select(_answer.c.question_id, _answer.c.given).where(_answer.c.attempt_id == bindparam("attempt"))


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
    return db.session.scalar(_BY_SLUG, {"slug": slug}) or abort(404)


def get_attempt_for(actor: Actor, attempt_id: int, *, to_change: bool = False) -> QuizAttempt:
    """Return the actor's own attempt; otherwise answer 404. To change it, its row is locked where the database can."""
    values = {"attempt": attempt_id, "employee": actor.employee_id}
    return db.session.scalar(_OWN_TO_CHANGE if to_change else _OWN, values) or abort(404)


def answers_of(attempt: QuizAttempt) -> dict[str, list[str]]:
    """Return the option ids chosen so far, by question id; questions left or emptied are not in it."""
    return {question_id: given for question_id, given in db.session.execute(_ANSWERS, {"attempt": attempt.id}) if given}


def sheets_of(attempt: QuizAttempt) -> tuple[Sheet, ...]:
    """Return the sheets of an attempt in its order; laid out once per process, as neither version nor seed changes."""
    return _laid_out(attempt.version.digest, attempt.seed)


@lru_cache(maxsize=1000)
def _laid_out(digest: str, seed: int) -> tuple[Sheet, ...]:
    return lay_out(quiz_by_digest(digest), seed)


def standing_of(employee_id: int, quiz: Quiz) -> Standing:
    """Return where somebody stands with a quiz, in one statement however often they took it.

    Attempts are limited until one is passed: the count begins anew after a pass, so that a certificate can be renewed
    years later, and after a renewal that a supervisor gave.
    """
    return _standing(quiz, db.session.execute(_STANDING, {"employee_id": employee_id, "quiz_id": quiz.id}).one())


def _standing(quiz: Quiz, counted: Sequence[int | None]) -> Standing:
    made, passed, open_id, renewed = counted
    allowed = quiz_of(quiz.current).attempts
    return Standing(made or 0, max(passed or 0, renewed or 0), open_id, passed is not None, allowed)


_MINE = (QuizAttempt.employee_id == bindparam("employee_id"), QuizAttempt.quiz_id == bindparam("quiz_id"))
_COUNTED = (
    func.max(QuizAttempt.number),
    func.max(case((QuizAttempt.passed, QuizAttempt.number))),
    func.max(case((QuizAttempt.submitted_at.is_(None), QuizAttempt.id))),
)
_RENEWED = select(func.max(QuizRenewal.after_number)).where(
    QuizRenewal.employee_id == bindparam("employee_id"), QuizRenewal.quiz_id == bindparam("quiz_id"))
_STANDING = select(*_COUNTED, _RENEWED.scalar_subquery()).where(*_MINE)


def latest_attempts(employee_id: int, quiz: Quiz, most: int = 10) -> list[QuizAttempt]:
    """Return somebody's latest attempts at a quiz, the newest first."""
    query = select(QuizAttempt).where(*_MINE).order_by(QuizAttempt.number.desc()).limit(most)
    return list(db.session.scalars(query, {"employee_id": employee_id, "quiz_id": quiz.id}))


def used_up(employee_ids: Sequence[int], slugs: Sequence[str]) -> set[tuple[int, str]]:
    """Return who of these people has no attempt left at which of these quizzes, as (employee id, slug)."""
    if not employee_ids or not slugs:
        return set()
    quizzes = {quiz.id: quiz for quiz in db.session.scalars(select(Quiz).where(Quiz.slug.in_(slugs)))}
    renewed = {(person, quiz_id): number for person, quiz_id, number in db.session.execute(
        select(QuizRenewal.employee_id, QuizRenewal.quiz_id, func.max(QuizRenewal.after_number))
        .where(QuizRenewal.employee_id.in_(employee_ids)).group_by(QuizRenewal.employee_id, QuizRenewal.quiz_id))}
    rows = db.session.execute(
        select(QuizAttempt.employee_id, QuizAttempt.quiz_id, *_COUNTED)
        .where(QuizAttempt.employee_id.in_(employee_ids), QuizAttempt.quiz_id.in_(quizzes))
        .group_by(QuizAttempt.employee_id, QuizAttempt.quiz_id))
    return {(person, quizzes[quiz_id].slug) for person, quiz_id, *counted in rows
            if _standing(quizzes[quiz_id], (*counted, renewed.get((person, quiz_id)))).used_up}


def published_source(slug: str) -> str | None:
    """Return the text that is published as this quiz, None where there is none."""
    query = select(QuizVersion.source).join(Quiz, Quiz.current_id == QuizVersion.id)
    return db.session.scalar(query.where(Quiz.slug == slug))
