"""Late appeals: told once, to everybody who may decide, outside the quiet hours."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.jobs.mail.models import OutgoingMail
from cxtrain.jobs.operations import PERIODIC
from cxtrain.people.models import Employee
from cxtrain.quality.appeals.escalation import operations, queries
from cxtrain.quality.appeals.models import Appeal


@pytest.fixture
def post_office(app, db, cast, monkeypatch):
    """A mail server is set, and everybody has an address."""
    monkeypatch.setattr(operations, "switched_on", lambda: True)
    for person in db.session.scalars(select(Employee)):
        person.email = f"{person.number.lower()}@example.org"
    db.session.commit()


def test_who_may_decide_is_written_to_once(db, cast, disputes, post_office):
    appeal = disputes.opened()
    assert operations.escalate(appeal.due_at + dt.timedelta(hours=1)) == 1
    mail = db.session.scalars(select(OutgoingMail)).one()
    assert mail.to == "h0001@example.org" and "1" in mail.subject
    assert "Wang" not in mail.body and "王" not in mail.body and "I asked" not in mail.body
    assert operations.escalate(appeal.due_at + dt.timedelta(hours=2)) == 0
    assert queries.anything_late()


def test_nothing_is_written_before_its_time(db, disputes, post_office):
    appeal = disputes.opened()
    assert operations.escalate(appeal.due_at) == 0
    assert db.session.scalar(select(OutgoingMail.id)) is None and not queries.anything_late()


def test_it_runs_daily(db, disputes):
    appeal = disputes.opened()
    appeal.due_at = appeal.opened_at - dt.timedelta(days=1)
    db.session.flush()
    PERIODIC["late appeals"](dt.date.today())
    assert db.session.get(Appeal, appeal.id).escalated_at is not None
