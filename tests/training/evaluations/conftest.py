"""A class that ended an hour ago, and people who were there."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.training.classes.models import Attendance
from tests.conftest import Browser
from tests.training.attendance.room import make_class
from tests.training.conftest import publish_all

ALL = ("wang", "zhao", "sun", "chen", "li", "he", "lin")


@pytest.fixture
def course(db):
    """Id of the published course."""
    return publish_all()


@pytest.fixture
def ended(course, cast):
    """A class of the firm that ended an hour ago; everybody but the admin was there, the admin is its trainer."""
    made = make_class(cast, people=ALL, starts=(-150,), unit="firm", trainer="admin")
    at = made.row.made_at
    database.session.add_all(Attendance(session_id=made.sessions[0], employee_id=getattr(cast, who), state="present", minutes=80,
                                        source="keyed", at=at, by=cast.admin, why="") for who in ALL)
    database.session.commit()
    return made


@pytest.fixture
def someone(app, cast):
    """A function that signs somebody of the cast in."""
    return lambda who: Browser(app).login(getattr(cast, who))
