"""Notes beside the chart of a touchpoint."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee, Unit


class MonthNote(db.Model):
    """What happened in one month at one touchpoint, in a unit and all below it. Never changed: taken back and written anew."""

    __table_args__ = (CheckConstraint("words <> ''", name="words"),
                      Index("ix_month_note_touchpoint_month", "touchpoint_id", "month"))
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    month: Mapped[str] = mapped_column(String(7))  # 2026-05
    words: Mapped[str] = mapped_column(String(300))
    anew: Mapped[bool] = mapped_column(default=False)  # the chart's limits begin anew with this month
    written_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    written_at: Mapped[Moment]
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    writer: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
