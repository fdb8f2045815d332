"""Deciding about a finding: a plan, not now, no, or propose it again; and asking for more visits. The caller commits."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.planning.models import Plan
from cxtrain.planning.operations import PlanRefused
from cxtrain.planning.picture import Found
from cxtrain.planning.proposals.decision import NOT_NOW, PLAN
from cxtrain.planning.proposals.models import PlanDecision
from cxtrain.planning.proposals.operations import draft_plan
from cxtrain.planning.wording import plain
from cxtrain.quality.schedule.extra.operations import add_visits
from cxtrain.quality.schedule.models import PlannedVisit
from cxtrain.web.bilingual import N_, pick

MOST_ASKED = 12  # visits of one place that are asked for at once
UNTIL = dt.timedelta(days=62)  # by when they should be made
ON_SCHEDULE = N_("The visits are on the schedule already.")
NO_SCHEDULE = N_("No published plan of visits has a day left for it: ask HR to plan one.")


def decide(
    chosen: Found, decision: str, reason: str, *, until: dt.date | None, actor: Actor, unit: Unit, employee: Employee | None,
    plan: Plan | None = None,
) -> PlanDecision:
    """Keep what was decided about a finding, with the finding as it is now.

    Args:
        chosen: a finding that asks for a plan.
        decision, reason, until: PLAN, NOT_NOW (with the day from which it may be proposed again), NO or AGAIN; in words why.
        actor: who decides; never the person that it is about.
        unit, employee: of the finding; a person's unit, and None for a team or a touchpoint.
        plan: for PLAN: the draft.
    """
    finding = chosen.finding
    row = PlanDecision(
        unit_id=unit.id, employee_id=employee.id if employee else None, touchpoint_id=chosen.place.id,
        dimension=chosen.dimension, kind=chosen.kind, decision=decision, reason=plain(reason),
        until=until if decision == NOT_NOW else None, verdict=finding.verdict.value, n=finding.n, gap=finding.gap or 0.0,
        plan_id=plan.id if plan else None, decided_by=actor.employee_id, decided_at=now())
    db.session.add(row)
    db.session.flush()
    record("plan decided", row, unit_id=unit.id, decision=decision, employee=row.employee_id, touchpoint=row.touchpoint_id,
           dimension=row.dimension, until=until.isoformat() if row.until and until else None, verdict=row.verdict)
    return row


def draft(
    chosen: Found, others: Sequence[Found], reason: str, *, actor: Actor, unit: Unit, employee: Employee | None, today: dt.date
) -> Plan:
    """Draft a plan from a finding and keep who decided so; without words of their own, the plan's finding is the reason.

    Raises:
        PlanRefused: the store keeps nothing about persons, or the employee has enough to work on.
    """
    plan = draft_plan(chosen, others, actor=actor, unit=unit, employee=employee, today=today)
    decide(chosen, PLAN, plain(reason) or pick(plan.finding, actor.locale)[:1000], until=None, actor=actor, unit=unit,
           employee=employee, plan=plan)
    return plan


def ask_for_visits(unit: Unit, touchpoint_id: int, wanted: int, *, today: dt.date) -> int:
    """Put visits to a touchpoint of a store on the schedule, as far as they are not there yet; return how many.

    Raises:
        PlanRefused: as many are planned already, or no published plan has a day left.
    """
    ahead = db.session.scalar(select(func.count()).where(
        PlannedVisit.unit_id == unit.id, PlannedVisit.touchpoint_id == touchpoint_id, PlannedVisit.state == "planned",
        PlannedVisit.day > today)) or 0
    missing = min(wanted, MOST_ASKED) - ahead
    if missing <= 0:
        raise PlanRefused(ON_SCHEDULE)
    made = add_visits(unit, touchpoint_id, n=missing, until=today + UNTIL, reason="N1")
    if not made:
        raise PlanRefused(NO_SCHEDULE)
    return len(made)
