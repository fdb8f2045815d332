"""Reading departments. They belong to the firm, so whoever may see one sees them all."""

import re
from itertools import chain

from flask import abort
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.journey.models import Department, Touchpoint
from cxtrain.people.models import Employee


def list_departments(*, ended: bool = False) -> list[Department]:
    """Return the departments in the order in which they were made; those that have ended only where asked for."""
    query = select(Department).order_by(Department.id)
    return list(db.session.scalars(query if ended else query.where(Department.ended_at.is_(None))))


def get_department(department_id: int) -> Department:
    """Return a department, or answer 404."""
    return db.session.get(Department, department_id) or abort(404)


def owned() -> dict[int, int]:
    """Return how many touchpoints each department owns, by its id."""
    rows = db.session.execute(select(Touchpoint.owner_id, func.count()).where(
        Touchpoint.owner_id.is_not(None), Touchpoint.ended_at.is_(None)).group_by(Touchpoint.owner_id))
    return {owner: count for owner, count in rows if owner is not None}


def employee_by_number(number: str) -> Employee | None:
    """Return whoever works here under a staff number."""
    return db.session.scalar(select(Employee).where(Employee.number == number.strip(), Employee.status != "left"))


def free_slug(title: str) -> str:
    """Return a slug made of an English title that no department has."""
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:30].strip("-") or "department"
    taken = set(db.session.scalars(select(Department.slug).where(Department.slug.startswith(base, autoescape=True))))
    return next(slug for slug in chain([base], (f"{base}-{count}" for count in range(2, 10_000))) if slug not in taken)
