"""Saving many answers at once, by form and by script."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes import queries
from cxtrain.quizzes.models import Answer
from tests.conftest import Browser
from tests.quizzes.conftest import RIGHT, WRONG

JSON = {"Accept": "application/json"}


def send(taker, url, **fields):
    data = {**taker.browser.hidden(url), **fields}
    data.pop("submission_key")
    return taker.browser._open("POST", f"{url}/answers", data=data, headers=JSON)


def kept(taker, url):
    return {name: given.texts for name, given in queries.answers_of(taker.attempt(url)).items()}


def test_it_saves_all_answers_at_once_and_goes_to_the_review(taker):
    url = taker.start()
    answer = taker.browser.post(f"{url}/answers", page=url, **taker.fields(url, RIGHT))
    assert (answer.status_code, answer.location) == (303, f"{url}/review")
    assert kept(taker, url) == RIGHT


def test_it_tells_a_script_when_it_saved(taker):
    url = taker.start()
    answer = send(taker, url, **taker.fields(url, RIGHT))
    assert answer.status_code == 200 and len(answer.json["saved"]) == 5
    assert kept(taker, url) == RIGHT


def test_saving_again_changes_the_answer_and_adds_no_row(taker):
    url = taker.start()
    for answers in (WRONG, RIGHT, RIGHT):
        assert send(taker, url, **taker.fields(url, answers)).status_code == 200
    assert kept(taker, url) == RIGHT
    assert database.session.query(Answer).count() == 3


def test_drafts_leave_no_row_in_the_ledger(taker):
    url = taker.start()
    before = database.session.query(LedgerEntry).count()
    send(taker, url, **taker.fields(url, RIGHT))
    database.session.rollback()
    assert database.session.query(LedgerEntry).count() == before


@pytest.mark.parametrize("value", ["canary-a", "", "'; drop table quiz_answer", "x" * 500])
def test_it_refuses_what_is_not_offered_and_keeps_nothing(taker, value):
    url = taker.start()
    answer = send(taker, url, **{**taker.fields(url, RIGHT), "q1": value})
    assert answer.status_code == 400
    assert kept(taker, url) == {}


def test_answers_to_questions_that_do_not_exist_are_ignored(taker):
    url = taker.start()
    assert send(taker, url, q99="x", sent="77").status_code == 200
    assert set(kept(taker, url)) == set()


def test_after_handing_in_a_script_gets_409_and_nothing_changes(taker):
    result = taker.finish(RIGHT)
    url = result.removesuffix("/result")
    data = {**taker.browser.hidden("/quizzes/desk"), **taker.fields(url, WRONG)}
    data.pop("submission_key", None)
    answer = taker.browser._open("POST", f"{url}/answers", data=data, headers=JSON)
    assert answer.status_code == 409
    assert kept(taker, url) == RIGHT


def test_it_refuses_a_request_without_the_csrf_token(taker):
    url = taker.start()
    answer = taker.browser._open("POST", f"{url}/answers", data=taker.fields(url, RIGHT), headers=JSON)
    assert answer.status_code == 400 and kept(taker, url) == {}


def test_somebody_elses_attempt_is_as_if_it_were_not_there(taker, app, cast):
    url = taker.start()
    other = Browser(app).login(cast.zhao)
    assert other.post(f"{url}/answers", page="/quizzes/desk", **taker.fields(url, RIGHT)).status_code == 404
    assert kept(taker, url) == {}


def test_a_stranger_is_asked_to_sign_in(taker, app):
    url = taker.start()
    assert Browser(app).post(f"{url}/answers", page="/sign-in").status_code == 401
