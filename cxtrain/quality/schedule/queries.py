"""Reading plans and planned visits: HR the plans in reach, a shopper the own visits; anything else is a 404."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import ColumnElement, and_, or_, select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor, Can
from cxtrain.people.queries import units_in_reach, within
from cxtrain.quality.models import Visit
from cxtrain.quality.queries import touchpoints_with_form
from cxtrain.quality.schedule.conflicts import LOCKOUT, Been, Stop
from cxtrain.quality.schedule.draw import Hours, Quota
from cxtrain.quality.schedule.fulfilment import Fate, status
from cxtrain.quality.schedule.models import PlannedVisit, VisitPlan, VisitQuota

GONE = ("rejected", "void")  # states of visits that are as if they had not been
MONTH = dt.timedelta(days=31)


def planning_units(actor: Actor) -> list[Unit]:
    """Return the topmost units for which `actor` plans visits, by code."""
    return list(db.session.scalars(select(Unit).where(Unit.path.in_(actor.reach(Can.PLAN_VISITS))).order_by(Unit.code)))


def plans_of(actor: Actor, month: str) -> list[VisitPlan]:
    """Return the plans of a month in reach, by unit."""
    return list(db.session.scalars(select(VisitPlan).join(Unit, Unit.id == VisitPlan.unit_id).where(
        VisitPlan.month == month, within(actor, Can.PLAN_VISITS)).order_by(Unit.code)))


def get_plan_for(actor: Actor, plan_id: int) -> VisitPlan:
    """Return the plan if its unit is in reach; else 404."""
    return db.session.scalar(select(VisitPlan).where(
        VisitPlan.id == plan_id, VisitPlan.unit_id.in_(units_in_reach(actor, Can.PLAN_VISITS)))) or abort(404)


def overlapping(unit: Unit, month: str) -> VisitPlan | None:
    """Return a plan of the month that covers some of the unit's stores already."""
    plans = db.session.scalars(select(VisitPlan).where(VisitPlan.month == month))
    return next((plan for plan in plans if plan.unit.path.startswith(unit.path) or unit.path.startswith(plan.unit.path)), None)


def plan_before(plan: VisitPlan) -> VisitPlan | None:
    """Return the latest plan of the same unit for an earlier month."""
    return db.session.scalars(select(VisitPlan).where(VisitPlan.unit_id == plan.unit_id, VisitPlan.month < plan.month)
                              .order_by(VisitPlan.month.desc()).limit(1)).first()


def stores_below(plan: VisitPlan) -> list[Unit]:
    """Return the stores that the plan covers, by code."""
    return list(db.session.scalars(select(Unit).where(
        Unit.kind == "store", Unit.path.startswith(plan.unit.path, autoescape=True)).order_by(Unit.code)))


def places() -> list[Touchpoint]:
    """Return the touchpoints that have a shopper's form, along the journey."""
    return touchpoints_with_form()


def quotas_of(plan: VisitPlan) -> list[Quota]:
    """Return the plan's quotas by store and touchpoint."""
    rows = db.session.execute(select(VisitQuota.unit_id, VisitQuota.touchpoint_id, VisitQuota.n).where(
        VisitQuota.plan_id == plan.id).order_by(VisitQuota.unit_id, VisitQuota.touchpoint_id))
    return [Quota(*row) for row in rows]


def hours_of(plan: VisitPlan) -> Hours:
    """Return when the plan's visits may fall."""
    return Hours(plan.opens, plan.closes, plan.busy_from, plan.busy_until, plan.busy_percent)


@dataclass(frozen=True)
class Line:
    """A planned visit with what became of it."""

    planned: PlannedVisit
    status: str  # key of fulfilment.STATUS_WORDS
    visit_id: int | None
    late: bool  # the scorecard came more than two hours after the visit

    @property
    def fate(self) -> Fate:
        """What counting needs."""
        return Fate(self.planned.unit_id, self.planned.touchpoint_id, self.status, self.planned.redrawn_from is not None)


def lines(condition: ColumnElement[bool]) -> list[Line]:
    """Return the planned visits that meet `condition`, by day and hour, in one statement."""
    rows = db.session.execute(
        select(PlannedVisit, Visit.id, Visit.state, Visit.late).outerjoin(Visit, Visit.planned_id == PlannedVisit.id)
        .where(condition).order_by(PlannedVisit.day, PlannedVisit.from_hour, PlannedVisit.id)).tuples()
    return [Line(planned, status(planned.state, shopper=planned.account_id is not None, visit=state), visit_id, bool(late))
            for planned, visit_id, state, late in rows]


def lines_of(plan: VisitPlan) -> list[Line]:
    """Return the visits of a plan."""
    return lines(PlannedVisit.plan_id == plan.id)


def assigned_to(actor: Actor, since: dt.date) -> list[Line]:
    """Return the visits from `since` on to which `actor` is sent and whose scorecard is not begun; no plan, nobody else's."""
    mine = lines(and_(PlannedVisit.account_id == actor.account_id, PlannedVisit.day >= since,
                      PlannedVisit.state.in_(("planned", "missed"))))
    return [line for line in mine if line.status in ("assigned", "missed")]


def stop_of(planned: PlannedVisit) -> Stop:
    """Return a planned visit as matching sees it."""
    return Stop(planned.id, planned.unit_id, planned.unit.path, planned.touchpoint_id, planned.day)


def been(stops: Sequence[Stop], accounts: Iterable[int], lockout: int) -> list[Been]:
    """Return what shoppers did and are to do around these stops: the stops themselves are left out."""
    if not stops:
        return []
    reach, wanted = max(dt.timedelta(days=lockout), MONTH), list(accounts)
    first, last = min(stop.day for stop in stops) - reach, max(stop.day for stop in stops) + reach
    made = db.session.execute(
        select(Visit.observed_by, Visit.unit_id, Visit.touchpoint_id, Visit.visited_on, Visit.state, Visit.employee_id)
        .where(Visit.observed_by.in_(wanted), Visit.visited_on.between(first, last), Visit.kind == "mystery_shop",
               Visit.state.not_in(GONE), or_(Visit.planned_id.is_(None), Visit.planned_id.not_in([s.id for s in stops]))))
    found = [Been(who, unit, place, day, may_meet=person is not None or state not in ("approved", "released"))
             for who, unit, place, day, state, person in made.tuples() if who is not None]
    ahead = db.session.execute(
        select(PlannedVisit.account_id, PlannedVisit.unit_id, PlannedVisit.touchpoint_id, PlannedVisit.day)
        .outerjoin(Visit, Visit.planned_id == PlannedVisit.id)
        .where(PlannedVisit.account_id.in_(wanted), PlannedVisit.day.between(first, last), PlannedVisit.state == "planned",
               Visit.id.is_(None), PlannedVisit.id.not_in([stop.id for stop in stops])))
    return found + [Been(who, unit, place, day) for who, unit, place, day in ahead.tuples() if who is not None]


def lockout_of(visit: Visit) -> int:
    """Return the days within which a shopper should not meet the same person again, by the visit's plan."""
    planned = db.session.get(PlannedVisit, visit.planned_id) if visit.planned_id else None
    return planned.plan.lockout if planned else LOCKOUT


def seen_within(visit: Visit, employee_id: int) -> bool:
    """Return whether the visit's shopper has been matched to this employee within the lock-out before or after it.

    A shopper without an account is known by the name or number on the paper form.
    """
    span = dt.timedelta(days=lockout_of(visit) - 1)
    same = Visit.observed_by == visit.observed_by if visit.observed_by else Visit.shopper == visit.shopper
    return span >= dt.timedelta(0) and db.session.scalar(select(Visit.id).where(
        same, Visit.employee_id == employee_id, Visit.id != visit.id, Visit.state.not_in(GONE), Visit.kind == visit.kind,
        Visit.visited_on.between(visit.visited_on - span, visit.visited_on + span)).limit(1)) is not None
