"""The tasks of each day: the ledger is sealed, and what has served is forgotten."""

import datetime as dt

import time_machine
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.jobs import work as worker
from cxtrain.jobs.operations import PERIODIC
from cxtrain.ledger.models import LedgerSeal
from cxtrain.ledger.operations import record
from cxtrain.ledger.queries import verify
from cxtrain.web.limits import hit
from cxtrain.web.models import RateCount, Submission

NOON = dt.datetime(2026, 5, 6, 12, 0, tzinfo=dt.UTC)


def a_day_of_work():
    """Let a worker that has nothing else to do look after the day's tasks."""
    worker._daily_tasks()


def test_the_tasks_are_known_to_every_application(app):
    assert set(PERIODIC) >= {"seal ledger", "forget submits and tries"}


def test_the_day_before_is_sealed_once(app, db):
    record("plan approved", ("plan", 1), unit_id=3)
    db.session.commit()
    with time_machine.travel(NOON):
        a_day_of_work()
        a_day_of_work()
    with time_machine.travel(NOON + dt.timedelta(days=1)):
        a_day_of_work()
    days = list(db.session.scalars(select(LedgerSeal.day).order_by(LedgerSeal.day)))
    assert days == [dt.date(2026, 5, 5), dt.date(2026, 5, 6)]
    assert verify()[1] is None


def test_submits_are_answered_again_for_a_week(app, db):
    with time_machine.travel(NOON):
        for key, days in (("old", 8), ("young", 6)):
            db.session.add(Submission(key=key, account_id=1, path="/", digest="0" * 64, location="/",
                                      at=now() - dt.timedelta(days=days)))
        db.session.commit()
        a_day_of_work()
    assert list(db.session.scalars(select(Submission.key))) == ["young"]


def test_tries_are_forgotten_after_two_days_whatever_their_window(app, db):
    for days in (3, 1):
        with time_machine.travel(NOON - dt.timedelta(days=days)):
            assert hit(f"slow-{days}", 1, dt.timedelta(minutes=15)) and hit(f"fast-{days}", 1, dt.timedelta(minutes=1))
            assert not hit(f"slow-{days}", 1, dt.timedelta(minutes=15))
    db.session.commit()
    with time_machine.travel(NOON):
        a_day_of_work()
    assert sorted(db.session.scalars(select(RateCount.key))) == ["fast-1", "slow-1"]


def test_a_new_window_counts_anew(app, db):
    for minute, fine in ((0, True), (14, False), (15, True)):
        with time_machine.travel(NOON + dt.timedelta(minutes=minute)):
            assert hit("key", 1, dt.timedelta(minutes=15)) is fine


def test_readyz_always_says_whether_a_worker_lives(browser):
    assert "no worker has shown itself" in browser.get("/readyz").json["worker"]
