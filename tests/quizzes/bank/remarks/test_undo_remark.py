"""Undoing a remark is asked for by one and confirmed by another; it counts until then."""

import pytest

from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes.bank.remarks.models import QuestionRemark, RemarkedAttempt
from tests.quizzes.bank.conftest import page_of, plain
from tests.quizzes.bank.remarks.conftest import (
    KEY,
    ask,
    ask_undoing,
    decide,
    latest,
    look,
    page_of_latest,
    remark,
    scores,
    undo,
)


@pytest.fixture
def marked(taken):
    """林老师 asked, the admin confirmed; return the address of the remark."""
    remark(taken)
    return page_of_latest()


def test_the_remark_counts_until_the_undoing_is_confirmed(taken, marked):
    after = scores()
    assert ask_undoing(taken).status_code == 303
    assert scores() == after
    assert "waits for a second person" in taken.get(marked).text
    assert "Undo it" not in taken.get(marked).text
    assert look(taken)[1].status_code == 409  # its versions are not free yet
    assert decide(taken.second).status_code == 303
    assert [score for score, _ in scores()] == [33.3, 100.0, 0.0]
    assert "undone" in taken.get(marked).text


def test_it_says_first_what_it_changes_and_keeps_what_it_did(taken, marked):
    page = plain(taken.get(f"{marked}/undo").text)
    assert "get a lower score2" in page and "would not pass now, and stay passed1" in page
    undo(taken)
    kept = {(row.score_before, row.score_after) for row in RemarkedAttempt.query.filter_by(remark_id=latest().id)}
    assert kept == {(66.6, 33.3), (33.3, 0.0)}


def test_who_asked_for_the_remark_may_confirm_its_undoing_but_not_who_asks_for_that(taken, marked, cast):
    ask_undoing(taken.second)
    assert decide(taken.second).status_code == 409
    assert decide(taken).status_code == 303
    assert (latest().made_by, latest().decided_by) == (cast.admin, cast.lin)


@pytest.mark.parametrize("do, who", [("refuse", "second"), ("withdraw", "first")])
def test_where_the_undoing_is_refused_or_withdrawn_the_remark_counts_on(taken, marked, do, who):
    after = scores()
    ask_undoing(taken)
    assert decide(taken.second if who == "second" else taken, do, words="The new key is right").status_code == 303
    assert scores() == after
    assert QuestionRemark.query.filter_by(undoes_id=None).one().undone_at is None
    url = f"{marked}/undo"
    assert taken.send(url, {**taken.opened(url, None), "reason": "The old key was right"}).status_code == 303  # and anew


def test_a_second_undoing_is_refused_while_one_waits_and_after_it(taken, marked):
    url = f"{marked}/undo"
    fields = taken.second.opened(url, None)
    ask_undoing(taken)
    for _ in range(2):
        assert taken.second.get(url).status_code == 409
        answer = taken.second.send(url, {**fields, "reason": "The old key was right"})
        assert answer.status_code == 409
        assert "It does not count any more, or somebody asked already to undo it." in plain(answer.text)
        if latest().state == "waiting":
            decide(taken.second)
    assert LedgerEntry.query.filter_by(action="remark undoing asked").count() == 1


def test_it_needs_a_reason(taken, marked):
    answer = ask_undoing(taken, reason="")
    assert answer.status_code == 400
    assert "Say in a few words why." in answer.text


def test_what_waits_or_undoes_is_not_undone(taken, marked):
    ask_undoing(taken)
    assert taken.get(f"{page_of_latest()}/undo").status_code == 409
    decide(taken.second)
    assert taken.get(f"{page_of_latest()}/undo").status_code == 409
    ask(taken)
    assert taken.get(f"{page_of_latest()}/undo").status_code == 409
    assert page_of(KEY) in page_of_latest()
