"""Training files of many people that were made, or are being made."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.files.models import FileDigest
from cxtrain.jobs.models import Job
from cxtrain.people.models import Unit
from cxtrain.reports.exports.models import Purposed


class TrainingFileBundle(Purposed, db.Model):
    """The training files of the people of a unit, in one file."""

    __table_args__ = (
        CheckConstraint("language in ('zh', 'en', 'both')", name="language"),
        CheckConstraint("output in ('merged', 'zip')", name="output"),
        CheckConstraint("(digest is null) = (made_at is null)", name="made"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))  # with everything below it
    year: Mapped[int | None]  # None: all years
    language: Mapped[str] = mapped_column(String(4))
    output: Mapped[str] = mapped_column(String(6))  # merged: one PDF by unit and name; zip: a PDF for each
    people: Mapped[int]
    asked_by: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    asked_at: Mapped[Moment]
    job_id: Mapped[int | None] = mapped_column(ForeignKey(Job.id))
    digest: Mapped[str | None] = mapped_column(FileDigest(64))  # None until it is made
    made_at: Mapped[Moment | None]
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    job: Mapped[Job | None] = relationship()
