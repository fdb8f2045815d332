"""Two hundred customers press the button at once: nothing is lost, and nothing is doubled."""

import threading
from collections import Counter

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.voices.models import Campaign, CustomerComment, Response, SurveyPlace, VoiceCount
from cxtrain.voices.sums.queries import verify_counts
from tests.voices.answering.conftest import READING, hidden, receipt_on

AT_ONCE, TWICE = 200, 40  # posts; how many of the pages are sent two times


@pytest.fixture
def press(world, asked):
    """A function that lets 200 posts of 160 pages come at once; it returns the answers by page, none of which is a 503."""
    app = world[0]
    path = f"/s/{database.session.get(SurveyPlace, asked.jingan).token}"
    database.session.remove()

    def at_once():
        pages = [hidden(_client(app, number).get(path).text) for number in range(AT_ONCE - TWICE)]
        database.session.remove()  # what the pages were read in
        jobs = [(number, fields) for number, fields in [*enumerate(pages), *enumerate(pages[:TWICE])]]
        barrier, answers = threading.Barrier(AT_ONCE), []

        def send(number, fields):
            client, score = _client(app, number), number % 5 + 1
            data = {**fields, "q-satisfied": str(score), "q-recommend": str(number % 11), "q-words": f"words {number}"}
            barrier.wait()
            while (answer := client.post(path, data=data)).status_code == 503:
                pass  # somebody else was saving for five seconds: the page sends it again
            answers.append((number, answer))
        with time_machine.travel(now() + READING, tick=True):
            threads = [threading.Thread(target=send, args=job) for job in jobs]
            [thread.start() for thread in threads]
            [thread.join() for thread in threads]
        return answers
    return at_once


def _client(app, number):
    client = FlaskClient(app, app.response_class)
    client.environ_base = {**client.environ_base, "HTTP_USER_AGENT": f"Telephone {number}", "HTTP_ACCEPT_LANGUAGE": "en",
                           "REMOTE_ADDR": f"10.0.{number // 200}.{number % 200}"}
    return client


def test_two_hundred_posts_lose_nothing_and_double_nothing(press, app, db, cast, asked):
    answers = press()
    assert Counter(answer.status_code for _, answer in answers) == {200: AT_ONCE}
    receipts = {number: set() for number, _ in answers}
    for number, answer in answers:
        receipts[number].add(receipt_on(answer))
    assert all(len(found) == 1 for found in receipts.values()) and len(set.union(*receipts.values())) == AT_ONCE - TWICE
    pages = AT_ONCE - TWICE
    assert db.session.scalar(select(func.count()).select_from(Response).where(Response.counted)) == pages
    assert db.session.get(Campaign, asked.campaign).received == pages
    assert Counter(db.session.scalars(select(CustomerComment.words))) == {f"words {n}": 1 for n in range(pages)}
    total = select(func.sum(VoiceCount.n)).where(VoiceCount.measure == "csat")
    for unit in (cast.jingan, cast.east, cast.firm):
        assert db.session.scalar(total.where(VoiceCount.unit_id == unit)) == pages
    assert verify_counts()[1] == {}


def test_a_quota_takes_exactly_as_many_as_it_says(press, app, db, asked):
    db.session.get(Campaign, asked.campaign).quota = 50
    db.session.commit()
    answers = press()
    assert set(Counter(answer.status_code for _, answer in answers)) == {200, 410}
    assert db.session.scalar(select(func.count()).select_from(Response)) == 50
    assert db.session.get(Campaign, asked.campaign).received == 50
    assert len({receipt_on(answer) for _, answer in answers} - {None}) == 50
