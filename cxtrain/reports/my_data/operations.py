"""Putting together what is kept about somebody, and forgetting the copies; callers commit."""

import datetime as dt
import json
from typing import Any

from sqlalchemy import select, update

from cxtrain.certificates.print_runs.bundle import zipped
from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.files.operations import keep
from cxtrain.jobs import operations as jobs
from cxtrain.jobs.models import Job
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.reports.my_data.queries import data_of, latest_job
from cxtrain.reports.training_files.making.queries import file_of
from cxtrain.reports.training_files.operations import printed
from cxtrain.web.transactions import reading

KIND = "my_data"
KEPT_DAYS = 7


def ask(actor: Actor) -> Job:
    """Have the reader's own data put together, unless that is under way."""
    job = latest_job(actor.employee_id)
    if job and job.state in ("waiting", "running"):
        return job
    key = f"my-data:{actor.employee_id}:{job.id if job else 0}"  # after the one before: pressing twice asks once
    job = jobs.enqueue(KIND, key, {"person": actor.employee_id}, actor_id=actor.employee_id)
    record("own data asked for", ("employee", actor.employee_id), unit_id=actor.unit_id)
    return job


def made(person_id: int) -> str:
    """Return the digest of a ZIP with all that is kept about the person as JSON, and their training file as PDF."""
    with reading():
        person = db.session.get_one(Employee, person_id)
        data, file, maker = data_of(person_id), file_of(person, today(person.unit.zone), None), person.label
        db.session.rollback()
    text = json.dumps({"made_at": now(), "data": data}, ensure_ascii=False, indent=1, default=_plain)
    files = [("my-data.json", text.encode()), ("training-file.pdf", printed(file, "both", maker))]
    return keep(zipped(files), "application/zip")


def _plain(value: Any) -> str:
    """Return days and moments as ISO 8601, and any other kind of value as it is written."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def forget_copies(day: dt.date) -> None:
    """Let go of copies that were made more than a week before `day` (UTC); their files go with the next sweep."""
    until = dt.datetime.combine(day - dt.timedelta(KEPT_DAYS), dt.time(), dt.UTC)
    old = select(Job.id).where(Job.kind == KIND, Job.ended_at < until, Job.result.is_not(None))
    db.session.execute(update(Job).where(Job.id.in_(old)).values(result=None))
