"""Where files of customers' words come from, and each file that was looked at or taken in."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.jobs.models import Job
from cxtrain.people.models import Employee, Unit
from cxtrain.voices.models import AUDIENCE


class VoiceFeed(db.Model):
    """A source that files come from again and again, with the meaning that its columns had last time."""

    __table_args__ = (
        CheckConstraint("source in ('import', 'review', 'social', 'interview')", name="source"),
        CheckConstraint(f"audience {AUDIENCE}", name="audience"),
        CheckConstraint("keep_months between 1 and 60", name="keep"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(60), unique=True)
    source: Mapped[str] = mapped_column(String(10))
    columns: Mapped[Json]  # {header as columns.header_key has it: a field, or "" for a column that is not used}
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))  # of rows that name none
    touchpoint_id: Mapped[int | None] = mapped_column(ForeignKey("touchpoint.id"))  # of rows that name none
    audience: Mapped[str] = mapped_column(String(12), default="hr")
    keep_months: Mapped[int] = mapped_column(default=24)


class VoiceIntake(db.Model):
    """One file. Its rows are kept for a week, so that faulty ones can be put right; then only the numbers are left."""

    __table_args__ = (
        CheckConstraint("state in ('looked', 'waiting', 'taken', 'undoing', 'undone')", name="state"),
        Index("ix_voice_intake_unit_made", "unit_id", "made_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    feed_id: Mapped[int] = mapped_column(ForeignKey("voice_feed.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))  # whoever imports voices there sees this file
    filename: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the file as it was sent, hex
    rows: Mapped[str] = mapped_column(Text, deferred=True)  # as JSON, without what could name a customer; "" when forgotten
    state: Mapped[str] = mapped_column(String(8), default="looked")
    taken: Mapped[int] = mapped_column(default=0)  # rows that became responses
    known: Mapped[int] = mapped_column(default=0)  # rows that had come before
    faulty: Mapped[int] = mapped_column(default=0)  # rows that could not be read
    made_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    made_at: Mapped[Moment]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))  # which takes it in, or back
    feed: Mapped[VoiceFeed] = relationship(lazy="joined", innerjoin=True)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    maker: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
    job: Mapped[Job | None] = relationship()


class TakenResponse(db.Model):
    """Which file a response came with, so that the file can be taken back."""

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("voice_intake.id"), index=True)
