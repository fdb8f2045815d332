"""Reading one's own refreshers. Nobody else's are ever read: every statement here names the person who asks."""

import datetime as dt
from dataclasses import dataclass

from flask import abort
from sqlalchemy import Integer, bindparam, cast, func, literal, select, union_all

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.measures.intervals import Estimate, wilson
from cxtrain.people.permissions import Actor
from cxtrain.quizzes.marking import Mark, mark_question
from cxtrain.quizzes.models import BankQuestion
from cxtrain.quizzes.paper import Sheet, lay_out_one
from cxtrain.quizzes.queries import questions_by_version
from cxtrain.training.refreshers.cards import A_DAY, Offer, allowed, asked_today, ranked, seed_of
from cxtrain.training.refreshers.keeping import Held, held_over
from cxtrain.training.refreshers.models import RefresherAnswer, RefresherCard, RefresherHabit
from cxtrain.training.refreshers.offers.queries import new_questions, scope_of, weak_places

SPAN, STEP = 90, 10  # days that the curve goes back, and from one of its points to the next
SPARE = 20  # due cards read beyond those needed, because a quiz may keep some from the person
_card, _answer, _habit, _bank = (
    model.__table__ for model in (RefresherCard, RefresherAnswer, RefresherHabit, BankQuestion))


@dataclass(frozen=True)
class Plan:
    """What is asked of somebody on one day."""

    day: dt.date
    hidden: bool
    answered: int  # today
    allowed: int  # today
    asked: tuple[Offer, ...]  # now, in order, `allowed` - `answered` at most

    @property
    def total(self) -> int:
        """How many the day has."""
        return self.answered + len(self.asked)


_WHOSE = bindparam("employee")
_IS_DUE = (_card.c.employee_id == _WHOSE, _card.c.due_on <= bindparam("day"), _bank.c.retired_at.is_(None))
_DUE = (
    select(_bank.c.id, _bank.c.current_id, func.coalesce(_bank.c.touchpoint, ""), func.coalesce(_bank.c.dimension, ""),
           _card.c.id, _card.c.reps, _card.c.missed, _bank.c.key)
    .select_from(_card.join(_bank, _bank.c.id == _card.c.question_id)).where(*_IS_DUE)
    .order_by(_card.c.due_on, _card.c.id).limit(bindparam("most")))
_DONE = select(func.count()).where(
    _answer.c.employee_id == _WHOSE, _answer.c.day == bindparam("day"), _answer.c.attempt_id.is_(None))
_HABIT = select(_habit.c.hidden_at, _habit.c.more_on, _habit.c.more).where(_habit.c.employee_id == _WHOSE)
_SOME_DUE = (
    select(literal(1)).select_from(_card.join(_bank, _bank.c.id == _card.c.question_id)).where(*_IS_DUE).limit(A_DAY)
    .subquery())
# Today runs this for everybody: one statement, each part by an index and at most a handful of rows.
_WAITING = select(
    select(func.count()).select_from(_SOME_DUE).scalar_subquery(), _DONE.scalar_subquery(),
    select(_habit.c.hidden_at).where(_habit.c.employee_id == _WHOSE).scalar_subquery())


def waiting(employee_id: int, day: dt.date) -> int:
    """Return how many cards Today speaks of: 0 where none is due, the day's three are done, or nothing is to be shown."""
    due, done, hidden_at = db.session.execute(_WAITING, {"employee": employee_id, "day": day}).one()
    return 0 if hidden_at else max(0, min(due, A_DAY - done))


def plan_for(actor: Actor) -> Plan:
    """Return what is asked of the actor today: first what is due, then what is new."""
    day = today(actor.zone)
    values = {"employee": actor.employee_id, "day": day}
    done = db.session.execute(_DONE, values).scalar_one()
    hidden_at, more_on, more = db.session.execute(_HABIT, values).first() or (None, None, 0)
    most = allowed(more if more_on == day else 0)
    if hidden_at or done >= most:
        return Plan(day, bool(hidden_at), done, most, ())
    return Plan(day, False, done, most, _asked(actor, day, most - done))


def _asked(actor: Actor, day: dt.date, left: int) -> tuple[Offer, ...]:
    me, scope = actor.employee_id, scope_of(actor.employee_id, now(), actor.zone)
    rows = db.session.execute(_DUE, {"employee": me, "day": day, "most": left + SPARE})
    due = [Offer(*row) for *row, key in rows if scope.allows(key)]
    if len(due) >= left:
        return tuple(due[:left])
    new = ranked(new_questions(me, scope), weak_places(me, day), f"{me}:{day}")
    return asked_today(due, new, left)


def sheet_of(actor: Actor, offer: Offer, secret: bytes) -> Sheet:
    """Return the sheet on which a question is asked: the same until it is answered."""
    _key, question = questions_by_version([offer.version_id])[offer.version_id]
    return lay_out_one(question, seed_of(secret, actor.employee_id, offer.version_id, offer.reps))


def get_answer_for(actor: Actor, answer_id: int) -> RefresherAnswer:
    """Return the actor's own answer to a refresher; otherwise answer 404."""
    query = select(RefresherAnswer).where(RefresherAnswer.id == answer_id, RefresherAnswer.attempt_id.is_(None),
                                          RefresherAnswer.employee_id == actor.employee_id)
    return db.session.scalar(query) or abort(404)


def answer_of_today(employee_id: int, question_id: int, day: dt.date) -> int | None:
    """Return the id of the answer that somebody gave to a question as a refresher today, None where there is none."""
    return db.session.scalar(
        select(_answer.c.id).join(_card, _card.c.id == _answer.c.card_id)
        .where(_card.c.employee_id == employee_id, _card.c.question_id == question_id, _answer.c.day == day,
               _answer.c.attempt_id.is_(None)))


def mark_of(answer: RefresherAnswer) -> Mark:
    """Return an answer as it was marked, with the question as it stood then."""
    return mark_question(questions_by_version([answer.version_id])[answer.version_id][1], answer.given)


def due_on(answer: RefresherAnswer) -> dt.date | None:
    """Return when the answer's question comes again; None where it was answered again since."""
    query = select(_card.c.due_on).where(_card.c.id == answer.card_id, _card.c.reps == answer.number)
    return db.session.scalar(query)


# The last answer to each card before a day, and all since: bounded by the cards and the days, whatever the history.
_BEFORE = select(func.max(_answer.c.number)).where(_answer.c.card_id == _card.c.id, _answer.c.day < bindparam("since"))
_HELD = union_all(
    select(_answer.c.card_id, _answer.c.day, _answer.c.stability, _answer.c.number)
    .select_from(_card.join(_answer, _answer.c.card_id == _card.c.id))
    .where(_card.c.employee_id == _WHOSE, _answer.c.number == _BEFORE.correlate(_card).scalar_subquery()),
    select(_answer.c.card_id, _answer.c.day, _answer.c.stability, _answer.c.number)
    .where(_answer.c.employee_id == _WHOSE, _answer.c.day >= bindparam("since")))
_MEASURED = select(func.count(), func.coalesce(func.sum(cast(_answer.c.right, Integer)), 0)).where(
    _answer.c.employee_id == _WHOSE, _answer.c.day >= bindparam("since"), _answer.c.again)


def kept_by(employee_id: int, day: dt.date) -> list[Held]:
    """Return how much somebody would have known on each tenth day of the last ninety, the earliest first."""
    since = day - dt.timedelta(SPAN)
    rows = db.session.execute(_HELD, {"employee": employee_id, "since": since})
    return held_over(map(tuple, rows), [since + dt.timedelta(at) for at in range(0, SPAN + 1, STEP)])


def measured(employee_id: int, day: dt.date) -> Estimate:
    """Return the share that somebody answered right when asked again, over the last ninety days."""
    values = {"employee": employee_id, "since": day - dt.timedelta(SPAN)}
    n, right = db.session.execute(_MEASURED, values).one()
    return wilson(int(right), n)
