"""Which attempts had which version of a question, and how attempts were marked anew."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Moment, db


class PaperQuestion(db.Model):
    """A question version on the paper of an attempt: `QuizAttempt.paper` the other way round, so that it can be looked up."""

    version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempt.id"), primary_key=True)


class QuestionRemark(db.Model):
    """Versions of a question whose answers earn by another key, or the whole mark, until it is undone."""

    __table_args__ = (CheckConstraint("(undone_at is null) = (undone_by is null)", name="undone"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(121), index=True)  # the question's
    versions: Mapped[Json]  # ids of the versions that were faulty
    by_version_id: Mapped[int | None] = mapped_column(ForeignKey("question_version.id"))  # None: everybody gets the marks
    keeps_better: Mapped[bool]  # whether the better of both marks counts
    reason: Mapped[str] = mapped_column(String(500))
    made_at: Mapped[Moment]
    made_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    undone_at: Mapped[Moment | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    stamp: Mapped[int] = mapped_column(BigInteger)  # random, a new one at each change; see `queries.token`


class RemarkedAttempt(db.Model):
    """What a remark did to an attempt that was marked already."""

    __table_args__ = (CheckConstraint("not passed_before or passed_after", name="passes_stay"),)
    remark_id: Mapped[int] = mapped_column(ForeignKey(QuestionRemark.id), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("quiz_attempt.id"), primary_key=True, index=True)
    score_before: Mapped[float]
    score_after: Mapped[float]
    passed_before: Mapped[bool]
    passed_after: Mapped[bool]
