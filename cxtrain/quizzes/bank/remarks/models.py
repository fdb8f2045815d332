"""Which attempts had which version of a question, and how attempts were marked anew."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.people.models import Employee

OPEN = text("state in ('waiting', 'confirmed')")


class PaperQuestion(db.Model):
    """A question version on the paper of an attempt: `QuizAttempt.paper` the other way round, so that it can be looked up."""

    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempt.id"), primary_key=True)


class QuestionRemark(db.Model):
    """Versions of a question whose answers earn by another key, or the whole mark, from when a second person confirmed it.

    Undoing it is a row of its own, which says what it undoes and is asked for and decided on in the same way; the remark counts
    until then. A remark in the state "alone" was made by one person, before two were asked for.
    """

    __table_args__ = (
        CheckConstraint("state in ('alone', 'waiting', 'confirmed', 'refused', 'withdrawn')", name="state"),
        CheckConstraint("(state in ('alone', 'waiting')) = (decided_at is null)", name="decided"),
        CheckConstraint("(decided_at is null) = (decided_by is null)", name="decider"),
        CheckConstraint("decided_by is null or (state = 'withdrawn') = (decided_by = made_by)", name="second_person"),
        CheckConstraint("(undone_at is null) = (undone_by is null)", name="undone"),
        CheckConstraint("undone_at is null or (state in ('alone', 'confirmed') and undoes_id is null)", name="counted"),
        Index("uq_question_remark_undoes_id", "undoes_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(121), index=True)  # the question's
    versions: Mapped[Json]  # ids of the versions that were faulty
    by_version_id: Mapped[int | None] = mapped_column(ForeignKey("question_version.id"))  # None: everybody gets the marks
    keeps_better: Mapped[bool]  # whether the better of both marks counts
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("question_remark.id"))  # whose versions these are, then
    reason: Mapped[str] = mapped_column(String(500))
    made_at: Mapped[Moment]  # asked for
    made_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    state: Mapped[str] = mapped_column(String(10), index=True)
    decided_at: Mapped[Moment | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    words: Mapped[str] = mapped_column(String(500), default="", server_default="")  # why it was refused
    undone_at: Mapped[Moment | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))  # who confirmed that
    stamp: Mapped[int] = mapped_column(BigInteger)  # random, a new one at each change; see `queries.token`
    author: Mapped[Employee] = relationship(foreign_keys=[made_by])
    decider: Mapped[Employee | None] = relationship(foreign_keys=[decided_by])


class RemarkedAttempt(db.Model):
    """What a remark that was confirmed, or its undoing, did to an attempt that was marked already."""

    __table_args__ = (CheckConstraint("not passed_before or passed_after", name="passes_stay"),)
    remark_id: Mapped[int] = mapped_column(ForeignKey(QuestionRemark.id), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempt.id"), primary_key=True, index=True)
    score_before: Mapped[float]
    score_after: Mapped[float]
    passed_before: Mapped[bool]
    passed_after: Mapped[bool]
