"""An author at a browser, who fills forms as they stand on the page."""

import re
from html.parser import HTMLParser

import pytest

from cxtrain.extensions import db as database
from cxtrain.roleplay.authoring import queries
from cxtrain.roleplay.authoring.models import Draft
from tests.conftest import Browser

DRAFT = "/authoring/scenarios/late-check-in"


class _Fields(HTMLParser):
    """Collects what a browser would send of a form in a page's main part: of the one with an id, or of the last one."""

    def __init__(self, form_id=None):
        super().__init__()
        self.form_id, self.fields, self.inside, self.main = form_id, {}, False, False
        self.area = self.select = None

    def handle_starttag(self, tag, attrs):
        """Note a field's value."""
        has = dict(attrs)
        self.main = self.main or tag == "main"
        if tag == "form":
            self.inside = self.main and has.get("method") == "post" and (self.form_id is None or has.get("id") == self.form_id)
            self.fields = {} if self.inside else self.fields
        if not self.inside:
            return
        if tag == "input" and has.get("name") and (has.get("type") not in ("checkbox", "radio") or "checked" in has):
            self.fields[has["name"]] = has.get("value", "") if has.get("type") != "checkbox" else has.get("value", "y")
        if tag == "textarea":
            self.area, self.fields[has["name"]] = has["name"], ""
        if tag == "select":
            self.select, self.fields[has["name"]] = has["name"], None
        if tag == "option" and self.select and ("selected" in has or self.fields[self.select] is None):
            self.fields[self.select] = has.get("value", "")

    def handle_data(self, data):
        """Take what stands in a text field."""
        if self.area:
            self.fields[self.area] += data

    def handle_endtag(self, tag):
        """Leave a field or the form."""
        if tag == "textarea":
            self.fields[self.area] = self.fields[self.area].removeprefix("\r\n").removeprefix("\n")
            self.area = None
        self.main = self.main and tag != "main"
        self.select = None if tag == "select" else self.select
        self.inside = self.inside and tag != "form"


def fields_of(page, form_id=None):
    """Return what a browser would send of a form as it stands."""
    found = _Fields(form_id)
    found.feed(page)
    return {name: value or "" for name, value in found.fields.items()}


def plain(page):
    """Return a page's words without its tags, each change of wording in one piece."""
    return re.sub(r"<[^>]*>", "", page)


class Author:
    """林老师, or another author, at a browser."""

    def __init__(self, browser):
        self.browser = browser

    def get(self, url):
        """Fetch a page."""
        return self.browser.get(url)

    def opened(self, url, form_id="scene"):
        """Return the fields of a page's form, to be changed and sent later."""
        return fields_of(self.get(url).text, form_id)

    def send(self, url, fields):
        """Send fields."""
        return self.browser._open("POST", url, data=fields)

    def fill(self, url, form_id="scene", **changes):
        """Open a page, change some fields of its form and send it."""
        fields = self.opened(url, form_id)
        assert set(changes) - {"do"} <= set(fields) | {name for name, value in changes.items() if value in ("y", None)}, \
            set(changes) - set(fields)
        return self.send(url, {name: value for name, value in {**fields, **changes}.items() if value is not None})

    def press(self, url, page, **fields):
        """Press a button that posts to `url`, found on `page`."""
        return self.browser.post(url, page=page, **fields)


@pytest.fixture
def author(browser, cast, scenario):
    """林老师, with the short story published."""
    return Author(browser.login(cast.lin))


@pytest.fixture
def other(app, cast, scenario):
    """管理员, who writes as well."""
    return Author(Browser(app).login(cast.admin))


@pytest.fixture
def draft(author):
    """The short story as a draft; its address."""
    answer = author.press(f"{DRAFT}/begin", DRAFT)
    assert answer.status_code == 303, answer.text
    return DRAFT


def document(slug="late-check-in"):
    """Return what the draft says now."""
    database.session.rollback()
    database.session.expire_all()
    return queries.get_work(slug).document


def saves(slug="late-check-in"):
    """Return the number of the draft's latest save."""
    database.session.rollback()
    return database.session.query(Draft).filter_by(slug=slug).one().latest
