"""The log of readings."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee


class ScoreReading(db.Model):
    """That somebody opened a page with another person's scores, once for each hour: 9.00 is for 9.00 to 9.59, UTC."""

    __table_args__ = (CheckConstraint("reader_id <> person_id", name="another"), Index("ix_score_reading_hour", "hour"))
    person_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), primary_key=True)
    hour: Mapped[Moment] = mapped_column(primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), primary_key=True)
    page: Mapped[str] = mapped_column(String(60), primary_key=True)  # its endpoint
