"""Corrections decided as a browser does it, for tests of whatever is corrected."""

from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.people.corrections.models import Correction


def waiting():
    """Return the ids of the corrections that wait, the longest waiting first."""
    database.session.rollback()
    return list(database.session.scalars(select(Correction.id).where(Correction.state == "waiting").order_by(Correction.id)))


def decide(browser, do="confirm", words=""):
    """Let a second person decide on all that waits, as their browser does."""
    ids = waiting()
    assert ids, "nothing waits"
    for each in ids:
        answer = browser.post(f"/corrections/{each}", do=do, words=words)
        assert answer.status_code == 303, answer.text
    database.session.rollback()
    database.session.expire_all()
