"""Standing rules with what must be passed first. A rule is never changed: another takes its place."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Moment, db


class TrainingRule(db.Model):
    """A course for whoever is in an audience, while the rule lasts."""

    __table_args__ = (
        CheckConstraint("audience in ('unit', 'role', 'posts', 'list')", name="audience"),
        CheckConstraint("(due_on is null) <> (due_days is null)", name="due"),
        CheckConstraint("due_days is null or due_days between 1 and 730", name="due_days"),
        CheckConstraint("every_months is null or every_months between 1 and 120", name="every_months"),
        CheckConstraint("lead_days between 0 and 365 and grace_days between 0 and 365", name="lead_and_grace"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)  # with everything below it
    audience: Mapped[str] = mapped_column(String(10))
    named: Mapped[Json]  # the roles, posts or staff numbers of the audience; empty for a whole unit
    due_on: Mapped[dt.date | None]
    due_days: Mapped[int | None]  # after somebody came into the audience
    every_months: Mapped[int | None]  # after passing; None: once
    lead_days: Mapped[int] = mapped_column(default=30)  # it comes back so long before the months are over
    grace_days: Mapped[int] = mapped_column(default=0)  # and is due so long after
    working_time: Mapped[bool]  # 计入工时; else 自愿
    made_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    at: Mapped[Moment]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("training_rule.id"), unique=True)
    ended_at: Mapped[Moment | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))


class RulePrerequisite(db.Model):
    """A course that must be passed before the rule's course is given."""

    rule_id: Mapped[int] = mapped_column(ForeignKey(TrainingRule.id), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
