"""That somebody was erased, and legal holds that forbid it."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee


class Erasure(db.Model):
    """Who is no longer known, why, and at whose hand. It says nothing about who they were."""

    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), primary_key=True)
    reason: Mapped[str] = mapped_column(String(500))  # empty where their time was over
    asked_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))  # None: time was over
    at: Mapped[Moment]


class LegalHold(db.Model):
    """That nothing of somebody, or of anybody, may be erased for a while: a court or an inspection may ask for it."""

    __table_args__ = (CheckConstraint("until is null or until >= since", name="order"),
                      CheckConstraint("(ended_at is null) = (ended_by is null)", name="ended"))
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey(Employee.id), index=True)  # None: everybody
    reason: Mapped[str] = mapped_column(String(500))
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]  # its last day; None while nobody knows it
    made_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    made_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    employee: Mapped[Employee | None] = relationship(foreign_keys=[employee_id])
    maker: Mapped[Employee] = relationship(foreign_keys=[made_by])

    def stands_on(self, day: dt.date) -> bool:
        """Whether it holds on `day`."""
        return self.ended_at is None and self.since <= day and (self.until is None or day <= self.until)
