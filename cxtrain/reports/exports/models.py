"""Files about many people that were made, or are being made."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.files.models import FileDigest
from cxtrain.jobs.models import Job
from cxtrain.reports.exports.purposes import MOST, Purpose


class Purposed:
    """What a row's file is for."""

    purpose: Mapped[str] = mapped_column(String(12), server_default="other")  # of purposes.PURPOSES
    words: Mapped[str] = mapped_column(String(MOST), server_default="")  # never in the ledger

    @property
    def what_for(self) -> Purpose:
        """The two together."""
        return Purpose(self.purpose, self.words)


class Export(Purposed, db.Model):
    """One file of a choice that somebody made."""

    __table_args__ = (CheckConstraint("(digest is null) = (made_at is null)", name="made"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))  # of kinds.KINDS
    asked: Mapped[Json]  # the choice, as the parts of an address
    asked_by: Mapped[int] = mapped_column(ForeignKey("employee.id"), index=True)
    asked_at: Mapped[Moment]
    job_id: Mapped[int | None] = mapped_column(ForeignKey(Job.id))
    people: Mapped[int | None]  # in it; None until it is made
    name: Mapped[str] = mapped_column(String(80), default="")  # of the file
    digest: Mapped[str | None] = mapped_column(FileDigest(64))  # None until it is made
    made_at: Mapped[Moment | None]
    job: Mapped[Job | None] = relationship()

    @property
    def choice(self) -> dict[str, Any]:
        """The choice, for addresses."""
        return dict(self.asked)
