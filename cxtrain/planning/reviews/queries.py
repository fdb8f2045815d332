"""What came of a plan, in numbers; and who may look at them for the plan."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from cxtrain.extensions import db
from cxtrain.measures.intervals import Sums
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Actor
from cxtrain.planning.boards.analysis.queries import stores_of
from cxtrain.planning.boards.effect import Effect, Place, effect
from cxtrain.planning.boards.models import Board
from cxtrain.planning.evidence import Comparison, Evidence, compare, evidence_from
from cxtrain.planning.lifecycle import SHOWN, Move, moves_of
from cxtrain.planning.models import Plan
from cxtrain.planning.months import last_day, month_after, month_of
from cxtrain.planning.proposals.queries import disputed
from cxtrain.planning.reviews.brought import Brought, brought, brought_from
from cxtrain.planning.reviews.models import PlanReview
from cxtrain.quality.models import PersonRollup, UnitRollup

NONE = Sums(0, 0.0, 0.0)


def may_review(actor: Actor, plan: Plan) -> bool:
    """Whether `actor` may verify what came of it: who may close it, and neither owns an action nor said that one is done."""
    doers = {action.owner_id for action in plan.actions} | {action.done_by for action in plan.actions}
    return Move.CLOSE in moves_of(actor, plan.case) and actor.employee_id not in doers


def compare_since_approval(plan: Plan, today: dt.date) -> Comparison | None:
    """Return how the visits after the month of approval compare with those behind the plan; None without numbers."""
    evidence = evidence_from(plan.evidence)
    if evidence is None or plan.approved_at is None:
        return None
    first = month_after(plan.approved_at.date())
    return compare(evidence, _after(plan, evidence, today), after_from=first)


def brought_by(plan: Plan, today: dt.date) -> Brought | None:
    """Return what a plan brought: of a closed one as it was then, else as of today; None without numbers."""
    kept = db.session.get(PlanReview, plan.id)
    if kept is not None:
        return brought_from(kept.facts)
    evidence = evidence_from(plan.evidence)
    if evidence is None or plan.approved_at is None:
        return None
    return brought(evidence, _after(plan, evidence, today), needed=plan.n_needed, person=plan.is_coaching,
                   beside=None if plan.is_coaching else beside_others(plan, evidence, today))


def _after(plan: Plan, evidence: Evidence, today: dt.date) -> Sums:
    """Return the sums of the visits from the month after the approval on, of the person or of the unit's stores."""
    months = (month_after(plan.approved_at.date()), month_of(today)) if plan.approved_at else ("", "")
    if not plan.is_coaching:
        sums = _by_store(plan, evidence, months)
        return sum((sums.get(store, NONE) for store in stores_of(plan.unit)), NONE)
    row = db.session.execute(
        select(func.sum(PersonRollup.n), func.sum(PersonRollup.total), func.sum(PersonRollup.squares)).where(
            PersonRollup.employee_id == plan.employee_id, PersonRollup.touchpoint_id == plan.touchpoint_id,
            PersonRollup.dimension == evidence.dimension, PersonRollup.kind == evidence.kind,
            PersonRollup.month.between(*months))).one()
    return Sums(int(row[0] or 0), float(row[1] or 0), float(row[2] or 0))


def beside_others(plan: Plan, evidence: Evidence, today: dt.date) -> Effect | None:
    """Return what the plan's stores gained beyond comparable ones in the same months; None where there are none.

    Comparable is every other store that was visited at the touchpoint before and after, and that no plan and no board
    changed there meanwhile.
    """
    if plan.approved_at is None:
        return None
    before, after = (evidence.first_month, evidence.last_month), (month_after(plan.approved_at.date()), month_of(today))
    own = set(stores_of(plan.unit))
    sums = {late: _by_store(plan, evidence, months) for late, months in ((False, before), (True, after))}
    busy = _changed_meanwhile(plan, evidence) - own
    places = [Place(str(store), store in own, sums[False].get(store, NONE), sums[True].get(store, NONE))
              for store in sorted(set(sums[False]) | set(sums[True]) | own) if store not in busy]
    if all(place.changed for place in places):
        return None
    return replace(effect("shopper", places), months=(*before, *after))


def _by_store(plan: Plan, evidence: Evidence, months: tuple[str, str]) -> dict[int, Sums]:
    """Return the sums of each store at the plan's touchpoint in its dimension, disputed visits left out (rule M1)."""
    if months[0] > months[1]:
        return {}
    rows = db.session.execute(
        select(UnitRollup.unit_id, func.sum(UnitRollup.n), func.sum(UnitRollup.total), func.sum(UnitRollup.squares)).where(
            UnitRollup.touchpoint_id == plan.touchpoint_id, UnitRollup.dimension == evidence.dimension,
            UnitRollup.kind == evidence.kind, UnitRollup.month.between(*months)).group_by(UnitRollup.unit_id)).tuples()
    away = [(row.unit_id, row.n, row.total, row.squares)
            for row in disputed(evidence.kind, dt.date.fromisoformat(f"{months[0]}-01"), last_day(months[1]))
            if row.spot == (plan.touchpoint_id, evidence.dimension)]
    found: dict[int, list[float]] = {}
    for store, *three in [*rows, *away]:
        found[store] = [before + float(more) for before, more in zip(found.get(store, (0.0, 0.0, 0.0)), three, strict=True)]
    return {store: Sums(int(n), total, squares) for store, (n, total, squares) in found.items() if n > 0}


def _changed_meanwhile(plan: Plan, evidence: Evidence) -> set[int]:
    """Return the stores in which another plan or a board changed the touchpoint since the first month that counts."""
    since = dt.datetime.fromisoformat(f"{evidence.first_month}-01").replace(tzinfo=dt.UTC)
    above = aliased(Unit)
    planned = exists().where(
        Plan.unit_id == above.id, Plan.id != plan.id, Plan.employee_id.is_(None), Plan.state.in_(SHOWN),
        Plan.touchpoint_id == plan.touchpoint_id, Plan.approved_at >= since)
    improved = exists().where(
        Board.unit_id == above.id, Board.touchpoint_id == plan.touchpoint_id, Board.changed_on >= since.date())
    return set(db.session.scalars(select(Unit.id).join(above, Unit.path.startswith(above.path)).where(
        Unit.kind == "store", planned | improved)))
