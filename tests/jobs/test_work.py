"""Jobs are done at least once, and their effect stands once."""

import datetime as dt

import pytest
import time_machine
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.jobs import operations, queries
from cxtrain.jobs.models import Job, PeriodicSlot
from cxtrain.jobs.work import work

calls = []


@pytest.fixture(autouse=True)
def handlers(monkeypatch):
    """Two kinds of job for these tests only."""
    calls.clear()

    def add(args, report):
        calls.append(args["n"])
        report(1, 2)
        return "d" * 64

    def fail(args, report):
        raise ValueError("no such store")

    monkeypatch.setitem(operations.HANDLERS, "add", add)
    monkeypatch.setitem(operations.HANDLERS, "fail", fail)


def state_of(db, key):
    """Return a job as it stands now."""
    db.session.expire_all()
    return db.session.scalar(select(Job).where(Job.key == key))


def test_a_job_is_done_and_its_result_kept(app, db):
    operations.enqueue("add", "k1", {"n": 7})
    operations.enqueue("add", "k1", {"n": 7})
    db.session.commit()
    assert work(app, until_empty=True) == 1
    job = state_of(db, "k1")
    assert (calls, job.state, job.result, job.progress, job.total) == ([7], "done", "d" * 64, 1, 2)


def test_a_failing_job_says_why(app, db):
    operations.enqueue("fail", "k2", {})
    db.session.commit()
    work(app, until_empty=True)
    job = state_of(db, "k2")
    assert job.state == "failed" and "no such store" in job.error


def test_a_job_whose_worker_died_is_taken_again_when_its_lease_runs_out(app, db):
    operations.enqueue("add", "k3", {"n": 1})
    db.session.commit()
    operations.claim(now())  # a worker takes it and dies
    db.session.commit()
    assert work(app, until_empty=True) == 0
    with time_machine.travel(now() + operations.LEASE + dt.timedelta(seconds=1)):
        assert work(app, until_empty=True) == 1
    assert state_of(db, "k3").state == "done"


def test_a_job_that_kills_its_worker_is_given_up_after_three_attempts(app, db):
    operations.enqueue("add", "k4", {"n": 1})
    db.session.commit()
    moment = now()
    for _ in range(4):
        operations.claim(moment)
        db.session.commit()
        moment += operations.LEASE + dt.timedelta(seconds=1)
    assert state_of(db, "k4").state == "failed"


def test_a_job_that_gets_further_each_time_is_not_given_up_however_often_its_worker_dies(app, db):
    operations.enqueue("add", "k5", {"n": 1})
    db.session.commit()
    moment = now()
    for done in range(1, 7):
        job = operations.claim(moment)
        operations.report_progress(job.id, done, 10)
        db.session.commit()
        moment += operations.LEASE * 2
    assert (state_of(db, "k5").state, state_of(db, "k5").progress) == ("running", 6)


def test_a_cancelled_job_stops_its_worker_at_the_next_report_and_stays_cancelled(app, db, monkeypatch):
    def cancelled_meanwhile(args, report):
        assert operations.cancel(state_of(db, "k6"))
        db.session.commit()
        calls.append("cancelled")
        report(1, 2)
        calls.append("never")

    monkeypatch.setitem(operations.HANDLERS, "add", cancelled_meanwhile)
    operations.enqueue("add", "k6", {"n": 1})
    operations.enqueue("fail", "k7", {})
    db.session.commit()
    work(app, until_empty=True)
    assert calls == ["cancelled"] and state_of(db, "k6").state == "cancelled"
    assert not operations.cancel(state_of(db, "k6")) and not operations.cancel(state_of(db, "k7"))


def test_a_job_that_failed_waits_again_when_somebody_says_so(app, db):
    operations.enqueue("fail", "k8", {})
    db.session.commit()
    assert not operations.resume(state_of(db, "k8"))
    db.session.rollback()
    work(app, until_empty=True)
    assert operations.resume(state_of(db, "k8"))
    db.session.commit()
    assert (state_of(db, "k8").state, state_of(db, "k8").error, state_of(db, "k8").attempts) == ("waiting", "", 0)


def test_a_periodic_task_has_one_turn_a_day(db):
    assert operations.take_slot("seal", "2026-05-06")
    db.session.commit()
    assert not operations.take_slot("seal", "2026-05-06")
    assert operations.take_slot("seal", "2026-05-07")
    db.session.commit()
    assert len(list(db.session.scalars(select(PeriodicSlot)))) == 2


def test_a_worker_that_has_not_shown_itself_for_half_a_minute_counts_as_dead(db):
    assert not queries.worker_lives()
    operations.beat()
    db.session.commit()
    assert queries.worker_lives()
    with time_machine.travel(now() + dt.timedelta(seconds=31)):
        assert not queries.worker_lives()
