"""What was learnt on screen, by step and day, and how much of it counts: a cache that equals what the marks give."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.training.models import Enrolment


class CreditedDay(db.Model):
    """How long somebody was at one step of a course on one day, and what of it counts as class hours."""

    __table_args__ = (
        CheckConstraint("seconds > 0 and credited between 0 and seconds", name="credited"),
        Index("ix_credited_day_day", "day", "unit_id"),
    )
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), primary_key=True)
    step: Mapped[str] = mapped_column(String(80), primary_key=True)  # key, such as "quiz:front-desk"
    day: Mapped[dt.date] = mapped_column(primary_key=True)  # at the unit where they belonged
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))  # where they belonged on that day
    seconds: Mapped[int]  # of active time
    credited: Mapped[int]  # of these, up to what the course states for the step
