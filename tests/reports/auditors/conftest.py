"""A closed class with 王喆 and 孙淼, and links that show it."""

import re

import pytest

from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.reports.auditors import operations
from tests.conftest import Browser
from tests.quality.conftest import actor
from tests.training.activity import clock
from tests.training.classes.conftest import attended, held_course, planned

__all__ = ["held_course"]
SHANGHAI_JUNE = "2026-06-03 12:00"


@pytest.fixture
def held(cast, held_course, monkeypatch):
    """The id of a class of 静安店 that was held on 6 May 2026 and closed."""
    number = planned(cast, "wang", "sun", closed=clock("2026-05-07 09:00"), summary="CANARY-SUMMARY 大家都演了一遍。")
    attended(number, cast.wang, "present", "late")
    attended(number, cast.sun, "present", "absent")
    return number


class Links:
    """Makes links as HR does."""

    def __init__(self, app, cast):
        self.app, self.cast = app, cast

    def make(self, classes=(), people=(), days=7, unit=None):
        """Return the id of a link, and its token."""
        wanted = operations.Invitation("李老师", "星级评审 2026", database.session.get_one(Unit, unit or self.cast.firm), days,
                                       list(classes), list(people))
        key = self.app.config["SECRET_KEY"]
        link = operations.invite(actor(database, self.cast.he, Role.HR), wanted, key)
        database.session.commit()
        return link.id, operations.token_of(key, link.nonce)


@pytest.fixture
def links(app, cast):
    """Makes links."""
    return Links(app, cast)


@pytest.fixture
def stranger(app):
    """A browser that is not signed in, in English."""
    return Browser(app)


def hrefs(page):
    """Return the addresses on a page."""
    return [each.replace("&amp;", "&") for each in re.findall(r'(?:href|src)="([^"]+)"', page.text)]
