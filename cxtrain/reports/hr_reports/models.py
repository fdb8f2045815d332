"""Filters of HR's reports that somebody keeps under a name."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Moment, db
from cxtrain.people.models import Employee


class ReportFilter(db.Model):
    """What somebody asks HR's reports for again and again; its address can be passed on."""

    __table_args__ = (UniqueConstraint("employee_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    name: Mapped[str] = mapped_column(String(60))
    asked: Mapped[Json]  # the parts of the address, as asked.Wanted gives them
    made_at: Mapped[Moment]
