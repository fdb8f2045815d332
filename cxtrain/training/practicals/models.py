"""Sheets of practical assessments with their versions, who sat one, and what each assessor marked."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, Words, db
from cxtrain.people.models import Employee, Unit


class PracticalSheetVersion(db.Model):
    """A sheet as it stood when it was published. Written once, never updated."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of `source`, hex
    source: Mapped[str] = mapped_column(Text, deferred=True)
    title: Mapped[Words]
    published_at: Mapped[Moment]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # None: by a file


class PracticalSheet(db.Model):
    """A sheet by its slug; it points to the version that new sittings are marked with."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    current_id: Mapped[int] = mapped_column(ForeignKey(PracticalSheetVersion.id))
    retired_at: Mapped[Moment | None]  # from then on nobody is assessed by it any more
    current: Mapped[PracticalSheetVersion] = relationship(lazy="joined", innerjoin=True)


class PracticalSitting(db.Model):
    """Somebody's turn at a practical assessment: the first (首考), a resit (补考), or one put off (缓考)."""

    __table_args__ = (
        UniqueConstraint("sheet_id", "employee_id", "number"),
        CheckConstraint("kind in ('first', 'resit', 'deferred')", name="kind"),
        CheckConstraint("assessors between 1 and 2", name="assessors"),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("(score is null) = (passed is null) and (score is null) = (decided_at is null)", name="decided"),
        CheckConstraint("decided_at is null or (sat_on is not null and withdrawn_at is null)", name="sat"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey(PracticalSheet.id))
    version_id: Mapped[int] = mapped_column(ForeignKey(PracticalSheetVersion.id), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), index=True)  # where they belonged when it was planned
    class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"), index=True)
    number: Mapped[int]  # 1, 2, 3 … of this person at this sheet
    kind: Mapped[str] = mapped_column(String(8))  # deferred: put off once, and not counted as a resit
    assessors: Mapped[int]  # how many mark it, each alone
    planned_on: Mapped[dt.date | None]
    place: Mapped[str] = mapped_column(String(120), default="", server_default="")  # and when, in words
    deferred_why: Mapped[str] = mapped_column(String(200))  # empty where it was not put off
    sat_on: Mapped[dt.date | None]
    score: Mapped[float | None]  # percent, rounded down to a tenth; the mean of the assessors'
    passed: Mapped[bool | None]
    decided_at: Mapped[Moment | None]
    # Critical items that two assessors marked differently, as they agreed on them; and what was said about it.
    agreed: Mapped[Json] = mapped_column(default=dict, server_default="{}")
    talked: Mapped[str] = mapped_column(Text, default="", server_default="")
    withdrawn_at: Mapped[Moment | None]
    withdrawn_why: Mapped[str] = mapped_column(String(200), default="", server_default="")
    made_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    made_at: Mapped[Moment]
    employee: Mapped[Employee] = relationship(foreign_keys=[employee_id])
    version: Mapped[PracticalSheetVersion] = relationship(lazy="joined", innerjoin=True)
    marks: Mapped[list["PracticalMarks"]] = relationship(order_by="PracticalMarks.assessor_id")


class PracticalMarks(db.Model):
    """What one assessor marked at a sitting; changed until it is handed in, then kept."""

    __table_args__ = (
        CheckConstraint("source in ('screen', 'paper')", name="source"),
        CheckConstraint("score between 0 and 100", name="score"),
        CheckConstraint("(score is null) = (done_at is null)", name="done"),
    )
    sitting_id: Mapped[int] = mapped_column(ForeignKey(PracticalSitting.id), primary_key=True)
    assessor_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), primary_key=True)
    marks: Mapped[Json]  # by item key: true or false where it is measured, 0..3 where it is judged
    words: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(6))
    is_superior: Mapped[bool] = mapped_column(default=False)  # the direct supervisor: allowed, and shown
    keyed_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))  # None: the assessor
    score: Mapped[float | None]  # percent
    done_at: Mapped[Moment | None]
    corrected_why: Mapped[str] = mapped_column(String(300), default="", server_default="")  # before corrections had rows
    assessor: Mapped[Employee] = relationship(foreign_keys=[assessor_id])
    keyer: Mapped[Employee | None] = relationship(foreign_keys=[keyed_by])
