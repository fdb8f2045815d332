"""Assignments as those see them who give them: the list, one with its people, taking back, new attempts."""

import datetime as dt

import pytest
from sqlalchemy.exc import IntegrityError

from cxtrain.extensions import db as database
from cxtrain.people.models import Employee, Unit
from cxtrain.people.permissions import Actor
from cxtrain.training.assignments import operations, queries
from cxtrain.training.models import Assignment, Course
from tests.conftest import Browser
from tests.training.conftest import Learner

LIST = "/training/assignments"
TERMS = operations.Terms(dt.date(2031, 5, 20), True)


@pytest.fixture
def li(app, cast):
    """李想, supervisor of 静安店."""
    return Browser(app).login(cast.li)


@pytest.fixture
def batch(cast, course):
    """Id of a batch that 何姐 gave to one person of each store: 王喆 and 孙淼."""
    he = Actor(0, cast.he, "H0001", "何姐", "", "en", cast.firm, f"/{cast.firm}/", "", "Asia/Shanghai")
    row = operations.assign_course(he, database.session.get(Course, course), database.session.get(Unit, cast.east),
                                   people=[cast.wang, cast.sun], terms=TERMS)
    database.session.commit()
    return row.id


def assignment_of(employee_id):
    database.session.rollback()
    return database.session.query(Assignment).filter_by(employee_id=employee_id).one()


def test_the_list_counts_the_people_in_reach(li, app, cast, batch):
    assert "0 of 1 done" in li.get(LIST).text
    assert "0 of 2 done" in Browser(app).login(cast.he).get(LIST).text


def test_it_speaks_chinese(app, cast, batch):
    browser = Browser(app, "zh").login(cast.he)
    assert "2 人中 0 人完成" in browser.get(LIST).text
    text = browser.get(f"{LIST}/{batch}").text
    assert "《关键时刻》：已完成 0 人，未完成 2 人。\n最后期限：2031年5月20日。\n计入工时。\nhttp" in text and "何姐 派发于" in text


def test_one_batch_names_only_those_in_reach(li, batch):
    text = li.get(f"{LIST}/{batch}").text
    assert "Wang Zhe" in text and "Sun Miao" not in text


def test_it_shows_how_far_somebody_is(li, learner, batch):
    learner.start()
    learner.read()
    assert "1 of 3 steps" in li.get(f"{LIST}/{batch}").text
    learner.play()
    learner.quiz()
    text = li.get(f"{LIST}/{batch}").text
    assert "1 of 1 done" in text and "reminder" not in text
    assert "All done" in li.get(LIST).text


def test_the_reminder_names_nobody(li, batch):
    text = li.get(f"{LIST}/{batch}").text
    reminder = text.split("<textarea")[1].split("</textarea>")[0]
    assert "“Moments of truth”: 0 done, 1 to do.\nLast day: May 20, 2031.\nCounts as working time.\nhttp" in reminder
    assert "Wang" not in reminder and "Copy for the group" in text


def test_a_batch_of_others_is_as_if_it_were_not_there(app, cast, li, course):
    row = operations.assign_course(
        Learner(None, cast.chen).actor(), database.session.get(Course, course), database.session.get(Unit, cast.xuhui),
        people=[cast.sun], terms=TERMS)
    url = f"{LIST}/{row.id}"
    database.session.commit()
    assert (li.get(url).status_code, li.get(f"{LIST}/99999").status_code) == (404, 404)
    assert url not in li.get(LIST).text


def test_taking_back_ends_the_assignment_and_leaves_the_way_begun(li, learner, batch):
    learner.start()
    assignment = assignment_of(learner.employee_id)
    answer = li.post(f"{LIST}/people/{assignment.id}/withdraw", page=f"{LIST}/{batch}")
    assert answer.status_code == 303
    assert "Taken back from Wang Zhe." in li.get(LIST).text
    assert assignment_of(learner.employee_id).withdrawn_at is not None
    assert len(learner.enrolments()) == 1 and "Due" not in learner.browser.get("/training").text


def test_what_is_done_cannot_be_taken_back(li, learner, batch):
    fields = li.hidden(f"{LIST}/{batch}")
    learner.pass_course()
    assignment = assignment_of(learner.employee_id)
    assert assignment.done_at is not None
    answer = li._open("POST", f"{LIST}/people/{assignment.id}/withdraw", data=fields)
    assert answer.status_code == 409 and "done already" in answer.text
    assert assignment_of(learner.employee_id).withdrawn_at is None


def test_nobody_takes_back_from_people_out_of_reach(li, cast, batch):
    foreign = assignment_of(cast.sun).id
    answer = li.post(f"{LIST}/people/{foreign}/withdraw", page=f"{LIST}/{batch}")
    assert answer.status_code == 404 and assignment_of(cast.sun).withdrawn_at is None


def test_somebody_without_attempts_can_be_given_new_ones(li, learner, batch):
    learner.start()
    for _ in range(2):
        learner.quiz(right=False)
    page = f"{LIST}/{batch}"
    assert "No quiz attempts left" in li.get(page).text
    url = f"{LIST}/people/{learner.employee_id}/renew/desk"
    assert li.post(url, page=page).status_code == 303
    assert "No quiz attempts left" not in li.get(page).text
    assert "2 attempts left" in learner.browser.get("/quizzes/desk").text
    assert li.post(url, page=page).status_code == 409


def test_nobody_gives_attempts_to_people_out_of_reach(li, cast, batch):
    assert li.post(f"{LIST}/people/{cast.sun}/renew/desk", page=f"{LIST}/{batch}").status_code == 404


def test_who_leaves_is_no_longer_counted(app, cast, batch):
    database.session.get(Employee, cast.sun).status = "left"
    database.session.commit()
    assert "0 of 1 done" in Browser(app).login(cast.he).get(LIST).text


def test_nobody_has_the_same_course_to_do_twice(cast, course, batch):
    # The database itself refuses it, whatever two supervisors do at the same moment.
    he = Learner(None, cast.he).actor()
    with pytest.raises(IntegrityError):
        operations.assign_course(he, database.session.get(Course, course), database.session.get(Unit, cast.east),
                                 people=[cast.wang], terms=TERMS)
    database.session.rollback()


def test_an_assignment_needs_somebody(cast, course):
    he = Learner(None, cast.he).actor()
    with pytest.raises(ValueError, match="one person"):
        operations.assign_course(he, database.session.get(Course, course), database.session.get(Unit, cast.east),
                                 people=[], terms=TERMS)


def test_staff_see_neither_list_nor_people(learner, batch):
    for url in (LIST, f"{LIST}/{batch}"):
        assert learner.browser.get(url).status_code == 403
    assignment = assignment_of(learner.employee_id)
    assert learner.browser.post(f"{LIST}/people/{assignment.id}/withdraw", page="/training").status_code == 403
    assert learner.browser.post(f"{LIST}/people/{learner.employee_id}/renew/desk", page="/training").status_code == 403


def test_a_stranger_is_sent_to_sign_in(browser, batch):
    assert browser.get(LIST).location == "/sign-in"
    assert browser.get(f"{LIST}/{batch}").location == "/sign-in"


def test_somebody_without_a_role_reaches_nobody(cast, batch):
    he = Learner(None, cast.he).actor()
    assert queries.list_batches(he) == []
