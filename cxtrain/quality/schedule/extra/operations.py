"""Adding visits to plans that are published; the caller commits."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.quality.programmes.queries import places_above
from cxtrain.quality.schedule import queries
from cxtrain.quality.schedule.draw import Quota, Slot, days_of, draw
from cxtrain.quality.schedule.extra.sharing import shared
from cxtrain.quality.schedule.models import PlannedVisit, VisitPlan
from cxtrain.quality.schedule.operations import new_code

Days = tuple[dt.date, ...]


def add_visits(unit: Unit, touchpoint_id: int, *, n: int, until: dt.date, reason: str) -> list[PlannedVisit]:
    """Put `n` more visits of a store's touchpoint on the schedule, from tomorrow to `until`, spread over its published plans.

    Returns:
        The visits, nobody sent yet; none where no published plan has a day left by then, or the touchpoint has no form.
    """
    if touchpoint_id not in {place.id for place in queries.places()}:
        return []
    open_days = _open_days(unit, until)
    shares = shared(n, [len(days) for _plan, days in open_days])
    made = [visit for (plan, days), share in zip(open_days, shares, strict=True) if share
            for visit in _added(plan, Quota(unit.id, touchpoint_id, share), days)]
    db.session.add_all(made)
    db.session.flush()
    for plan, share in zip((plan for plan, _days in open_days), shares, strict=True):
        if share:
            record("visits added", plan, unit_id=unit.id, touchpoint=touchpoint_id, visits=share, reason=reason)
    return made


def _open_days(unit: Unit, until: dt.date) -> list[tuple[VisitPlan, Days]]:
    """Return the published plans that cover the store, with the days from tomorrow to `until` that are theirs."""
    tomorrow = today(unit.zone) + dt.timedelta(days=1)
    plans = db.session.scalars(select(VisitPlan).where(
        VisitPlan.state == "published", VisitPlan.month.between(f"{tomorrow:%Y-%m}", f"{until:%Y-%m}"),
        VisitPlan.unit_id.in_(places_above(unit))).order_by(VisitPlan.month).with_for_update(of=VisitPlan))
    found = [(plan, tuple(day for day in days_of(plan.month, since=tomorrow) if day <= until)) for plan in plans]
    return [(plan, days) for plan, days in found if days]


def _added(plan: VisitPlan, quota: Quota, days: Sequence[dt.date]) -> list[PlannedVisit]:
    before = db.session.scalar(select(func.count()).select_from(PlannedVisit).where(PlannedVisit.plan_id == plan.id)) or 0
    slots: Sequence[Slot] = draw((quota,), days, queries.hours_of(plan), plan.seed + before)
    return [PlannedVisit(plan_id=plan.id, plan=plan, unit_id=slot.unit_id, touchpoint_id=slot.touchpoint_id, day=slot.day,
                         from_hour=slot.from_hour, until_hour=slot.until_hour, code=new_code()) for slot in slots]
