"""Reading the clause."""

from typing import NamedTuple

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.planning.clause.models import PlanClause
from cxtrain.planning.clause.wording import SHIPPED
from cxtrain.planning.lifecycle import SHOWN
from cxtrain.planning.models import Plan


class Clauses(NamedTuple):
    """The wordings there were, the newest first, and those that matter now."""

    every: list[PlanClause]
    in_force: PlanClause | None  # None: the one that we ship
    pending: PlanClause | None


def in_force() -> PlanClause | None:
    """Return the wording that new plans get, or None for the one that we ship."""
    return db.session.scalar(select(PlanClause).where(PlanClause.state == "confirmed")
                             .order_by(PlanClause.decided_at.desc(), PlanClause.id.desc()).limit(1))


def list_clauses() -> Clauses:
    """Return all wordings that were ever proposed."""
    every = list(db.session.scalars(select(PlanClause).order_by(PlanClause.proposed_at.desc(), PlanClause.id.desc())))
    confirmed = [each for each in every if each.state == "confirmed"]
    newest = max(confirmed, key=lambda each: (each.decided_at, each.id), default=None)
    return Clauses(every, newest, next((each for each in every if each.state == "pending"), None))


def is_pending() -> bool:
    """Whether a change waits for somebody to confirm it."""
    return db.session.scalar(select(PlanClause.id).where(PlanClause.state == "pending").limit(1)) is not None


def words_of(plan: Plan) -> dict[str, str]:
    """Return the clause of a plan in both languages: as it was approved, or, for a draft, as it would be approved now."""
    if plan.state in SHOWN:
        clause = db.session.get(PlanClause, plan.clause_id) if plan.clause_id else None
    else:
        clause = in_force()
    return words_now(clause)


def words_now(clause: PlanClause | None) -> dict[str, str]:
    """Return the words of a wording, or those that we ship."""
    return clause.words if clause else SHIPPED.as_dict()
