"""Versions of certificate forms, written once, and the pictures that they may show."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Moment, db
from cxtrain.files.models import FileDigest
from cxtrain.people.models import Employee

HOUSE_SLUG = ""  # in the place of a course's slug


class CertificateFormVersion(db.Model):
    """One version of the form of a course, or of the house. The latest counts; what was issued keeps its own."""

    __table_args__ = (UniqueConstraint("course_slug", "number"), CheckConstraint("number >= 1", name="number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    course_slug: Mapped[str] = mapped_column(String(60))  # empty: the house's, for every course without its own
    number: Mapped[int]  # 1, 2, … of this course
    sheet: Mapped[Json | None]  # sheet.as_json; None: from here on the course uses the house's form
    made_at: Mapped[Moment]
    made_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))


class CertificatePicture(db.Model):
    """A logo, a signature or the seal, re-encoded. A form names it by its digest; retired ones stay on old forms."""

    __table_args__ = (CheckConstraint("kind in ('logo', 'signature', 'seal')", name="kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(60))
    digest: Mapped[str] = mapped_column(FileDigest(64), index=True)
    width: Mapped[int]  # pixels
    height: Mapped[int]
    added_at: Mapped[Moment]
    added_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    retired_at: Mapped[Moment | None]
