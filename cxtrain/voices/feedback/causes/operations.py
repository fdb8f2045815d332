"""The chain of whys of a matter; the caller commits."""

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.people.permissions import Actor
from cxtrain.voices.feedback import course, queries, refusal
from cxtrain.voices.feedback.models import Feedback, FeedbackCause
from cxtrain.voices.feedback.operations import changed, check_note
from cxtrain.voices.feedback.refusal import Refused


def answer_why(actor: Actor, feedback: Feedback, because: str, evidence: str) -> None:
    """Add an answer to the chain of whys, with what shows it.

    Raises:
        Refused: the chain is full, or the answer or its evidence is missing.
    """
    chain = queries.causes_of(feedback)
    if len(chain) >= course.MOST_WHYS:
        raise Refused(refusal.FIVE_WHYS)
    if not because.strip():
        raise Refused(refusal.NO_REASON)
    if not evidence.strip():
        raise Refused(refusal.NO_EVIDENCE)
    check_note(f"{because} {evidence}")
    db.session.add(FeedbackCause(feedback_id=feedback.id, position=len(chain) + 1, because=because.strip(),
                                 evidence=evidence.strip(), at=now(), by_id=actor.employee_id))
    changed("feedback cause added", feedback, position=len(chain) + 1)


def take_back_why(feedback: Feedback) -> None:
    """Take the last answer out of the chain.

    Raises:
        Refused: there is none.
    """
    chain = queries.causes_of(feedback)
    if not chain:
        raise Refused(refusal.WRONG_STATE)
    db.session.delete(chain[-1])
    changed("feedback cause removed", feedback, position=chain[-1].position)
