"""A store where customers say things: people who tell, and who handle."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Role
from cxtrain.voices.feedback import operations
from cxtrain.voices.feedback.course import steps_of
from cxtrain.voices.feedback.models import Feedback
from cxtrain.voices.feedback.operations import Told
from cxtrain.voices.models import CustomerComment
from tests.quality.conftest import actor


class Counter:
    """The desk at which customers are heard."""

    def __init__(self, db, cast, asked):
        self.db, self.cast, self.asked = db, cast, asked
        self.wang, self.sun = actor(db, cast.wang), actor(db, cast.sun)
        self.li, self.he = actor(db, cast.li, Role.SUPERVISOR), actor(db, cast.he, Role.HR)
        self.chen = actor(db, cast.chen, Role.SUPERVISOR)

    def tell(self, kind="complaint", *, by=None, about=None, words="The room was not ready at three", **more):
        """Somebody of 静安店 tells."""
        by = by or self.wang
        unit = self.db.session.get(Unit, more.pop("unit", self.cast.jingan))
        person = self.db.session.get(Employee, about) if about else None
        told = operations.tell(by, Told(kind, unit, self.asked.desk, words, person, **more))
        self.db.session.commit()
        return told

    def fresh(self, feedback):
        """The matter as it stands in the database."""
        self.db.session.expire_all()
        return self.db.session.get(Feedback, feedback.id)

    def closed(self, **more):
        """A matter that 李想 has closed."""
        feedback = self.tell(**more)
        for step in steps_of(feedback.kind, feedback.reachable):
            operations.note_step(self.li, feedback, step)
        operations.close(self.li, feedback, result="Room changed, one night free", outcome="solved")
        self.db.session.commit()
        return feedback

    def comment(self, answer, words="Nobody looked up when I came in", audience="hr"):
        """A customer's own words."""
        response = answer(csat=2, words=words, audience=audience)
        return self.db.session.scalars(select(CustomerComment).where(CustomerComment.response_id == response)).one()


@pytest.fixture
def counter(db, cast, asked):
    """The desk."""
    return Counter(db, cast, asked)


@pytest.fixture
def late():
    """A moment by which every clock has run out."""
    return now() + dt.timedelta(days=90)
