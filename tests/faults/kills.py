"""Kills under load, and what must be true of what was acknowledged, now and at the end."""

import random
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import select, text

from cxtrain.extensions import db
from cxtrain.web.models import Submission
from cxtrain.web.transactions import reading
from tests.faults.invariants import violations
from tests.faults.load import Answerer

WHOLE = 8  # every so manieth kill is one of the whole server


@dataclass
class Counted:
    """What was seen of submits: how many were acknowledged, and what was wrong with them."""

    acknowledged: int = 0
    lost: set = field(default_factory=set)
    doubled: int = 0
    half: int = 0
    wrong: list = field(default_factory=list)

    @property
    def faults(self):
        """How much is wrong altogether."""
        return len(self.lost) + self.doubled + self.half + len(self.wrong)


@contextmanager
def one_moment():
    """See the database as it is at one moment, while others go on writing."""
    db.session.remove()
    with reading():
        if db.engine.dialect.name == "postgresql":
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield
    db.session.remove()


class Watch:
    """Holds what senders were told against what the database says."""

    def __init__(self, senders):
        self.senders = senders
        with one_moment():
            self.before = {sender: sender.effects() for sender in senders}

    def look(self, *, thorough):
        """Count; `thorough` asks every invariant, too."""
        told = {sender: (list(sender.made), list(sender.acknowledged)) for sender in self.senders}
        found = Counted(sum(len(acknowledged) for _, acknowledged in told.values()))
        with one_moment():
            settled = set(db.session.scalars(select(Submission.key)))
            for sender in self.senders:  # what is under way may have been made, and even be done, since the lists were copied
                done, more = len(settled.intersection(sender.made)), sender.effects() - self.before[sender]
                found.lost.update(set(told[sender][1]) - settled)
                if not isinstance(sender, Answerer):
                    found.doubled, found.half = found.doubled + max(0, more - done), found.half + max(0, done - more)
            found.wrong = [*(sentence for sender in self.senders for sentence in sender.wrong), *(violations() if thorough else ())]
        return found


def under_fire(site, senders, kills, *, chance=None, thorough=1, told=lambda n, counted: None):
    """Let senders work while the server is killed `kills` times; return what was counted when all had come to their end."""
    chance, watch = chance or random.Random(2026), Watch(senders)
    [sender.start() for sender in senders]
    for n in range(1, kills + 1):
        wait_for_more(senders, chance.randint(2, 8))
        time.sleep(chance.random() * 0.05)
        _kill(site, chance, whole=n % WHOLE == 0)
        counted = watch.look(thorough=n % thorough == 0)
        told(n, counted)
        if counted.faults:
            break
        site.ensure()
    for sender in senders:
        sender.ending = True
    end = time.monotonic() + 150
    while any(sender.is_alive() for sender in senders) and time.monotonic() < end:
        site.ensure()
        time.sleep(0.05)
    counted = watch.look(thorough=True)
    counted.wrong += [f"{sender.who} was never answered" for sender in senders if sender.is_alive()]
    counted.wrong += [f"{sender.who}: {len(sender.made) - len(sender.acknowledged)} not acknowledged" for sender in senders
                      if len(sender.made) != len(sender.acknowledged) and not sender.wrong]
    return counted


def _kill(site, chance, *, whole):
    """Kill the server, or one of its processes as soon as there is one that may be killed."""
    if whole:
        site.kill()
        return settle(site)
    while not site.kill_one(chance):
        time.sleep(0.02)


def wait_for_more(senders, count, seconds=90):
    """Wait until `count` more submits were acknowledged."""
    aim, end = sum(len(sender.acknowledged) for sender in senders) + count, time.monotonic() + seconds
    while sum(len(sender.acknowledged) for sender in senders) < aim:
        assert time.monotonic() < end, f"nobody was answered for {seconds} s: {[sender.wrong for sender in senders]}"
        time.sleep(0.002)


def settle(site):
    """Wait until PostgreSQL has heard of the server's death: what it was told before may still be done."""
    if db.engine.dialect.name == "sqlite":
        return
    query = text("select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
                 "and backend_type = 'client backend'")
    end = time.monotonic() + 10
    while time.monotonic() < end:
        db.session.remove()
        with reading():
            if not db.session.scalar(query):
                return
        time.sleep(0.01)
