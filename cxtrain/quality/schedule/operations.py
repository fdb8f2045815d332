"""Changes to plans: quotas, the seed, publishing, sending shoppers, and noting what was missed. The caller commits."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.jobs.operations import daily
from cxtrain.ledger.operations import record
from cxtrain.people.models import Unit
from cxtrain.quality.refusal import Refused
from cxtrain.quality.schedule import queries
from cxtrain.quality.schedule.conflicts import Match, match
from cxtrain.quality.schedule.draw import Quota, Slot, days_of, draw
from cxtrain.quality.schedule.models import PlannedVisit, VisitPlan, VisitQuota
from cxtrain.quality.shoppers.queries import begun, pool
from cxtrain.web.bilingual import N_

LETTERS = "ACDEFHJKLMNPRTUVWXY34679"  # no pair that a hand confuses
PUBLISHED = N_("This plan is published: its quotas, hours and seed stay as they are.")
NOTHING_LEFT = N_("No day of this month is left to visit on.")


@dataclass(frozen=True)
class Frame:
    """Within which hours a plan's visits fall, and for how long a shopper is locked out."""

    opens: int
    closes: int
    busy_from: int
    busy_until: int
    busy_percent: int
    lockout: int


def make_plan(unit: Unit, month: str) -> VisitPlan:
    """Begin the plan of a month for `unit` and below, with hours and quotas of the plan before it.

    Raises:
        Refused: another plan of the month covers some of these stores.
    """
    if queries.overlapping(unit, month):
        raise Refused(N_("Another plan of this month covers some of these stores."))
    plan = VisitPlan(unit_id=unit.id, unit=unit, month=month, seed=new_seed())
    before = queries.plan_before(plan)
    if before:
        for name, value in asdict(frame_of(before)).items():
            setattr(plan, name, value)
    db.session.add(plan)
    db.session.flush()
    if before:
        put_quotas(plan, queries.quotas_of(before))
    record("visit plan begun", plan, unit_id=unit.id, month=month)
    return plan


def frame_of(plan: VisitPlan) -> Frame:
    """Return the hours and the lock-out of a plan."""
    return Frame(plan.opens, plan.closes, plan.busy_from, plan.busy_until, plan.busy_percent, plan.lockout)


def new_seed() -> int:
    """Return a seed that nobody can foresee."""
    return secrets.randbelow(2**31)


def put_quotas(plan: VisitPlan, quotas: Iterable[Quota]) -> None:
    """Keep the quotas of places that the plan covers instead of what was there."""
    stores, known = {unit.id for unit in queries.stores_below(plan)}, {point.id for point in queries.places()}
    db.session.execute(delete(VisitQuota).where(VisitQuota.plan_id == plan.id))
    db.session.add_all(VisitQuota(plan_id=plan.id, unit_id=each.unit_id, touchpoint_id=each.touchpoint_id, n=each.n)
                       for each in quotas if each.n and each.unit_id in stores and each.touchpoint_id in known)
    db.session.flush()


def set_quotas(plan: VisitPlan, frame: Frame, quotas: Iterable[Quota]) -> None:
    """Say how often each touchpoint of each store is visited, and within which hours.

    Raises:
        Refused: the plan is published.
    """
    _still_draft(plan)
    for name, value in asdict(frame).items():
        setattr(plan, name, value)
    flag_modified(plan, "seed")  # the row counts as changed also where only quotas did
    put_quotas(plan, quotas)
    record("visit quotas set", plan, unit_id=plan.unit_id)


def _still_draft(plan: VisitPlan) -> None:
    if plan.state != "draft":
        raise Refused(PUBLISHED)


def draw_anew(plan: VisitPlan) -> None:
    """Give the plan another seed.

    Raises:
        Refused: it is published.
    """
    _still_draft(plan)
    plan.seed = new_seed()
    db.session.flush()
    record("visit plan drawn anew", plan, unit_id=plan.unit_id)


def drawn(plan: VisitPlan) -> tuple[Slot, ...]:
    """Return the visits as the plan's quotas and seed give them, from tomorrow on where the month has begun.

    Raises:
        Refused: no day of the month is left.
    """
    days = days_of(plan.month, since=today(plan.unit.zone) + dt.timedelta(days=1))
    if not days:
        raise Refused(NOTHING_LEFT)
    return draw(queries.quotas_of(plan), days, queries.hours_of(plan), plan.seed)


def publish(plan: VisitPlan) -> list[PlannedVisit]:
    """Fix the draw: each slot becomes a visit to which somebody can be sent.

    Raises:
        Refused: published before, nothing to visit, or no day left.
    """
    _still_draft(plan)
    slots = drawn(plan)
    if not slots:
        raise Refused(N_("Nothing is to be visited: write how often, in one place at least."))
    made = [PlannedVisit(plan_id=plan.id, unit_id=slot.unit_id, touchpoint_id=slot.touchpoint_id, day=slot.day,
                         from_hour=slot.from_hour, until_hour=slot.until_hour, code=new_code()) for slot in slots]
    plan.state, plan.published_at = "published", now()
    db.session.add_all(made)
    db.session.flush()
    record("visit plan published", plan, unit_id=plan.unit_id, month=plan.month, seed=plan.seed, visits=len(made))
    return made


def new_code() -> str:
    """Return a code that nobody can guess, for the brief and the paper form."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def send_everybody(plan: VisitPlan) -> Match:
    """Send shoppers to the plan's visits that nobody makes yet and whose day is not over; see conflicts.match."""
    locked = select(PlannedVisit).where(
        PlannedVisit.plan_id == plan.id, PlannedVisit.account_id.is_(None), PlannedVisit.state == "planned",
        PlannedVisit.day >= today(plan.unit.zone), ~begun(PlannedVisit.id)).with_for_update(of=PlannedVisit)
    rows = {planned.id: planned for planned in db.session.scalars(locked)}
    stops = [queries.stop_of(planned) for planned in rows.values()]
    shoppers = [member.facts for member in pool([plan.unit.path])]
    found = match(stops, shoppers, queries.been(stops, [one.account_id for one in shoppers], plan.lockout),
                  lockout=plan.lockout, seed=plan.seed)
    for planned_id, account_id in found.sent.items():
        rows[planned_id].account_id = account_id
    db.session.flush()
    if found.sent:
        record("shoppers sent", plan, unit_id=plan.unit_id, visits=len(found.sent), open=len(found.open))
    return found


@daily("missed visits")
def mark_missed(day: dt.date) -> None:
    """Note which visits were not made on their day, by the store's calendar."""
    query = select(PlannedVisit).where(PlannedVisit.state == "planned", PlannedVisit.day <= day, ~begun(PlannedVisit.id))
    for planned in db.session.scalars(query.order_by(PlannedVisit.id).with_for_update(of=PlannedVisit)):
        if planned.day < today(planned.unit.zone):
            planned.state = "missed"
            record("visit missed", planned, unit_id=planned.unit_id, actor_id=0)
    db.session.flush()
