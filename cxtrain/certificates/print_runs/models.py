"""Print runs: what was chosen, how it is to come out of the printer, and each certificate in it, once."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.certificates.models import Certificate
from cxtrain.extensions import Json, Moment, db
from cxtrain.files.models import EMPTY, FileDigest
from cxtrain.jobs.models import Job
from cxtrain.people.models import Employee


class PrintRun(db.Model):
    """One order to print. Its certificates are in `Printing`; its job carries it out once nothing waits for the seal."""

    __table_args__ = (
        CheckConstraint("arranged in ('pinyin', 'number', 'strokes')", name="arranged"),
        CheckConstraint("output in ('merged', 'zip')", name="output"),
        CheckConstraint("paper in ('one', 'two')", name="paper"),
        CheckConstraint("seal in ('none', 'asked', 'granted', 'refused')", name="seal"),
        CheckConstraint("(finished_at is null) = (digest is null)", name="finished"),
        CheckConstraint("finished_at is null or cancelled_at is null", name="one_end"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey(Job.id), unique=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey(Employee.id), index=True)
    asked_at: Mapped[Moment]
    chosen: Mapped[Json]  # selection.Selection as it was asked for
    arranged: Mapped[str] = mapped_column(String(10))
    paper: Mapped[str] = mapped_column(String(5))
    drawn: Mapped[bool] = mapped_column(server_default=true())  # False: the paper bears the form already
    output: Mapped[str] = mapped_column(String(10))
    base_url: Mapped[str] = mapped_column(String(200))  # of the QR codes
    reason: Mapped[str] = mapped_column(String(300), default="")  # why some are printed again; empty where none is
    count: Mapped[int]
    seal: Mapped[str] = mapped_column(String(10), default="none")  # the firm's seal as a picture, which an admin grants
    seal_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    seal_at: Mapped[Moment | None]
    begun_at: Mapped[Moment | None]  # when a worker last took it up, and how many were made already
    begun_from: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[Moment | None]
    cancelled_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    finished_at: Mapped[Moment | None]
    digest: Mapped[str | None] = mapped_column(FileDigest(64))  # of the one file
    list_digest: Mapped[str | None] = mapped_column(FileDigest(64))  # of the list to sign
    job: Mapped[Job | None] = relationship()

    @property
    def is_gone(self) -> bool:
        """Whether its file had to go: its time was over, or it held somebody who was erased."""
        return self.digest == EMPTY


class Printing(db.Model):
    """One certificate in one run. It counts as printed when the run is finished."""

    __table_args__ = (UniqueConstraint("run_id", "position"),)
    run_id: Mapped[int] = mapped_column(ForeignKey(PrintRun.id), primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey(Certificate.id), primary_key=True, index=True)
    position: Mapped[int]  # from 0, in the order of the run
    again: Mapped[bool]  # it had been printed before
