"""What stood in the way, where and when, and what became of it."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Employee, Unit


class Obstacle(db.Model):
    """One report. Who made it is kept for the answer alone and shown to nobody else."""

    __table_args__ = (
        CheckConstraint("kind in ('stock', 'system', 'hands', 'equipment', 'rule', 'wait', 'other')", name="kind"),
        CheckConstraint("state in ('open', 'taken', 'solved', 'left')", name="state"),
        CheckConstraint("kind <> 'other' or words <> ''", name="words"),
        CheckConstraint("(state = 'open') = (answered_at is null)", name="answered"),
        Index("ix_obstacle_touchpoint_at", "touchpoint_id", "at"), Index("ix_obstacle_unit_state_at", "unit_id", "state", "at"),
        Index("ix_obstacle_employee_at", "employee_id", "at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    kind: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[Moment]
    state: Mapped[str] = mapped_column(String(8), default="open")
    answer: Mapped[str] = mapped_column(String(300), default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    answered_at: Mapped[Moment | None]
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    touchpoint: Mapped[Touchpoint] = relationship(lazy="joined", innerjoin=True)
    answerer: Mapped[Employee | None] = relationship(foreign_keys=[answered_by])
