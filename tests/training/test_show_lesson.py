"""One lesson."""

import datetime as dt

import pytest
import time_machine

from cxtrain.extensions import db as database
from cxtrain.training import operations
from cxtrain.training.models import LessonRead
from tests.conftest import Browser

URL = "/training/moments/lessons/welcome"


def test_it_shows_the_lesson_in_the_readers_language(learner, app, cast):
    assert "A guest <strong>walks in</strong>." in learner.browser.get(URL).text
    assert "客人<strong>走进来</strong>。" in Browser(app, "zh").login(cast.zhao).get(URL).text


def test_html_in_a_lesson_comes_out_as_text(learner):
    text = learner.browser.get(URL).text
    assert "&lt;script&gt;x&lt;/script&gt;" in text and "<script>x" not in text


def test_marking_it_as_read_leads_on(learner):
    learner.start()
    assert learner.read() == "/training/moments"
    assert "You have read this lesson." in learner.browser.get(URL).text


def test_marking_it_as_read_begins_the_course(learner):
    learner.read()
    assert len(learner.enrolments()) == 1
    assert "1 of 3 steps" in learner.browser.get("/training/moments").text


def test_marking_it_twice_keeps_one_row(learner):
    fields = learner.browser.hidden(URL)
    for key in ("one", "two"):
        answer = learner.browser._open("POST", URL, data={**fields, "submission_key": key})
        assert answer.status_code == 303
    database.session.rollback()
    assert database.session.query(LessonRead).count() == 1


def test_after_the_course_is_passed_reading_again_begins_nothing(learner):
    learner.pass_course()
    assert "I have read it" not in learner.browser.get(URL).text
    learner.browser.post(URL, page="/training/moments")
    assert len(learner.enrolments()) == 1


def mark(browser, **fields):
    """Send the page's form; return the seconds kept."""
    answer = browser._open("POST", URL, data=fields)
    assert answer.status_code == 303, answer.text
    database.session.rollback()
    return database.session.query(LessonRead).one().seconds


NOON = dt.datetime(2026, 5, 6, 4, tzinfo=dt.UTC)


@pytest.mark.parametrize(("passed", "kept"), [(0, 0), (95, 95), (600, 600), (25 * 60, 600)])
def test_it_keeps_how_long_the_page_was_open_up_to_twice_its_minutes(app, cast, course, passed, kept):
    with time_machine.travel(NOON, tick=False) as now:
        browser = Browser(app).login(cast.wang)
        fields = browser.hidden(URL)
        now.shift(passed)
        assert mark(browser, **fields) == kept


def test_a_forged_opening_is_not_believed_and_the_lesson_is_marked_all_the_same(learner):
    fields = learner.browser.hidden(URL)
    assert mark(learner.browser, **{**fields, "opened": fields["opened"] + "x"}) is None


def test_without_an_opening_nobody_knows_how_long_it_was_open(learner):
    assert mark(learner.browser, **{**learner.browser.hidden(URL), "opened": ""}) is None


def test_the_opening_of_somebody_else_is_not_believed(learner, app, cast):
    theirs = Browser(app).login(cast.zhao).hidden(URL)["opened"]
    assert mark(learner.browser, **{**learner.browser.hidden(URL), "opened": theirs}) is None


def test_a_page_sent_back_with_a_fault_keeps_its_opening(learner):
    fields = learner.browser.hidden(URL)
    answer = learner.browser._open("POST", URL, data={**fields, "submission_key": "x" * 99})
    assert answer.status_code == 400 and f'value="{fields["opened"]}"' in answer.text


def test_a_corrected_lesson_is_shown_to_everybody(learner, db):
    learner.start()
    operations.publish_lesson("welcome", "# 欢迎\n\n改过了。", "# Welcome\n\nCorrected.")
    db.session.commit()
    assert "Corrected." in learner.browser.get(URL).text


def test_a_lesson_of_no_course_is_not_there(learner, db):
    operations.publish_lesson("draft", "# 草稿\n\n未完", "# Draft\n\nNot for anybody yet")
    db.session.commit()
    assert learner.browser.get("/training/moments/lessons/draft").status_code == 404
    assert learner.browser.post("/training/moments/lessons/draft", page=URL).status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, course):
    assert browser.get(URL).location == "/sign-in"
