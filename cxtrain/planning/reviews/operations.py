"""Reviewing and closing a plan: its owners say what is done, somebody else verifies it; the caller commits."""

from dataclasses import asdict

from cxtrain.clock import now, today
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.planning.evidence import Comparison
from cxtrain.planning.history.operations import keep
from cxtrain.planning.lifecycle import IllegalMove, Move
from cxtrain.planning.models import Plan
from cxtrain.planning.operations import move
from cxtrain.planning.reviews.models import PlanReview
from cxtrain.planning.reviews.queries import brought_by, may_review
from cxtrain.planning.wording import plain


def close_plan(plan: Plan, *, actor: Actor, outcome: str, review: str, compared: Comparison | None) -> None:
    """Close a plan with the reviewer's judgement, and the numbers before and after as they are now.

    Raises:
        IllegalMove: it is not approved, or `actor` may not review it, such as who does one of its actions.
    """
    if not may_review(actor, plan):
        raise IllegalMove("what came of a plan is verified by somebody who does none of its actions")
    found = brought_by(plan, today(plan.unit.zone))
    move(plan, Move.CLOSE, actor)
    plan.outcome, plan.review = outcome, plain(review)
    plan.result = asdict(compared) if compared else None
    plan.closed_by, plan.closed_at = actor.employee_id, now()
    if found is not None:
        db.session.add(PlanReview(plan_id=plan.id, facts=asdict(found)))
    record("plan closed", plan, unit_id=plan.unit_id, outcome=outcome, done=plan.done_count, actions=len(plan.actions))
    keep(plan, "closed", actor)
