"""All courses of one person, and what Today shows of them."""

import datetime as dt

from sqlalchemy import event

from cxtrain.extensions import db as database
from cxtrain.people.models import Unit
from cxtrain.training import queries
from cxtrain.training.assignments.operations import Terms, assign_course
from cxtrain.training.models import Course
from tests.conftest import Browser

DUE = dt.date(2031, 5, 20)


def assign(learner, cast, due_on=DUE):
    course, unit = database.session.query(Course).one(), database.session.get(Unit, cast.jingan)
    assign_course(learner.actor(), course, unit, people=[learner.employee_id], terms=Terms(due_on, True))
    database.session.commit()


def test_a_course_not_begun_stands_among_more_courses(learner):
    text = learner.browser.get("/training").text
    assert "More courses" in text and "Moments of truth" in text and "with certificate" in text


def test_a_course_on_the_way_stands_on_top_with_its_steps(learner):
    learner.start()
    learner.read()
    text = learner.browser.get("/training").text
    assert "To do and on the way" in text and "1 of 3 steps" in text and "More courses" not in text


def test_an_assigned_course_says_by_when_and_on_whose_time(learner, cast):
    assign(learner, cast)
    text = learner.browser.get("/training").text
    assert "Due May 20, 2031" in text and "Counts as working time" in text and "Not started yet" in text


def test_it_speaks_chinese(learner, app, cast):
    assign(learner, cast)
    text = Browser(app, "zh").login(cast.wang).get("/training").text
    assert "2031年5月20日" in text and "计入工时" in text and "还没开始" in text


def test_a_passed_course_moves_down(learner):
    learner.pass_course()
    text = learner.browser.get("/training").text
    assert "4 class hours" in text and "More courses" not in text and "steps" not in text


def test_passing_a_course_does_its_assignment(learner, cast):
    assign(learner, cast)
    learner.pass_course()
    assert queries.cards_for(learner.employee_id) == []


def test_before_anything_is_published_it_says_what_will_be_here(browser, cast):
    assert "as soon as your trainers publish one" in browser.login(cast.wang).get("/training").text


def test_only_those_who_may_assign_see_the_way_there(learner, app, cast):
    assert "/training/assignments" not in learner.browser.get("/training").text
    assert "/training/assignments" in Browser(app).login(cast.li).get("/training").text


def test_a_stranger_is_sent_to_sign_in(browser, course):
    assert browser.get("/training").location == "/sign-in"


def test_today_asks_three_statements_at_most_whatever_there_is(learner, cast):
    learner.start()
    learner.read()
    assign(learner, cast)
    queries.cards_for(learner.employee_id)  # the course is parsed once per process
    seen = []

    def note(_connection, _cursor, statement, *_):
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    (card,) = queries.cards_for(learner.employee_id)
    event.remove(database.engine, "before_cursor_execute", note)
    assert len(seen) <= 3
    assert (card.slug, card.started, card.due_on, card.working_time) == ("moments", True, DUE, True)
    assert (card.progress.done, card.progress.next.key) == (1, "scenario:late")


def test_the_transcript_tells_what_was_taken(learner):
    assert queries.transcript(learner.employee_id) == []
    learner.start()
    (taken,) = queries.transcript(learner.employee_id)
    assert (taken.title.en, taken.class_hours, taken.passed_at) == ("Moments of truth", 4, None)
