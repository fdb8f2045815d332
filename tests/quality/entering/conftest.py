"""A shopper's phone at the end of a line that can be cut; complaints of its pages fail the test."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from cxtrain.people.models import Account, Employee
from tests.conftest import PASSWORD
from tests.roleplay.line import Line, over


@pytest.fixture
def line(world):
    """The line to the application."""
    return Line(world[0])


@pytest.fixture
def site(line):
    """The address of the application, at the other end of the line."""
    with over(line) as address:
        yield address


class Phone:
    """A browser on which 陈晨 is signed in, and what it complained of."""

    def __init__(self, context, line):
        self.context, self.line, self.complaints = context, line, []

    def new_page(self):
        """Open a tab."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self.note)
        return page

    def note(self, message):
        """Note what a page complains of, but for what a cut line brings with it."""
        if message.type == "error" and not re.match("Failed to load resource|An unknown error .* fetching the script", message.text):
            self.complaints.append(message.text)

    def open(self, card, *, kept=True):
        """Open a scorecard, and wait until the worker keeps it."""
        page = self.new_page()
        page.goto(f"/quality/visits/{card.id}")
        expect(page.locator("body.is-live")).to_be_attached()
        if kept:
            until(page, """async (path) => Boolean(navigator.serviceWorker.controller)
                && Boolean(await (await caches.open("card-1")).match(path))
                && (await (await caches.open("card-1")).keys()).length >= 6""", f"/quality/visits/{card.id}")
        return page

    def cut(self):
        """Cut the line."""
        self.line.state = "down"
        self.context.set_offline(True)

    def mend(self):
        """Mend it."""
        self.line.state = "up"
        self.context.set_offline(False)


def until(page, script, *args):
    """Wait until a script in the page says yes. Not wait_for_function: its polling evaluates a string, which our CSP refuses."""
    for _ in range(600):
        if page.evaluate(script, *args):
            return
        page.wait_for_timeout(50)
    raise AssertionError(script)


@pytest.fixture
def phones(chromium, site, line, db, cast):
    """Makes phones: `without` takes something from the browser, such as serviceWorker, before any page is opened."""
    number, made = db.session.get(Employee, cast.chen).number, []
    db.session.rollback()

    def make(*, without=None, locale="zh-CN", **options):
        account = db.session.scalars(select(Account).where(Account.employee_id == cast.chen)).one()
        account.locale = "en" if locale == "en-US" else "zh_Hans"
        db.session.commit()
        options = {"viewport": {"width": 390, "height": 844}, "has_touch": True, **options}
        phone = Phone(chromium.new_context(locale=locale, base_url=site, **options), line)
        made.append(phone)
        if without:
            phone.context.add_init_script(f"delete Navigator.prototype.{without}")
        page = phone.new_page()
        page.goto("/sign-in")
        page.fill("[name=login]", number)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/")
        page.close()
        return phone

    yield make
    line.state = "up"
    for phone in made:
        phone.context.close()
    assert [phone.complaints for phone in made if phone.complaints] == []


@pytest.fixture
def card(cards, db):
    """A scorecard just begun."""
    made = cards.draft()
    db.session.rollback()
    return made
