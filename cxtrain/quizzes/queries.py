"""Reading quizzes and one's own attempts: somebody else's attempt and a missing one are the same 404."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from flask import abort
from sqlalchemy import bindparam, case, event, func, select

from cxtrain.extensions import db
from cxtrain.people.permissions import Actor
from cxtrain.quizzes import quiz as files
from cxtrain.quizzes.bank.remarks.anew import Key, anew
from cxtrain.quizzes.bank.remarks.queries import current_token, rulings, token
from cxtrain.quizzes.kinds.every import from_data
from cxtrain.quizzes.kinds.open import FreeText
from cxtrain.quizzes.marking import Given, Result, mark_paper
from cxtrain.quizzes.models import Answer, HandMark, QuestionVersion, Quiz, QuizAttempt, QuizRenewal, QuizVersion
from cxtrain.quizzes.paper import Sheet, lay_out
from cxtrain.quizzes.question import Question


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one quiz."""

    made: int  # attempts started ever; they are numbered 1, 2, 3 …
    since: int  # attempts up to this number no longer count: the last that was passed or renewed, 0 for none
    open_id: int | None  # the attempt that has been started and not handed in
    waits: bool  # whether an attempt that was handed in waits for a person's mark
    passed: bool  # whether any attempt was
    allowed: int | None  # None: as many as one likes

    @property
    def left(self) -> int | None:
        """How many more may be started; None: as many as one likes."""
        return None if self.allowed is None else max(0, self.allowed - (self.made - self.since))

    @property
    def may_start(self) -> bool:
        """Whether a new attempt may be started now."""
        return self.open_id is None and not self.waits and self.left != 0

    @property
    def used_up(self) -> bool:
        """Whether nothing is open and nothing more may be started."""
        return self.open_id is None and not self.waits and self.left == 0


NO_KEYS: Mapping[int, Key] = MappingProxyType({})
# Made once: every page of a quiz runs them.
_answer, _question, _hand = Answer.__table__, QuestionVersion.__table__, HandMark.__table__
_BY_SLUG = select(Quiz).where(Quiz.slug == bindparam("slug"))
_OWN = select(QuizAttempt).where(QuizAttempt.id == bindparam("attempt"), QuizAttempt.employee_id == bindparam("employee"))
_OWN_TO_CHANGE = _OWN.with_for_update(of=QuizAttempt)
_ANSWERS = select(_answer.c.question_id, _answer.c.given, _answer.c.certainty).where(
    _answer.c.attempt_id == bindparam("attempt"))
_TO_MARK = _ANSWERS.add_columns(token)
_QUESTIONS = select(_question.c.id, _question.c.key, _question.c.content).where(
    _question.c.id.in_(bindparam("ids", expanding=True)))
_BY_HAND = select(_hand.c.question_id, _hand.c.points).where(_hand.c.attempt_id == bindparam("attempt"))


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


def answers_of(attempt: QuizAttempt) -> dict[str, Given]:
    """Return the answers so far, by question id; questions left or emptied are not in it."""
    rows = db.session.execute(_ANSWERS, {"attempt": attempt.id})
    return {question_id: Given(given, certainty) for question_id, given, certainty in rows if given}


def questions_of(attempt: QuizAttempt) -> tuple[Question, ...]:
    """Return the questions of an attempt as they stood when it was started, in the quiz's order."""
    return _questions(attempt.version.slug, tuple(attempt.paper))


def sheets_of(attempt: QuizAttempt) -> tuple[Sheet, ...]:
    """Return the sheets of an attempt in its order; laid out once per process, as neither paper nor seed changes."""
    return _laid_out(attempt.version.digest, attempt.version.slug, tuple(attempt.paper), attempt.seed)


@lru_cache(maxsize=1000)
def _laid_out(digest: str, slug: str, paper: tuple[int, ...], seed: int) -> tuple[Sheet, ...]:
    return lay_out(quiz_by_digest(digest), seed, _questions(slug, paper))


@lru_cache(maxsize=1000)
def _questions(slug: str, paper: tuple[int, ...]) -> tuple[Question, ...]:
    """Return question versions as a quiz knows them: its own by their id in its file, others by their key."""
    found = questions_by_version(paper)
    return tuple(question.model_copy(update={"id": key.removeprefix(f"{slug}/")}) for key, question in map(found.get, paper))


_known: dict[int, tuple[str, Question]] = {}
MOST_KNOWN = 20_000
WRITTEN = "question versions written"  # their ids, in the session's info


@event.listens_for(QuestionVersion, "after_insert")
def _note_written(_mapper: object, _connection: object, version: QuestionVersion) -> None:
    db.session().info.setdefault(WRITTEN, set()).add(version.id)


def questions_by_version(ids: Sequence[int]) -> dict[int, tuple[str, Question]]:
    """Return key and question of each version, by its id. Read once per process: a version never changes.

    What this very transaction wrote is not remembered: it may be rolled back, and its id be given to another version.
    """
    if len(_known) > MOST_KNOWN:
        _known.clear()
    missing = sorted(set(ids) - _known.keys())
    read = {version_id: (key, from_data(content)) for version_id, key, content in (
        db.session.execute(_QUESTIONS, {"ids": missing}) if missing else ())}
    written = db.session().info.get(WRITTEN, ())
    _known.update((version_id, found) for version_id, found in read.items() if version_id not in written)
    return {version_id: read.get(version_id) or _known[version_id] for version_id in ids}


def result_of(attempt: QuizAttempt) -> Result:
    """Return the marks of an attempt as it stands, with those that people gave, and by the keys that count now."""
    by_hand = {}
    if any(isinstance(question, FreeText) for question in questions_of(attempt)):
        by_hand = dict(db.session.execute(_BY_HAND, {"attempt": attempt.id}).all())
    rows = db.session.execute(_TO_MARK, {"attempt": attempt.id}).all()
    answers = {question_id: Given(given, certainty) for question_id, given, certainty, _token in rows if given}
    return marked(attempt, answers, by_hand, keys_for(rows[0][3] if rows else current_token()))


def keys_for(token: int | None) -> dict[int, Key]:
    """Return the keys by which answers to some versions are marked, by version id; see `bank.remarks.queries.token`."""
    found = rulings(token)
    known = questions_by_version([ruling.by_version_id for ruling in found.values() if ruling.by_version_id])
    return {version_id: ruling.key(known) for version_id, ruling in found.items()}


def keys_now() -> dict[int, Key]:
    """Return the keys by which answers to some versions are marked now, by version id."""
    return keys_for(current_token())


def marked(attempt: QuizAttempt, answers: Mapping[str, Given], by_hand: Mapping[str, list[int]],
           keys: Mapping[int, Key] = NO_KEYS) -> Result:
    """Return the marks of an attempt whose answers and points given by people are known, by question id; see `keys_now`."""
    questions = questions_of(attempt)
    if by_hand:
        known = {question.id: question for question in questions}
        answers = {name: _with_hand(known.get(name), given, by_hand.get(name)) for name, given in answers.items()}
    quiz = quiz_of(attempt.version)
    result = mark_paper(quiz, questions, answers)
    return result if keys.keys().isdisjoint(attempt.paper) else anew(result, attempt.paper, keys, quiz)


def _with_hand(question: Question, given: Given, points: list[int] | None) -> Given:
    if points is None or not isinstance(question, FreeText):
        return given
    return Given(given.texts, given.certainty, question.points_by_hand(points))


def comments_on(attempt: QuizAttempt) -> dict[str, HandMark]:
    """Return what people gave for the written answers of an attempt, by question id."""
    return {row.question_id: row for row in db.session.scalars(select(HandMark).where(HandMark.attempt_id == attempt.id))}


def standing_of(employee_id: int, quiz: Quiz) -> Standing:
    """Return where somebody stands with a quiz, in one statement however often they took it.

    Attempts are limited until one is passed: the count begins anew after a pass, so that a certificate can be renewed
    years later, and after a renewal that a supervisor gave.
    """
    return _standing(quiz, db.session.execute(_STANDING, {"employee_id": employee_id, "quiz_id": quiz.id}).one())


def _standing(quiz: Quiz, counted: Sequence[int | None]) -> Standing:
    made, passed, open_id, waiting, renewed = counted
    allowed = quiz_of(quiz.current).attempts
    return Standing(made or 0, max(passed or 0, renewed or 0), open_id, bool(waiting), passed is not None, allowed)


_MINE = (QuizAttempt.employee_id == bindparam("employee_id"), QuizAttempt.quiz_id == bindparam("quiz_id"))
_COUNTED = (
    func.max(QuizAttempt.number),
    func.max(case((QuizAttempt.passed, QuizAttempt.number))),
    func.max(case((QuizAttempt.submitted_at.is_(None), QuizAttempt.id))),
    func.count(case((QuizAttempt.submitted_at.is_not(None) & QuizAttempt.score.is_(None), 1))),
)
_RENEWED = select(func.max(QuizRenewal.after_number)).where(
    QuizRenewal.employee_id == bindparam("employee_id"), QuizRenewal.quiz_id == bindparam("quiz_id"))
_STANDING = select(*_COUNTED, _RENEWED.scalar_subquery()).where(*_MINE)
_SCORES = select(QuizAttempt.score).where(
    *_MINE, QuizAttempt.number > bindparam("since"), QuizAttempt.score.is_not(None)).order_by(QuizAttempt.number)


def scores_since(employee_id: int, quiz_id: int, since: int) -> list[float]:
    """Return the scores of somebody's attempts with a number above `since`, the oldest first."""
    return list(db.session.scalars(_SCORES, {"employee_id": employee_id, "quiz_id": quiz_id, "since": since}))


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
