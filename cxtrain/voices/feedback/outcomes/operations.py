"""Making the link for a customer, and hearing the answer; the caller commits."""

import datetime as dt

from cxtrain.clock import today
from cxtrain.extensions import db
from cxtrain.people.permissions import Actor
from cxtrain.voices.feedback import refusal
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.feedback.operations import changed, happened, reopen
from cxtrain.voices.feedback.outcomes import queries
from cxtrain.voices.feedback.queries import steps_done
from cxtrain.voices.feedback.refusal import Refused
from cxtrain.voices.models import Response
from cxtrain.voices.surveys.operations import add_places, make_links

DAYS = 14  # a link stands this long
NOT_SETTLED = 2  # of five faces: the customer says that it is not


def ask_customer(actor: Actor, feedback: Feedback) -> int:
    """Make a link by which the customer says how it ended; return its id.

    Raises:
        Refused: nothing was solved yet, the customer cannot be reached or was asked, or no such survey is open.
    """
    if feedback.kind == "praise" or (feedback.state != "closed" and "solve" not in steps_done(feedback)):
        raise Refused(refusal.STEPS_OWED)
    if not feedback.reachable:
        raise Refused(refusal.NO_WAY_TO_ASK)
    day = today(feedback.unit.zone)
    if queries.waiting_link(feedback, day) or (feedback.link_id and feedback.response_id):
        raise Refused(refusal.ASKED_ALREADY)
    campaign = queries.survey_for(feedback.unit)
    if campaign is None:
        raise Refused(refusal.NO_SURVEY)
    if queries.place_of(campaign, feedback.unit) is None:
        add_places(campaign, [feedback.unit])
    place = queries.place_of(campaign, feedback.unit)
    assert place is not None
    link = make_links(place, [f"#{feedback.id}"], day + dt.timedelta(days=DAYS))[0]
    feedback.link_id = link.id
    happened(feedback, "asked", by=actor.employee_id)
    changed("feedback outcome asked", feedback)
    return link.id


def hear(response: Response) -> None:
    """Keep which answer a matter's link got; one that says that it is not settled opens the matter again."""
    feedback = queries.answered_by(response) if response.place_id else None
    if feedback is None:
        return
    feedback.response_id = response.id
    db.session.flush()
    score = queries.score_of(response.id)
    if score is not None and score <= NOT_SETTLED and feedback.state == "closed":
        reopen(None, feedback)
