"""Assigning a course."""

import datetime as dt

import pytest

from cxtrain import clock
from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.training.models import Assignment, AssignmentBatch
from tests.conftest import Browser

NEW = "/training/assignments/new"


@pytest.fixture
def day(app):
    """Ten days from now."""
    return clock.today("Asia/Shanghai") + dt.timedelta(days=10)


@pytest.fixture
def li(app, cast, course):
    """李想, supervisor of 静安店."""
    return Browser(app).login(cast.li)


@pytest.fixture
def he(app, cast, course):
    """何姐, HR."""
    return Browser(app).login(cast.he)


def given():
    """Return the ids of those who have it to do."""
    database.session.rollback()
    return {row.employee_id for row in database.session.query(Assignment)}


def assign(browser, url=NEW, **fields):
    return browser.post(url, **{"working_time": "yes", "whom": "new", **fields})


def test_a_supervisor_gives_it_to_everybody_of_the_store(li, cast, day):
    answer = assign(li, due_on=day.isoformat())
    assert answer.status_code == 303 and given() == {cast.li, cast.wang, cast.zhao}
    text = li.get(answer.location).text
    assert "Assigned to 3 people." in text and "0 of 3 done" in text


def test_only_those_ticked_get_it(li, cast, day):
    assign(li, due_on=day.isoformat(), whom="some", people=cast.zhao)
    assert given() == {cast.zhao}


def test_it_is_recorded_once_with_its_terms(li, day):
    assign(li, due_on=day.isoformat(), working_time="no")
    database.session.rollback()
    (entry,) = database.session.query(LedgerEntry).filter_by(action="course assigned")
    assert entry.facts == {"course": "moments", "people": 3, "due_on": day.isoformat(), "working_time": False}


def test_hr_chooses_a_unit_first_and_reaches_those_below_it(he, cast, day):
    assert "Show the people" in he.get(NEW).text
    url = f"{NEW}?course=moments&unit={cast.east}"
    assert "孙淼" not in he.get(url).text and "Sun Miao" in he.get(url).text
    assign(he, url, due_on=day.isoformat())
    assert given() == {cast.li, cast.wang, cast.zhao, cast.chen, cast.sun}


def test_it_speaks_chinese(app, cast, course):
    text = Browser(app, "zh").login(cast.li).get(NEW).text
    for words in ("派发课程", "完成期限", "计入工时", "自愿", "王喆"):
        assert words in text


def test_who_has_it_to_do_already_does_not_get_it_twice(li, cast, day):
    assign(li, due_on=day.isoformat(), whom="some", people=cast.zhao)
    assert "has it to do already" in li.get(NEW).text
    refused = assign(li, due_on=day.isoformat(), whom="some", people=cast.zhao)
    assert refused.status_code == 400
    assign(li, due_on=day.isoformat())
    database.session.rollback()
    assert database.session.query(Assignment).filter_by(employee_id=cast.zhao).count() == 1
    assert "Nobody here can get this course now" in li.get(NEW).text


def test_who_passed_it_gets_it_again_only_where_that_is_chosen(li, learner, cast, day):
    learner.pass_course()
    assert "· passed " in li.get(NEW).text
    assign(li, due_on=day.isoformat())
    assert given() == {cast.li, cast.zhao}
    refused = assign(li, due_on=day.isoformat())
    assert refused.status_code == 400 and "Everybody here has passed it" in refused.text
    assign(li, due_on=day.isoformat(), whom="all")
    assert given() == {cast.li, cast.zhao, cast.wang}
    assert learner.start() == "/training/moments/lessons/welcome" and len(learner.enrolments()) == 2


def test_who_left_or_is_on_leave_does_not_get_it(li, cast, day):
    database.session.get(Employee, cast.wang).status = "left"
    database.session.get(Employee, cast.zhao).status = "leave"
    database.session.commit()
    assign(li, due_on=day.isoformat())
    assert given() == {cast.li}


@pytest.mark.parametrize("fields, sentence", [
    ({"due_on": ""}, "Choose the day by which it is to be done"),
    ({"due_on": "2020-01-01"}, "That day is past"),
    ({"due_on": "9999-01-01"}, "more than two years away"),
    ({"due_on": "soon"}, "Not a valid date"),
    ({"whom": "some"}, "Tick at least one person"),
    ({"people": "2"}, "You ticked people but chose everybody"),
    ({"working_time": "perhaps"}, "Not a valid choice"),
])
def test_it_says_what_is_wrong_and_keeps_what_was_typed(li, day, fields, sentence):
    answer = assign(li, **{"due_on": day.isoformat(), **fields})
    assert answer.status_code == 400 and sentence in answer.text
    if fields.get("due_on") == "2020-01-01":
        assert 'value="2020-01-01"' in answer.text
    assert given() == set()


def test_people_out_of_reach_cannot_be_slipped_in(li, cast, day):
    answer = assign(li, due_on=day.isoformat(), whom="some", people=cast.sun)
    assert answer.status_code == 400 and given() == set()


def test_a_unit_out_of_reach_is_as_if_it_were_not_there(li, cast, day):
    url = f"{NEW}?course=moments&unit={cast.xuhui}"
    assert li.get(url).status_code == 404
    assert li.post(url, page=NEW, due_on=day.isoformat()).status_code == 404
    assert li.get(f"{NEW}?course=nothing").status_code == 404


def test_sending_the_same_form_twice_assigns_once(li, day):
    fields = {**li.hidden(NEW), "working_time": "yes", "whom": "all", "due_on": day.isoformat()}
    answers = [li._open("POST", NEW, data=fields) for _ in range(2)]
    assert answers[0].location == answers[1].location
    database.session.rollback()
    assert database.session.query(AssignmentBatch).count() == 1


def test_staff_may_not_assign(app, cast, course, day):
    browser = Browser(app).login(cast.wang)
    assert browser.get(NEW).status_code == 403
    assert browser.post(NEW, page="/training", due_on=day.isoformat()).status_code == 403
    assert given() == set()


def test_a_stranger_is_sent_to_sign_in(browser, course):
    assert browser.get(NEW).location == "/sign-in"


def test_before_there_is_a_course_it_says_so(app, cast, db):
    assert "There is no course yet" in Browser(app).login(cast.li).get(NEW).text
