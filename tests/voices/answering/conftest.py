"""A customer with a telephone: a page fetched, filled in and sent, some seconds later."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass, field

import pytest
import time_machine

from cxtrain.clock import now
from cxtrain.voices.answering.forms import LEAST
from cxtrain.voices.models import Campaign, SurveyPlace
from cxtrain.voices.operations import keep_questionnaire
from cxtrain.voices.questionnaire import PAIRS, Questionnaire
from tests.conftest import Browser

READING = LEAST + dt.timedelta(seconds=5)

TWO = {"zh": "问", "en": "Asked"}


def sheet_of(*questions, **more):
    """Return a questionnaire of these questions, each (id, kind, changes)."""
    written = []
    for name, kind, changes in questions:
        other = {"other": TWO} if kind in PAIRS else {}
        dimension = {"dimension": "empathy"} if kind == "servqual" else {}
        choices = {"choices": [{"id": one, "text": TWO} for one in ("work", "family")]} if kind == "segment" else {}
        written.append({"id": name, "kind": kind, "text": TWO, **other, **dimension, **choices, **changes})
    return Questionnaire.model_validate({"slug": "s", "title": TWO, "questions": written, **more})


@dataclass
class Customer:
    """Somebody who scanned a poster or opened a link. Each has a telephone of the own model, unless it is said."""

    browser: Browser
    path: str
    answers: list = field(default_factory=list)

    def open(self, **headers):
        """Open the page."""
        return self.browser.get(self.path, headers=headers)

    def send(self, page=None, *, path=None, after=READING, headers=None, **fields):
        """Fill in the page that is open (by default a fresh one) and send it; `_` in names is `-` on the page."""
        page = page or self.open()
        data = {**hidden(page.text), **{name.replace("_", "-"): str(value) for name, value in fields.items()}}
        with time_machine.travel(now() + after, tick=False):
            return self.browser._open("POST", path or self.path, data=data, headers=headers or {})


def hidden(text):
    """Return the hidden fields of a page."""
    tags = [tag for tag in re.findall(r"<input[^>]*>", text) if 'type="hidden"' in tag]
    return {re.search(r'name="([^"]*)"', tag)[1]: re.search(r'value="([^"]*)"', tag)[1] for tag in tags}


def receipt_on(answer):
    """Return the receipt that a thank-you page shows, or None."""
    found = re.search(r'class="code">([^<]*)<', answer.text)
    return found and found[1]


@pytest.fixture
def customer(app, db, asked):
    """A function that makes customers of 静安店's poster; no two have the same telephone."""
    made = []

    def make(place=None, *, path=None, language="en", phone=None):
        place_id = place or asked.jingan
        where = path or f"/s/{db.session.get(SurveyPlace, place_id).token}"
        browser = Browser(app, language)
        browser.headers["User-Agent"] = phone or f"Telephone {len(made)}"
        made.append(Customer(browser, where))
        return made[-1]
    return make


@pytest.fixture
def survey(db, cast, asked):
    """A function that opens a campaign with a questionnaire at 静安店 and returns the path of its poster."""
    def make(*questions, label="", department_id=None, **more):
        version = keep_questionnaire(sheet_of(*questions, **more))
        campaign = Campaign(
            title="another", unit_id=cast.firm, touchpoint_id=asked.breakfast, questionnaire_id=version.id, state="open",
            purpose={"zh": "改进", "en": "To improve"}, opens_on=now().date() - dt.timedelta(days=9), made_by=cast.he, made_at=now(),
            department_id=department_id)
        db.session.add(campaign)
        db.session.flush()
        place = SurveyPlace(campaign_id=campaign.id, unit_id=cast.jingan, token=uuid.uuid4().hex, label=label)
        db.session.add(place)
        db.session.commit()
        return f"/s/{place.token}"
    return make
