"""Reading exemptions through the eyes of whoever may assign."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.training.exemptions.models import TrainingExemption

CAN = Can.ASSIGN_TRAINING
Giver = aliased(Employee)


@dataclass(frozen=True)
class Named:
    """An exemption with the people of its line."""

    row: TrainingExemption
    employee: Employee
    giver: Employee

    @property
    def employee_id(self) -> int:
        """Whose it is."""
        return self.row.employee_id

    @property
    def over(self) -> bool:
        """Whether its last day has passed."""
        return self.row.until is not None and self.row.until < today(self.employee.unit.zone)


def _in_reach(actor: Actor) -> Select[tuple[TrainingExemption, Employee, Employee]]:
    return (select(TrainingExemption, Employee, Giver).join(Employee, Employee.id == TrainingExemption.employee_id)
            .join(Unit, Unit.id == Employee.unit_id).join(Giver, Giver.id == TrainingExemption.made_by)
            .where(within(actor, CAN), Employee.status != "left", TrainingExemption.ended_at.is_(None)))


def exemptions_from(actor: Actor, course_id: int) -> list[Named]:
    """Return the exemptions from a course that last, of people in reach, by name."""
    query = _in_reach(actor).where(TrainingExemption.course_id == course_id).order_by(Employee.sort_key, Employee.id)
    found = [Named(*row) for row in db.session.execute(query).tuples()]
    return [each for each in found if not each.over]


def get_exemption_for(actor: Actor, exemption_id: int) -> Named:
    """Return the exemption that has not been ended, if its person is in reach; otherwise answer 404."""
    row = db.session.execute(_in_reach(actor).where(TrainingExemption.id == exemption_id)).tuples().first()
    return Named(*row) if row else abort(404)


def standing_exemption(employee_id: int, course_id: int) -> TrainingExemption | None:
    """Return the exemption of somebody from a course that has not been ended, whether its last day has passed or not."""
    return db.session.scalar(select(TrainingExemption).where(
        TrainingExemption.employee_id == employee_id, TrainingExemption.course_id == course_id,
        TrainingExemption.ended_at.is_(None)))


def exempt_people(course_id: int) -> set[int]:
    """Return the ids of those to whom the course is not given now."""
    query = (select(TrainingExemption.employee_id, TrainingExemption.until, Unit.zone)
             .join(Employee, Employee.id == TrainingExemption.employee_id).join(Unit, Unit.id == Employee.unit_id)
             .where(TrainingExemption.course_id == course_id, TrainingExemption.ended_at.is_(None)))
    return {key for key, until, zone in db.session.execute(query) if until is None or until >= today(zone)}
