"""What reviewers decide. The caller commits; each change of state writes one ledger row."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.appeals.operations import close_as_void
from cxtrain.quality.decisions import queries
from cxtrain.quality.decisions.models import VisitQuestion
from cxtrain.quality.models import Visit
from cxtrain.quality.ownership import is_own_case
from cxtrain.quality.queries import answers_of, instrument_of
from cxtrain.quality.refusal import NO_GROUNDS, NO_NAMES, NOT_THERE, OWN_CASE, WRONG_STATE, Refused
from cxtrain.quality.scoring import review
from cxtrain.quality.signals import scorecard_released, visit_voided
from cxtrain.quality.sums.operations import recounted
from cxtrain.web.bilingual import N_

TO_DECIDE = ("submitted", "approved")
TO_REJECT = (*TO_DECIDE, "returned")
NO_QUESTION = N_("Write your question to the shopper.")
NO_REASON = N_("Say why, in words that the others will read.")
NO_ANSWER = N_("Write your answer in a few words.")


def _decider(actor: Actor, visit: Visit, states: tuple[str, ...]) -> None:
    if visit.state not in states:
        raise Refused(WRONG_STATE)
    if is_own_case(actor, visit):
        raise Refused(OWN_CASE)
    visit.decided_by, visit.decided_at = actor.account_id, now()


def _said(words: str, otherwise: str) -> str:
    if not words.strip():
        raise Refused(otherwise)
    return words.strip()


def send_back(actor: Actor, visit: Visit, question: str) -> None:
    """Return a submitted scorecard to whoever entered it, with a question that is answered in words.

    Raises:
        Refused: own case, no question, or it moved on.
    """
    asked = _said(question, NO_QUESTION)
    _decider(actor, visit, TO_DECIDE)
    visit.state, visit.reason = "returned", asked
    db.session.add(VisitQuestion(visit_id=visit.id, question=asked, asked_by=actor.account_id, asked_at=now()))
    db.session.flush()
    record("scorecard returned", visit, unit_id=visit.unit_id)


def answer_question(visit: Visit, answer: str) -> None:
    """Keep what the shopper answers; the scorecard itself is handed in apart.

    Raises:
        Refused: no words, or there is no question any more.
    """
    said, question = _said(answer, NO_ANSWER), queries.open_question(visit.id)
    if visit.state != "returned" or question is None:
        raise Refused(WRONG_STATE)
    question.answer, question.answered_at = said, now()
    visit.saved_at = question.answered_at  # so that a decision made meanwhile is noticed
    db.session.flush()
    record("question answered", question, unit_id=visit.unit_id, visit=visit.id)


def approve(actor: Actor, visit: Visit, *, employee_id: int | None, grounds: str) -> None:
    """Approve a submitted scorecard, and say who was observed, on what grounds, or that it is not certain.

    Raises:
        Refused: own case, names not stored, nobody of that unit and day, no grounds, or it moved on.
    """
    _decider(actor, visit, TO_DECIDE)
    if employee_id is not None:
        _identify(actor, visit, employee_id, grounds.strip())
    else:
        visit.employee_id, visit.identification, visit.grounds = None, "none", ""
    visit.state, visit.reason = "approved", ""
    db.session.flush()
    record("scorecard approved", visit, unit_id=visit.unit_id, employee=visit.employee_id, grounds=visit.grounds)


def _identify(actor: Actor, visit: Visit, employee_id: int, grounds: str) -> None:
    if not queries.stores_names(visit):
        raise Refused(NO_NAMES)
    if employee_id == actor.employee_id:
        raise Refused(OWN_CASE)
    if employee_id not in {person.id for person in queries.candidates(visit)}:
        raise Refused(NOT_THERE)
    if not grounds:
        raise Refused(NO_GROUNDS)
    visit.employee_id, visit.identification, visit.grounds = employee_id, "certain", grounds


def reject(actor: Actor, visit: Visit, reason: str) -> None:
    """Refuse a scorecard for good, with a reason that its shopper reads: it counts nowhere.

    What was written on it after it had been returned stays, so its score is that of what is written.

    Raises:
        Refused: own case, no reason, or it moved on.
    """
    why = _said(reason, NO_REASON)
    _decider(actor, visit, TO_REJECT)
    found = review(instrument_of(visit.instrument), answers_of(visit.id))
    visit.state, visit.reason, visit.score_before, visit.score = "rejected", why, found.before, found.after
    db.session.flush()
    record("scorecard rejected", visit, unit_id=visit.unit_id)


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


def void(actor: Actor, visit: Visit, reason: str) -> None:
    """Take a released visit out of all sums, with a reason that the person and the store read; what was written stays.

    Appeals that were open end with it.

    Raises:
        Refused: own case, no reason, or it is not released.
    """
    why = _said(reason, NO_REASON)
    _decider(actor, visit, ("released",))
    with recounted(visit):
        ended = close_as_void(actor, visit, why)
        visit.state, visit.reason, visit.appeals_open = "void", why, 0
    record("visit made void", visit, unit_id=visit.unit_id, employee=visit.employee_id, score=visit.score, appeals=ended)
    visit_voided.send(visit)


def acknowledge(visit: Visit) -> None:
    """Note that the person observed has read the scorecard, which does not mean agreeing; a second time changes nothing."""
    if visit.read_at is None:
        visit.read_at = now()
        db.session.flush()
        record("scorecard read", visit, unit_id=visit.unit_id)
