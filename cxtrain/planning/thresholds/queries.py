"""Reading the thresholds that hold, and those before them."""

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import within
from cxtrain.planning.thresholds.models import PlanThresholds
from cxtrain.planning.thresholds.numbers import Thresholds, thresholds_from


def newest() -> PlanThresholds | None:
    """Return the row that holds; None while nobody has set any."""
    return db.session.scalars(select(PlanThresholds).order_by(PlanThresholds.id.desc()).limit(1)).first()


def current() -> Thresholds:
    """Return the thresholds that hold: those set last, else those that came with the product."""
    row = newest()
    return thresholds_from(row.numbers if row else None)


def history() -> list[PlanThresholds]:
    """Return all that were ever set, the newest first."""
    return list(db.session.scalars(select(PlanThresholds).order_by(PlanThresholds.id.desc())))


def may_set(actor: Actor) -> bool:
    """Return whether `actor` may set them: they hold everywhere, so it takes the whole firm in reach."""
    return db.session.scalar(
        select(Unit.id).where(Unit.parent_id.is_(None), within(actor, Can.SET_THRESHOLDS)).limit(1)) is not None
