"""Files of classes that were made, or are being made."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.files.models import FileDigest
from cxtrain.jobs.models import Job
from cxtrain.reports.exports.models import Purposed


class ClassArchive(Purposed, db.Model):
    """One file of a class, as its facts were. The same facts are made into a file once."""

    __table_args__ = (
        UniqueConstraint("class_id", "fingerprint"),
        CheckConstraint("language in ('zh', 'en', 'both')", name="language"),
        CheckConstraint("(digest is null) = (made_at is null)", name="made"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))  # SHA-256 of all facts in it and of its language, hex
    language: Mapped[str] = mapped_column(String(4))
    asked_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    asked_at: Mapped[Moment]
    job_id: Mapped[int | None] = mapped_column(ForeignKey(Job.id))
    digest: Mapped[str | None] = mapped_column(FileDigest(64))  # of the ZIP; None until it is made
    made_at: Mapped[Moment | None]
    job: Mapped[Job | None] = relationship()
