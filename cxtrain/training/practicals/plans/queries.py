"""Reading whom sittings can be planned for: the people of a unit, or the roster of a class."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.training.classes.models import ClassMember, TrainingClass
from cxtrain.training.practicals.queries import people_of


@dataclass(frozen=True)
class Group:
    """People who are planned together."""

    unit: Unit  # near which assessors are looked for
    people: list[Employee]
    class_id: int | None = None


def group_of_unit(actor: Actor, unit: Unit) -> Group:
    """Return the people of a unit in reach."""
    return Group(unit, people_of(actor, unit))


def group_of_class(actor: Actor, class_id: int) -> Group:
    """Return those on the roster of a class whom the actor could have assessed; 404 where the class is foreign or cancelled.

    A class is the actor's to plan for where they may assess in its unit, or train it.
    """
    found = db.session.scalar(select(TrainingClass).join(Unit, Unit.id == TrainingClass.unit_id).where(
        TrainingClass.id == class_id, TrainingClass.cancelled_at.is_(None),
        or_(within(actor, Can.ASSESS), TrainingClass.trainer_id == actor.employee_id))) or abort(404)
    members = select(ClassMember.employee_id).where(ClassMember.class_id == class_id, ClassMember.removed_at.is_(None))
    people = db.session.scalars(select(Employee).join(Unit, Unit.id == Employee.unit_id).where(
        Employee.id.in_(members), Employee.status != "left", EMPLOYED, Employee.id != actor.employee_id,
        within(actor, Can.ASSESS)).order_by(Employee.unit_id, Employee.sort_key))
    return Group(found.unit, list(people), class_id)
