"""Cards, the log of their answers, and what of it is summed up.

All but the closed months is private: only the person reads it, whatever role others have, so no ledger row speaks of it,
and it is deleted on the day on which HR notes that they left.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Moment, db
from cxtrain.people.models import Employee, Unit
from cxtrain.quizzes.models import BankQuestion, QuestionVersion, QuizAttempt


class RefresherCard(db.Model):
    """A question of the bank that comes again for one person. Equals the replay of its answers."""

    __table_args__ = (
        UniqueConstraint("employee_id", "question_id"),
        Index("ix_refresher_card_due", "employee_id", "due_on"),
        CheckConstraint("reps >= 1 and lapses between 0 and reps", name="counts"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    question_id: Mapped[int] = mapped_column(ForeignKey(BankQuestion.id), index=True)
    missed: Mapped[bool]  # in a quiz; else it was offered, from the person's courses
    due_on: Mapped[dt.date]  # by the calendar of the person's unit
    not_before: Mapped[dt.date | None]  # the day after the quiz closes, where it keeps its answers until then
    memory: Mapped[Json]  # `schedule.Memory.as_data`
    reps: Mapped[int]  # answers so far, in quizzes and refreshers
    lapses: Mapped[int]  # of these, how many were not right
    last_at: Mapped[Moment]  # of the last answer


FROM_QUIZ, ALONE = text("attempt_id is not null"), text("attempt_id is null")


class RefresherAnswer(db.Model):
    """One answer to a card's question: in a quiz, where `attempt_id` says which, or as a refresher. Written once."""

    __table_args__ = (
        UniqueConstraint("card_id", "number"),
        Index("uq_refresher_answer_day", "card_id", "day", unique=True, sqlite_where=ALONE, postgresql_where=ALONE),
        Index("uq_refresher_answer_attempt", "card_id", "attempt_id", unique=True, sqlite_where=FROM_QUIZ,
              postgresql_where=FROM_QUIZ),
        Index("ix_refresher_answer_day", "employee_id", "day"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey(RefresherCard.id))
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    number: Mapped[int]  # 1, 2, 3 … of this card
    version_id: Mapped[int] = mapped_column(ForeignKey(QuestionVersion.id))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey(QuizAttempt.id), index=True)
    given: Mapped[Json]  # texts as `quizzes.question.Shape` says; empty where nothing was answered
    points: Mapped[float]  # of the question's marks
    right: Mapped[bool]  # `cards.is_known`
    again: Mapped[bool]  # asked as a refresher, a day or more after an answer before: what retention is measured by
    stability: Mapped[float]  # of the memory that it left behind, days
    at: Mapped[Moment]
    day: Mapped[dt.date]  # by the calendar of the person's unit


class RefresherHabit(db.Model):
    """What somebody wants of refreshers; no row: three a day, and shown."""

    __table_args__ = (CheckConstraint("more >= 0", name="more"),)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), primary_key=True, autoincrement=False)
    hidden_at: Mapped[Moment | None]  # None: shown
    more_on: Mapped[dt.date | None]  # the day on which more were asked for
    more: Mapped[int] = mapped_column(default=0)  # how often on that day, three questions each


class RefresherSum(db.Model):
    """What one person answered again in a month that is not closed yet; its closing deletes it."""

    __table_args__ = (CheckConstraint("n >= 1 and right_n between 0 and n", name="counts"),)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), primary_key=True, autoincrement=False)  # of that day
    month: Mapped[str] = mapped_column(String(7), primary_key=True, index=True)  # 2026-11
    touchpoint: Mapped[str] = mapped_column(String(60), primary_key=True)  # slug, or empty
    dimension: Mapped[str] = mapped_column(String(20), primary_key=True)  # or empty
    n: Mapped[int]
    right_n: Mapped[int]


class RefresherShare(db.Model):
    """What at least five people of a unit and below answered again in a closed month. Written once, names nobody."""

    __table_args__ = (CheckConstraint("people >= 5 and n >= people and right_n between 0 and n", name="counts"),)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), primary_key=True, autoincrement=False)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    touchpoint: Mapped[str] = mapped_column(String(60), primary_key=True)  # slug, or empty
    dimension: Mapped[str] = mapped_column(String(20), primary_key=True)  # or empty
    people: Mapped[int]
    n: Mapped[int]
    right_n: Mapped[int]
