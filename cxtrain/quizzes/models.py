"""Quizzes, their versions, attempts and answers."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, Words, db


class QuizVersion(db.Model):
    """A quiz file as it stood when it was published. Written once, never updated."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of `source`, hex
    source: Mapped[str] = mapped_column(Text, deferred=True)
    title: Mapped[Words]
    published_at: Mapped[Moment]


class Quiz(db.Model):
    """A quiz by its slug; it points to the version that new attempts are made with."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    current_id: Mapped[int] = mapped_column(ForeignKey(QuizVersion.id))
    current: Mapped[QuizVersion] = relationship(lazy="joined", innerjoin=True)


OPEN = text("submitted_at is null")


class QuizAttempt(db.Model):
    """One attempt of one person. The number is unique, so parallel starts cannot make more than are allowed."""

    __table_args__ = (
        UniqueConstraint("employee_id", "quiz_id", "number"),
        Index("uq_quiz_attempt_open", "employee_id", "quiz_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("(submitted_at is null) = (score is null) and (score is null) = (passed is null)",
                        name="marked"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey(Quiz.id))
    version_id: Mapped[int] = mapped_column(ForeignKey(QuizVersion.id), index=True)
    number: Mapped[int]  # 1, 2, 3 … of this person at this quiz
    seed: Mapped[int] = mapped_column(BigInteger)  # 0 .. 2**63 - 1; orders and tokens come from it
    started_at: Mapped[Moment]
    submitted_at: Mapped[Moment | None]
    score: Mapped[float | None]  # percent, rounded down to a tenth; equals the marking of the answers
    passed: Mapped[bool | None]
    version: Mapped[QuizVersion] = relationship(lazy="joined", innerjoin=True)


class Answer(db.Model):
    """What was chosen last for one question of an attempt."""

    __tablename__ = "quiz_answer"
    attempt_id: Mapped[int] = mapped_column(ForeignKey(QuizAttempt.id), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    given: Mapped[Json]  # option ids; empty when the choice was taken back
    saved_at: Mapped[Moment]


class QuizRenewal(db.Model):
    """A fresh set of attempts that somebody was given after using theirs up."""

    __table_args__ = (UniqueConstraint("employee_id", "quiz_id", "after_number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey(Quiz.id))
    after_number: Mapped[int]  # attempts up to this number no longer count
    given_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    given_at: Mapped[Moment]
