"""Which time somebody sat a quiz, and what was put off."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee, Unit
from cxtrain.quizzes.models import Quiz, QuizAttempt

OPEN = text("ended_at is null")


class QuizSitting(db.Model):
    """An attempt that has its score: which time it was, as it was when it was scored, and whether it is a pass."""

    __table_args__ = (
        CheckConstraint("kind in ('first', 'resit', 'again')", name="kind"),
        CheckConstraint("form in ('screen', 'site', 'paper')", name="form"),
        Index("ix_quiz_sitting_counted", "sat_on", "unit_id", "kind", "passed"),
        Index("ix_quiz_sitting_of_person", "employee_id", "quiz_id"),
        Index("ix_quiz_sitting_of_quiz", "quiz_id", "sat_on"),
    )
    attempt_id: Mapped[int] = mapped_column(ForeignKey(QuizAttempt.id), primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey(Quiz.id))
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))  # where they belonged when it was scored
    sat_on: Mapped[dt.date]  # in that unit's zone
    kind: Mapped[str] = mapped_column(String(6))  # `kinds.Kind`
    form: Mapped[str] = mapped_column(String(6))
    deferred: Mapped[bool] = mapped_column(default=False)  # it had been put off before
    passed: Mapped[bool]  # the attempt's


class QuizDeferral(db.Model):
    """An exam that somebody put off for a person (缓考), until a day. At most one of a person and quiz is open."""

    __table_args__ = (
        CheckConstraint("attempt_id is null or ended_at is not null", name="ended"),
        Index("uq_quiz_deferral_open", "employee_id", "quiz_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_quiz_deferral_made_on", "made_on", "unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey(Quiz.id))
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))  # where they belonged when it was put off
    made_on: Mapped[dt.date]  # in that unit's zone
    new_on: Mapped[dt.date]  # when it is to be sat
    why: Mapped[str] = mapped_column(String(200))
    made_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    made_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]  # sat, taken back, or put off anew
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey(QuizAttempt.id))  # that was sat after it; None: none was
    employee: Mapped[Employee] = relationship(foreign_keys=[employee_id])
    quiz: Mapped[Quiz] = relationship()
