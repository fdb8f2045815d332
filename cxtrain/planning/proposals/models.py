"""What named persons decided about findings, and what was done about critical items that failed."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Employee
from cxtrain.planning.proposals.decision import Decided
from cxtrain.quality.models import Visit

WORDS = 1000
DIMENSIONS = "dimension in ('tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy')"


class PlanDecision(db.Model):
    """What somebody decided about one finding, and the finding as it was. Never changed: the latest of a cell holds."""

    __table_args__ = (
        CheckConstraint("decision in ('plan', 'not_now', 'no', 'again')", name="decision"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("(decision = 'not_now') = (until is not null)", name="until"),
        CheckConstraint("(decision = 'plan') = (plan_id is not null)", name="plan"),
        CheckConstraint(DIMENSIONS, name="dimension"),
        CheckConstraint("employee_id is null or decided_by <> employee_id", name="own_case"),
        Index("ix_plan_decision_unit", "unit_id", "kind"),
        Index("ix_plan_decision_employee", "employee_id", "kind"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))  # the employee's, when it was decided
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    touchpoint_id: Mapped[int] = mapped_column(ForeignKey("touchpoint.id"))
    dimension: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(20))  # of observation
    decision: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(String(WORDS))
    until: Mapped[dt.date | None]  # not now: until when it is not proposed again
    verdict: Mapped[str] = mapped_column(String(8))  # of the finding
    n: Mapped[int]  # visits behind it
    gap: Mapped[float]  # scale points
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    decided_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    decided_at: Mapped[Moment]
    decider: Mapped[Employee] = relationship(lazy="joined", innerjoin=True, foreign_keys=[decided_by])
    touchpoint: Mapped[Touchpoint] = relationship()

    def as_decided(self) -> Decided:
        """Return it as the rules read it."""
        return Decided(self.decision, self.reason, self.until, self.decider.label, self.decided_at.date(), self.verdict,
                       self.n, self.gap)


class CriticalStep(db.Model):
    """One thing that was done about a critical item that failed in a visit. Of what goes to HR nothing more is kept here."""

    __table_args__ = (
        UniqueConstraint("visit_id", "item", "step"),
        CheckConstraint("step in ('talked', 'account', 'hr', 'second')", name="step"),
        CheckConstraint("(step in ('hr', 'second')) = (words = '')", name="words"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    item: Mapped[str] = mapped_column(String(8))
    step: Mapped[str] = mapped_column(String(8))  # critical.call: talked about, the person's own account, HR, a second visit
    words: Mapped[str] = mapped_column(String(WORDS), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    at: Mapped[Moment]
    by: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
    visit: Mapped[Visit] = relationship()
