"""Who was reminded of what, so that nobody is twice."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db

ABOUT_PLAN = text("action_id is null")


class PlanReminder(db.Model):
    """Somebody was told that an action, or the check of a plan (`action_id` None), is due or late."""

    __table_args__ = (
        CheckConstraint("step between 1 and 4", name="step"),
        Index("uq_plan_reminder_action", "action_id", "due_on", "step", "employee_id", unique=True),
        Index("uq_plan_reminder_check", "plan_id", "due_on", "step", "employee_id", unique=True,
              sqlite_where=ABOUT_PLAN, postgresql_where=ABOUT_PLAN),
        Index("ix_plan_reminder_employee_step", "employee_id", "step"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("plan_action.id", ondelete="CASCADE"))
    due_on: Mapped[dt.date]  # as it was then: another day is reminded of anew
    step: Mapped[int]  # of training.reminders.steps; the last one tells the next level
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"))  # who was told
    at: Mapped[Moment]
