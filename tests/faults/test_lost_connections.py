"""PostgreSQL ends its connections, as it does where it is started anew: what was under way is done or refused, all the rest works."""

import threading
import time
import uuid

import psycopg
import pytest
from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.voices.feedback.models import Feedback
from tests.faults.complaint import typed_in
from tests.faults.invariants import violations

ENDED = "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = %s and pid <> pg_backend_pid()"


@pytest.fixture
def form(app, cast):
    """A browser of 王喆, and a complaint that is typed in."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no connections to lose")
    return typed_in(app, cast.wang)[0]


def end_connections():
    """End every connection to the test's database but this one; return how many."""
    url = db.engine.url.set(drivername="postgresql", database="postgres")
    with psycopg.connect(url.render_as_string(hide_password=False)) as other:
        return other.execute(ENDED, [db.engine.url.database]).fetchone()[0]


def test_the_next_request_after_all_connections_were_ended_works(app, form):
    browser, address, fields = form
    db.session.remove()
    assert end_connections()
    assert browser.get("/feedback/tell").status_code == 200
    db.session.remove()
    assert end_connections()
    assert browser._open("POST", address, data=fields).status_code == 303


def test_what_was_under_way_when_they_were_ended_is_done_once(app, form):
    browser, address, fields = form
    over, ended, refused = threading.Event(), [], 0

    def end_now_and_then():
        with app.app_context():
            while not over.wait(0.03):
                ended.append(end_connections())

    thread = threading.Thread(target=end_now_and_then)
    thread.start()
    sent = []
    while len(sent) < 30 or sum(ended) <= 10 or not refused:  # a fast machine sends many between two ends
        sent.append({**fields, "words": f"It was cold {len(sent):04}", "submission_key": str(uuid.uuid4())})
        limit = time.monotonic() + 60
        while (answer := browser.client.post(address, data=sent[-1], headers=browser.headers)).status_code != 303:
            refused += 1
            assert answer.status_code == 503 and sent[-1]["words"] in answer.text and time.monotonic() < limit
    over.set()
    thread.join()
    db.session.remove()
    assert sorted(db.session.scalars(select(Feedback.words))) == [each["words"] for each in sent]
    assert violations() == []
