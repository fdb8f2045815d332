"""Reading versions of a plan that one may see."""

from flask import abort
from sqlalchemy import ColumnElement, or_, select, true

from cxtrain.extensions import db
from cxtrain.people.permissions import Actor
from cxtrain.planning.history.models import PlanVersion
from cxtrain.planning.models import Plan


def _readable(actor: Actor, plan: Plan) -> ColumnElement[bool]:
    """Return the condition that `actor`, who sees the plan, may read a version: of one's own only what one could read then."""
    if plan.employee_id != actor.employee_id:
        return true()
    return or_(PlanVersion.is_shown, PlanVersion.author_id == actor.employee_id)


def list_versions(actor: Actor, plan: Plan) -> list[PlanVersion]:
    """Return the versions of a plan that `actor` sees, the oldest first."""
    query = select(PlanVersion).where(PlanVersion.plan_id == plan.id, _readable(actor, plan))
    return list(db.session.scalars(query.order_by(PlanVersion.number)))


def get_version(actor: Actor, plan: Plan, number: int) -> tuple[PlanVersion, PlanVersion | None]:
    """Return a version and the one before it, as far as `actor` may read them; otherwise answer 404."""
    query = select(PlanVersion).where(PlanVersion.plan_id == plan.id, PlanVersion.number <= number, _readable(actor, plan))
    found = list(db.session.scalars(query.order_by(PlanVersion.number.desc()).limit(2)))
    if not found or found[0].number != number:
        abort(404)
    return found[0], found[1] if len(found) > 1 else None
