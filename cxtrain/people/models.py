"""Units, employees with dated membership, accounts, roles, sessions and set-password links."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db


class Unit(db.Model):
    """A store, a region or the firm: a tree, whose `path` holds the ids from the root down."""

    __table_args__ = (
        CheckConstraint("kind in ('firm', 'region', 'store')", name="kind"),
        CheckConstraint("people in ('none', 'development', 'full')", name="people"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[str] = mapped_column(String(10), default="store")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    path: Mapped[str] = mapped_column(String(200), index=True, default="")  # "/1/4/9/"
    zone: Mapped[str] = mapped_column(String(40), default="Asia/Shanghai")
    people: Mapped[str] = mapped_column(String(12), default="development")  # what may be stored about persons
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}

    @property
    def label(self) -> dict[str, str]:
        """The unit's name in both languages, for the `said` filter."""
        return {"zh": self.name, "en": self.name_en or self.name}


class Employee(db.Model):
    """Somebody who works, or worked, for the firm. Today's unit is here; the history is in Membership."""

    __table_args__ = (
        CheckConstraint("status in ('active', 'leave', 'left')", name="status"),
        CheckConstraint("time_allowance in (100, 150, 200)", name="time_allowance"),
        Index("ix_employee_unit_sort", "unit_id", "status", "sort_key"),
        Index("uq_employee_mobile_active", "mobile", unique=True, sqlite_where=text("mobile != '' and status != 'left'"),
              postgresql_where=text("mobile != '' and status != 'left'")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)  # staff number; leading zeros are part of it
    name: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(80), default="")
    sort_key: Mapped[str] = mapped_column(String(120), default="")  # pinyin
    post: Mapped[str] = mapped_column(String(60), default="")
    employment: Mapped[str] = mapped_column(String(20), default="full_time")
    mobile: Mapped[str] = mapped_column(String(11), default="")  # 11 digits, or empty
    email: Mapped[str] = mapped_column(String(254), default="", server_default="")  # for reminders only
    status: Mapped[str] = mapped_column(String(10), default="active")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    supervisor_number: Mapped[str] = mapped_column(String(40), default="")
    joined_on: Mapped[dt.date | None]
    left_on: Mapped[dt.date | None]
    # Private, so no list loads it: percent of the time that others have wherever time is limited; None: no limit.
    time_allowance: Mapped[int | None] = mapped_column(default=100, server_default="100", deferred=True)
    erased_on: Mapped[dt.date | None]  # what they were known by is gone, and the number is random
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    __mapper_args__ = {"version_id_col": version}

    @property
    def label(self) -> dict[str, str]:
        """The person's name in both languages, for the `said` filter."""
        return {"zh": self.name, "en": self.name_en or self.name}


class ErasedNumber(db.Model):
    """A staff number that nobody gets again, as its keyed digest: no roster brings back whoever was erased."""

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)  # HMAC-SHA256 by the site's key, hex; leads to nobody


class Membership(db.Model):
    """From when to when somebody belonged to a unit; history stays with the unit of that day."""

    __table_args__ = (CheckConstraint("end_on is null or end_on >= start_on", name="order"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    start_on: Mapped[dt.date]
    end_on: Mapped[dt.date | None]  # last day; None while it lasts
    reason: Mapped[str] = mapped_column(String(20), default="joined")  # joined, transfer, leave, return


class Account(db.Model):
    """The way in for one employee. Without a password hash nobody can sign in yet."""

    id: Mapped[int] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id"), unique=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)  # staff number: NFKC, trimmed, casefolded
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    locale: Mapped[str] = mapped_column(String(10), default="zh_Hans")
    theme: Mapped[str] = mapped_column(String(5), default="auto")
    active: Mapped[bool] = mapped_column(default=True)
    employee: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)


class RoleGrant(db.Model):
    """A role, for the subtree of a unit."""

    __table_args__ = (
        UniqueConstraint("account_id", "role", "unit_id"),
        CheckConstraint("role in ('supervisor', 'hr', 'author', 'admin', 'shopper')", name="role"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(12))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))


class UserSession(db.Model):
    """One device that is signed in. The cookie carries the token; the row can be ended at any moment."""

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the token, hex
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    device: Mapped[str] = mapped_column(String(40), default="")  # class of device, no address
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    idle_minutes: Mapped[int]
    ended_at: Mapped[Moment | None]
    ended_why: Mapped[str] = mapped_column(String(20), default="")
    held_back: Mapped[bool] = mapped_column(default=False, server_default=false())  # until a second step is set up


class PasswordLink(db.Model):
    """A link by which somebody sets a password, once."""

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the token, hex
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # None: made on the command line
    made_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
