"""What reviewers decide. The caller commits; each change of state writes one ledger row."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.decisions import queries
from cxtrain.quality.models import Visit
from cxtrain.quality.refusal import NO_GROUNDS, NO_NAMES, NOT_THERE, OWN_CASE, WRONG_STATE, Refused
from cxtrain.quality.signals import scorecard_released
from cxtrain.quality.sums.operations import recounted
from cxtrain.web.bilingual import N_

TO_DECIDE = ("submitted", "approved")


def _decider(actor: Actor, visit: Visit, states: tuple[str, ...]) -> None:
    if visit.state not in states:
        raise Refused(WRONG_STATE)
    if actor.account_id in (visit.entered_by, visit.observed_by):
        raise Refused(OWN_CASE)
    visit.decided_by, visit.decided_at = actor.account_id, now()


def send_back(actor: Actor, visit: Visit, reason: str) -> None:
    """Return a submitted scorecard to whoever entered it, with the reason.

    Raises:
        Refused: own case, no reason, or it moved on.
    """
    if not reason.strip():
        raise Refused(N_("Say what the shopper should look at again."))
    _decider(actor, visit, TO_DECIDE)
    visit.state, visit.reason = "returned", reason.strip()
    db.session.flush()
    record("scorecard returned", visit, unit_id=visit.unit_id)


def approve(actor: Actor, visit: Visit, *, employee_id: int | None, grounds: str) -> None:
    """Approve a submitted scorecard, and say who was observed, on what grounds, or that it is not certain.

    Raises:
        Refused: own case, names not stored, nobody of that unit and day, no grounds, or it moved on.
    """
    _decider(actor, visit, TO_DECIDE)
    if employee_id is not None:
        _identify(visit, employee_id, grounds.strip())
    else:
        visit.employee_id, visit.identification, visit.grounds = None, "none", ""
    visit.state, visit.reason = "approved", ""
    db.session.flush()
    record("scorecard approved", visit, unit_id=visit.unit_id, employee=visit.employee_id, grounds=visit.grounds)


def _identify(visit: Visit, employee_id: int, grounds: str) -> None:
    if not queries.stores_names(visit):
        raise Refused(NO_NAMES)
    if employee_id not in {person.id for person in queries.candidates(visit)}:
        raise Refused(NOT_THERE)
    if not grounds:
        raise Refused(NO_GROUNDS)
    visit.employee_id, visit.identification, visit.grounds = employee_id, "certain", grounds


def release(actor: Actor, visit: Visit) -> None:
    """Show an approved scorecard to its unit and to the person observed, and add it to the sums.

    Raises:
        Refused: own case, or it is not approved.
    """
    _decider(actor, visit, ("approved",))
    with recounted(visit):
        visit.state, visit.released_at = "released", now()
    record("scorecard released", visit, unit_id=visit.unit_id, employee=visit.employee_id, score=visit.score)
    scorecard_released.send(visit)
