"""The tree of units, through the eyes of whoever administers it."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from cxtrain.extensions import db
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import EMPLOYED, within
from cxtrain.people.tree import tree_order


@dataclass(frozen=True)
class Branch:
    """One unit of the tree, how deep it stands, and how many people are in it itself."""

    unit: Unit
    depth: int  # 0: topmost of those in reach
    people: int


def tree(actor: Actor) -> list[Branch]:
    """Return the units in reach, each region followed by what belongs to it, in one statement."""
    here = select(Employee.unit_id, func.count().label("people")).where(Employee.status != "left", EMPLOYED)
    count = here.group_by(Employee.unit_id).subquery()
    query = select(Unit, func.coalesce(count.c.people, 0)).outerjoin(count, count.c.unit_id == Unit.id)
    rows = db.session.execute(query.where(within(actor, Can.MANAGE_UNITS))).all()
    place = tree_order([unit for unit, _ in rows])
    ordered = sorted(rows, key=lambda row: place(row[0]))
    top = min((unit.path.count("/") for unit, _ in rows), default=0)
    return [Branch(unit, unit.path.count("/") - top, people) for unit, people in ordered]


def taken(code: str, name: str, parent_id: int | None, *, but: int | None = None) -> tuple[bool, bool]:
    """Return whether another unit has the code, and whether one beside it has the name."""
    query = select(Unit.code, Unit.name, Unit.parent_id).where(Unit.id != (but or 0))
    rows = db.session.execute(
        query.where(or_(func.lower(Unit.code) == code.lower(), (Unit.parent_id == parent_id) & (Unit.name == name)))
    ).all()
    return (
        any(row.code.lower() == code.lower() for row in rows),
        any(row.name == name and row.parent_id == parent_id for row in rows),
    )
