"""Exempting people from a course, changing that and ending it; the caller commits.

The ledger says that it was done and until when. Why is nobody's business but that of those who assign.
"""

import datetime as dt

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Actor
from cxtrain.training.exemptions.models import TrainingExemption
from cxtrain.training.exemptions.queries import standing_exemption
from cxtrain.training.models import Course
from cxtrain.training.rules.operations import apply_to


def exempt(actor: Actor, employee: Employee, course: Course, *, reason: str, until: dt.date | None) -> TrainingExemption | None:
    """Exempt somebody: what they have to do of the course is taken back. None where they are exempt already."""
    before = standing_exemption(employee.id, course.id)
    if before is not None:
        if before.until is None or before.until >= today(employee.unit.zone):
            return None
        _close(actor, before, employee)
    made = TrainingExemption(employee_id=employee.id, course_id=course.id, reason=reason, until=until,
                             made_by=actor.employee_id, at=now())
    db.session.add(made)
    db.session.flush()
    record("exemption made", made, unit_id=employee.unit_id, employee=employee.id, course=course.slug, until=_iso(until))
    apply_to([employee.id])
    return made


def change_exemption(exemption: TrainingExemption, employee: Employee, *, reason: str, until: dt.date | None) -> None:
    """Give an exemption another reason or last day."""
    if (exemption.reason, exemption.until) == (reason, until):
        return
    exemption.reason, exemption.until = reason, until
    db.session.flush()
    record("exemption changed", exemption, unit_id=employee.unit_id, employee=employee.id, until=_iso(until))
    apply_to([employee.id])


def end_exemption(actor: Actor, exemption: TrainingExemption, employee: Employee) -> None:
    """End an exemption: what a rule wants for the person is given at once."""
    _close(actor, exemption, employee)
    apply_to([employee.id])


def _close(actor: Actor, exemption: TrainingExemption, employee: Employee) -> None:
    exemption.ended_at, exemption.ended_by = now(), actor.employee_id
    db.session.flush()
    record("exemption ended", exemption, unit_id=employee.unit_id, employee=employee.id)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
