"""The page before a quiz, and starting it."""

import threading

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.quizzes.models import QuizAttempt
from tests.conftest import Browser
from tests.quizzes.conftest import RIGHT, WRONG


def test_it_says_what_the_quiz_is(staff, quiz):
    text = staff.get("/quizzes/desk").text
    for words in ("Desk quiz", "Three questions about the desk", "3 questions", "60 points", "2 attempts left"):
        assert words in text


def test_it_says_so_in_chinese(chinese, cast, quiz):
    text = chinese.login(cast.wang).get("/quizzes/desk").text
    for words in ("前台小测", "3 道题", "60 分合格", "还有 2 次机会", "开始测验"):
        assert words in text


def test_a_quiz_that_is_not_published_is_not_there(staff):
    assert staff.get("/quizzes/nothing").status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, quiz):
    assert browser.get("/quizzes/desk").location == "/sign-in"


def test_starting_twice_goes_on_with_the_same_attempt(taker):
    assert taker.start() == taker.start()
    assert database.session.query(QuizAttempt).count() == 1


def test_starting_is_recorded_once(taker):
    taker.start()
    database.session.rollback()
    assert database.session.query(LedgerEntry).filter_by(action="quiz started").count() == 1


def test_after_the_last_attempt_there_is_no_button_and_starting_is_refused(taker):
    for _ in range(2):
        taker.finish(WRONG)
    page = taker.browser.get("/quizzes/desk").text
    assert "Your supervisor can give you new ones" in page and "/quizzes/desk/start" not in page
    answer = taker.browser.post("/quizzes/desk/start", page="/quizzes/desk")
    assert answer.status_code == 409 and database.session.query(QuizAttempt).count() == 2


def test_after_a_pass_the_count_begins_anew(taker):
    taker.finish(WRONG)
    taker.finish(RIGHT)
    assert "2 attempts left" in taker.browser.get("/quizzes/desk").text


def test_past_attempts_are_listed_with_their_scores(taker):
    taker.finish(WRONG)
    text = taker.browser.get("/quizzes/desk").text
    assert "0.0 points" in text and "Not passed" in text and "1 attempt left" in text


def test_parallel_starts_make_one_attempt(app, cast, quiz):
    # Risks 1.4, row 14: eight phones of one person press the button at once.
    browsers = [Browser(app).login(cast.wang) for _ in range(4)]
    sent = [(browser, browser.hidden("/quizzes/desk")) for browser in browsers]
    barrier, codes = threading.Barrier(len(sent)), []

    def press(browser, fields):
        barrier.wait()
        with app.app_context():
            answer = browser.client.post("/quizzes/desk/start", data=fields, headers=browser.headers)
            codes.append(answer.status_code)

    threads = [threading.Thread(target=press, args=pair) for pair in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(codes) <= {303, 409}
    assert database.session.query(QuizAttempt).count() == 1


def test_somebody_elses_attempts_do_not_count_for_me(taker, app, cast):
    for _ in range(2):
        taker.finish(WRONG)
    other = Browser(app).login(cast.zhao)
    assert "2 attempts left" in other.get("/quizzes/desk").text
