"""Which answers of one telephone count: decision 0021."""

import datetime as dt

import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, select, text

from cxtrain.clock import now
from cxtrain.voices.answering.repeats import GAP, MOST, digest_of, is_counted
from cxtrain.voices.models import Campaign, DaySalt, Response
from cxtrain.voices.sums.queries import verify_counts

MORNING = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
minutes = st.lists(st.integers(0, 24 * 60 - 1), max_size=60).map(sorted)


def counted_of(times):
    """Return which of the times of a day count, one after the other."""
    kept = []
    for minute in times:
        at = MORNING + dt.timedelta(minutes=minute)
        if is_counted(kept, at):
            kept.append(at)
    return kept


@given(minutes)
def test_the_first_counts_and_never_two_within_the_gap_nor_more_than_the_most(times):
    kept = counted_of(times)
    assert bool(kept) == bool(times) and len(kept) <= MOST
    assert all(later - earlier >= GAP for earlier, later in zip(kept, kept[1:]))


@given(minutes, minutes)
def test_more_tries_never_make_more_count_than_the_most_nor_fewer_than_one(times, more):
    assert len(counted_of(sorted(times + more))) <= MOST


@given(st.text(min_size=1), st.text(), st.text())
def test_a_digest_says_nothing_without_its_salt(salt, one, other):
    assert digest_of(salt, one, other) == digest_of(salt, one, other) != digest_of(salt + "x", one, other)
    assert len(digest_of(salt, one)) == 64


def test_a_second_answer_at_once_is_kept_but_not_counted(customer, db, asked):
    for score in (5, 1):
        customer(phone="the same").send(q_satisfied=score, q_words=f"score {score}")
    db.session.rollback()
    assert list(db.session.scalars(select(Response.counted).order_by(Response.id))) == [True, False]
    assert db.session.get(Campaign, asked.campaign).received == 1
    assert verify_counts()[1] == {}


def test_another_guest_with_the_same_telephone_on_the_same_wifi_counts_ten_minutes_later(customer, db):
    for number in range(2):
        with time_machine.travel(MORNING + number * (GAP + dt.timedelta(seconds=1)), tick=False):
            customer(phone="the same").send(q_satisfied=5)
    assert list(db.session.scalars(select(Response.counted))) == [True, True]


def test_other_telephones_on_the_same_wifi_count_at_once(customer, db):
    for _ in range(8):
        customer().send(q_satisfied=5)
    assert list(db.session.scalars(select(Response.counted))) == [True] * 8


def test_the_next_day_nobody_is_known(customer, db):
    digests = []
    for days in range(2):
        with time_machine.travel(MORNING + dt.timedelta(days=days), tick=False):
            customer(phone="the same").send(q_satisfied=5)
            digests.append(db.session.scalars(select(Response.repeat_digest).order_by(Response.id.desc())).first())
            assert list(db.session.scalars(select(DaySalt.day))) == [now().date()]  # yesterday's salt is gone
    assert digests[0] != digests[1]


def test_no_address_and_no_browser_is_written_anywhere(customer, db):
    customer(phone="Canary/17 (a telephone)").send(q_satisfied=5)
    db.session.rollback()
    for table in inspect(db.engine).get_table_names():
        for row in db.session.execute(text(f'select * from "{table}"')).all():
            assert "127.0.0.1" not in str(row) and "Canary" not in str(row), table
