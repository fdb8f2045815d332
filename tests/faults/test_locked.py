"""Somebody else holds the database: who submits waits, and is then asked to come again; nothing is lost."""

import re
import sqlite3
import threading
import time
import uuid
from contextlib import closing, contextmanager

import psycopg
import pytest
from sqlalchemy import func, select

from cxtrain.extensions import db
from cxtrain.voices.feedback.models import Feedback
from tests.faults.complaint import typed_in
from tests.faults.invariants import violations

PEOPLE, FEW = 40, 10  # a busy machine does not save forty in the three seconds that are left after two of waiting


@pytest.fixture
def forms(app, cast):
    """Forty people with the complaint that each has typed in: (client, address, fields)."""
    (browser, address, fields), = typed_in(app, cast.wang)
    cookie = browser.client.get_cookie("cx").value
    db.session.remove()
    db.engine.pool._max_overflow = PEOPLE  # a web process has one thread; here one process stands for forty
    made = []
    for n in range(PEOPLE):
        client = app.test_client()
        client.set_cookie("cx", cookie)
        made.append((client, address, {**fields, "words": f"It was cold {n}", "submission_key": str(uuid.uuid4())}))
    return made


@contextmanager
def held(seconds):
    """Hold the database for so many seconds, from a connection that knows nothing of our lock."""
    url, begun, ended = db.engine.url, threading.Event(), []

    def hold():
        if url.get_backend_name() == "sqlite":
            with closing(sqlite3.connect(url.database, isolation_level=None)) as holder:
                holder.execute("begin immediate")
                begun.set()
                time.sleep(seconds)
                holder.execute("rollback")
        else:
            with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as holder:
                holder.execute("lock table feedback in exclusive mode")
                begun.set()
                time.sleep(seconds)
                holder.rollback()
        ended.append(time.monotonic())

    thread = threading.Thread(target=hold)
    thread.start()
    assert begun.wait(10)
    yield
    thread.join()


def sent(forms):
    """Send all forms at once; return the answers."""
    answers = [None] * len(forms)

    def send(n, client, address, fields):
        answers[n] = client.post(address, data=fields, headers={"Accept": "text/html", "Accept-Language": "en"})

    threads = [threading.Thread(target=send, args=(n, *form)) for n, form in enumerate(forms)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return answers


def told():
    """The words that are there, each as often as it is."""
    db.session.remove()
    found = sorted(db.session.scalars(select(Feedback.words).where(Feedback.words.startswith("It was cold "))))
    db.session.remove()  # outside of a request this transaction, too, would keep everybody else waiting
    return found


def test_who_submits_while_the_database_is_held_for_two_seconds_only_waits(app, forms):
    with held(2):
        answers = sent(forms[:FEW])
    assert [answer.status_code for answer in answers] == [303] * FEW
    assert len(told()) == FEW and violations() == []


def test_who_submits_while_it_is_held_for_longer_is_asked_to_come_again_and_loses_nothing(app, forms):
    with held(8):
        answers = sent(forms)
    assert {answer.status_code for answer in answers} <= {303, 503}
    refused = [(form, answer) for form, answer in zip(forms, answers, strict=True) if answer.status_code == 503]
    assert refused
    for (_, _, fields), answer in refused:
        assert int(answer.headers["Retry-After"]) > 0
        assert fields["words"] in answer.text and re.search(fields["submission_key"], answer.text)
    assert len(told()) == PEOPLE - len(refused)
    for form, _ in refused:
        assert sent([form])[0].status_code == 303
    assert told() == sorted(fields["words"] for _, _, fields in forms)
    assert db.session.scalar(select(func.count()).select_from(Feedback)) == PEOPLE and violations() == []
