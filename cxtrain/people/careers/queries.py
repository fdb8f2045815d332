"""Where employees belonged, and when."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.people.models import Membership, Unit


def memberships(employee_id: int) -> Sequence[tuple[Membership, Unit]]:
    """Return where the person belonged, the latest first."""
    query = select(Membership, Unit).join(Unit, Unit.id == Membership.unit_id)
    query = query.where(Membership.employee_id == employee_id)
    return db.session.execute(query.order_by(Membership.start_on.desc(), Membership.id.desc())).tuples().all()


def current_membership(employee_id: int) -> Membership | None:
    """Return the membership that lasts, or None."""
    query = select(Membership).where(Membership.employee_id == employee_id, Membership.end_on.is_(None))
    return db.session.scalars(query.order_by(Membership.start_on.desc())).first()


def last_day(employee_id: int) -> dt.date | None:
    """Return the last day that any membership of the person touches, or None."""
    query = select(func.max(func.coalesce(Membership.end_on, Membership.start_on)))
    return db.session.scalar(query.where(Membership.employee_id == employee_id))
