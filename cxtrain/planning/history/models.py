"""Versions of plans, written once."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.people.models import Employee


class PlanVersion(db.Model):
    """A plan as it stood after somebody had changed it; `contents` as `history/contents.py` describes it."""

    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]  # 1, 2, … within the plan
    act: Mapped[str] = mapped_column(String(16))  # contents.ACTS
    author_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    at: Mapped[Moment]
    is_shown: Mapped[bool]  # whether whom the plan is about could read it as it stood
    contents: Mapped[Json]
    author: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
