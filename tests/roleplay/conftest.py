"""A published scenario and somebody who plays it."""

import re

import pytest

from cxtrain.extensions import db as database
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.roleplay import operations
from cxtrain.roleplay.models import Attempt, Step
from tests.conftest import PASSWORD
from tests.roleplay.line import Line, over
from tests.roleplay.stories import LATE_CHECK_IN
from tests.roleplay.test_packs import TOUCHPOINTS

SCENARIO = "/roleplay/late-check-in"


@pytest.fixture
def scenario(db):
    """The short story, published."""
    publish_touchpoints(TOUCHPOINTS)
    published = operations.publish_scenario(LATE_CHECK_IN).scenario
    db.session.commit()
    return published


class Player:
    """Somebody at a browser who plays by what the choices say, as people do, and not by their tokens."""

    def __init__(self, browser, slug="late-check-in"):
        self.browser, self.url = browser, None
        self.scenario = f"/roleplay/{slug}"

    def start(self, mode="practice", **fields):
        """Start a play and return its address."""
        answer = self.browser.post(f"{self.scenario}/start", page=self.scenario, **{"mode": mode, "anew": "", **fields})
        assert answer.status_code == 303, answer.text
        self.url = answer.location
        return self.url

    @property
    def text(self):
        """The page of the play as it stands."""
        return self.browser.get(self.url).text

    def tokens(self, text=None):
        """Return what may be said now, by its words."""
        found = re.findall(r'name="choice" value="(\w+)"><kbd>\d</kbd><span>(.*?)</span>', text or self.text, re.S)
        return {words.replace("&#39;", "'").replace("&#34;", '"'): token for token, words in found}

    def say(self, words, **fields):
        """Give the answer that contains `words` and return what the server answers."""
        token = next(token for said, token in self.tokens().items() if words in said)
        return self.browser.post(self.url, choice=token, **fields)

    def play(self, *lines):
        """Give several answers and return the last reply."""
        for words in lines:
            reply = self.say(words)
            assert reply.status_code == 303, reply.text
        return reply

    @property
    def attempt(self):
        """The attempt as it is stored."""
        database.session.expire_all()
        return database.session.get(Attempt, int(self.url.split("/")[-1]))

    @property
    def made(self):
        """The choices as they are stored."""
        attempt = self.attempt
        steps = database.session.query(Step).filter_by(attempt_id=attempt.id).order_by(Step.position)
        return [step.choice_id for step in steps]


@pytest.fixture
def player(browser, cast, scenario):
    """王喆, signed in."""
    return Player(browser.login(cast.wang))


@pytest.fixture
def line(world, scenario):
    """The line to the application."""
    return Line(world[0])


@pytest.fixture
def site(line):
    """The address of the application, at the other end of the line."""
    with over(line) as address:
        yield address


def sign_in(page, number="S0102"):
    """Sign somebody in (王喆 by default) on the page that is shown."""
    page.fill("[name=login]", number)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")


@pytest.fixture
def opened(chromium, site):
    """A function that signs 王喆 in on a phone and starts a play; complaints of the page fail the test."""
    complaints = []
    contexts = []

    def note(message):
        if message.type == "error" and not re.match("Failed to load resource|An unknown error .* fetching the script", message.text):
            complaints.append(message.text)

    def open_page(*, without=None, timed=False, **options):
        context = chromium.new_context(base_url=site, viewport={"width": 390, "height": 844}, **options)
        contexts.append(context)
        if without:
            context.add_init_script(f"delete Navigator.prototype.{without}")
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/sign-in")
        sign_in(page)
        page.wait_for_url("**/")
        page.goto(SCENARIO)
        if timed:
            page.check("[name=timed]")
        page.click("button[value=practice]")
        page.wait_for_url("**/roleplay/attempts/*")  # until it is loaded, and its script has run
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


BEST = ("One minute", "garden house", "handover book")  # own-it, garden, confirm: 7 points, the most there are
WORST = ("depends on the system", "all there is")  # pass-on, nothing: -2, the least
