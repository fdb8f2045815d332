"""Changes to departments; the caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.journey.departments.queries import free_slug
from cxtrain.journey.models import Department
from cxtrain.ledger.operations import record


def add_department(title: dict[str, str], lead_id: int | None = None) -> Department:
    """Add a department.

    Args:
        title: {"zh": …, "en": …}.
        lead_id: the employee who answers for it.
    """
    made = Department(slug=free_slug(title["en"]), title=title, lead_id=lead_id)
    db.session.add(made)
    db.session.flush()
    record("department added", made, unit_id=None, slug=made.slug)
    return made


def edit_department(department: Department, title: dict[str, str], lead_id: int | None) -> None:
    """Rename a department, or let somebody else answer for it."""
    if (department.title, department.lead_id) == (title, lead_id):
        return
    before = {"title": department.title, "lead": department.lead_id}
    department.title, department.lead_id = title, lead_id
    db.session.flush()
    record("department edited", department, unit_id=None, slug=department.slug, before=before)


def end_department(department: Department) -> None:
    """End a department; what it owned and answered stays, and can be given to another one."""
    department.ended_at = now()
    db.session.flush()
    record("department ended", department, unit_id=None, slug=department.slug)
