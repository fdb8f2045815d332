"""Changes to refreshers; the caller commits.

They leave no row in the ledger: whoever reads that would read of somebody what nobody else is to know. What a month came
to is recorded when it is closed (`retention`).
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.marking import Mark, mark_question
from cxtrain.quizzes.models import BankQuestion, QuizAttempt, QuizRenewal
from cxtrain.quizzes.queries import questions_by_version, quiz_of, result_of
from cxtrain.quizzes.quiz import When
from cxtrain.training.refreshers.cards import ASKED, Offer, is_known
from cxtrain.training.refreshers.models import RefresherAnswer, RefresherCard, RefresherHabit, RefresherSum
from cxtrain.training.refreshers.offers.queries import scope_of
from cxtrain.training.refreshers.queries import plan_for
from cxtrain.training.refreshers.schedule import after, remembered

MOST_BEFORE = 20  # attempts at a quiz that are noted together when it is settled


@dataclass(frozen=True)
class Given:
    """An answer that is to be noted."""

    question_id: int
    version_id: int
    mark: Mark
    at: dt.datetime
    day: dt.date  # by the calendar of the person's unit
    attempt_id: int | None = None  # None: as a refresher
    not_before: dt.date | None = None  # the earliest day on which the question may come again

    @property
    def right(self) -> bool:
        """Whether it shows that the answer is known."""
        return is_known(self.mark.question.kind, self.mark.points)


def note(employee_id: int, given: Given, card: RefresherCard | None) -> RefresherAnswer:
    """Add an answer to somebody's log and to its card, which is made where there is none."""
    again = given.attempt_id is None and card is not None and card.reps > 0 and _last_on(card) < given.day
    memory = after(remembered(card.memory, card.due_on) if card else None, right=given.right, day=given.day)
    if card is None:
        card = RefresherCard(employee_id=employee_id, question_id=given.question_id, missed=given.attempt_id is not None,
                             not_before=given.not_before, reps=0, lapses=0)
        db.session.add(card)
    card.memory, card.last_at = memory.as_data(), given.at
    card.due_on = max(memory.due_on, card.not_before) if card.not_before else memory.due_on
    card.reps, card.lapses = card.reps + 1, card.lapses + (not given.right)
    db.session.flush()
    answer = RefresherAnswer(
        card_id=card.id, employee_id=employee_id, number=card.reps, version_id=given.version_id, attempt_id=given.attempt_id,
        given=list(given.mark.given), points=float(given.mark.points or 0), right=given.right, again=again,
        stability=memory.stability, at=given.at, day=memory.last_on)
    db.session.add(answer)
    db.session.flush()
    return answer


def _last_on(card: RefresherCard) -> dt.date:
    return dt.date.fromisoformat(card.memory["last_on"])


def answer_question(actor: Actor, offer: Offer, given: Sequence[str]) -> RefresherAnswer:
    """Note what the actor answered to a question that is asked of them today; nothing given is "I don't know".

    Raises:
        BadAnswer: the question cannot be answered so.
    """
    mark = mark_question(questions_by_version([offer.version_id])[offer.version_id][1], given)
    card = db.session.get(RefresherCard, offer.card_id) if offer.card_id else None
    answer = note(actor.employee_id, Given(offer.question_id, offer.version_id, mark, now(), today(actor.zone)), card)
    if answer.again:
        _sum_up(actor, offer, answer)
    return answer


def _sum_up(actor: Actor, offer: Offer, answer: RefresherAnswer) -> None:
    """Count an answer in its month, unless the unit keeps nothing about persons."""
    if db.session.scalar(select(Unit.people).where(Unit.id == actor.unit_id)) == "none":
        return
    db.session.execute(_count(db.engine.dialect.name), {
        "employee_id": actor.employee_id, "unit_id": actor.unit_id, "month": f"{answer.day:%Y-%m}",
        "touchpoint": offer.touchpoint, "dimension": offer.dimension, "n": 1, "right_n": int(answer.right)})


@lru_cache(maxsize=2)
def _count(dialect: str) -> Any:
    table = RefresherSum.__table__
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_={
        name: table.c[name] + statement.excluded[name] for name in ("n", "right_n")})


def lock(employee_id: int) -> RefresherHabit:
    """Return the row of what somebody wants, locked, so that answers sent at once come one after the other."""
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert(RefresherHabit.__table__)
    db.session.execute(insert.values(employee_id=employee_id, more=0).on_conflict_do_nothing())
    query = select(RefresherHabit).where(RefresherHabit.employee_id == employee_id).with_for_update()
    return db.session.scalars(query).one()


def ask_for_more(actor: Actor) -> bool:
    """Let the actor have three more today; False where some of those that they have wait still."""
    habit, day = lock(actor.employee_id), today(actor.zone)
    plan = plan_for(actor)
    if plan.hidden or plan.answered < plan.allowed:
        return False
    habit.more, habit.more_on = (habit.more if habit.more_on == day else 0) + 1, day
    return True


def show(actor: Actor, *, shown: bool) -> None:
    """Switch refreshers on or off for the actor; what was answered stays."""
    habit = lock(actor.employee_id)
    habit.hidden_at = None if shown else habit.hidden_at or now()


def note_quiz(attempt: QuizAttempt) -> int:
    """Note what was missed in a quiz, and what was right of it that had been missed before; return how many answers.

    A quiz that keeps its answers until it is settled is noted then, with the attempts before; one that keeps them
    until it closes comes again after that day; one that never gives them is never noted.
    """
    query = select(Unit.zone).join(Employee, Employee.unit_id == Unit.id)
    zone = db.session.scalar(query.where(Employee.id == attempt.employee_id, Employee.status != "left"))
    quiz = quiz_of(attempt.version)
    if zone is None or quiz.review.answers is When.NEVER or quiz.review.answers is When.CLOSED and quiz.closes is None:
        return 0
    closes = quiz.closes.date() + dt.timedelta(1) if quiz.closes and quiz.review.answers is When.CLOSED else None
    return sum(_note_attempt(each, zone, closes) for each in _settled_by(attempt, zone))


def _settled_by(attempt: QuizAttempt, zone: str) -> list[QuizAttempt]:
    """Return the attempts, oldest first, whose answers may be told now that this one has been marked."""
    if quiz_of(attempt.version).review.answers is not When.SETTLED:
        return [attempt]
    if attempt.version.slug not in scope_of(attempt.employee_id, now(), zone).settled:
        return []
    mine = QuizAttempt.employee_id == attempt.employee_id, QuizAttempt.quiz_id == attempt.quiz_id
    before = db.session.scalars(select(QuizAttempt).where(
        *mine, QuizAttempt.number < attempt.number, QuizAttempt.score.is_not(None))
        .order_by(QuizAttempt.number.desc()).limit(MOST_BEFORE)).all()
    if any(each.passed for each in before):
        return [attempt]
    renewed = db.session.scalar(select(func.max(QuizRenewal.after_number)).where(
        QuizRenewal.employee_id == attempt.employee_id, QuizRenewal.quiz_id == attempt.quiz_id)) or 0
    return [*reversed([each for each in before if each.number > renewed]), attempt]


def _note_attempt(attempt: QuizAttempt, zone: str, not_before: dt.date | None) -> int:
    marks = result_of(attempt).marks
    if attempt.submitted_at is None or not any(mark.answered for mark in marks):
        return 0  # taken on paper, or handed in empty: that says nothing of single questions
    asked = questions_by_version(attempt.paper)
    ids = {key: id for id, key in db.session.execute(
        select(BankQuestion.id, BankQuestion.key).where(BankQuestion.key.in_([key for key, _question in asked.values()])))}
    cards = {card.question_id: card for card in db.session.scalars(select(RefresherCard).where(
        RefresherCard.employee_id == attempt.employee_id, RefresherCard.question_id.in_(ids.values())))}
    noted = set(db.session.scalars(select(RefresherAnswer.card_id).where(RefresherAnswer.attempt_id == attempt.id)))
    day, count = attempt.submitted_at.astimezone(ZoneInfo(zone)).date(), 0
    for version_id, mark in zip(attempt.paper, marks, strict=True):
        given = Given(ids.get(asked[version_id][0], 0), version_id, mark, attempt.submitted_at, day, attempt.id, not_before)
        card = cards.get(given.question_id)
        if given.question_id and mark.question.kind in ASKED and (card.id not in noted if card else not given.right):
            note(attempt.employee_id, given, card)
            count += 1
    return count


def forget_leavers(employee_ids: Collection[int]) -> None:
    """Delete the refreshers of those of these people who left; what was told of closed months names nobody and stays."""
    left = select(Employee.id).where(Employee.id.in_(employee_ids), Employee.status == "left")
    for model in (RefresherAnswer, RefresherCard, RefresherSum, RefresherHabit):
        db.session.execute(delete(model).where(model.employee_id.in_(left)))
