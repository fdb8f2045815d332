"""The firm's own indicators, what was entered for a unit and month with its history, targets, and what values rest on."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, Words, db
from cxtrain.people.models import Employee

VALID = text("replaced_at is null")


class Indicator(db.Model):
    """An indicator that the firm keeps besides those that every firm has (definition.CORE)."""

    __table_args__ = (
        CheckConstraint("form in ('amount', 'level', 'share', 'mean')", name="form"),
        CheckConstraint("direction in ('up', 'down', '')", name="direction"),
        CheckConstraint("digits between 0 and 2", name="digits"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[Words]
    form: Mapped[str] = mapped_column(String(8))  # definition.FORMS; never changes, because what was entered hangs on it
    unit: Mapped[Words]  # of its numbers: minutes, yuan
    direction: Mapped[str] = mapped_column(String(4), default="")  # which way is better; "": neither
    part: Mapped[Words]  # what is counted, or what the number is
    whole: Mapped[Words]  # out of what, or how many the mean rests on
    digits: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[Moment | None]  # no longer entered; what was entered stays
    made_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    made_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class IndicatorEntry(db.Model):
    """What somebody entered for a unit and month. A correction is a new row; the one without `replaced_at` holds."""

    __table_args__ = (
        CheckConstraint("source in ('form', 'import')", name="source"),
        CheckConstraint("whole is null or value is not null", name="whole"),
        Index("uq_indicator_entry_valid", "unit_id", "month", "slug", unique=True, sqlite_where=VALID, postgresql_where=VALID),
        Index("ix_indicator_entry_cell", "unit_id", "slug", "month"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    month: Mapped[str] = mapped_column(String(7))  # 2026-05
    slug: Mapped[str] = mapped_column(String(40))  # of a definition
    # An amount, level or mean; of a share its part, or the share itself where there is no whole; None: taken out.
    value: Mapped[float | None]
    whole: Mapped[float | None]  # of a share its whole, of a mean how many it rests on
    source: Mapped[str] = mapped_column(String(6), default="form")
    reason: Mapped[str] = mapped_column(String(200), default="")  # of a correction; of an import the file's name
    entered_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    entered_at: Mapped[Moment]
    replaced_at: Mapped[Moment | None]
    by: Mapped[Employee] = relationship()


class IndicatorTarget(db.Model):
    """What a unit wants an indicator to be in a year. A change is a new row; the one without `replaced_at` holds."""

    __table_args__ = (
        CheckConstraint("year between 2000 and 2100", name="year"),
        Index("uq_indicator_target_valid", "unit_id", "year", "slug", unique=True, sqlite_where=VALID, postgresql_where=VALID),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    slug: Mapped[str] = mapped_column(String(40))
    value: Mapped[float | None]  # a share as 0..1; of an amount the year's sum; None: no target any more
    set_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    set_at: Mapped[Moment]
    replaced_at: Mapped[Moment | None]


class WorthAssumption(db.Model):
    """What a customer's value is computed with, in a unit and those below it; the newest row holds."""

    __table_args__ = (
        CheckConstraint("margin > 0 and margin <= 1", name="margin"),
        CheckConstraint("discount >= 0 and discount <= 1", name="discount"),
        CheckConstraint("timing in ('end', 'start')", name="timing"),
        CheckConstraint("acquisition >= 0", name="acquisition"),
        CheckConstraint("months is null or months between 1 and 600", name="months"),
        Index("ix_worth_assumption_unit", "unit_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    margin: Mapped[float]  # 0..1 of revenue, before the cost to serve
    discount: Mapped[float]  # 0..1 per year
    timing: Mapped[str] = mapped_column(String(5), default="end")
    acquisition: Mapped[float] = mapped_column(default=0.0)  # money, for one customer
    months: Mapped[int | None]  # None: without end
    reason: Mapped[str] = mapped_column(String(200), default="")  # where the numbers come from
    set_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    set_at: Mapped[Moment]
    by: Mapped[Employee] = relationship()
