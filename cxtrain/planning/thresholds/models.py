"""The thresholds as they were set, one row after the other."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.people.models import Employee


class PlanThresholds(db.Model):
    """One set of thresholds, for the whole firm. Never changed: the newest row holds."""

    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    numbers: Mapped[Json]  # thresholds.numbers.Thresholds as a dict
    reason: Mapped[str] = mapped_column(String(600))
    set_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    set_at: Mapped[Moment]
    setter: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
