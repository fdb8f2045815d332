"""Openings of exams on site, and the attempts that were begun there."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee, Unit
from cxtrain.quizzes.models import Quiz, QuizAttempt

OPEN = text("code <> ''")


class ExamOpening(db.Model):
    """A quiz opened on site for a unit's people, or for a class's, by a code that is shown there for a while."""

    __table_args__ = (
        Index("uq_exam_opening_code", "code", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        CheckConstraint("ends_at > opened_at", name="order"),
        CheckConstraint("(closed_at is null) = (closed_by is null)", name="closed"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey(Quiz.id), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), index=True)  # its people, and those below; or whose class it is
    class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"), index=True)  # then: those on its roster
    place: Mapped[str] = mapped_column(String(120))  # the room, in the words of who opened it; may be empty
    code: Mapped[str] = mapped_column(String(6))  # six digits; forgotten, hence empty, once it no longer opens anything
    opened_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    opened_at: Mapped[Moment]
    ends_at: Mapped[Moment]  # nobody begins after it
    closed_at: Mapped[Moment | None]  # before its time, by hand
    closed_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    quiz: Mapped[Quiz] = relationship(lazy="joined", innerjoin=True)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)


class ExamSeat(db.Model):
    """What makes an attempt one on site: the opening by which it was begun."""

    attempt_id: Mapped[int] = mapped_column(ForeignKey(QuizAttempt.id), primary_key=True)
    opening_id: Mapped[int] = mapped_column(ForeignKey(ExamOpening.id), index=True)
