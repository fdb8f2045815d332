"""A huddle with a trainer at the big screen and telephones around it."""

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.roleplay.operations import publish_scenario
from cxtrain.training.huddles.models import Huddle, HuddleVote
from tests.conftest import Browser
from tests.roleplay.stories import LATE_CHECK_IN
from tests.roleplay.test_packs import TOUCHPOINTS

BUTTON = re.compile(r'<button class="choice"[^>]*value="(\w+)"([^>]*)><b>(\w)</b><span>(.*?)</span>', re.S)


def changed(text):
    """Return a signed text with a letter of its signature changed; not the last one, of which not all bits count."""
    return text[:-5] + ("A" if text[-5] != "A" else "B") + text[-4:]


@pytest.fixture
def scenario(db):
    """The short story, published."""
    publish_touchpoints(TOUCHPOINTS)
    published = publish_scenario(LATE_CHECK_IN).scenario
    db.session.commit()
    return published


@dataclass
class Trainer:
    """Whoever leads the huddle."""

    browser: Browser
    url: str

    @property
    def id(self):
        """The huddle's id."""
        return int(self.url.rpartition("/")[2])

    @property
    def huddle(self):
        """The row as it is stored."""
        database.session.rollback()
        database.session.expire_all()
        return database.session.get(Huddle, self.id)

    @property
    def text(self):
        """The big screen."""
        return self.browser.get(self.url).text

    def move(self, move, **fields):
        """Press a button of the screen; return the answer."""
        if move == "play" and "choice" not in fields:
            fields["choice"] = self.marked()
        return self.browser.post(f"{self.url}/move", page=self.url, move=move, **fields)

    def marked(self):
        """Return the token that is marked to be played on; None where none is."""
        found = re.search(r'name="choice" value="(\w+)" checked', self.text)
        return found and found[1]

    def tokens(self):
        """Return the tokens on the counted screen, by letter."""
        found = re.findall(r'name="choice" value="(\w+)".*?<b>(\w)</b>', self.text, re.S)
        return {letter: token for token, letter in found}

    def hands(self):
        """Return the names of the fields for hands, in the order of the letters."""
        return re.findall(r'name="(hands-\w+)"', self.text)

    def votes(self):
        """Return the votes that are stored, as {telephone: choice id} by position."""
        database.session.rollback()
        found = {}
        for vote in database.session.scalars(select(HuddleVote).where(HuddleVote.huddle_id == self.id)):
            found.setdefault(vote.position, {})[vote.phone] = vote.choice_id
        return found


@dataclass
class Phone:
    """A telephone in the room: no account, no cookie."""

    browser: Browser
    url: str = ""

    def join(self, code):
        """Scan or type the code; return the answer."""
        page = self.browser.get(f"/h/{code}")
        data = {"pass": re.search(r'name="pass" value="([^"]*)"', page.text)[1], "code": code}
        answer = self.browser._open("POST", "/h", data=data)
        self.url = answer.location or ""
        return answer

    def look(self, **headers):
        """Look at the telephone."""
        return self.browser.get(self.url, headers=headers)

    def cards(self):
        """Return what may be chosen, {letter: (token, words)}."""
        return {letter: (token, words) for token, _, letter, words in BUTTON.findall(self.look().text)}

    def choose(self, letter):
        """Tap the choice with this letter; return the answer."""
        return self.send(self.cards()[letter][0])

    def send(self, token):
        """Send a token."""
        return self.browser._open("POST", self.url, data={"choice": token})


@pytest.fixture
def trainer(browser, cast, scenario):
    """李想, who has opened the room."""
    browser.login(cast.li)
    answer = browser.post("/huddles/new", scenario="late-check-in", unit=str(cast.jingan))
    assert answer.status_code == 303, answer.text
    return Trainer(browser, answer.location)


@pytest.fixture
def phone(app):
    """A function that brings a telephone into the room."""
    def make(trainer=None, language="en"):
        made = Phone(Browser(app, language))
        if trainer:
            assert made.join(trainer.huddle.code).status_code == 303
        return made
    return make
