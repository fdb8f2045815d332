"""Appealing a line, taking that back, deciding it. The caller commits; each change of state writes one ledger row."""

from dataclasses import dataclass

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.people.permissions import Actor
from cxtrain.quality.answers import Answer
from cxtrain.quality.appeals import queries
from cxtrain.quality.appeals.models import Appeal
from cxtrain.quality.models import Rating, Visit
from cxtrain.quality.ownership import is_own_case
from cxtrain.quality.queries import answers_of, instrument_of
from cxtrain.quality.refusal import WRONG_STATE, Refused
from cxtrain.quality.scoring import review
from cxtrain.quality.signals import appeal_decided, appeal_opened
from cxtrain.quality.sums.operations import recounted
from cxtrain.quality.timetable import decision_due
from cxtrain.web.bilingual import N_

NOT_YOURS = N_("This line is not yours to appeal.")
TOO_LATE = N_("The time for an appeal is over.")
ONCE = N_("This line has been appealed already.")
NO_REASON = N_("Say how it was, in a few words.")
NO_ANSWER = N_("Say why, in words that the person will read.")
NO_CORRECTION = N_("Choose what is right instead; it differs from what was written.")
OTHERS_DECIDE = N_("Whoever made the visit, keyed it in, was observed or appeals cannot decide it.")


@dataclass(frozen=True)
class Verdict:
    """What a decider says: why, and the right answer where the appeal is upheld."""

    answer: str
    correction: Answer | None = None  # a value, or that the line does not apply; None: not upheld


def appeal_line(actor: Actor, visit: Visit, item: str, *, reason: str, photo_digest: str | None = None) -> Appeal:
    """Open an appeal against one line; until it is decided the visit counts nowhere about the person.

    Raises:
        Refused: the line is not the actor's to appeal, was appealed before, is out of time, or there is no reason.
    """
    if visit.state != "released":
        raise Refused(WRONG_STATE)
    if not reason.strip():
        raise Refused(NO_REASON)
    if item not in {line.id for line in queries.lines_to_appeal(actor, visit)}:
        raise Refused(ONCE if queries.standing(visit.id, item) else NOT_YOURS)
    if queries.is_too_late(actor, visit, now()):
        raise Refused(TOO_LATE)
    appeal = _opened(actor, visit, item, reason.strip())
    appeal.photo_digest = photo_digest
    with recounted(visit):
        visit.appeals_open += 1
        if visit.employee_id == actor.employee_id:
            visit.read_at = visit.read_at or appeal.opened_at
        db.session.add(appeal)
    record("appeal opened", appeal, unit_id=visit.unit_id, visit=visit.id, item=item)
    appeal_opened.send(appeal)
    return appeal


def _opened(actor: Actor, visit: Visit, item: str, reason: str) -> Appeal:
    moment, rating = now(), db.session.get_one(Rating, (visit.id, item))
    return Appeal(visit_id=visit.id, item=item, entered_by=visit.entered_by, observed_by=visit.observed_by,
                  employee_id=visit.employee_id, appealed_by=actor.account_id, reason=reason, opened_at=moment,
                  due_at=decision_due(moment), as_value=rating.value, as_missing=rating.missing)


def withdraw(actor: Actor, appeal: Appeal) -> None:
    """Take one's appeal back: the line stands as written, and the visit counts again.

    Raises:
        Refused: it is not the actor's, or it was decided meanwhile.
    """
    if appeal.state != "open":
        raise Refused(WRONG_STATE)
    if appeal.appealed_by != actor.account_id:
        raise Refused(NOT_YOURS)
    with recounted(appeal.visit) as visit:
        visit.appeals_open -= 1
        appeal.state, appeal.closed_at = "withdrawn", now()
    record("appeal withdrawn", appeal, unit_id=visit.unit_id, visit=visit.id, item=appeal.item)
    appeal_decided.send(appeal)


def decide(actor: Actor, appeal: Appeal, verdict: Verdict) -> None:
    """Uphold an appeal, with what is right instead, or not; the visit counts again, as corrected.

    Raises:
        Refused: the actor is behind the visit or the appeal, there is no answer or no other value, or it was decided.
    """
    if appeal.state != "open":
        raise Refused(WRONG_STATE)
    if is_own_case(actor, appeal) or actor.account_id == appeal.appealed_by:
        raise Refused(OTHERS_DECIDE)
    if not verdict.answer.strip():
        raise Refused(NO_ANSWER)
    visit, before = appeal.visit, appeal.visit.score
    with recounted(visit):
        _close(actor, appeal, verdict)
        visit.appeals_open -= 1
    record("appeal decided", appeal, unit_id=visit.unit_id, visit=visit.id, item=appeal.item, upheld=appeal.state == "upheld",
           was=Answer(appeal.as_value, appeal.as_missing).choice, now=verdict.correction.choice if verdict.correction else "",
           score_was=before, score=visit.score)
    appeal_decided.send(appeal)


def _close(actor: Actor, appeal: Appeal, verdict: Verdict) -> None:
    if verdict.correction is not None:
        _correct(appeal, verdict.correction)
    appeal.state = "declined" if verdict.correction is None else "upheld"
    appeal.answer, appeal.closed_at = verdict.answer.strip(), now()
    appeal.decided_by, appeal.decider_id = actor.account_id, actor.employee_id


def _correct(appeal: Appeal, right: Answer) -> None:
    """Keep what is right beside what was written, and score the visit by it."""
    rating, visit = db.session.get_one(Rating, (appeal.visit_id, appeal.item)), appeal.visit
    if (right.value, right.missing) == (rating.value, rating.missing) or not right.is_given:
        raise Refused(NO_CORRECTION)
    rating.corrected, rating.corrected_value, rating.corrected_missing = True, right.value, right.missing
    appeal.new_value, appeal.new_missing = right.value, right.missing
    db.session.flush([rating])
    found = review(instrument_of(visit.instrument), answers_of(visit.id))
    visit.score_before, visit.score = found.before, found.after


def close_as_void(actor: Actor, visit: Visit, reason: str) -> int:
    """Close the open appeals of a visit that is made void, and return how many there were.

    Raises:
        Refused: one of them is the actor's own.
    """
    open_ones = [appeal for appeal in queries.appeals_of(visit.id) if appeal.state == "open"]
    for appeal in open_ones:
        if appeal.appealed_by == actor.account_id:
            raise Refused(OTHERS_DECIDE)
        appeal.state, appeal.answer, appeal.closed_at = "void", reason, now()
        appeal.decided_by, appeal.decider_id = actor.account_id, actor.employee_id
    return len(open_ones)
