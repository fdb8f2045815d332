"""Exemptions from courses."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db

LASTING = text("ended_at is null")


class TrainingExemption(db.Model):
    """Somebody to whom a course is not given, whether by a rule or by hand. One at a time for each course."""

    __table_args__ = (
        Index("uq_training_exemption_lasting", "employee_id", "course_id", unique=True, sqlite_where=LASTING,
              postgresql_where=LASTING),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200))
    until: Mapped[dt.date | None]  # last day, in the zone of the person's unit; None: until it is ended
    made_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
