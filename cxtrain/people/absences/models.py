"""Days on which somebody is away. Kind and reason have no column: they may be about health."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db


class Absence(db.Model):
    """One stretch of days. Stretches may overlap; each day counts once."""

    __table_args__ = (CheckConstraint("end_on is null or end_on >= start_on", name="order"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    start_on: Mapped[dt.date]
    end_on: Mapped[dt.date | None]  # the last day; None while nobody knows it
    entered_at: Mapped[Moment]
