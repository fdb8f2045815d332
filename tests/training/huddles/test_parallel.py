"""Thirty telephones join at once and choose at once: none is lost, none is counted twice."""

import re
import threading
from collections import Counter

from flask.testing import FlaskClient
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.training.huddles.models import HuddleCount
from tests.training.huddles.conftest import BUTTON

PHONES = 30


class Thirty:
    """Telephones that do the same thing at the same moment, each in a thread of its own."""

    def __init__(self, app):
        self.clients = [FlaskClient(app, app.response_class) for _ in range(PHONES)]
        self.urls = [""] * PHONES

    def at_once(self, task):
        """Run task(number, client) for all at once; return what they answered, by number. A 503 is sent again."""
        database.session.remove()  # the test's own transaction must not hold the write lock
        barrier, answers = threading.Barrier(PHONES), {}

        def run(number, client):
            barrier.wait()
            while (answer := task(number, client)).status_code == 503:
                pass
            answers[number] = answer
        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(self.clients)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        return [answers[number] for number in range(PHONES)]

    def join(self, code):
        """Let all of them join."""
        passes = [re.search(r'name="pass" value="([^"]*)"', client.get(f"/h/{code}").text)[1] for client in self.clients]
        answers = self.at_once(lambda number, client: client.post("/h", data={"pass": passes[number], "code": code}))
        assert Counter(answer.status_code for answer in answers) == {303: PHONES}
        self.urls = [answer.location for answer in answers]

    def tokens(self, number):
        """Return the tokens that a telephone may choose, by letter."""
        return {letter: token for token, _, letter, _ in BUTTON.findall(self.clients[number].get(self.urls[number]).text)}


def test_thirty_telephones_join_and_choose_at_once_and_none_is_lost(world, trainer, db):
    room = Thirty(world[0])
    room.join(trainer.huddle.code)
    assert len(set(room.urls)) == PHONES
    trainer.move("begin")
    tokens = room.tokens(0)
    wanted = ["ABC"[number % 3] for number in range(PHONES)]
    sent = room.at_once(lambda number, client: client.post(room.urls[number], data={"choice": tokens[wanted[number]]}))
    assert Counter(answer.status_code for answer in sent) == {303: PHONES}
    changed = room.at_once(lambda number, client: client.post(room.urls[number], data={"choice": tokens["B"]})
                           if number < 10 else client.get(room.urls[number]))
    assert {answer.status_code for answer in changed} == {303, 200}
    final = Counter(["B"] * 10 + wanted[10:])
    assert trainer.browser.get(f"{trainer.url}/state").json == {"revision": 1, "joined": PHONES, "chosen": PHONES}
    trainer.move("count")
    counts = dict(db.session.execute(select(HuddleCount.choice_id, HuddleCount.phones)).all())
    by_token = trainer.tokens()
    assert sorted(counts.values()) == sorted(final.values()) and sum(counts.values()) == PHONES
    assert trainer.marked() == by_token["B"]


def test_those_who_choose_while_the_vote_is_being_closed_are_counted_or_told(world, trainer, db):
    room = Thirty(world[0])
    room.join(trainer.huddle.code)
    trainer.move("begin")
    token, hidden = room.tokens(0)["A"], trainer.browser.hidden(trainer.url)
    boss = trainer.browser.client

    def press(number, client):
        if number == PHONES - 1:
            return boss.post(f"{trainer.url}/move", data={**hidden, "move": "count"}, headers=trainer.browser.headers)
        return client.post(room.urls[number], data={"choice": token})
    *answers, closed = room.at_once(press)
    found = Counter(answer.status_code for answer in answers)
    assert closed.status_code == 303 and set(found) <= {303, 409}
    assert (db.session.scalar(select(HuddleCount.phones)) or 0) == found[303]
