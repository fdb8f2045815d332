"""On the first of the month, in each firm's zone, reports are made of the firm and every unit below it."""

import datetime as dt

import pytest
import time_machine

from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.models import Job, PeriodicSlot
from cxtrain.jobs.operations import cancel
from cxtrain.jobs.work import work
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.people.permissions import Role
from cxtrain.reports.monthly import operations
from cxtrain.reports.monthly.models import MonthlyReport
from cxtrain.training.activity.queries import SLOT
from tests.quality.conftest import actor


def hour(db, text):
    """Do the hourly task as a worker does it at this moment."""
    operations.make_firms_reports(dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC))
    db.session.commit()
    return [job.args["month"] for job in db.session.query(Job).order_by(Job.id)]


def summed(db, day):
    """Let the learning of the days before this day of UTC be summed up."""
    db.session.merge(PeriodicSlot(name=SLOT, slot=day, done_at=dt.datetime.fromisoformat(f"{day}T00:01:00+00:00")))
    db.session.commit()


def test_they_wait_until_the_month_is_over_where_the_firm_is_and_learning_is_summed_up(db, cast):
    summed(db, "2026-05-31")
    assert hour(db, "2026-05-31T15:00:00") == ["2026-04"]  # May still runs in Shanghai; April is caught up
    assert hour(db, "2026-06-01T03:00:00") == ["2026-04"]  # the night's sums are not there yet
    summed(db, "2026-06-01")  # at eight in Shanghai: May was over for eight hours
    assert hour(db, "2026-06-01T00:30:00") == ["2026-04"]  # half past eight in Shanghai
    assert hour(db, "2026-06-01T01:00:00") == ["2026-04", "2026-05"]
    assert hour(db, "2026-06-01T02:00:00") == hour(db, "2026-06-09T02:00:00") == ["2026-04", "2026-05"]  # once


def test_they_do_not_wait_for_ever(db, cast):
    assert hour(db, "2026-05-31T16:30:00") == []
    assert hour(db, "2026-06-01T16:30:00") == ["2026-05"]


def test_a_firm_further_west_has_them_later(db, cast):
    summed(db, "2026-06-01")
    db.session.get_one(Unit, cast.firm).zone = "America/Los_Angeles"
    assert hour(db, "2026-06-01T06:00:00") == ["2026-04"]  # the evening of the last of May
    assert hour(db, "2026-06-01T16:00:00") == ["2026-04"]  # nine, but the sums were made before May was over there
    summed(db, "2026-06-02")
    assert hour(db, "2026-06-02T00:30:00") == ["2026-04", "2026-05"]  # still the afternoon of the first


def test_a_store_further_west_is_waited_for(db, cast):
    db.session.get_one(Unit, cast.xuhui).zone = "America/Los_Angeles"
    summed(db, "2026-06-01")
    assert hour(db, "2026-06-01T01:00:00") == []
    summed(db, "2026-06-02")
    assert hour(db, "2026-06-02T00:30:00") == ["2026-05"]


def letters(db):
    """Return the mails in the outbox as (to, subject, last line)."""
    return [(each.to, each.subject, each.body.splitlines()[-1]) for each in db.session.query(OutgoingMail).order_by(OutgoingMail.id)]


def test_who_may_see_them_is_told_once_when_they_are_there(app, db, cast, june, monkeypatch):
    for key, value in {"mail_host": "mail.example", "public_url": "https://t.example"}.items():
        monkeypatch.setattr(app.config["CX"], key, value)
    for name in ("li", "wang", "he", "admin"):
        db.session.get_one(Employee, getattr(cast, name)).email = f"{name}@example"
    db.session.get_one(Account, db.session.query(Account.id).filter_by(employee_id=cast.li).scalar()).locale = "en"
    db.session.add(RoleGrant(account_id=db.session.query(Account.id).filter_by(employee_id=cast.he).scalar(), role="supervisor", unit_id=cast.jingan))
    db.session.commit()
    work(app, until_empty=True)
    assert letters(db) == [
        ("li@example", "The monthly report of 2026-05 is ready", f"https://t.example/monthly?unit={cast.jingan}"),
        ("he@example", "2026-05 的月报已生成", f"https://t.example/monthly?unit={cast.firm}")]  # neither staff nor an admin
    operations.make_reports({"unit": cast.firm, "month": "2026-05", "below": True}, lambda _n, _of: db.session.commit())
    operations.ask(db.session.get_one(Unit, cast.firm), "2026-05", actor=actor(db, cast.he, Role.HR))
    db.session.commit()
    work(app, until_empty=True)
    assert len(letters(db)) == 2


def test_it_is_news_under_today_for_a_week(app, db, browser, cast, june):
    work(app, until_empty=True)
    db.session.commit()
    assert "The monthly report of 2026-05 is ready" in browser.login(cast.li).get("/").text
    with time_machine.travel("2026-06-08T03:00:00Z", tick=True):
        assert "The monthly report of 2026-05 is ready" not in browser.get("/").text
    assert "The monthly report of 2026-05 is ready" not in browser.login(cast.wang).get("/").text


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
