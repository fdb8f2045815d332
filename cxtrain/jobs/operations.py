"""Asking for work, taking it under a lease, and saying how far it is; callers commit."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask_babel import get_locale
from sqlalchemy import CursorResult, case, or_, select, update

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.models import Job, PeriodicSlot, WorkerBeat

LEASE = dt.timedelta(seconds=60)
MOST_ATTEMPTS = 3
RUNNING = ("waiting", "running")
SEND = "send seal"  # to the firm's own command
Report = Callable[[int, int], None]
Handler = Callable[[dict[str, Any], Report], str | None]
HANDLERS: dict[str, Handler] = {}
PERIODIC: dict[str, Callable[[dt.date], None]] = {}
OFTEN: dict[str, Callable[[], bool]] = {}
HOURLY: dict[str, Callable[[dt.datetime], None]] = {}


class JobStopped(Exception):
    """The job is not this worker's any more: it was cancelled, or another one has finished it."""


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of `kind`.

    It gets the job's args and a function report(n, total), and returns the digest of the file it made, or None. It may
    be called again for the same job after a crash, so doing it twice must have the effect of doing it once. Reporting
    commits, and raises JobStopped where the job was cancelled meanwhile; the handler lets that pass.
    """
    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler
    return register


def daily(name: str) -> Callable[[Callable[[dt.date], None]], Callable[[dt.date], None]]:
    """Register a function that runs once for each day, by whichever worker comes first; it leaves the commit to us."""
    def register(task: Callable[[dt.date], None]) -> Callable[[dt.date], None]:
        PERIODIC[name] = task
        return task
    return register


def hourly(name: str) -> Callable[[Callable[[dt.datetime], None]], Callable[[dt.datetime], None]]:
    """Register a function that runs once in each hour with a worker; it gets the moment and leaves the commit to us."""
    def register(task: Callable[[dt.datetime], None]) -> Callable[[dt.datetime], None]:
        HOURLY[name] = task
        return task
    return register


def often(name: str) -> Callable[[Callable[[], bool]], Callable[[], bool]]:
    """Register a function that an idle worker calls again and again, and that says whether there is more to do.

    It looks within `reading()` first, so that nobody waits for it while there is nothing; it leaves the commit to us.
    """
    def register(task: Callable[[], bool]) -> Callable[[], bool]:
        OFTEN[name] = task
        return task
    return register


def enqueue(kind: str, key: str, args: dict[str, Any], *, actor_id: int | None = None) -> Job:
    """Return the job of `key`, made in the caller's transaction unless it exists."""
    found = db.session.scalar(select(Job).where(Job.key == key))
    if found:
        return found
    job = Job(kind=kind, key=key, args=args, locale=str(get_locale() or "zh_Hans"), actor_id=actor_id, made_at=now())
    db.session.add(job)
    db.session.flush()
    return job


def claim(moment: dt.datetime) -> Job | None:
    """Take the oldest job that waits, or whose worker died, under a lease; None when there is nothing to do."""
    ready = or_(Job.state == "waiting", (Job.state == "running") & (Job.lease_until < moment))
    query = select(Job).where(ready).order_by(Job.id).limit(1).with_for_update(skip_locked=True)
    job = db.session.scalar(query)
    if job is None:
        return None
    job.state, job.lease_until, job.attempts = "running", moment + LEASE, job.attempts + 1
    job.started_at = job.started_at or moment
    if job.attempts > MOST_ATTEMPTS:
        finish(job.id, error="given up after three attempts")
        return claim(moment)
    return job


def report_progress(job_id: int, done: int, total: int) -> None:
    """Note how far a job is, and prolong its lease. One that gets further is not given up however often its worker dies.

    Raises:
        JobStopped: it does not run any more.
    """
    further = case((Job.progress < done, 0), else_=Job.attempts)
    running = update(Job).where(Job.id == job_id, Job.state == "running").values(
        progress=done, total=total, lease_until=now() + LEASE, attempts=further)
    reached: CursorResult[Any] = db.session.execute(running)  # type: ignore[assignment]
    if not reached.rowcount:
        raise JobStopped(job_id)


def cancel(job: Job) -> bool:
    """End a job that waits or runs; its worker stops at its next report. False where it had ended by itself."""
    if job.state not in RUNNING:
        return False
    job.state, job.lease_until, job.ended_at = "cancelled", None, now()
    return True


def resume(job: Job) -> bool:
    """Let a job that failed wait for a worker once more, with what it has made so far. False where it did not fail."""
    if job.state != "failed":
        return False
    job.state, job.attempts, job.error, job.ended_at = "waiting", 0, "", None
    return True


def finish(job_id: int, *, result: str | None = None, error: str = "") -> None:
    """Note how a job ended, unless it was cancelled meanwhile."""
    db.session.execute(update(Job).where(Job.id == job_id, Job.state == "running").values(
        state="failed" if error else "done", result=result, error=error[:2000], lease_until=None, ended_at=now()))


def take_slot(name: str, slot: str) -> bool:
    """Take a periodic task's turn; False where another worker had it."""
    if db.session.get(PeriodicSlot, (name, slot)):
        return False
    db.session.add(PeriodicSlot(name=name, slot=slot, done_at=now()))
    db.session.flush()
    return True


def beat() -> None:
    """Show that a worker lives."""
    db.session.merge(WorkerBeat(id=1, at=now()))
