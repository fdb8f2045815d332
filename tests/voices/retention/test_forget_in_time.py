"""What the day takes, and what it leaves."""

import datetime as dt
import uuid

import pytest
import time_machine
from sqlalchemy import func, select

from cxtrain.clock import now
from cxtrain.jobs import work as worker
from cxtrain.jobs.operations import PERIODIC
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.voices.models import CustomerComment, DaySalt, Response, ResponseAnswer, SurveyLink, SurveyPlace, VoiceCount
from cxtrain.voices.operations import Arrived, Words, receive
from cxtrain.voices.retention import operations
from cxtrain.voices.sums.queries import counts, verify_counts
from cxtrain.voices.tally import Answer

NOON = dt.datetime(2026, 5, 6, 12, 0, tzinfo=dt.UTC)
DAY = NOON.date()


@pytest.fixture
def given(db, asked):
    """Call it to let an answer of 静安店 be given at a moment and kept until a day; it returns its id."""
    def make(at=NOON, *, until=None, device=None, words="Fine"):
        place = db.session.get(SurveyPlace, asked.jingan)
        ids = receive([Arrived(
            key=uuid.uuid4().hex, unit=db.session.get(Unit, place.unit_id), touchpoint_id=asked.desk, source="survey", at=at,
            keep_until=until or DAY + dt.timedelta(days=700), answers=(Answer("satisfied", "csat", 4),),
            comments=(Words("words", words),), campaign_id=asked.campaign, place_id=asked.jingan, repeat_digest=device)])
        db.session.commit()
        return ids[0]
    return make


def rows(db, model):
    """Return how many rows a table has."""
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_task_is_known_to_every_application(app):
    assert PERIODIC["forget customers in time"] is operations.forget_in_time


def test_answers_whose_time_is_up_go_and_their_counts_stay(db, cast, given, monkeypatch):
    monkeypatch.setattr(operations, "AT_ONCE", 2)  # several portions
    last_day = [given(until=DAY) for _ in range(2)]
    for _ in range(5):
        given(until=DAY - dt.timedelta(days=1))
    before = counts([cast.jingan], ("2026-01", "2026-12"))
    operations.forget_in_time(DAY)
    db.session.commit()
    assert list(db.session.scalars(select(Response.id).order_by(Response.id))) == last_day
    assert rows(db, ResponseAnswer) == rows(db, CustomerComment) == 2
    assert counts([cast.jingan], ("2026-01", "2026-12")) == before
    assert db.session.scalar(select(func.sum(VoiceCount.settled)).where(VoiceCount.unit_id == cast.jingan)) == 5
    assert verify_counts()[1] == {}
    assert [entry.facts["rows"] for entry in db.session.scalars(
        select(LedgerEntry).where(LedgerEntry.action == "responses settled"))] == [5]


def test_a_day_without_anything_to_forget_leaves_no_row_in_the_ledger(db, given):
    given()
    operations.forget_in_time(DAY)
    db.session.commit()
    assert rows(db, Response) == 1
    assert db.session.scalar(select(func.count()).select_from(LedgerEntry).where(LedgerEntry.action == "responses settled")) == 0


def test_devices_are_known_on_their_day_only(db, given):
    yesterday, today = given(NOON - dt.timedelta(days=1), device="a" * 64), given(device="b" * 64)
    db.session.add_all([DaySalt(day=DAY - dt.timedelta(days=1), salt="x"), DaySalt(day=DAY, salt="y")])
    db.session.commit()
    operations.forget_in_time(DAY)
    db.session.commit()
    assert db.session.get(Response, yesterday).repeat_digest is None
    assert db.session.get(Response, today).repeat_digest == "b" * 64
    assert list(db.session.scalars(select(DaySalt.salt))) == ["y"]


def test_links_go_a_month_after_their_last_day(db, asked):
    for days in (30, 31):
        db.session.add(SurveyLink(place_id=asked.jingan, digest=str(days) * 32, made_at=now(),
                                  expires_on=DAY - dt.timedelta(days=days)))
    db.session.commit()
    operations.forget_in_time(DAY)
    db.session.commit()
    assert [digest[:2] for digest in db.session.scalars(select(SurveyLink.digest))] == ["30"]


def test_the_worker_does_it_once_a_day(app, db, given):
    given(until=DAY - dt.timedelta(days=1))
    with time_machine.travel(NOON):
        worker._daily_tasks()
    db.session.rollback()
    assert rows(db, Response) == 0
