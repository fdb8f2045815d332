"""Exemptions: made with a reason, changed and ended; what was to do is taken back, and a rule gives it again."""


import pytest

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.training.assignments.operations import Terms, assign_course
from cxtrain.training.exemptions.models import TrainingExemption
from cxtrain.training.models import Course
from tests.conftest import Browser
from tests.days import today
from tests.training.conftest import Learner
from tests.training.test_rules import the_rule, waiting


@pytest.fixture
def li(app, cast, course):
    """李想, supervisor of 静安店."""
    return Browser(app).login(cast.li)


def page(employee_id):
    return f"/training/exemptions/people/{employee_id}/moments"


def exempt(browser, employee_id, **fields):
    """Exempt somebody; return the address of the exemption."""
    answer = browser.post(page(employee_id), **{"reason": "Teaches the course", **fields})
    assert answer.status_code == 303, answer.text
    return answer.location


def by_hand(cast, course, *people):
    """Assign the course by hand; return the batch's id."""
    he = Learner(None, cast.he).actor()
    unit = database.session.get(Employee, people[0]).unit
    batch = assign_course(he, database.session.get(Course, course), unit, people=people,
                          terms=Terms(today(9), True))
    database.session.commit()
    return batch.id


def test_it_takes_back_what_a_hand_gave_and_stands_on_its_page(li, cast, course):
    batch = by_hand(cast, course, cast.wang, cast.zhao)
    url = exempt(li, cast.wang, until=today(30).isoformat())
    assert set(waiting()) == {cast.zhao}
    assert "Wang Zhe does not have to do this course." in li.get(url).text
    text = li.get(f"/training/assignments/{batch}").text
    assert "Teaches the course" in text and "0 of 1 done" in text and url in text


def test_nothing_gives_the_course_to_who_is_exempt(li, cast, course):
    exempt(li, cast.wang)
    assert "· exempt" in li.get("/training/assignments/new").text
    refused = li.post("/training/assignments/new", due_on=today(9).isoformat(), working_time="yes",
                      whom="some", people=cast.wang)
    assert refused.status_code == 400
    the_rule(cast, course)
    assert set(waiting()) == {cast.li, cast.zhao}


def test_when_it_ends_the_rule_gives_it_again_and_a_hand_does_not(li, cast, course):
    by_hand(cast, course, cast.wang)
    url = exempt(li, cast.wang)
    assert li.post(f"{url}/end", page=url).status_code == 303
    assert "Wang Zhe is no longer exempt." in li.get("/training/assignments").text and waiting() == {}
    url = exempt(li, cast.wang)
    the_rule(cast, course)
    assert cast.wang not in waiting()
    li.post(f"{url}/end", page=url)
    assert cast.wang in waiting() and li.get(url).status_code == 404


def test_reason_and_last_day_can_be_changed(li, cast, course):
    url = exempt(li, cast.wang)
    assert 'value="Teaches the course"' in li.get(url).text
    answer = li.post(url, reason="Away for a while", until=today().isoformat(), version=1)
    assert answer.status_code == 303
    database.session.rollback()
    row = database.session.query(TrainingExemption).one()
    assert (row.reason, row.until, row.made_by) == ("Away for a while", today(), cast.li)


def test_the_second_of_two_editors_sees_both_texts(li, app, cast, course):
    url = exempt(li, cast.wang)
    fields = li.hidden(url)
    li.post(url, reason="First", until="")
    answer = li._open("POST", url, data={**fields, "reason": "Second", "until": ""})
    assert answer.status_code == 409 and "Saved meanwhile: First" in answer.text and 'value="Second"' in answer.text


def test_after_its_last_day_it_holds_no_more_and_another_can_be_made(li, cast, course):
    exempt(li, cast.wang)
    database.session.query(TrainingExemption).update({"until": today(-1)})
    database.session.commit()
    the_rule(cast, course)
    assert cast.wang in waiting()
    exempt(li, cast.wang, reason="Again")
    assert cast.wang not in waiting()


def test_each_change_is_one_row_of_the_ledger_without_the_reason(li, cast, course):
    url = exempt(li, cast.wang)
    li.post(url, reason="Other", until=today().isoformat())
    li.post(f"{url}/end", page=url)
    rows = database.session.query(LedgerEntry).filter(LedgerEntry.action.like("exemption%")).order_by(LedgerEntry.id).all()
    assert [row.action for row in rows] == ["exemption made", "exemption changed", "exemption ended"]
    assert rows[0].facts == {"employee": cast.wang, "course": "moments", "until": None}
    assert "Teaches" not in str([row.facts for row in rows])


@pytest.mark.parametrize("fields, sentence", [
    ({"reason": ""}, "Say why"), ({"reason": "   "}, "Say why"), ({"reason": "x" * 201}, "At most 200 characters"),
    ({"until": "2020-01-01"}, "That day is past"), ({"until": "soon"}, "Not a valid date")])
def test_it_says_what_is_wrong(li, cast, course, fields, sentence):
    answer = li.post(page(cast.wang), **{"reason": "Teaches it", **fields})
    assert answer.status_code == 400 and sentence in answer.text
    assert database.session.query(TrainingExemption).count() == 0


def test_nobody_is_exempt_twice_and_nobody_exempts_themselves(li, cast, course):
    fields = {**li.hidden(page(cast.wang)), "reason": "Once"}
    exempt(li, cast.wang)
    assert li._open("POST", page(cast.wang), data=fields).status_code == 409
    assert li.get(page(cast.li)).status_code == 403
    assert li._open("POST", page(cast.li), data=fields).status_code == 403


def test_it_speaks_chinese(app, cast, course):
    browser = Browser(app, "zh").login(cast.li)
    url = exempt(browser, cast.wang, reason="讲这门课")
    assert "给王喆办免修" in browser.get(page(cast.wang)).text
    assert "免修《关键时刻》" in browser.get(url).text and "结束免修" in browser.get(url).text


def test_people_out_of_reach_staff_and_strangers(app, li, cast, course, browser):
    url = exempt(Browser(app).login(cast.he), cast.sun)
    assert li.get(page(cast.sun)).status_code == 404 and li.get(url).status_code == 404
    fields = li.hidden(page(cast.wang))
    assert li._open("POST", f"{url}/end", data=fields).status_code == 404
    wang = Browser(app).login(cast.wang)
    assert wang.get(page(cast.wang)).status_code == 403
    assert browser.get(page(cast.wang)).location == "/sign-in"
