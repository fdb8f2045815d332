"""Talks about plans, each kept with its day and who led it."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, Words, db
from cxtrain.people.models import Employee


class PlanTalk(db.Model):
    """One talk by GROW: goal, reality, options, way forward. The options considered stand with the plan (`PlanOption`).

    What hurried talks skip is compulsory: where the gap is, and what the colleague wants (`motivation`).
    """

    __table_args__ = (
        CheckConstraint("gap <> '' and motivation <> ''", name="looked_into"),
        CheckConstraint("goal <> '' and reality <> '' and forward <> ''", name="said"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    held_on: Mapped[dt.date]
    place: Mapped[str] = mapped_column(String(120), default="", server_default="")
    led_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    goal: Mapped[str] = mapped_column(String(2000))
    reality: Mapped[str] = mapped_column(String(2000))
    gap: Mapped[str] = mapped_column(String(1000))
    motivation: Mapped[str] = mapped_column(String(1000))
    forward: Mapped[str] = mapped_column(String(2000))  # what was agreed
    forward_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))  # who does it
    forward_on: Mapped[dt.date]  # by when
    support: Mapped[str] = mapped_column(String(1000), default="")  # what they get for it, and from whom
    next_on: Mapped[dt.date | None]  # when one talks again
    written_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)
    leader: Mapped[Employee] = relationship(lazy="joined", innerjoin=True, foreign_keys=[led_by])
    doer: Mapped[Employee] = relationship(lazy="joined", innerjoin=True, foreign_keys=[forward_id])
    __mapper_args__ = {"version_id_col": version}


class PlanOption(db.Model):
    """One way of reaching a plan's goal that was considered: from the library, the supervisor's or the colleague's own."""

    __table_args__ = (
        CheckConstraint("source in ('library', 'supervisor', 'employee')", name="source"),
        CheckConstraint("source = 'library' or author_id is not null", name="author"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    what: Mapped[Words]
    source: Mapped[str] = mapped_column(String(10))  # whose idea
    slug: Mapped[str] = mapped_column(String(80), default="")  # of the library's action
    author_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # who wrote it down
    chosen: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[Moment]
