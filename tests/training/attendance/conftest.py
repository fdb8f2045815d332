"""A class that is being held, for each test of attendance."""

import pytest

from tests.conftest import Browser
from tests.training.attendance.room import make_class
from tests.training.conftest import publish_all


@pytest.fixture
def course(db):
    """Id of the published course."""
    return publish_all()


@pytest.fixture
def room(course, cast):
    """A class of 静安店 that began five minutes ago; 王喆 and 赵䶮 are on its roster, 林老师 is its trainer."""
    return make_class(cast)


@pytest.fixture
def someone(app, cast):
    """A function that signs somebody of the cast in, on a phone of their own."""
    return lambda who: Browser(app).login(getattr(cast, who))
