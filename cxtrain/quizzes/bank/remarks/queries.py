"""Reading which attempts had which version, and which remarks count."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import BigInteger, cast, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.quizzes.bank.remarks.anew import Key
from cxtrain.quizzes.bank.remarks.models import PaperQuestion, QuestionRemark, RemarkedAttempt
from cxtrain.quizzes.models import Answer, QuestionVersion, QuizAttempt, QuizVersion
from cxtrain.quizzes.question import Question

_remark = QuestionRemark.__table__
# Over the table, made once: it is a column of a statement that every result runs.
token = select(cast(func.sum(_remark.c.stamp), BigInteger)).scalar_subquery()
"""A number that is another one after each change of the remarks, None where there has never been one.

The remarks that count are few and seldom change, and results are looked at all day: so their number comes along in the
statement that reads the answers, and the remarks themselves are read only where a process has not met that number yet.
Each change draws a random stamp, so a change that was rolled back never passes for the one that came after it.
"""
_TOKEN = select(token)
_ACTIVE = select(_remark.c.versions, _remark.c.by_version_id, _remark.c.keeps_better).where(
    _remark.c.undone_at.is_(None))


@dataclass(frozen=True)
class Ruling:
    """How answers to a version are marked now."""

    by_version_id: int | None  # None: everybody gets the marks
    keeps_better: bool

    def key(self, known: Mapping[int, tuple[str, Question]]) -> Key:
        """Return it with the question whose key counts; `known` has questions by version id."""
        return Key(known[self.by_version_id][1] if self.by_version_id else None, self.keeps_better)


_rulings: dict[int, dict[int, Ruling]] = {}  # by the number above; the latest only


def rulings(number: int | None) -> dict[int, Ruling]:
    """Return how answers are marked anew, by version id, for the `token` that was just read."""
    if number is None:
        return {}
    if number not in _rulings:
        found = {version_id: Ruling(*row[1:]) for row in db.session.execute(_ACTIVE) for version_id in row[0]}
        _rulings.clear()
        _rulings[number] = found
    return _rulings.get(number, {})


def current_token() -> int | None:
    """Return the number of the remarks that count now."""
    return db.session.scalar(_TOKEN)


@dataclass(frozen=True)
class Counted:
    """How many attempts have a version on their paper."""

    attempts: int
    finished: int  # handed in


def attempts_by_version(key: str) -> dict[int, Counted]:
    """Return how many attempts have each version of a question, by version id; versions without any are left out."""
    query = select(PaperQuestion.version_id, func.count(), func.count(QuizAttempt.submitted_at)).join(
        QuizAttempt, QuizAttempt.id == PaperQuestion.attempt_id).join(
        QuestionVersion, QuestionVersion.id == PaperQuestion.version_id)
    rows = db.session.execute(query.where(QuestionVersion.key == key).group_by(PaperQuestion.version_id))
    return {version_id: Counted(attempts, finished) for version_id, attempts, finished in rows}


def answers_to(versions: Collection[int]) -> Iterator[tuple[int, int, str, str, int | None]]:
    """Yield what was answered to some versions in attempts that are marked.

    Each is (attempt id, version id, digest of the quiz's text, texts as JSON, certainty); no answer is an empty list.
    """
    known = db.session.execute(select(QuestionVersion.id, QuestionVersion.key).where(QuestionVersion.id.in_(versions))).all()
    for version_id, key in known:
        slug, _slash, own = key.rpartition("/")
        name = db.case((QuizVersion.slug == slug, own), else_=key)  # as the question is called on the paper
        query = select(PaperQuestion.attempt_id, QuizVersion.digest, Answer.given, Answer.certainty).join(
            QuizAttempt, QuizAttempt.id == PaperQuestion.attempt_id).join(
            QuizVersion, QuizVersion.id == QuizAttempt.version_id).outerjoin(
            Answer, (Answer.attempt_id == QuizAttempt.id) & (Answer.question_id == name))
        rows = db.session.execute(query.where(PaperQuestion.version_id == version_id, QuizAttempt.score.is_not(None)))
        yield from ((attempt_id, version_id, digest, json.dumps(given or []), certainty)
                    for attempt_id, digest, given, certainty in rows)


@dataclass(frozen=True)
class ListedRemark:
    """A remark, who made it, and how many attempts it changed."""

    row: QuestionRemark
    author: Employee
    changed: int
    passed: int  # of these, how many it passed


def list_remarks(key: str) -> list[ListedRemark]:
    """Return the remarks of a question, the newest first."""
    passed = RemarkedAttempt.passed_after & ~RemarkedAttempt.passed_before
    counted = select(RemarkedAttempt.remark_id, func.count().label("changed"),
                     func.sum(db.case((passed, 1), else_=0)).label("passed")).group_by(RemarkedAttempt.remark_id).subquery()
    query = select(QuestionRemark, Employee, counted.c.changed, counted.c.passed).join(
        Employee, Employee.id == QuestionRemark.made_by).outerjoin(counted, counted.c.remark_id == QuestionRemark.id)
    rows = db.session.execute(query.where(QuestionRemark.key == key).order_by(QuestionRemark.id.desc())).tuples()
    return [ListedRemark(row, author, changed or 0, passed or 0) for row, author, changed, passed in rows]


def get_remark(key: str, remark_id: int, *, to_change: bool = False) -> QuestionRemark:
    """Return a remark of a question; otherwise answer 404."""
    query: Any = select(QuestionRemark).where(QuestionRemark.id == remark_id, QuestionRemark.key == key)
    return db.session.scalar(query.with_for_update() if to_change else query) or abort(404)
