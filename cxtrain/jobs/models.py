"""The table of jobs is the truth; what carries them only knows their ids."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Moment, db
from cxtrain.files.models import FileDigest

STATES = "state in ('waiting', 'running', 'done', 'failed', 'cancelled')"


class Job(db.Model):
    """One piece of work, done at least once until its result stands here."""

    __table_args__ = (CheckConstraint(STATES, name="state"), Index("ix_job_state_lease", "state", "lease_until"))
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80), unique=True)  # the same key is the same job
    args: Mapped[Json]
    locale: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[Moment | None]
    progress: Mapped[int] = mapped_column(default=0)  # n of total
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[str | None] = mapped_column(FileDigest(64))  # of the file it made
    error: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[Moment]
    started_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]


class PeriodicSlot(db.Model):
    """A periodic task's turn, taken by one worker only, and caught up when it was missed."""

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    slot: Mapped[str] = mapped_column(String(20), primary_key=True)  # such as 2026-05-06
    done_at: Mapped[Moment]


class WorkerBeat(db.Model):
    """When a worker last showed that it lives."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment]
