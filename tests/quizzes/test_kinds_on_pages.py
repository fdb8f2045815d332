"""A quiz with every kind of question, from its first page to its result, as a browser sends it."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cxtrain.clock import now
from cxtrain.quizzes import operations, queries
from cxtrain.quizzes.models import HandMark
from tests.conftest import Browser
from tests.quizzes.conftest import QUIZ, RIGHT, WRONG, Taker

EVERY = (Path(__file__).parent / "every_kind.yaml").read_text()
GOOD = {"first-words": ["pram"], "shorter": ["time", "eyes"], "sorry": ["false"], "word": ["ＭＯＴ"], "wait": ["90 秒"],
        "pairs": ["frown", "bags", "lost"], "steps": ["1", "2", "3", "4"], "gaps": ["探索 explore", "OFFER"],
        "judge": ["5", "1"], "rank": ["1", "2", "3"], "words": ["让您久等了"]}


def publish(db, text):
    assert operations.publish_quiz(text).quiz
    db.session.commit()


class AnyTaker(Taker):
    """Takes the quiz of a slug."""

    def __init__(self, browser, db, slug):
        super().__init__(browser, db)
        self.slug = slug

    def start(self):
        return self.browser.post(f"/quizzes/{self.slug}/start", page=f"/quizzes/{self.slug}").location


@pytest.fixture
def every(staff, db):
    """王喆 before the quiz with every kind."""
    publish(db, EVERY)
    return AnyTaker(staff, db, "every-kind")


def with_settings(**settings):
    lines = "".join(f"{key}: {value}\n" for key, value in settings.items())
    return QUIZ.replace("questions:\n", lines + "questions:\n", 1)


def test_every_kind_is_asked_saved_and_marked(every, db):
    url = every.start()
    for position in range(1, 13):
        page = every.browser.get(f"{url}?page={position}")
        assert page.status_code == 200
        fields = {name: texts for name, texts in every.fields(url, GOOD).items() if name.split("-")[0] == f"q{position}"}
        sent = every.browser.post(f"{url}?page={position}", page=f"{url}?page={position}", go="next", **fields)
        assert sent.status_code == 303
    review = every.browser.get(f"{url}/review").text
    assert "Every question has an answer" in review and "First ____, then an ____, then confirm." in review
    every.browser.post(f"{url}/submit", page=f"{url}/review")
    attempt = every.attempt(url)
    assert attempt.submitted_at and attempt.score is None
    assert {mark.question.id: mark.points for mark in queries.result_of(attempt).marks} == {
        **dict.fromkeys(GOOD, 1), "about": 0, "words": None}
    result = " ".join(every.browser.get(f"{url}/result").text.split())
    assert "Somebody will read what you wrote" in result and result.count("Waits for a mark") == 1
    assert result.count("> Right</span>") == 10 and "A good answer" not in result


def test_a_written_answer_shows_what_a_person_gave_and_a_good_answer(every, db, cast):
    url = every.start()
    every.browser.post(f"{url}/answers", page=url, **every.fields(url, GOOD))
    every.browser.post(f"{url}/submit", page=f"{url}/review")
    attempt = every.attempt(url)
    db.session.add(HandMark(attempt_id=attempt.id, question_id="words", points=[3, 1], comment="CANARY comment",
                            marked_by=cast.li, marked_at=now()))
    operations.settle(attempt, cast.jingan, "quiz submitted")
    db.session.commit()
    # Eleven questions of one mark each, one of them with 4 of 5 points: 10.8 of 11 = 98.18.
    assert (attempt.score, attempt.passed) == (98.1, True)
    result = every.browser.get(f"{url}/result").text
    for words in ("CANARY comment", "A good answer", "Thank you for waiting", "The guest is seen", "Partly right", "Experts on average: 4.7"):
        assert words in result


def test_no_page_before_the_end_gives_an_answer_away(every):
    url = every.start()
    pages = [every.browser.get(f"{url}?page={position}").text for position in range(1, 13)] + [every.browser.get(f"{url}/review").text]
    for hidden in ("offer", "The guest is seen", "Thank you for waiting", "hardest wait", "M*O*T", "Know the limit"):
        assert all(hidden not in page for page in pages), hidden


def test_the_same_place_twice_is_said_in_words_and_what_was_typed_stays(every):
    url = every.start()
    position = every.position(url, "steps")
    names = [name for name in every.fields(url, {"steps": ["1", "2", "3", "4"]}) if name.startswith(f"q{position}-")]
    answer = every.browser.post(f"{url}?page={position}", page=f"{url}?page={position}", sent=str(position),
                                **dict(zip(names, ["1", "1", "2", "3"], strict=True)))
    assert answer.status_code == 400 and f"Question {position}: give each place once." in answer.text
    assert answer.text.count("<option selected>1</option>") == 2
    assert "steps" not in queries.answers_of(every.attempt(url))


def test_too_long_a_text_is_said_in_words_and_stays(every):
    url = every.start()
    position = every.position(url, "words")
    answer = every.browser.post(f"{url}?page={position}", page=f"{url}?page={position}", **{f"q{position}": "x" * 301})
    assert answer.status_code == 400 and "300 characters fit" in answer.text and "x" * 301 in answer.text


def test_what_is_no_number_is_pointed_out_before_the_end(every):
    url = every.start()
    every.browser.post(f"{url}/answers", page=url, **{f"q{every.position(url, 'wait')}": "soon"})
    assert every.browser.get(f"{url}/review").text.count("Not a number") == 1


@pytest.fixture
def start(staff):
    """A full minute, shortly after the sign-in."""
    return now().replace(second=0, microsecond=0) + dt.timedelta(minutes=2)


def test_the_time_left_is_shown_and_after_it_only_handing_in_is_left(staff, db, start):
    publish(db, with_settings(time_limit=20))
    taker = AnyTaker(staff, db, "desk")
    with time_machine.travel(start, tick=False):
        url = taker.start()
        assert 'data-left="1200"' in staff.get(url).text and "You have 20 minutes for an attempt" in staff.get("/quizzes/desk").text
        saved = staff.post(f"{url}/answers", page=url, **taker.fields(url, RIGHT))
        assert saved.status_code == 303
    with time_machine.travel(start + dt.timedelta(minutes=21), tick=False):
        hidden = staff.hidden("/quizzes/desk")
        late = staff.client.post(f"{url}/answers", data={**hidden, "sent": "1"}, headers={**staff.headers, "Accept": "application/json"})
        assert late.status_code == 409
        assert staff.get(url).location == f"{url}/review"
        review = staff.get(f"{url}/review").text
        assert "The time of this attempt is up" in review and "Change an answer" not in review
        staff.post(f"{url}/submit", page=f"{url}/review")
    assert taker.attempt(url).score == 100.0


def test_a_quiz_that_is_not_open_says_when(staff, db):
    publish(db, with_settings(opens="2099-01-01 09:00"))
    assert "This quiz opens on" in staff.get("/quizzes/desk").text
    hidden = staff.hidden("/quizzes/desk")
    answer = staff.client.post("/quizzes/desk/start", data=hidden, headers=staff.headers)
    assert answer.status_code == 409 and "This quiz opens on" in answer.text


def test_a_quiz_that_has_closed_says_so(staff, db):
    publish(db, with_settings(closes="2020-01-01 09:00"))
    assert "This quiz has closed." in staff.get("/quizzes/desk").text


@pytest.mark.parametrize("review, shown, hidden", [
    ("{answers: at_once}", ["You have had a long day", "CANARY no"], []),
    ("{answers: never, feedback: never}", ["0.0"], ["You have had a long day", "CANARY no", "CANARY because"]),
    ("{score: never}", ["The result is not shown here"], ["0.0", "Not right", "Not passed yet"]),
    ("{score: closed, answers: closed}", ["The result is shown when the quiz has closed"], ["0.0", "You have had a long day"]),
])
def test_a_result_shows_what_the_quiz_lets_it_show(staff, db, review, shown, hidden):
    publish(db, with_settings(review=review))
    text = staff.get(AnyTaker(staff, db, "desk").finish(WRONG)).text
    assert all(words in text for words in shown) and not any(words in text for words in hidden)


def test_what_waits_for_the_end_is_shown_when_the_quiz_has_closed(staff, db, start):
    closes = (start + dt.timedelta(minutes=20)).astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%d %H:%M")
    publish(db, with_settings(review="{score: closed, answers: closed}", closes=closes))
    with time_machine.travel(start, tick=False):
        result = AnyTaker(staff, db, "desk").finish(WRONG)
        assert "You have had a long day" not in staff.get(result).text
    with time_machine.travel(start + dt.timedelta(minutes=21), tick=False):
        assert "You have had a long day" in staff.get(result).text


def test_how_sure_one_is_counts(staff, db):
    # Three questions, all right: certain 3/3, fairly sure 2/3, not said 1/3: 6 of 9 = 66.6.
    publish(db, with_settings(certainty="true"))
    taker = AnyTaker(staff, db, "desk")
    url = taker.start()
    assert "How sure are you?" in staff.get(url).text
    sure = {f"c{taker.position(url, 'canary-q1')}": "3", f"c{taker.position(url, 'canary-q2')}": "2"}
    staff.post(f"{url}/answers", page=url, **taker.fields(url, RIGHT), **sure)
    staff.post(f"{url}/submit", page=f"{url}/review")
    assert taker.attempt(url).score == 66.6


def test_somebody_elses_attempt_is_not_there(every, app, cast):
    url = every.start()
    other = Browser(app).login(cast.zhao)
    assert [other.get(f"{url}{part}").status_code for part in ("", "/review", "/result")] == [404] * 3
