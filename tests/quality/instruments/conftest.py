"""何姐 at a browser, writing the next version of the breakfast form."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.quality.instruments import manuscript, queries
from cxtrain.quality.instruments.models import FormSave
from tests.conftest import Browser
from tests.roleplay.authoring.conftest import fields_of

SLUG = "hotel-breakfast"
FORM = f"/quality/forms/{SLUG}"


class Writer:
    """Somebody who writes forms, at a browser."""

    def __init__(self, browser):
        self.browser = browser

    def get(self, url):
        """Fetch a page."""
        return self.browser.get(url)

    def opened(self, url, form_id=None):
        """Return the fields of a page's form, to be changed and sent later."""
        return fields_of(self.get(url).text, form_id)

    def send(self, url, fields):
        """Send fields."""
        return self.browser._open("POST", url, data={name: value for name, value in fields.items() if value is not None})

    def fill(self, url, form_id=None, **changes):
        """Open a page, change some fields of its form and send it; None takes a tick away."""
        return self.send(url, {**self.opened(url, form_id), **changes})

    def press(self, page, url, **fields):
        """Press a button of a page that sends to another address."""
        return self.browser.post(url, page=page, **fields)


@pytest.fixture
def he(app, cast, hotel):
    """何姐 of HR."""
    return Writer(Browser(app).login(cast.he))


@pytest.fixture
def lin(app, cast, hotel):
    """林老师, an author."""
    return Writer(Browser(app).login(cast.lin))


@pytest.fixture
def draft(he):
    """A draft of the breakfast form, the same as what is in use."""
    assert he.press(FORM, f"{FORM}/begin").status_code == 303
    return document()


def document(slug=SLUG):
    """What the draft of a form says now."""
    database.session.rollback()
    database.session.expire_all()
    return queries.get_work(slug).document


def saves():
    """How many saves there are of all drafts."""
    database.session.rollback()
    return database.session.query(FormSave).count()


def ids(slug=SLUG):
    """The ids of the draft's items, in the order of the form."""
    return [item["id"] for item in manuscript.items_of(document(slug))]
