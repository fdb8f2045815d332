"""Wordings of the clause: proposed by one, confirmed or refused by another."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, Words, db
from cxtrain.people.models import Employee

PENDING = text("state = 'pending'")


class PlanClause(db.Model):
    """A wording of the clause. The newest confirmed one is printed; without one, the one that came with the product."""

    __table_args__ = (
        CheckConstraint("state in ('pending', 'confirmed', 'refused', 'withdrawn')", name="state"),
        CheckConstraint("proposed_as in ('hr', 'admin')", name="proposed_as"),
        CheckConstraint("decided_as in ('', 'hr', 'admin')", name="decided_as"),
        CheckConstraint("(state = 'pending') = (decided_at is null)", name="decided"),
        CheckConstraint("(decided_by is null) = (decided_at is null)", name="decider"),
        CheckConstraint("state <> 'confirmed' or (decided_by <> proposed_by and decided_as <> '' and "
                        "decided_as <> proposed_as)", name="two_people"),
        CheckConstraint("reason <> ''", name="reason"),
        Index("uq_plan_clause_pending", "state", unique=True, sqlite_where=PENDING, postgresql_where=PENDING),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[Words]
    reason: Mapped[str] = mapped_column(String(600))
    state: Mapped[str] = mapped_column(String(10), default="pending")
    proposed_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    proposed_as: Mapped[str] = mapped_column(String(5))
    proposed_at: Mapped[Moment]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    decided_as: Mapped[str] = mapped_column(String(5), default="")
    decided_at: Mapped[Moment | None]
    proposer: Mapped[Employee] = relationship(lazy="joined", innerjoin=True, foreign_keys=[proposed_by])
    decider: Mapped[Employee | None] = relationship(lazy="joined", foreign_keys=[decided_by])
