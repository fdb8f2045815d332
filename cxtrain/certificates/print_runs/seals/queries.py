"""Runs that wait for an admin's word about the seal."""

from collections.abc import Sequence

from flask import abort
from sqlalchemy import ColumnElement, select

from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor, Can


def _waiting(actor: Actor) -> Sequence[ColumnElement[bool]]:
    """Return the condition of what `actor` may decide: nobody decides about a run of one's own."""
    return PrintRun.seal == "asked", PrintRun.cancelled_at.is_(None), PrintRun.asked_by != actor.employee_id


def waiting_for(actor: Actor) -> list[tuple[PrintRun, Employee]]:
    """Return the runs whose seal `actor` may allow, each with who asked, the oldest first; none for whoever is no admin."""
    if not actor.may(Can.KEEP_SEAL):
        return []
    query = select(PrintRun, Employee).join(Employee, Employee.id == PrintRun.asked_by).where(*_waiting(actor))
    return [(run, person) for run, person in db.session.execute(query.order_by(PrintRun.id))]


def get_waiting(actor: Actor, run_id: int) -> PrintRun:
    """Return a run that waits for the word of `actor`; otherwise answer 404."""
    return db.session.scalar(select(PrintRun).where(PrintRun.id == run_id, *_waiting(actor))) or abort(404)
