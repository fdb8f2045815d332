"""An answer is found by its receipt, seen, and deleted."""

import re

from sqlalchemy import func, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.voices.models import Campaign, CustomerComment, Response, ResponseAnswer, VoiceCount
from cxtrain.voices.retention.operations import settle_due
from cxtrain.voices.sums.queries import counts, verify_counts
from cxtrain.web.models import Submission
from tests.voices.answering.conftest import receipt_on

MONTHS = ("2020-01", "2199-12")


def look(someone, code):
    """Ask for an answer by its code."""
    return someone.send(someone.browser.get("/answer"), path="/answer", receipt=code)


def test_an_answer_is_shown_in_words(customer, db):
    someone = customer()
    code = receipt_on(someone.send(q_satisfied=4, q_recommend=2, q_recommend_why="Cold <soup>", q_words="But kind people"))
    shown = look(someone, code)
    assert shown.status_code == 200
    for words in ("Happy", "2 of 10", "Cold &lt;soup&gt;", "But kind people", "Jing&#39;an", "It is kept until"):
        assert words in shown.text
    assert "Check-in was made easy" not in shown.text  # it was not answered


def test_a_code_may_be_typed_as_people_type(customer):
    someone = customer()
    code = receipt_on(someone.send(q_satisfied=4))
    for typed in (code.lower(), code.replace("-", " "), f" {code.replace('-', '')} ", code.replace("0", "O").replace("1", "l")):
        assert look(someone, typed).status_code == 200


def test_erasing_takes_it_out_of_everything_and_the_counts_stay_true(customer, db, cast, asked):
    someone = customer()
    customer().send(q_satisfied=5)
    kept = counts([cast.firm], MONTHS)
    code = receipt_on(someone.send(q_satisfied=1, q_words="Take this back"))
    erased = someone.send(look(someone, code), path="/answer/erase")
    assert erased.status_code == 200 and "Your answer is deleted" in erased.text
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Response)) == 1
    assert db.session.scalar(select(func.count()).select_from(ResponseAnswer)) == 1
    assert db.session.scalar(select(func.count()).select_from(CustomerComment)) == 0
    assert counts([cast.firm], MONTHS) == kept and verify_counts()[1] == {}
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "response erased")).one()
    assert entry.actor_id == 0 and "Take this back" not in str(entry.facts)
    assert db.session.get(Campaign, asked.campaign).received == 1
    assert look(someone, code).status_code == 404
    assert someone.send(look(someone, code), path="/answer/erase", receipt=code).status_code == 404  # a second press


def test_a_wrong_code_a_half_one_and_none_get_the_same_answer(customer):
    someone = customer()
    someone.send(q_satisfied=4)
    answers = [look(someone, code) for code in ("0000-0000-0000", "K7PM", "", "💐" * 12)]
    assert [answer.status_code for answer in answers] == [404] * 4
    plain = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert len(plain) == 1


def test_the_receipt_is_kept_as_a_digest_only(customer, db):
    code = receipt_on(customer().send(q_satisfied=4)).replace("-", "")
    db.session.rollback()
    found = db.session.scalars(select(Response)).one()
    assert code not in str(vars(found)) and found.receipt_digest and db.session.scalar(select(func.count()).select_from(Submission)) == 0


def test_a_code_needs_a_page_of_ours(customer):
    someone = customer()
    code = receipt_on(someone.send(q_satisfied=4))
    refused = someone.send(someone.open(), path="/answer/erase", receipt=code)  # the pass of a survey
    assert refused.status_code == 400 and "could not be recognised" in refused.text
    assert look(someone, code).status_code == 200


def test_an_answer_whose_time_is_up_is_found_no_more(customer, db, cast):
    someone = customer()
    code = receipt_on(someone.send(q_satisfied=4))
    until = db.session.scalars(select(Response.keep_until)).one()
    settle_due(until.replace(year=until.year + 1))
    db.session.commit()
    assert look(someone, code).status_code == 404
    assert db.session.scalar(select(func.sum(VoiceCount.n)).where(VoiceCount.unit_id == cast.jingan)) == 1
