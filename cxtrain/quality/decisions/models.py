"""What reviewers ask a shopper about a scorecard, and what the shopper answers."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db

OPEN = text("answered_at is null")


class VisitQuestion(db.Model):
    """One question of the thread between reviewer and shopper; the scorecard comes back with the answer."""

    __table_args__ = (
        CheckConstraint("question <> ''", name="question"),
        CheckConstraint("(answered_at is null) = (answer = '')", name="answer"),
        Index("uq_visit_question_open", "visit_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    question: Mapped[str] = mapped_column(String(600))
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[Moment]
    answer: Mapped[str] = mapped_column(String(1000), default="")
    answered_at: Mapped[Moment | None]  # by whoever entered the scorecard
