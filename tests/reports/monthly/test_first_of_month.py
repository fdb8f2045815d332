"""On the first of the month, in each firm's zone, reports are made of the firm and every unit below it."""

import datetime as dt

import pytest
import time_machine

from cxtrain.jobs.models import Job
from cxtrain.jobs.operations import cancel
from cxtrain.jobs.work import work
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.reports.monthly import operations
from cxtrain.reports.monthly.models import MonthlyReport


def hour(db, text):
    """Do the hourly task as a worker does it at this moment."""
    operations.make_firms_reports(dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC))
    db.session.commit()
    return [job.args["month"] for job in db.session.query(Job).order_by(Job.id)]


def test_they_wait_until_the_month_is_over_where_the_firm_is_and_learning_is_summed_up(db, cast, monkeypatch):
    monkeypatch.setattr(operations, "summed_until", lambda: dt.date(2026, 5, 30))
    assert hour(db, "2026-05-31T15:00:00") == ["2026-04"]  # May still runs in Shanghai; April is caught up
    assert hour(db, "2026-06-01T03:00:00") == ["2026-04"]  # the night's sums are not there yet
    monkeypatch.setattr(operations, "summed_until", lambda: dt.date(2026, 5, 31))
    assert hour(db, "2026-06-01T00:30:00") == ["2026-04"]  # half past eight in Shanghai
    assert hour(db, "2026-06-01T01:00:00") == ["2026-04", "2026-05"]
    assert hour(db, "2026-06-01T02:00:00") == hour(db, "2026-06-09T02:00:00") == ["2026-04", "2026-05"]  # once


def test_they_do_not_wait_for_ever(db, cast, monkeypatch):
    monkeypatch.setattr(operations, "summed_until", lambda: None)
    assert hour(db, "2026-05-31T16:30:00") == []
    assert hour(db, "2026-06-01T16:30:00") == ["2026-05"]


def test_a_firm_further_west_has_them_later(db, cast, monkeypatch):
    monkeypatch.setattr(operations, "summed_until", lambda: dt.date(2026, 5, 31))
    db.session.get_one(Unit, cast.firm).zone = "America/Los_Angeles"
    assert hour(db, "2026-06-01T06:00:00") == ["2026-04"]  # the evening of the last of May
    assert hour(db, "2026-06-01T15:30:00") == ["2026-04"] and hour(db, "2026-06-01T16:00:00") == ["2026-04", "2026-05"]


@pytest.fixture
def june(db, cast):
    with time_machine.travel("2026-06-02T03:00:00Z", tick=True):
        hour(db, "2026-06-02T03:00:00")
        db.session.remove()
        yield


def test_a_worker_makes_one_for_each_unit_and_the_ledger_says_so(app, db, cast, june):
    assert work(app, until_empty=True) == 1
    db.session.expire_all()
    made = db.session.query(MonthlyReport).all()
    assert sorted(each.unit_id for each in made) == sorted([cast.firm, cast.east, cast.jingan, cast.xuhui])
    assert {(each.month, each.edition, each.made_by) for each in made} == {("2026-05", 1, None)}
    job, rows = db.session.query(Job).one(), db.session.query(LedgerEntry).filter_by(action="monthly report made")
    assert (job.state, job.progress, job.total) == ("done", 4, 4) and rows.count() == 4
    assert all(each.facts["unit"][0] == each.unit.code for each in made)


def test_a_worker_that_died_half_way_leaves_nothing_double(app, db, cast, june):
    told = []

    def dies(done, total):
        told.append(done)
        db.session.commit()
        if done == 2:
            raise ConnectionError("the power went")
    with pytest.raises(ConnectionError):
        operations.make_reports({"unit": cast.firm, "month": "2026-05", "below": True}, dies)
    db.session.rollback()
    assert db.session.query(MonthlyReport).count() == 2
    db.session.remove()
    work(app, until_empty=True)
    assert told == [1, 2] and db.session.query(MonthlyReport).count() == 4


def test_a_cancelled_one_is_not_made(app, db, cast, june):
    cancel(db.session.query(Job).one())
    db.session.commit()
    db.session.remove()
    work(app, until_empty=True)
    assert db.session.query(MonthlyReport).count() == 0
