"""A link that is answered once, as it stands on a receipt."""

import datetime as dt
import secrets

import pytest
from sqlalchemy import func, select

from cxtrain.clock import now, today
from cxtrain.voices.answering.queries import link_digest
from cxtrain.voices.models import Response, SurveyLink
from tests.voices.answering.conftest import receipt_on


@pytest.fixture
def link(db, asked):
    """A function that makes a link of 静安店 and returns its path."""
    def make(days=30):
        token = secrets.token_urlsafe(16)
        db.session.add(SurveyLink(place_id=asked.jingan, digest=link_digest(token), made_at=now(),
                                  expires_on=today("Asia/Shanghai") + dt.timedelta(days=days)))
        db.session.commit()
        return f"/l/{token}"
    return make


def stored(db):
    """Return how many responses there are."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Response))


def test_a_link_is_answered_once_and_says_so_afterwards(customer, db, link):
    path = link()
    someone, other = customer(path=path), customer(path=path)
    late = other.open()
    assert receipt_on(someone.send(q_satisfied=5))
    found = db.session.scalars(select(Response)).one()
    assert found.repeat_digest is None  # nothing is noted of the telephone, for the link itself can be used once
    assert db.session.scalars(select(SurveyLink)).one().used_at == found.at
    again = other.send(late, q_satisfied=1)
    assert again.status_code == 410 and "This link has been used" in again.text and stored(db) == 1
    assert other.open().status_code == 410


def test_a_retry_after_a_bad_line_gives_the_thanks_again(customer, db, link):
    someone = customer(path=link())
    page = someone.open()
    first, again = someone.send(page, q_satisfied=5), someone.send(page, q_satisfied=5)
    assert receipt_on(first) == receipt_on(again) and stored(db) == 1


def test_a_link_ends_after_its_last_day(customer, link):
    assert customer(path=link(0)).open().status_code == 200
    over = customer(path=link(-1)).open()
    assert over.status_code == 410 and "This survey is over" in over.text


def test_the_pass_of_one_link_does_not_open_another(customer, db, link):
    page = customer(path=link()).open()
    assert customer(path=link()).send(page, q_satisfied=5).status_code == 400 and stored(db) == 0


def test_answers_by_links_from_one_telephone_all_count(customer, db, link):
    # Somebody at a desk hands a tablet round: each guest has the own link.
    for _ in range(3):
        customer(path=link(), phone="the desk's tablet").send(q_satisfied=5)
    assert list(db.session.scalars(select(Response.counted))) == [True] * 3
