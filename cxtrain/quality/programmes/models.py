"""Versions of programmes, and who has read their notices.

The checks carry what must never be: a start before the notice is a week old, a wider use without a reason.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.people.models import Employee, Unit

DRAFT = text("state = 'draft'")


class ProgrammeVersion(db.Model):
    """What is told about observation in the subtree of a unit. Once published, only its end is ever written to it."""

    __table_args__ = (
        UniqueConstraint("unit_id", "number"),
        CheckConstraint("state in ('draft', 'published')", name="state"),
        CheckConstraint("people in ('none', 'development', 'full')", name="people"),
        CheckConstraint("consulted in ('', 'congress', 'union', 'staff', 'council')", name="consulted"),
        CheckConstraint("retention_months between 1 and 120", name="retention"),
        CheckConstraint("(state = 'draft') = (published_at is null)", name="draft"),
        CheckConstraint("state = 'draft' or (published_on is not null and published_by is not null and digest <> '' and "
                        "starts_on is not null and may_start_on is not null)", name="published"),
        CheckConstraint("state = 'draft' or starts_on >= may_start_on", name="notice"),
        CheckConstraint("state = 'draft' or people <> 'full' or reason <> ''", name="reason"),
        CheckConstraint("state = 'published' or ends_on is null", name="ended"),
        Index("uq_programme_version_draft", "unit_id", unique=True, sqlite_where=DRAFT, postgresql_where=DRAFT),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    number: Mapped[int]  # 1, 2, … within the unit
    state: Mapped[str] = mapped_column(String(10), default="draft")
    people: Mapped[str] = mapped_column(String(12), default="development")  # what may be stored about persons
    reason: Mapped[str] = mapped_column(String(600), default="")  # of HR, where use is wider than development
    kinds: Mapped[Json]  # which kinds of observation: a list of mystery_shop, announced_check, coaching
    words: Mapped[Json]  # notice.SECTIONS by {"zh": …, "en": …}, and what `people` means as it was told
    consulted: Mapped[str] = mapped_column(String(10), default="")  # who was heard before: notice.CONSULTED
    consulted_on: Mapped[dt.date | None]
    consultation: Mapped[str] = mapped_column(String(300), default="")  # which meeting, which agreement
    posted_on: Mapped[dt.date | None]  # 公示日期: since when it has hung where everybody passes
    retention_months: Mapped[int] = mapped_column(default=24)  # how long a name stays with a visit
    starts_on: Mapped[dt.date | None]
    published_on: Mapped[dt.date | None]  # the notice counts from this day, in the unit's zone
    may_start_on: Mapped[dt.date | None]  # NOTICE_DAYS later
    published_at: Mapped[Moment | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    digest: Mapped[str] = mapped_column(String(64), default="")  # SHA-256 of all that was told, hex
    ends_on: Mapped[dt.date | None]  # the last day, where HR ended it; before starts_on: it never came to be
    ended_why: Mapped[str] = mapped_column(String(600), default="")
    written_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    saved_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    publisher: Mapped[Employee | None] = relationship(foreign_keys=[published_by])
    __mapper_args__ = {"version_id_col": version}


class ProgrammeReceipt(db.Model):
    """That somebody has read a notice, and when. It says nothing about agreement."""

    version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), primary_key=True, index=True)
    read_at: Mapped[Moment]
