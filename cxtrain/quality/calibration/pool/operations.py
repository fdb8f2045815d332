"""Rule M2: visits of a shopper who failed leave the pool until a person has looked; the sums move with them.

Nothing is re-scored. Few visits move in the caller's transaction, many in portions by a job.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.jobs.operations import Report, enqueue, handles
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.calibration.agreement import LOW
from cxtrain.quality.calibration.models import Trial, VisitCheck
from cxtrain.quality.calibration.pool import queries
from cxtrain.quality.decisions.operations import void
from cxtrain.quality.models import Visit
from cxtrain.quality.ownership import is_own_case
from cxtrain.quality.refusal import OWN_CASE, WRONG_STATE, Refused
from cxtrain.quality.sums.operations import recounted
from cxtrain.web.bilingual import N_

PORTION = 50  # visits that move in one transaction
PUT, LIFT = "check_visits", "lift_checks"
WAYS = ("read", "double", "void", "retrained")
NO_REASON = N_("Say what you looked at and what you found.")
NOT_PASSED = N_("The shopper has not passed a round since; look at the visits one by one.")
NOT_DOUBLED = N_("No second scorecard of this visit was handed in yet.")


def follow_up(trial: Trial) -> None:
    """Do what a result asks for: below .667 the shopper's visits since the last passed one are looked at again."""
    if trial.verdict != LOW:
        return
    ids = list(db.session.scalars(queries.visits_to_check(trial)))
    _put(trial, ids[:PORTION])
    if len(ids) > PORTION:
        enqueue(PUT, f"{PUT} {trial.id}", {"trial": trial.id})


@handles(PUT)
def put_the_rest(args: dict[str, Any], report: Report) -> None:
    """Put what is left of a shopper's visits under review; each portion is a transaction of its own."""
    trial = db.session.get_one(Trial, args["trial"])
    ids = list(db.session.scalars(queries.visits_to_check(trial)))
    for start in range(0, len(ids), PORTION):
        _put(trial, ids[start : start + PORTION])
        report(start, len(ids))


def _put(trial: Trial, ids: Collection[int]) -> None:
    for visit in db.session.scalars(select(Visit).where(Visit.id.in_(ids), ~Visit.under_review)):
        with recounted(visit):
            visit.under_review = True
        db.session.add(VisitCheck(visit_id=visit.id, trial_id=trial.id, put_at=now()))
        db.session.flush()
        record("visit under review", visit, unit_id=visit.unit_id, trial=trial.id)


def lift(actor: Actor, check: VisitCheck, *, how: str, reason: str) -> None:
    """Let a visit count again after looking at it, or make it void; a person decides, and says why.

    Args:
        actor: who decides; neither the shopper nor the observed.
        check: an open one.
        how: "read" (its evidence was read again), "double" (a second shopper scored it), "void", or "retrained".
        reason: in words.

    Raises:
        Refused: own case, no reason, it was lifted meanwhile, or what `how` says has not happened.
    """
    visit = check.visit
    if how not in WAYS or check.lifted_at is not None:
        raise Refused(WRONG_STATE)
    if is_own_case(actor, visit):
        raise Refused(OWN_CASE)
    if not reason.strip():
        raise Refused(NO_REASON)
    _check_grounds(check, how)
    if how == "void":
        void(actor, visit, reason)
    _lift(check, actor.account_id, how, reason.strip())


def _check_grounds(check: VisitCheck, how: str) -> None:
    if how == "retrained" and not queries.passed_since(check.visit.observed_by or 0, check.put_at):
        raise Refused(NOT_PASSED)
    if how == "double" and not queries.was_doubled(check.visit_id):
        raise Refused(NOT_DOUBLED)


def _lift(check: VisitCheck, account_id: int, how: str, reason: str) -> None:
    visit = check.visit
    check.lifted_at, check.lifted_by, check.how, check.reason = now(), account_id, how, reason
    with recounted(visit):
        visit.under_review = False
    record("visit review ended", visit, unit_id=visit.unit_id, how=how, check=check.id)


def lift_all(actor: Actor, account_id: int, reason: str) -> int:
    """Let all visits of a shopper in reach count again, who has passed since; return how many there are.

    Raises:
        Refused: the shopper has not passed since, no reason was given, or one of the visits is the actor's own case.
    """
    checks = queries.open_checks(actor, account_id, limit=100_000)
    if not reason.strip():
        raise Refused(NO_REASON)
    if not checks or not queries.passed_since(account_id, max(check.put_at for check in checks)):
        raise Refused(NOT_PASSED)
    if account_id == actor.account_id:
        raise Refused(OWN_CASE)
    mine = [check for check in checks if not is_own_case(actor, check.visit)]
    for check in mine[:PORTION]:
        _lift(check, actor.account_id, "retrained", reason.strip())
    if len(mine) > PORTION:
        rest = [check.id for check in mine[PORTION:]]
        enqueue(LIFT, f"{LIFT} {max(rest)}", {"checks": rest, "account": actor.account_id, "reason": reason.strip()},
                actor_id=actor.employee_id)
    return len(mine)


@handles(LIFT)
def lift_the_rest(args: dict[str, Any], report: Report) -> None:
    """Let the rest of a shopper's visits count again, in portions; one that was decided meanwhile stays as it is."""
    ids = args["checks"]
    for start in range(0, len(ids), PORTION):
        for check in db.session.scalars(select(VisitCheck).where(
                VisitCheck.id.in_(ids[start : start + PORTION]), VisitCheck.lifted_at.is_(None))):
            _lift(check, args["account"], "retrained", args["reason"])
        report(start, len(ids))

