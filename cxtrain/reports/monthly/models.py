"""Monthly reports that were made, with the facts they were made of."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.people.models import Employee, Unit


class MonthlyReport(db.Model):
    """A unit's month. Made again from other facts it is another edition; an edition never changes."""

    __table_args__ = (UniqueConstraint("unit_id", "month", "edition"), CheckConstraint("edition >= 1", name="edition"))
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))
    month: Mapped[str] = mapped_column(String(7), index=True)  # 2026-05
    edition: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the facts, hex
    facts: Mapped[Json] = mapped_column(deferred=True)  # facts.as_data
    made_at: Mapped[Moment]
    made_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))  # None: on the first of the month, by itself
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    maker: Mapped[Employee | None] = relationship(lazy="joined")

    @property
    def number(self) -> str:
        """What it is called by on paper, such as M-2026-05-S01 or M-2026-05-S01-2."""
        return f"M-{self.month}-{self.unit.code}" + (f"-{self.edition}" if self.edition > 1 else "")
