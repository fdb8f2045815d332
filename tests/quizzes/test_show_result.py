"""Handing in, and the result."""

import pytest

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.permissions import Actor
from cxtrain.quizzes import operations, queries
from cxtrain.quizzes.models import Quiz
from cxtrain.quizzes.signals import Onward, asked_where_next, quiz_finished
from tests.conftest import Browser
from tests.quizzes.conftest import RIGHT, WRONG

ONE_RIGHT = {**WRONG, "canary-q1": ["canary-a"]}


@pytest.fixture
def news():
    """The attempts told of by quiz_finished."""
    told = []

    def listen(attempt, **_):
        told.append((attempt.id, attempt.score, attempt.passed))

    with quiz_finished.connected_to(listen):
        yield told


def test_it_says_passed_in_words_with_score_and_feedback(taker):
    text = taker.browser.get(taker.finish(RIGHT)).text
    for words in ("<h1>Passed</h1>", "100.0", "3 of 3 questions right", "CANARY well", "CANARY because", "CANARY seen"):
        assert words in text
    assert "Try again" not in text


def test_it_says_not_passed_yet_and_offers_another_try(taker):
    # One of three right is 33.3 points, and 60 are needed.
    text = taker.browser.get(taker.finish(ONE_RIGHT)).text
    for words in ("<h1>Not passed yet</h1>", "33.3", "1 of 3 questions right", "Try again", "1 attempt left"):
        assert words in text


def test_it_counts_by_dimension(taker):
    text = " ".join(taker.browser.get(taker.finish(ONE_RIGHT)).text.split())
    assert "tone-empathy" in text and "1 of 1 right" in text and "0 of 1 right" in text


def test_feedback_is_given_only_for_what_was_chosen(taker):
    text = taker.browser.get(taker.finish(WRONG)).text
    assert "CANARY no" in text and "CANARY well" not in text


def test_right_answers_are_kept_back_while_another_try_is_left(taker):
    text = taker.browser.get(taker.finish(WRONG)).text
    assert "You have had a long day" not in text
    assert "Which answer is right is told once you have passed" in text


def test_why_is_told_where_the_answer_was_right(taker):
    assert "CANARY because" in taker.browser.get(taker.finish(ONE_RIGHT)).text


def test_why_is_kept_back_where_it_was_not_while_another_try_is_left(taker):
    # An empty first try must not buy every explanation, for most of them give the answer away.
    assert "CANARY because" not in taker.browser.get(taker.finish(WRONG)).text


def test_right_answers_are_told_once_all_attempts_are_used(taker):
    taker.finish(WRONG)
    text = taker.browser.get(taker.finish(WRONG)).text
    assert "You have had a long day" in text and "Your supervisor can give you new ones" in text


def test_it_speaks_chinese(taker):
    result = taker.finish(RIGHT)
    taker.browser.client.post("/language", data={"value": "zh", **taker.browser.hidden("/quizzes/desk")})
    text = taker.browser.get(result).text
    assert "<h1>合格</h1>" in text and "3 题答对 3 题" in text


def test_handing_in_twice_marks_once(taker, news):
    # Risks 2, fault 2: the same form sent again, and a second form, both lead to the one result.
    url = taker.start()
    fields = taker.browser.hidden(f"{url}/review")
    answers = [taker.browser._open("POST", f"{url}/submit", data=data) for data in
               (fields, fields, {**fields, "submission_key": "another"})]
    assert {answer.location for answer in answers} == {f"{url}/result"}
    database.session.rollback()
    assert len(news) == 1
    assert database.session.query(LedgerEntry).filter_by(action="quiz submitted").count() == 1


def test_the_news_carries_the_marked_attempt(taker, news):
    attempt = taker.attempt(taker.finish(RIGHT))
    assert news == [(attempt.id, 100, True)]


def test_a_listener_that_fails_leaves_the_attempt_open(taker):
    # The news is part of the transaction: what a certificate needs either all happens or none of it.
    def fail(_attempt, **_):
        raise RuntimeError("no")

    url = taker.start()
    with quiz_finished.connected_to(fail):
        assert taker.browser.post(f"{url}/submit", page=f"{url}/review").status_code == 500
    assert taker.attempt(url).submitted_at is None
    assert taker.browser.post(f"{url}/submit", page=f"{url}/review").status_code == 303


def test_the_stored_score_equals_the_marking_of_the_stored_answers(taker):
    attempt = taker.attempt(taker.finish(ONE_RIGHT))
    result = queries.result_of(attempt)
    assert (attempt.score, attempt.passed) == (result.score, result.passed) == (33.3, False)


def test_a_higher_package_may_lead_onward(taker):
    def lead(_attempt, **_):
        return Onward("/training/moments", "Go on with the course")

    result = taker.finish(RIGHT)
    with asked_where_next.connected_to(lead):
        assert 'href="/training/moments">Go on with the course' in taker.browser.get(result).text


def test_before_handing_in_it_leads_back_to_the_questions(taker):
    url = taker.start()
    assert taker.browser.get(f"{url}/result").location == url


def test_somebody_elses_is_as_if_it_were_not_there(taker, app, cast):
    result = taker.finish(RIGHT)
    other = Browser(app).login(cast.zhao)
    assert other.get(result).status_code == 404
    url = taker.start()
    assert other.post(f"{url}/submit", page="/quizzes/desk").status_code == 404
    assert taker.attempt(url).submitted_at is None


def test_a_stranger_is_sent_to_sign_in(taker, app):
    result = taker.finish(RIGHT)
    assert Browser(app).get(result).location == "/sign-in"


def test_a_renewal_gives_a_fresh_set_of_attempts(taker, cast, quiz, db):
    for _ in range(2):
        taker.finish(WRONG)
    li = Actor(0, cast.li, "S0101", "李想", "", "en", cast.jingan, "/", "静安店", "Asia/Shanghai")
    quiz = db.session.get(Quiz, quiz)
    assert operations.renew_attempts(li, cast.wang, quiz, unit_id=cast.jingan)
    assert not operations.renew_attempts(li, cast.wang, quiz, unit_id=cast.jingan)
    db.session.commit()
    assert "2 attempts left" in taker.browser.get("/quizzes/desk").text
