"""What customers said, for tests."""

import datetime as dt
import uuid

from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.voices.models import CustomerComment
from cxtrain.voices.operations import Arrived, Words, receive


def a_comment(db, unit, words, *, touchpoint=None, audience="hr", score="", source="review", at=None):
    """Let a customer say something about a unit; return the comment's id."""
    at = at or now()
    place = touchpoint or db.session.scalar(select(Touchpoint.id).order_by(Touchpoint.id))
    (key,) = receive([Arrived(
        key=str(uuid.uuid4()), unit=db.session.get(Unit, unit), touchpoint_id=place, source=source, at=at,
        keep_until=at.date() + dt.timedelta(days=700), comments=(Words("words", words, score),), audience=audience)])
    db.session.flush()
    return db.session.scalar(select(CustomerComment.id).where(CustomerComment.response_id == key))
