"""Late matters are handed up a level at a time, told once, to whom they are not about."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.operations import HOURLY
from cxtrain.people.models import Employee
from cxtrain.voices.feedback import operations as matters
from cxtrain.voices.feedback import queries as reading
from cxtrain.voices.feedback.escalation import operations, queries
from cxtrain.voices.feedback.models import Feedback

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def post_office(db, monkeypatch):
    """A mail server is set, and everybody has an address."""
    monkeypatch.setattr(operations, "switched_on", lambda: True)
    for person in db.session.scalars(select(Employee)):
        person.email = f"{person.number.lower()}@example.org"
    db.session.commit()


def ids(pressing):
    """What stands on somebody's Today."""
    return {one.id for one in pressing.first}


def test_it_rises_from_the_store_to_hr_once(db, counter, post_office):
    told = counter.tell()
    assert ids(reading.pressing(counter.li, now())) == {told.id} and not ids(reading.pressing(counter.he, now()))
    moment = told.reply_due + HOUR
    assert operations.escalate(moment) == 1 and operations.escalate(moment + HOUR) == 0
    assert ids(reading.pressing(counter.he, moment)) == {told.id} == ids(reading.pressing(counter.li, moment))
    assert reading.pressing(counter.he, moment).late == 1
    to = set(db.session.scalars(select(OutgoingMail.to)))
    assert to == {"s0101@example.org", "h0001@example.org"} and queries.anything_late()
    assert "room" not in db.session.scalars(select(OutgoingMail.body)).first()


def test_nothing_rises_before_its_time_nor_while_the_customer_is_waited_for(db, counter, late):
    told = counter.tell()
    assert operations.escalate(told.reply_due) == 0
    matters.wait(counter.li, told)
    db.session.commit()
    assert operations.escalate(late) == 0


def test_an_answered_matter_is_late_by_its_closing_only(db, counter):
    told = counter.tell()
    matters.note_step(counter.li, told, "listen")
    db.session.commit()
    assert operations.escalate(told.reply_due + HOUR) == 0 and operations.escalate(told.close_due + HOUR) == 1


def test_whoever_it_is_about_hears_nothing(db, cast, counter, post_office):
    told = counter.tell(about=cast.li)
    assert not ids(reading.pressing(counter.li, now())) and ids(reading.pressing(counter.he, now())) == {told.id}
    operations.escalate(told.reply_due + HOUR)
    assert set(db.session.scalars(select(OutgoingMail.to))) == {"h0001@example.org"}


def test_an_owner_has_it_alone_until_it_is_late(db, cast, counter):
    told = counter.tell()
    matters.hand_over(counter.li, told, cast.he)
    db.session.commit()
    assert ids(reading.pressing(counter.he, now())) == {told.id} and not ids(reading.pressing(counter.li, now()))


def test_it_runs_every_hour(db, counter, late):
    told = counter.tell()
    HOURLY["late feedback"](late)
    assert db.session.get(Feedback, told.id).escalated_at is not None
