"""The register of certificates, and the series of their numbers."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.certificates.terms import Life, Status, number_text, status_on
from cxtrain.extensions import Json, Moment, Words, db
from cxtrain.people.models import Employee, Unit
from cxtrain.training.models import CourseVersion, Enrolment


class CertificateSeries(db.Model):
    """The last running number that was given out under a prefix in a year. It never goes back."""

    prefix: Mapped[str] = mapped_column(String(30), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class SeriesPrefix(db.Model):
    """The prefix that a unit and those below it were given; the latest row of a unit counts. Written once."""

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), index=True)
    prefix: Mapped[str] = mapped_column(String(30))  # empty: none of its own any more, the one above counts
    set_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    set_at: Mapped[Moment]


class SeriesGap(db.Model):
    """Running numbers that no certificate of the register bears, and why. Written once."""

    __table_args__ = (CheckConstraint("first between 1 and last", name="span"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(String(30))
    year: Mapped[int]
    first: Mapped[int]
    last: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500))
    noted_at: Mapped[Moment]


ORIGINAL = text("corrects_id is null")


class Certificate(db.Model):
    """One certificate with its facts as they were on the day of issue. Only what became of it is added later."""

    __table_args__ = (
        UniqueConstraint("prefix", "year", "running"),
        Index("ix_certificate_running", "running", "year"),
        # One for each pass; whatever corrects it is of the same pass.
        Index("uq_certificate_pass", "enrolment_id", unique=True, sqlite_where=ORIGINAL, postgresql_where=ORIGINAL),
        CheckConstraint("(revoked_at is null) = (revoked_reason = '')", name="revoked"),
        CheckConstraint("not replaced or revoked_at is not null", name="replaced"),
        CheckConstraint("(grace_until is null) = (valid_until is null)", name="grace"),
        CheckConstraint("grace_until >= valid_until", name="grace_after"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(String(30))
    year: Mapped[int]
    running: Mapped[int]
    code: Mapped[str] = mapped_column(String(26), unique=True)  # 128 random bits; opens the public page
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), index=True)
    course_version_id: Mapped[int] = mapped_column(ForeignKey(CourseVersion.id), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), index=True)  # the unit on the day of issue
    form_version_id: Mapped[int | None] = mapped_column(ForeignKey("certificate_form_version.id"))  # None: the house's first
    title: Mapped[Words]
    facts: Mapped[Json]  # wording.as_json of CertificateFacts
    issued_at: Mapped[Moment]
    issued_on: Mapped[dt.date] = mapped_column(index=True)  # in the unit's zone
    valid_until: Mapped[dt.date | None] = mapped_column(index=True)  # its last good day; None for ever
    grace_until: Mapped[dt.date | None]  # the last day on which it still counts, while it is being renewed
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), index=True)  # the one before it
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)  # the void one it stands for
    reassigned_at: Mapped[Moment | None]  # when its course was given again because it ends
    revoked_at: Mapped[Moment | None]  # or replaced by a correction
    replaced: Mapped[bool] = mapped_column(default=False, server_default=false())  # by the one that corrects it
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    revoked_reason: Mapped[str] = mapped_column(String(500), default="")
    version: Mapped[int] = mapped_column(default=1)
    employee: Mapped[Employee] = relationship(foreign_keys=[employee_id])
    unit: Mapped[Unit] = relationship()
    __mapper_args__ = {"version_id_col": version}

    @property
    def number(self) -> str:
        """The printed number, such as HM-MOT-2026-0001."""
        return number_text(self.prefix, self.year, self.running)

    def status(self, day: dt.date) -> Status:
        """Return what it is worth on `day`."""
        life = Life(self.valid_until, self.grace_until, revoked=self.revoked_at is not None, replaced=self.replaced)
        return status_on(day, life)
