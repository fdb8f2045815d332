"""Touchpoints."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Words, db


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
    weight: Mapped[float] = mapped_column(default=1.0)  # relative to a mean of 1
    position: Mapped[int] = mapped_column(default=0)  # order along the journey
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
