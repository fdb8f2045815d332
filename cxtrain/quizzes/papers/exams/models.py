"""Papers that were printed, and who sat them."""

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.quizzes.models import Quiz, QuizAttempt, QuizVersion


class PaperExam(db.Model):
    """A paper drawn from a quiz, to be printed in two forms. Written once, never updated."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)  # printed on every sheet
    quiz_id: Mapped[int] = mapped_column(ForeignKey(Quiz.id), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(QuizVersion.id))
    paper: Mapped[Json]  # ids of the question versions
    seed_a: Mapped[int] = mapped_column(BigInteger)  # 0 .. 2**63 - 1; the order of form A
    seed_b: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str] = mapped_column(String(4))  # zh, en or both
    made_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    made_at: Mapped[Moment]
    version: Mapped[QuizVersion] = relationship(lazy="joined", innerjoin=True)


class PaperSitting(db.Model):
    """What makes an attempt one on paper: it has no answers, and its score was keyed in."""

    __table_args__ = (UniqueConstraint("exam_id", "employee_id"),
                      CheckConstraint("earned between 0 and most", name="earned"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey(QuizAttempt.id), primary_key=True)
    exam_id: Mapped[int] = mapped_column(ForeignKey(PaperExam.id))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    form: Mapped[str] = mapped_column(String(1))  # A, B, or empty where nobody noted it
    sat_on: Mapped[dt.date]
    marks: Mapped[Json]  # of each section, as texts; empty where only the total is known
    earned: Mapped[float]  # marks in all
    most: Mapped[float]
    keyed_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    keyed_at: Mapped[Moment]


ON_SCREEN = QuizAttempt.id.not_in(select(PaperSitting.attempt_id))  # attempts that have answers
