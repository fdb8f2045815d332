"""Looking at jobs."""

import datetime as dt
from typing import Protocol

from flask import abort
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.models import Job, WorkerBeat
from cxtrain.jobs.operations import SEND
from cxtrain.web.health import check


class Asker(Protocol):
    """Whoever asks for a job: people are a floor above this one."""

    @property
    def employee_id(self) -> int:
        """The id of the employee who asks."""


def get_job_for(actor: Asker, job_id: int) -> Job:
    """Return the job if `actor` asked for it; otherwise answer 404."""
    return db.session.scalar(select(Job).where(Job.id == job_id, Job.actor_id == actor.employee_id)) or abort(404)


def list_jobs_for(actor: Asker, limit: int = 50) -> list[Job]:
    """Return the latest jobs that `actor` asked for, and seals that could not be sent: somebody must see to them."""
    unsent = (Job.kind == SEND) & (Job.state == "failed")
    query = select(Job).where((Job.actor_id == actor.employee_id) | unsent).order_by(Job.id.desc()).limit(limit)
    return list(db.session.scalars(query))


def worker_lives(within: dt.timedelta = dt.timedelta(seconds=30)) -> bool:
    """Whether a worker has shown itself lately."""
    at = db.session.scalar(select(WorkerBeat.at).where(WorkerBeat.id == 1))
    return at is not None and now() - at < within


@check("worker")
def worker() -> str:
    """Whether a worker lives; without one, print runs wait."""
    return "ok" if worker_lives() else "no worker has shown itself for half a minute: run cxtrain work"
