"""Customers' matters, what was done about each, and why it came about. No name of a customer has a column."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Employee, Unit
from cxtrain.voices.models import CustomerComment

WHAT = ("what in ('told', 'taken', 'changed', 'listen', 'apologise', 'solve', 'thank', 'follow_up', 'waiting', 'resumed', "
        "'asked', 'escalated', 'closed', 'reopened')")


class Feedback(db.Model):
    """One complaint, suggestion, enquiry or praise.

    Words that a customer wrote stay in their comment, under its audience, and go with it; `words` are those of whoever told.
    """

    __table_args__ = (
        CheckConstraint("kind in ('complaint', 'suggestion', 'enquiry', 'praise')", name="kind"),
        CheckConstraint("source in ('staff', 'comment', 'import')", name="source"),
        CheckConstraint("severity in ('serious', 'normal', 'minor')", name="severity"),
        CheckConstraint("state in ('open', 'waiting', 'closed')", name="state"),
        CheckConstraint("outcome in ('', 'solved', 'partly', 'unsolved')", name="outcome"),
        CheckConstraint("(state = 'closed') = (closed_at is not null)", name="closed"),
        CheckConstraint("(state = 'closed') = (outcome <> '')", name="ended"),
        CheckConstraint("(state = 'waiting') = (waiting_since is not null)", name="waiting"),
        CheckConstraint("words <> '' or source = 'comment'", name="words"),
        CheckConstraint("kind = 'praise' or owner_id is null or about_id is null or owner_id <> about_id",
                        name="nobodys_own_case"),
        Index("ix_feedback_unit_state", "unit_id", "state"),
        Index("ix_feedback_unit_opened", "unit_id", "opened_at"),
        Index("ix_feedback_about_kind", "about_id", "kind", "opened_at"),
        Index("ix_feedback_state_due", "state", "close_due"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"), index=True)
    about_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # a colleague; only where names may be stored
    source: Mapped[str] = mapped_column(String(8), default="staff")
    source_key: Mapped[str | None] = mapped_column(String(80), unique=True)  # imported: its number there, so it comes once
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("customer_comment.id", ondelete="SET NULL"), unique=True)
    told_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    words: Mapped[str] = mapped_column(Text, default="")
    reference: Mapped[str] = mapped_column(String(40), default="")  # a receipt, an order, a room; nobody's name
    severity: Mapped[str] = mapped_column(String(8), default="normal")
    reachable: Mapped[bool] = mapped_column(default=True)  # whether the customer can be answered
    state: Mapped[str] = mapped_column(String(8), default="open")
    round: Mapped[int] = mapped_column(default=1)  # one more each time it was opened again
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    opened_at: Mapped[Moment]
    reply_due: Mapped[Moment | None]
    close_due: Mapped[Moment | None]
    replied_at: Mapped[Moment | None]  # in this round
    waiting_since: Mapped[Moment | None]  # for the customer: the clock stands
    closed_at: Mapped[Moment | None]
    reply_minutes: Mapped[int | None]  # working minutes to the first reply
    close_minutes: Mapped[int | None]  # working minutes to the first closing, without waiting for the customer
    waited_minutes: Mapped[int] = mapped_column(default=0)
    level: Mapped[int] = mapped_column(default=0)  # how often it was handed up because it was late
    escalated_at: Mapped[Moment | None]
    result: Mapped[str] = mapped_column(String(1000), default="")  # what was done, in words
    outcome: Mapped[str] = mapped_column(String(8), default="")
    link_id: Mapped[int | None] = mapped_column(ForeignKey("survey_link.id", ondelete="SET NULL"), unique=True)
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id", ondelete="SET NULL"), unique=True)  # to the link
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    comment: Mapped[CustomerComment | None] = relationship()
    about: Mapped[Employee | None] = relationship(foreign_keys=[about_id])
    owner: Mapped[Employee | None] = relationship(foreign_keys=[owner_id])
    __mapper_args__ = {"version_id_col": version}


class FeedbackEvent(db.Model):
    """One thing that happened to a matter, in its order. Each step is done once in a round."""

    STEP = "what in ('listen', 'apologise', 'solve', 'thank', 'follow_up')"
    __table_args__ = (
        CheckConstraint(WHAT, name="what"),
        Index("uq_feedback_event_step", "feedback_id", "round", "what", unique=True, sqlite_where=db.text(STEP),
              postgresql_where=db.text(STEP)),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), index=True)
    round: Mapped[int]
    what: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(1000), default="")
    at: Mapped[Moment]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # None: the system


class FeedbackCause(db.Model):
    """One answer in the chain of five whys, with what shows it."""

    __table_args__ = (CheckConstraint("position between 1 and 5", name="position"),
                      CheckConstraint("because <> '' and evidence <> ''", name="words"))
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    because: Mapped[str] = mapped_column(String(300))
    evidence: Mapped[str] = mapped_column(String(300))
    at: Mapped[Moment]
    by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
