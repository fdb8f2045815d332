"""Writing some months of refreshers, and closing those that are over. The caller commits."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import insert, select

from cxtrain.demo.calendar import moment
from cxtrain.demo.chronicle import Chronicle
from cxtrain.demo.learning.skills import answer_one
from cxtrain.demo.people.operations import Staff
from cxtrain.demo.refreshers.habits import EAGER, Keeper, Told
from cxtrain.extensions import db
from cxtrain.ledger.operations import WAITING
from cxtrain.people.models import Employee
from cxtrain.quizzes.models import BankQuestion, QuizAttempt
from cxtrain.quizzes.queries import questions_by_version, result_of
from cxtrain.training.refreshers.models import RefresherAnswer, RefresherCard, RefresherSum
from cxtrain.training.refreshers.retention.operations import close_month
from cxtrain.training.refreshers.retention.queries import open_months

WILLING = 0.7  # share of those who passed the quiz
EXAMPLE = "0101"  # the supervisor whom visitors sign in as has some too
HOUR = 8  # at which somebody looks at the day's questions, and a month is closed
DAY = dt.timedelta(1)
AWAY = dt.timedelta(60)  # since which the example has answered none, so that some wait for her


@dataclass
class Desk:
    """What is being written."""

    staff: Staff
    random: Random
    questions: dict[str, BankQuestion]
    rows: dict[Any, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    sums: Counter[tuple[Any, ...]] = field(default_factory=Counter)  # answers, and right ones, by what a month counts
    ids: Iterator[int] = field(default_factory=lambda: count(1))


def write_refreshers(staff: Staff, chronicle: Chronicle, random: Random) -> None:
    """Write cards and answers of those who want refreshers, and tell what five or more of them kept."""
    desk = Desk(staff, random, {question.key: question for question in db.session.scalars(select(BankQuestion))})
    today = staff.company.year.today
    for person, attempts in _volunteers(random):
        keeper, first = Keeper(random), max(today - dt.timedelta(EAGER), _day(attempts[-1]) + DAY)
        for attempt in attempts:
            _sit(desk, keeper, attempt)
        keeper.keep_on(first, today - (AWAY if person.number == EXAMPLE else DAY))
        _write_person(desk, person, keeper)
    for key in sorted({key[1:] for key in desk.sums}):
        names = dict(zip(("employee_id", "unit_id", "month", "touchpoint", "dimension"), key, strict=True))
        desk.rows[RefresherSum].append({**names, "n": desk.sums["n", *key], "right_n": desk.sums["right", *key]})
    for model in (RefresherCard, RefresherAnswer, RefresherSum):
        db.session.execute(insert(model.__table__), desk.rows[model])
    _close(chronicle, today)


def _close(chronicle: Chronicle, today: dt.date) -> None:
    for month in open_months(f"{today - DAY:%Y-%m}"):
        close_month(month)
        second = (dt.date.fromisoformat(f"{month}-28") + 4 * DAY).replace(day=2)
        chronicle.adopt(db.session().info.pop(WAITING, []), moment(second, HOUR), 0)


def _volunteers(random: Random) -> list[tuple[Employee, list[QuizAttempt]]]:
    """Return who has passed the quiz, is still there and wants refreshers, with their attempts, oldest first."""
    attempts: dict[int, list[QuizAttempt]] = defaultdict(list)
    for attempt in db.session.scalars(select(QuizAttempt).where(QuizAttempt.score.is_not(None)).order_by(QuizAttempt.id)):
        attempts[attempt.employee_id].append(attempt)
    people = db.session.scalars(select(Employee).where(Employee.status != "left").order_by(Employee.id))
    passed = [(person, attempts[person.id]) for person in people if any(each.passed for each in attempts[person.id])]
    return [pair for pair in passed if random.random() < WILLING or pair[0].number == EXAMPLE]


def _day(attempt: QuizAttempt) -> dt.date:
    assert attempt.submitted_at is not None
    return attempt.submitted_at.date()


def _sit(desk: Desk, keeper: Keeper, attempt: QuizAttempt) -> None:
    asked = questions_by_version(attempt.paper)
    for version_id, mark in zip(attempt.paper, result_of(attempt).marks, strict=True):
        keeper.sit(desk.questions[asked[version_id][0]].id, attempt.id, right=mark.right, day=_day(attempt))


def _write_person(desk: Desk, person: Employee, keeper: Keeper) -> None:
    by_id = {question.id: question for question in desk.questions.values()}
    for question_id, told in keeper.answers.items():
        card_id, memory = next(desk.ids), keeper.memories[question_id]
        desk.rows[RefresherCard].append({
            "id": card_id, "employee_id": person.id, "question_id": question_id, "missed": True, "due_on": memory.due_on,
            "not_before": None, "memory": memory.as_data(), "reps": len(told), "lapses": sum(not each.right for each in told),
            "last_at": _at(told[-1])})
        for number, each in enumerate(told, 1):
            desk.rows[RefresherAnswer].append(_answer(desk, by_id[question_id], each, person, card_id, number))


def _answer(desk: Desk, question: BankQuestion, told: Told, person: Employee, *place: int) -> dict[str, Any]:
    """Return the row of an answer, and count it in its month; `place` is the card's id and the answer's number."""
    if told.again:
        key = (person.id, person.unit_id, f"{told.day:%Y-%m}", question.touchpoint or "", question.dimension or "")
        desk.sums["n", *key] += 1
        desk.sums["right", *key] += told.right
    asked = questions_by_version([question.current_id])[question.current_id][1]
    return {"card_id": place[0], "employee_id": person.id, "number": place[1], "version_id": question.current_id,
            "attempt_id": told.attempt_id, "given": answer_one(asked, known=told.right, random=desk.random),
            "points": float(told.right), "right": told.right, "again": told.again, "stability": told.stability,
            "at": _at(told), "day": told.day}


def _at(told: Told) -> dt.datetime:
    return moment(told.day, HOUR)
