"""Reading which attempts had which version, and which remarks count."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.orm import joinedload

from cxtrain.extensions import db
from cxtrain.people.models import Account, Employee, RoleGrant
from cxtrain.people.permissions import GRANTS, Actor, Can, Role
from cxtrain.quizzes.bank.remarks.anew import Key
from cxtrain.quizzes.bank.remarks.models import PaperQuestion, QuestionRemark, RemarkedAttempt
from cxtrain.quizzes.models import Answer, BankQuestion, QuestionVersion, QuizAttempt, QuizVersion
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
COUNTING = ("alone", "confirmed")  # states of what counts, unless it was undone
_ACTIVE = select(_remark.c.versions, _remark.c.by_version_id, _remark.c.keeps_better).where(
    _remark.c.state.in_(COUNTING), _remark.c.undoes_id.is_(None), _remark.c.undone_at.is_(None))
WRITERS = tuple(role.value for role in Role if Can.EDIT_CONTENT in GRANTS[role])
PEOPLE = (joinedload(QuestionRemark.author), joinedload(QuestionRemark.decider))


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
    """A remark, or its undoing, and how many attempts it changed."""

    row: QuestionRemark
    changed: int
    passed: int  # of these, how many it passed


def list_remarks(key: str) -> list[ListedRemark]:
    """Return the remarks of a question and what undid them, the newest first."""
    passed = RemarkedAttempt.passed_after & ~RemarkedAttempt.passed_before
    counted = select(RemarkedAttempt.remark_id, func.count().label("changed"),
                     func.sum(db.case((passed, 1), else_=0)).label("passed")).group_by(RemarkedAttempt.remark_id).subquery()
    query = select(QuestionRemark, counted.c.changed, counted.c.passed).options(*PEOPLE).outerjoin(
        counted, counted.c.remark_id == QuestionRemark.id)
    rows = db.session.execute(query.where(QuestionRemark.key == key).order_by(QuestionRemark.id.desc())).tuples()
    return [ListedRemark(row, changed or 0, passed or 0) for row, changed, passed in rows]


def open_remarks(key: str) -> list[QuestionRemark]:
    """Return the remarks of a question that count, and those that wait to; what undoes them is none."""
    return list(db.session.scalars(select(QuestionRemark).where(
        QuestionRemark.key == key, QuestionRemark.state.in_((*COUNTING, "waiting")), QuestionRemark.undoes_id.is_(None),
        QuestionRemark.undone_at.is_(None))))


def waiting_undoing(row: QuestionRemark) -> QuestionRemark | None:
    """Return what would undo a remark, where somebody asked for that and it waits."""
    return db.session.scalar(select(QuestionRemark).where(
        QuestionRemark.undoes_id == row.id, QuestionRemark.state == "waiting"))


def list_waiting() -> list[tuple[QuestionRemark, BankQuestion]]:
    """Return what waits for a second person, the longest waiting first, each with its question."""
    query = select(QuestionRemark, BankQuestion).options(*PEOPLE).join(BankQuestion, BankQuestion.key == QuestionRemark.key)
    return list(db.session.execute(query.where(QuestionRemark.state == "waiting").order_by(QuestionRemark.id)).tuples())


def count_remarks_waiting(actor: Actor) -> int:
    """Return how many wait for a second person whom somebody else than the actor asked for."""
    return db.session.scalar(select(func.count(QuestionRemark.id)).where(
        QuestionRemark.state == "waiting", QuestionRemark.made_by != actor.employee_id)) or 0


def deciders(but: Collection[int]) -> list[Employee]:
    """Return who may decide, besides those who asked or whose own score changes."""
    ids = select(Account.employee_id).join(RoleGrant, RoleGrant.account_id == Account.id).where(
        RoleGrant.role.in_(WRITERS), Account.active)
    return list(db.session.scalars(select(Employee).where(
        Employee.id.in_(ids), Employee.status == "active", Employee.id.not_in(sorted(but))).order_by(Employee.sort_key)))


def get_remark(key: str, remark_id: int, *, to_change: bool = False) -> QuestionRemark:
    """Return a remark of a question; otherwise answer 404."""
    query: Any = select(QuestionRemark).where(QuestionRemark.id == remark_id, QuestionRemark.key == key)
    return db.session.scalar(query.with_for_update(of=QuestionRemark) if to_change else query) or abort(404)
