"""One question after the other."""

import re

from cxtrain.extensions import db as database
from cxtrain.quizzes import operations, queries
from cxtrain.quizzes.models import Answer
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ, RIGHT, Taker


def kept(taker, url):
    return {name: given.texts for name, given in queries.answers_of(taker.attempt(url)).items()}


def test_it_shows_one_question_and_where_one_is(taker):
    text = taker.browser.get(taker.start()).text
    assert "Question 1 of 3" in text and text.count("<fieldset") == 1 and "unknown form" not in text


def test_it_shows_the_page_in_chinese(chinese, cast, db, quiz):
    taker = Taker(chinese.login(cast.wang), db)
    assert "第 1 题，共 3 题" in chinese.get(taker.start()).text


def test_it_keeps_the_answer_and_goes_on(taker):
    url = taker.start()
    position = taker.position(url, "canary-q1")
    field = {f"q{position}": taker.fields(url, RIGHT)[f"q{position}"]}
    answer = taker.browser.post(f"{url}?page={position}", go="next", **field)
    assert answer.status_code == 303
    assert kept(taker, url) == {"canary-q1": ["canary-a"]}


def test_the_buttons_turn_the_pages(taker):
    url = taker.start()
    assert taker.browser.post(f"{url}?page=1", go="next").location.endswith("page=2")
    assert taker.browser.post(f"{url}?page=2", go="back").location.endswith("page=1")
    assert taker.browser.post(f"{url}?page=3", go="next").location == f"{url}/review"
    assert taker.browser.post(f"{url}?page=1", go="review").location == f"{url}/review"


def test_a_choice_can_be_taken_back(taker):
    url = taker.start()
    position = taker.position(url, "canary-q2")
    field = f"q{position}"
    taker.browser.post(f"{url}?page={position}", go="next", **{field: taker.fields(url, RIGHT)[field]})
    taker.browser.post(f"{url}?page={position}", go="next")
    assert kept(taker, url) == {}


def test_a_question_on_another_page_keeps_its_answer(taker):
    url = taker.start()
    taker.browser.post(f"{url}/answers", page=url, **taker.fields(url, RIGHT))
    taker.browser.post(f"{url}?page=1", go="next", q1=taker.fields(url, RIGHT)["q1"])
    assert kept(taker, url) == RIGHT


def test_an_answer_given_before_is_ticked_on_any_device(taker, app, cast):
    url = taker.start()
    taker.browser.post(f"{url}/answers", page=url, **taker.fields(url, RIGHT))
    other = Browser(app).login(cast.wang)
    for page in (1, 2, 3):
        text = other.get(f"{url}?page={page}").text
        ticked = re.findall(r'value="(\w+)" checked', text)
        assert sorted(ticked) == sorted(taker.fields(url, RIGHT)[f"q{page}"])


def test_it_refuses_an_answer_that_is_not_offered_and_says_so(taker):
    url = taker.start()
    answer = taker.browser.post(f"{url}?page=1", q1="000000000000")
    assert answer.status_code == 400 and "not offered here" in answer.text
    assert kept(taker, url) == {}


def test_a_page_beyond_the_last_shows_the_last(taker):
    url = taker.start()
    assert "Question 3 of 3" in taker.browser.get(f"{url}?page=99").text
    assert "Question 1 of 3" in taker.browser.get(f"{url}?page=x").text


def test_all_questions_stand_on_one_page_where_the_author_says_so(staff, db):
    operations.publish_quiz(QUIZ.replace("attempts: 2", "attempts: 2\npages: all_on_one"))
    db.session.commit()
    taker = Taker(staff, db)
    url = taker.start()
    text = staff.get(url).text
    assert text.count("<fieldset") == 3
    answer = staff.post(url, go="next", **taker.fields(url, RIGHT))
    assert answer.location == f"{url}/review" and kept(taker, url) == RIGHT


def test_nothing_that_gives_the_answer_away_reaches_the_player(taker):
    # Risks 1.4, row 10: ids, feedback and explanations are canaries; they may stand in no body, header or cookie.
    url = taker.start()
    taker.browser.post(f"{url}/answers", page=url, **taker.fields(url, RIGHT))
    for page in [url, f"{url}?page=2", f"{url}?page=3", f"{url}/review", "/quizzes/desk"]:
        answer = taker.browser.get(page)
        whole = answer.text + str(answer.headers)
        assert answer.status_code == 200
        assert "canary" not in whole.lower() and "correct" not in whole.lower()


def test_somebody_elses_attempt_is_as_if_it_were_not_there(taker, app, cast):
    url = taker.start()
    other = Browser(app).login(cast.zhao)
    foreign, missing = other.get(url), other.get("/quizzes/attempts/99999")
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert other.post(url, page="/quizzes/desk", q1="x").status_code == 404
    assert database.session.query(Answer).count() == 0


def test_a_supervisor_does_not_see_it_either(taker, app, cast):
    assert Browser(app).login(cast.li).get(taker.start()).status_code == 404


def test_a_stranger_is_sent_to_sign_in(taker, app):
    answer = Browser(app).get(taker.start())
    assert (answer.status_code, answer.location) == (302, "/sign-in")


def test_after_handing_in_it_leads_to_the_result(taker):
    result = taker.finish(RIGHT)
    url = result.removesuffix("/result")
    assert taker.browser.get(url).location == result
    assert taker.browser.post(url, page="/quizzes/desk", q1="x").location == result


def test_a_new_version_does_not_disturb_an_attempt_under_way(taker, db):
    # Risks 2, fault 11: what was started is finished as it was.
    url = taker.start()
    operations.publish_quiz(QUIZ.replace("Saying sorry first is always right.", "Something else entirely."))
    db.session.commit()
    pages = "".join(taker.browser.get(f"{url}?page={page}").text for page in (1, 2, 3))
    assert "Saying sorry first" in pages and "Something else" not in pages
