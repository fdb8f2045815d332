"""A journey of two touchpoints."""

import pytest
from sqlalchemy import select

from cxtrain.journey.models import Touchpoint
from cxtrain.journey.operations import publish_touchpoints
from tests.journey.test_touchpoint import FILE


@pytest.fixture
def desk(db):
    """The id of a published touchpoint."""
    publish_touchpoints(FILE)
    db.session.commit()
    return db.session.scalar(select(Touchpoint.id).where(Touchpoint.slug == "desk"))
