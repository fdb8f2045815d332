"""Giving courses to people and taking them back; the caller commits."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.training.models import Assignment, AssignmentBatch, Course


@dataclass(frozen=True)
class Terms:
    """What an assignment says."""

    due_on: dt.date
    working_time: bool  # 计入工时; else 自愿


def assign_course(actor: Actor, course: Course, unit: Unit, *, people: Sequence[int], terms: Terms) -> AssignmentBatch:
    """Give the course to the employees `people` of `unit`; none of them may have it to do already.

    Raises:
        ValueError: there is nobody to give it to.
    """
    return _given(course, unit, people, terms, by=actor.employee_id)


def give_again(course: Course, unit: Unit, *, people: Sequence[int], terms: Terms) -> AssignmentBatch:
    """Give the course to the employees `people` of `unit` because their certificates end; none may have it to do already.

    Raises:
        ValueError: there is nobody to give it to.
    """
    return _given(course, unit, people, terms, by=None)


def _given(course: Course, unit: Unit, people: Sequence[int], terms: Terms, *, by: int | None) -> AssignmentBatch:
    if not people:
        raise ValueError("a course is assigned to one person at least")
    moment = now()
    batch = AssignmentBatch(
        course_id=course.id, unit_id=unit.id, due_on=terms.due_on, working_time=terms.working_time, people=len(people),
        assigned_by=by, at=moment)
    db.session.add(batch)
    db.session.flush()
    db.session.execute(insert(Assignment), [
        {"batch_id": batch.id, "employee_id": employee_id, "course_id": course.id, "due_on": terms.due_on,
         "working_time": terms.working_time, "assigned_by": by, "at": moment}
        for employee_id in people])
    record("course assigned", batch, unit_id=unit.id, course=course.slug, people=len(people),
           due_on=terms.due_on.isoformat(), working_time=terms.working_time)
    return batch


def withdraw_assignment(assignment: Assignment, employee: Employee) -> bool:
    """Take an assignment back; False where it is done or was taken back before."""
    if assignment.done_at is not None or assignment.withdrawn_at is not None:
        return False
    assignment.withdrawn_at = now()
    db.session.flush()
    record("assignment withdrawn", assignment, unit_id=employee.unit_id, employee=employee.id)
    return True
