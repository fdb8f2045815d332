"""Two senders at once, whose statements take turns as we say: one goes so far, the other as far as it can, the first to its end.

Source: PostgreSQL's isolationtester runs steps in each order and takes a step that waits for a lock as one that others must
let go on (src/test/isolation/README).
"""

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread, get_ident

import psycopg
from sqlalchemy import event

from cxtrain.extensions import db

PATIENCE = 60  # seconds; an act that takes as long is stuck
A_WHILE = 0.03  # seconds after which somebody who has no answer waits for SQLite's write lock
WAITING = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


@dataclass
class Sender:
    """A browser with a form that it sends from a thread of its own, and where on the way it stops."""

    browser: object
    form: tuple
    stop: int = 0  # before the statement or commit of this number; 0: nowhere
    done: int = 0  # statements and commits
    halted: Event = field(default_factory=Event)
    free: Event = field(default_factory=Event)
    answer: object = None

    def begin(self, senders):
        """Send; the thread is entered into `senders` before its first statement."""
        def run():
            senders[get_ident()] = self
            try:
                with self.browser.app.app_context():
                    self.answer = self.again()
            finally:
                self.halted.set()

        self.thread = Thread(target=run)
        self.thread.start()

    def again(self):
        """Press the button, and return the answer."""
        address, fields = self.form
        return self.browser._open("POST", address, data=fields)

    def step(self):
        """Count a statement, and wait where it is the one to stop before."""
        self.done += 1
        if self.done == self.stop:
            self.halted.set()
            self.free.wait(PATIENCE)


@contextmanager
def gated(engine):
    """Let the statements and commits of each thread that is a sender's be counted and stopped; yield the senders by thread."""
    senders = {}

    def step(*_):
        if sender := senders.get(get_ident()):
            sender.step()

    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)
    try:
        yield senders
    finally:
        event.remove(engine, "before_cursor_execute", step)
        event.remove(engine, "commit", step)


def take_turns(first, second, stop):
    """Let `first` go up to its step `stop`, `second` to its end or to a lock, `first` to its end; whether it came to `stop`."""
    first.stop = stop
    with gated(db.engine) as senders, _lookout() as lookout:
        first.begin(senders)
        first.halted.wait(PATIENCE)
        second.begin(senders)
        _let_go_as_far_as_it_can(second, lookout)
        first.free.set()
        for sender in (first, second):
            sender.thread.join(PATIENCE)
    return first.done >= stop


def _let_go_as_far_as_it_can(sender, lookout):
    """Wait until `sender` has its answer, or is seen to wait for a lock."""
    end = time.monotonic() + (PATIENCE if lookout else A_WHILE)
    while not sender.halted.wait(0.01) and time.monotonic() < end:
        if lookout and lookout.execute(WAITING).fetchone():
            return


@contextmanager
def _lookout():
    """Yield a connection that sees who waits for a lock; None where the database cannot tell."""
    if db.engine.dialect.name != "postgresql":
        yield None
        return
    address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection
