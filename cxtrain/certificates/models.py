"""The register of certificates, and the last running number of each year."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.certificates.terms import Status, number_text, status_on
from cxtrain.extensions import Json, Moment, Words, db
from cxtrain.people.models import Employee, Unit
from cxtrain.training.models import CourseVersion, Enrolment


class CertificateSeries(db.Model):
    """The last running number that was given out under a prefix in a year. It never goes back."""

    prefix: Mapped[str] = mapped_column(String(30), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Certificate(db.Model):
    """One certificate with its facts as they were on the day of issue. Only the revocation is added later."""

    __table_args__ = (
        UniqueConstraint("prefix", "year", "running"),
        Index("ix_certificate_running", "running", "year"),
        CheckConstraint("(revoked_at is null) = (revoked_reason = '')", name="revoked"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(String(30))
    year: Mapped[int]
    running: Mapped[int]
    code: Mapped[str] = mapped_column(String(26), unique=True)  # 128 random bits; opens the public page
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), unique=True)  # one for each pass
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), index=True)
    course_version_id: Mapped[int] = mapped_column(ForeignKey(CourseVersion.id), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), index=True)  # the unit on the day of issue
    title: Mapped[Words]
    facts: Mapped[Json]  # wording.as_json of CertificateFacts
    issued_at: Mapped[Moment]
    issued_on: Mapped[dt.date] = mapped_column(index=True)  # in the unit's zone
    valid_until: Mapped[dt.date | None]  # its last good day; None for ever
    revoked_at: Mapped[Moment | None]
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
        return status_on(day, valid_until=self.valid_until, revoked=self.revoked_at is not None)
