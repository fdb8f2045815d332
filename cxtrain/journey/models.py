"""Touchpoints, and the departments that answer for them."""

from sqlalchemy import CheckConstraint, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, Words, db
from cxtrain.people.models import Employee


class Department(db.Model):
    """A department of the firm: owner of touchpoints, and internal customer of the others."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[Words]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # who answers for it
    ended_at: Mapped[Moment | None]  # kept, because what it owned and answered stays
    version: Mapped[int] = mapped_column(default=1)
    lead: Mapped[Employee | None] = relationship()
    __mapper_args__ = {"version_id_col": version}


class Touchpoint(db.Model):
    """A place where customers meet the firm; edited by authors, one version after another."""

    __table_args__ = (
        CheckConstraint("stage in ('awareness', 'purchase', 'use', 'feedback')", name="stage"),
        CheckConstraint("kind in ('online', 'offline', 'product', 'internal')", name="kind"),
        CheckConstraint("weight > 0", name="weight"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    pack: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[Words]
    stage: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    moment: Mapped[Words]  # the moment of truth
    standard: Mapped[Words]  # the behaviour that is expected
    expectation: Mapped[Json]  # {dimension: 1..7}, set by management
    channel: Mapped[str] = mapped_column(String(20), default="", server_default="")  # touchpoint.CHANNELS; "": not said
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    watched: Mapped[bool] = mapped_column(default=False, server_default=false())  # nothing is being done, and it is looked at
    ended_at: Mapped[Moment | None]  # no longer part of the journey; kept, because visits and answers point to it
    weight: Mapped[float] = mapped_column(default=1.0)  # relative to a mean of 1
    position: Mapped[int] = mapped_column(default=0)  # order along the journey
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
