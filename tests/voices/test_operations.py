"""Taking answers in, erasing and settling them: the counts stay what the responses say."""

import datetime as dt
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from cxtrain.clock import now
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.voices.models import CustomerComment, Response, ResponseAnswer, VoiceCount
from cxtrain.voices.operations import Arrived, erase, receipt_digest, receive, settle
from cxtrain.voices.sums.operations import rebuild_counts
from cxtrain.voices.sums.queries import counts, verify_counts
from cxtrain.voices.tally import Answer

EVER = ("2000-01", "2100-01")


def rows(db, model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_an_answer_is_read_at_its_store_and_above(db, cast, asked, answer):
    answer(csat=5, nps=9)
    answer(asked.xuhui, csat=4)
    assert {(each.measure, each.value): each.n for each in counts([cast.firm], EVER)} == {
        ("csat", 5): 1, ("csat", 4): 1, ("nps", 9): 1}
    assert [(each.value, each.n) for each in counts([cast.xuhui], EVER)] == [(4, 1)]


def test_the_same_page_sent_twice_is_one_answer(db, cast, asked):
    unit = db.session.get(Unit, cast.jingan)
    one = Arrived(key=str(uuid.uuid4()), unit=unit, touchpoint_id=asked.desk, source="import", at=now(), answers=(Answer("a", "csat", 5),),
                  keep_until=dt.date(2030, 1, 1))
    receive([one])
    db.session.commit()
    with pytest.raises(IntegrityError):
        receive([one])
    db.session.rollback()
    assert (rows(db, Response), verify_counts()[1]) == (1, {})


def test_erasing_takes_everything_away_and_leaves_a_trace_without_content(db, cast, asked, answer):
    response = db.session.get(Response, answer(csat=1, words="等了一个小时"))
    erase(response)
    db.session.commit()
    assert (rows(db, Response), rows(db, ResponseAnswer), rows(db, CustomerComment)) == (0, 0, 0)
    assert counts([cast.firm], EVER) == []
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "response erased")).one()
    assert "小时" not in str(entry.facts)


def test_when_its_time_is_up_the_single_answer_goes_and_the_count_stays(db, cast, asked, answer):
    settle([db.session.get(Response, answer(csat=2, words="慢"))])
    db.session.commit()
    assert (rows(db, Response), rows(db, CustomerComment)) == (0, 0)
    assert [(each.value, each.n) for each in counts([cast.firm], EVER)] == [(2, 1)]
    assert verify_counts() == (3, {})


def test_a_month_is_the_units_own(db, cast, asked, answer):
    answer(csat=3, at=dt.datetime(2026, 4, 30, 17, tzinfo=dt.UTC))  # 01:00 of May in Shanghai
    assert [each.month for each in counts([cast.jingan], EVER, by_month=True)] == ["2026-05"]


def test_a_receipt_is_found_however_it_is_typed():
    assert receipt_digest("abcd-efgh 12") == receipt_digest("ABCDEFGH12")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["tell", "erase", "settle", "rebuild"]), st.integers(1, 5)), max_size=8))
def test_whatever_happens_the_counts_are_what_the_responses_say(db, asked, answer, deeds):
    for deed, value in deeds:
        last = db.session.scalars(select(Response).order_by(Response.id.desc()).limit(1)).first()
        if deed == "tell":
            answer(csat=value, nps=value)
        elif deed == "rebuild":
            rebuild_counts()
        elif last:
            erase(last) if deed == "erase" else settle([last])
        db.session.commit()
    assert verify_counts()[1] == {}
    assert db.session.scalar(select(func.coalesce(func.min(VoiceCount.n - VoiceCount.settled), 0))) >= 0
