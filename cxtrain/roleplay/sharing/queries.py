"""Reading other people's plays: a practice that was not shared, and one that is not there, are the same 404."""

from flask import abort
from sqlalchemy import Select, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee
from cxtrain.roleplay.models import Attempt

MOST = 50  # plays on the page, the latest


def plays_of(person: Employee) -> list[Attempt]:
    """Return the plays of somebody that those who coach may see, the latest first."""
    return list(db.session.scalars(_seen(person).order_by(Attempt.finished_at.desc(), Attempt.id.desc()).limit(MOST)))


def get_play_of(person: Employee, attempt_id: int) -> Attempt:
    """Return a play of somebody that those who coach may see; otherwise answer 404."""
    return db.session.scalar(_seen(person).where(Attempt.id == attempt_id)) or abort(404)


def _seen(person: Employee) -> Select[tuple[Attempt]]:
    """Return a select of the shared practices, and of the exams where the unit keeps anything about persons."""
    shown = Attempt.shared_at.is_not(None)
    if person.unit.people != "none":
        shown |= Attempt.mode == "exam"
    return select(Attempt).where(Attempt.employee_id == person.id, Attempt.outcome.is_not(None), shown)
