"""The bank of questions, quizzes, and their versions; attempts and answers."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, Words, db


class QuestionVersion(db.Model):
    """A question as it stood when it was kept. Written once, never updated."""

    __table_args__ = (UniqueConstraint("key", "number"), UniqueConstraint("key", "digest"))
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(121))
    number: Mapped[int]  # 1, 2, 3 … of this question
    digest: Mapped[str] = mapped_column(String(64))  # `kinds.every.digest_of`
    content: Mapped[Json] = mapped_column(deferred=True)  # `kinds.every.as_data`
    made_at: Mapped[Moment]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # None: by a file
    note: Mapped[str | None] = mapped_column(String(500))  # what was changed, in its author's words


class BankQuestion(db.Model):
    """A question by its key; it points to the version that new attempts get, and says of it what lists ask for."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(121), unique=True)  # "late-check-in", or "front-desk/q1" of a quiz's file
    current_id: Mapped[int] = mapped_column(ForeignKey(QuestionVersion.id))
    kind: Mapped[str] = mapped_column(String(20))
    category: Mapped[str | None] = mapped_column(String(200), index=True)
    difficulty: Mapped[str | None] = mapped_column(String(10))
    touchpoint: Mapped[str | None] = mapped_column(String(60))
    dimension: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[Words]  # the name, or the text shortened
    words: Mapped[str] = mapped_column(Text)  # what a search looks through, folded
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)  # equal for questions that ask the same
    lacks: Mapped[str] = mapped_column(String(2))  # "zh" or "en" where a text is missing in it, else empty
    changed_at: Mapped[Moment]
    retired_at: Mapped[Moment | None]
    current: Mapped[QuestionVersion] = relationship(innerjoin=True)


class QuestionTag(db.Model):
    """A tag of a question's current version."""

    question_id: Mapped[int] = mapped_column(ForeignKey(BankQuestion.id), primary_key=True)
    tag: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)


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
WAITS = text("submitted_at is not null and score is null")  # for a person's marks


class QuizAttempt(db.Model):
    """One attempt of one person. The number is unique, so parallel starts cannot make more than are allowed."""

    __table_args__ = (
        UniqueConstraint("employee_id", "quiz_id", "number"),
        Index("uq_quiz_attempt_open", "employee_id", "quiz_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_quiz_attempt_waits", "score", "submitted_at", sqlite_where=WAITS, postgresql_where=WAITS),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("(score is null) = (passed is null) and (score is null or submitted_at is not null)",
                        name="marked"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey(Quiz.id))
    version_id: Mapped[int] = mapped_column(ForeignKey(QuizVersion.id), index=True)
    number: Mapped[int]  # 1, 2, 3 … of this person at this quiz
    seed: Mapped[int] = mapped_column(BigInteger)  # 0 .. 2**63 - 1; orders and tokens come from it
    paper: Mapped[Json]  # ids of the question versions, as drawn at the start
    started_at: Mapped[Moment]
    deadline: Mapped[Moment | None]  # by the server's clock; what arrives later does not count
    submitted_at: Mapped[Moment | None]
    score: Mapped[float | None]  # percent, rounded down to a tenth; equals the marking of the answers; None: it waits
    passed: Mapped[bool | None]  # whether the quiz was passed with this attempt, as it counts attempts
    version: Mapped[QuizVersion] = relationship(lazy="joined", innerjoin=True)


class Answer(db.Model):
    """What was answered last to one question of an attempt."""

    __tablename__ = "quiz_answer"
    attempt_id: Mapped[int] = mapped_column(ForeignKey(QuizAttempt.id), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(121), primary_key=True)  # its id on the paper
    given: Mapped[Json]  # texts as `question.Shape` says; empty when the answer was taken back
    saved_at: Mapped[Moment]
    certainty: Mapped[int | None]  # 1..3, where the quiz asks how sure one is
    page: Mapped[str | None] = mapped_column(String(36))  # the id that the sending page gave itself
    change: Mapped[int | None]  # the number of the page's change; an older one of the same page comes too late


class HandMark(db.Model):
    """What a person gave for a written answer."""

    attempt_id: Mapped[int] = mapped_column(ForeignKey(QuizAttempt.id), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(121), primary_key=True)
    points: Mapped[Json]  # one for each criterion of the rubric
    comment: Mapped[str | None] = mapped_column(String(1000))
    marked_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    marked_at: Mapped[Moment]


class QuizRenewal(db.Model):
    """A fresh set of attempts that somebody was given after using theirs up."""

    __table_args__ = (UniqueConstraint("employee_id", "quiz_id", "after_number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey(Quiz.id))
    after_number: Mapped[int]  # attempts up to this number no longer count
    given_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    given_at: Mapped[Moment]
