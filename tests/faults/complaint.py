"""A complaint that is typed in: the act by which tests try what happens to a submit when the floor gives way."""

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.journey.models import Touchpoint
from tests.conftest import Browser
from tests.faults.acts import ACTS, filled
from tests.training.conftest import publish_all

TOLD = next(act for act in ACTS if act.name == "a complaint told")


def typed_in(app, employee_id, times=1):
    """Publish the content and let somebody type in a complaint, in so many browsers; return (browser, address, fields) of each."""
    publish_all()
    ids = {"touchpoint": db.session.scalar(select(Touchpoint.id).limit(1))}
    db.session.commit()
    browsers = [Browser(app).login(employee_id) for _ in range(times)]
    return [(browser, *filled(TOLD, browser, ids)) for browser in browsers]
