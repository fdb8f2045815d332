"""Reading written answers of people in reach. Nobody marks their own; a foreign answer and a missing one are the same 404."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, Select, bindparam, func, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import below
from cxtrain.quizzes.kinds.open import FreeText
from cxtrain.quizzes.models import Answer, HandMark, QuizAttempt
from cxtrain.quizzes.queries import questions_of

MOST_LOOKED_AT = 500  # attempts that wait; the oldest come first
MOST_LISTED = 50
WAITS = (QuizAttempt.submitted_at.is_not(None), QuizAttempt.score.is_(None))


@dataclass(frozen=True)
class Queue:
    """Answers to one question that wait for a mark."""

    title: dict[str, str]  # of the quiz
    question: FreeText
    attempt_id: int  # of the answer that has waited longest
    waiting: int
    since: dt.datetime | None


@dataclass(frozen=True)
class Written:
    """An answer, and what was given for it."""

    attempt: QuizAttempt
    person: Employee
    question: FreeText
    text: str
    mark: HandMark | None

    @property
    def stamp(self) -> str:
        """What tells this mark from an earlier or a later one, empty where there is none."""
        return f"{self.mark.marked_by}:{self.mark.marked_at.isoformat()}" if self.mark else ""


@dataclass(frozen=True)
class Marked:
    """An answer that was marked."""

    mark: HandMark
    title: dict[str, str]
    question: FreeText
    person: Employee
    marker: Employee


def count_waiting(actor: Actor) -> int:
    """Return how many attempts in reach wait for a person's marks; read from an index of those alone."""
    return db.session.scalar(_count(actor.reach(Can.MARK_ANSWERS)), {"me": actor.employee_id}) or 0


@lru_cache(maxsize=500)
def _count(paths: tuple[str, ...]) -> Select[Any]:
    return _in_reach(select(func.count(QuizAttempt.id)), paths).where(*WAITS)


def _in_reach(query: Select[Any], paths: tuple[str, ...]) -> Select[Any]:
    """Return the query of attempts with the row filter: of people below `paths`, not one's own."""
    return query.join(Employee, Employee.id == QuizAttempt.employee_id).join(Unit, Unit.id == Employee.unit_id).where(
        below(paths), QuizAttempt.employee_id != bindparam("me"))


def list_waiting(actor: Actor) -> list[Queue]:
    """Return what waits, question by question, the longest waiting first."""
    found: dict[tuple[int, str], list[tuple[QuizAttempt, FreeText]]] = {}
    for attempt, question in _waiting(actor):
        found.setdefault((attempt.quiz_id, question.id), []).append((attempt, question))
    return [Queue(rows[0][0].version.title, rows[0][1], rows[0][0].id, len(rows), rows[0][0].submitted_at)
            for rows in found.values()]


def next_waiting(actor: Actor, after: Written) -> QuizAttempt | None:
    """Return the attempt whose answer to the same question has waited longest, None where none is left."""
    return next((attempt for attempt, question in _waiting(actor, QuizAttempt.quiz_id == after.attempt.quiz_id)
                 if question.id == after.question.id), None)


def _waiting(actor: Actor, *wanted: ColumnElement[bool]) -> Iterator[tuple[QuizAttempt, FreeText]]:
    """Yield attempts with each of their written answers that has no mark, the attempts that wait longest first."""
    query = _in_reach(select(QuizAttempt), actor.reach(Can.MARK_ANSWERS)).where(*WAITS, *wanted)
    attempts = db.session.scalars(query.order_by(QuizAttempt.submitted_at, QuizAttempt.id).limit(MOST_LOOKED_AT),
                                  {"me": actor.employee_id}).all()
    open_answers = _open_answers([attempt.id for attempt in attempts])
    for attempt in attempts:
        yield from ((attempt, question) for question in questions_of(attempt)
                    if isinstance(question, FreeText) and (attempt.id, question.id) in open_answers)


def _open_answers(ids: Sequence[int]) -> set[tuple[int, str]]:
    rows = db.session.execute(
        select(Answer.attempt_id, Answer.question_id, Answer.given)
        .outerjoin(HandMark, (HandMark.attempt_id == Answer.attempt_id) & (HandMark.question_id == Answer.question_id))
        .where(Answer.attempt_id.in_(ids), HandMark.attempt_id.is_(None)))
    return {(attempt_id, question_id) for attempt_id, question_id, given in rows if given}


def get_written(actor: Actor, attempt_id: int, question_id: str, *, to_change: bool = False) -> Written:
    """Return a written answer that was handed in; otherwise answer 404."""
    query = _in_reach(select(QuizAttempt, Employee), actor.reach(Can.MARK_ANSWERS)).where(
        QuizAttempt.id == attempt_id, QuizAttempt.submitted_at.is_not(None))
    query = query.with_for_update(of=QuizAttempt) if to_change else query
    attempt, person = db.session.execute(query, {"me": actor.employee_id}).first() or abort(404)
    question = next((each for each in questions_of(attempt) if each.id == question_id), None)
    answer = db.session.get(Answer, (attempt_id, question_id))
    if not isinstance(question, FreeText) or answer is None or not answer.given:
        abort(404)
    return Written(attempt, person, question, answer.given[0], db.session.get(HandMark, (attempt_id, question_id)))


def list_marked(actor: Actor) -> list[Marked]:
    """Return the answers in reach that were marked last."""
    marker = db.aliased(Employee)
    query = _in_reach(select(HandMark, QuizAttempt, Employee, marker), actor.reach(Can.MARK_ANSWERS)).join(
        HandMark, HandMark.attempt_id == QuizAttempt.id).join(marker, marker.id == HandMark.marked_by)
    rows = db.session.execute(query.order_by(HandMark.marked_at.desc()).limit(MOST_LISTED), {"me": actor.employee_id})
    return [Marked(mark, attempt.version.title, question, person, by) for mark, attempt, person, by in rows
            for question in questions_of(attempt) if isinstance(question, FreeText) and question.id == mark.question_id]


def marker_of(mark: HandMark) -> Employee:
    """Return who gave a mark."""
    return db.session.get_one(Employee, mark.marked_by)
