"""Changing the clause: one proposes, another one from the other side confirms. The caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.planning.clause import queries
from cxtrain.planning.clause.models import PlanClause
from cxtrain.planning.clause.wording import side_to_confirm, sides_of
from cxtrain.web.bilingual import N_

NOT_FIRM = N_("Only HR and admins of the whole firm change the clause.")
ONE_AT_A_TIME = N_("Another change is waiting. Decide on it first.")
SAME_WORDS = N_("These are the words that are printed already.")
OVER = N_("This change has been decided on already.")
OTHER_SIDE = N_("Somebody else has to confirm it: an admin what HR proposed, HR what an admin proposed.")
NOT_YOURS = N_("Only whoever proposed it can take it back.")


class ClauseRefused(ValueError):
    """The clause is not changed so; the message is for the catalogue."""


def propose_clause(actor: Actor, words: dict[str, str], reason: str) -> PlanClause:
    """Propose other words; nothing is printed differently until somebody from the other side confirms them.

    Raises:
        ClauseRefused: the actor speaks for neither side, a change is waiting, or the words are no others.
    """
    sides, there = sides_of(actor), queries.list_clauses()
    if not sides:
        raise ClauseRefused(NOT_FIRM)
    if there.pending:
        raise ClauseRefused(ONE_AT_A_TIME)
    if words == queries.words_now(there.in_force):
        raise ClauseRefused(SAME_WORDS)
    clause = PlanClause(words=words, reason=reason, state="pending", proposed_by=actor.employee_id,
                        proposed_as=max(sides), proposed_at=now())
    db.session.add(clause)
    db.session.flush()
    record("plan clause proposed", clause, unit_id=None, reason=reason, side=clause.proposed_as, **words)
    return clause


def decide_clause(actor: Actor, clause: PlanClause, *, confirm: bool) -> None:
    """Let the words be printed on plans that are approved from now on (approved plans keep theirs), or leave all as it is.

    Raises:
        ClauseRefused: it is decided, or the actor is who proposed it or does not speak for the other side.
    """
    side = side_to_confirm(sides_of(actor), clause.proposed_as)
    if clause.state == "pending" and (side is None or clause.proposed_by == actor.employee_id):
        raise ClauseRefused(OTHER_SIDE)
    _end(actor, clause, "confirmed" if confirm else "refused", side or "")
    if confirm:
        record("plan clause confirmed", clause, unit_id=None, side=clause.decided_as, **clause.words)
    else:
        record("plan clause refused", clause, unit_id=None, side=clause.decided_as)


def withdraw_clause(actor: Actor, clause: PlanClause) -> None:
    """Take back what one has proposed.

    Raises:
        ClauseRefused: it is decided, or somebody else's.
    """
    if clause.proposed_by != actor.employee_id:
        raise ClauseRefused(NOT_YOURS)
    _end(actor, clause, "withdrawn", "")
    record("plan clause withdrawn", clause, unit_id=None)


def _end(actor: Actor, clause: PlanClause, state: str, side: str) -> None:
    if clause.state != "pending":
        raise ClauseRefused(OVER)
    clause.state, clause.decided_by, clause.decided_as, clause.decided_at = state, actor.employee_id, side, now()
