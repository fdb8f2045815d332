"""Opening hours of units. A unit without its own goes by those of the nearest unit above it."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import db


class OpeningHours(db.Model):
    """One span of a weekday on which a unit is open, by its own clock."""

    __table_args__ = (
        CheckConstraint("weekday between 0 and 6", name="weekday"),
        CheckConstraint("opens between 0 and 1439", name="opens"),
        CheckConstraint("closes > opens and closes <= 2880", name="closes"),
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)  # 0: Monday
    opens: Mapped[int] = mapped_column(primary_key=True)  # minutes since midnight
    closes: Mapped[int]  # beyond 1440: the morning after


class ClosedDay(db.Model):
    """A day on which a unit and all below it are closed."""

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day: Mapped[dt.date] = mapped_column(primary_key=True)
