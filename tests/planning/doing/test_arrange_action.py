"""What an action is to set going is chosen on a page of its own: a course, an appointment, a number of visits."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.people.models import Account
from cxtrain.planning.doing import operations, queries
from cxtrain.planning.doing.models import ActionWork, CoachNote
from cxtrain.planning.lifecycle import IllegalMove
from cxtrain.quality.models import Visit
from cxtrain.quality.schedule.models import PlannedVisit
from tests.planning.conftest import load
from tests.quality.conftest import actor


@pytest.fixture
def at(doing):
    """The address of a page of a new plan's only action, and the plan's id."""
    def make(kind, page="arrange", **changes):
        plan_id = doing.plan(kind, **changes)
        return f"/planning/plans/{plan_id}/actions/{load(plan_id).actions[0].id}/{page}", plan_id
    return make


def work():
    database.session.rollback()
    return database.session.scalars(select(ActionWork)).one()


def test_a_course_is_chosen_and_said_on_the_plan(browser, cast, doing, course, at):
    url, plan_id = at("train", about=cast.wang)
    assert browser.login(cast.li).post(url, course_id=doing.course()).location == f"/planning/plans/{plan_id}"
    assert work().course_id == doing.course()
    assert "is assigned once the plan is approved" in browser.get(f"/planning/plans/{plan_id}").text


def test_a_course_that_there_is_none_of_is_refused_in_words(browser, cast, course, at):
    url, _plan = at("train", about=cast.wang)
    assert browser.login(cast.li).post(url, course_id=4711).status_code == 400


def test_the_two_meet_at_a_time_by_the_stores_clock_and_both_find_it(browser, cast, at):
    url, plan_id = at("coach", about=cast.wang, state="approved")
    day = today("Asia/Shanghai") + dt.timedelta(2)
    assert browser.login(cast.li).post(url, day=day.isoformat(), time="14:30", visit_id=0).status_code == 303
    assert work().meets_at == dt.datetime.combine(day, dt.time(6, 30), dt.UTC)
    for who in (cast.li, cast.wang):
        assert "14:30" in browser.login(who).get(f"/planning/plans/{plan_id}").text
        assert "14:30" in browser.get("/").text  # Today
    assert "14:30" in browser.login(cast.li).get(url).text


@pytest.mark.parametrize(("kind", "fields", "words"), [
    ("coach", {"day": "", "time": "14:30", "visit_id": 0}, "Choose a day"),
    ("coach", {"day": "2026-12-01", "time": "", "visit_id": 0}, "Choose a time"),
    ("coach", {"day": "2026-12-01", "time": "26:90", "visit_id": 0}, "time"),
    ("collect", {"visits": "0"}, "Between 1 and 40"), ("collect", {"visits": "many"}, "visits"),
])
def test_bad_input_says_what_to_do_and_changes_nothing(browser, cast, at, kind, fields, words):
    url, _plan = at(kind, about=cast.wang)
    answer = browser.login(cast.li).post(url, **fields)
    assert answer.status_code == 400 and words in answer.text
    assert database.session.scalar(select(ActionWork.meets_at)) is None


def test_an_observation_is_linked_and_only_the_two_of_them_open_it(browser, cast, records, at):
    url, plan_id = at("coach", about=cast.wang, state="approved")
    page = f"/planning/plans/{plan_id}"
    records._visit(cast.wang, "chen")
    visit, account = database.session.scalars(select(Visit)).one(), database.session.scalar(
        select(Account.id).where(Account.employee_id == cast.li))
    visit.kind, visit.entered_by, visit.enterer_employee_id = "coaching", account, cast.li
    visit.observed_by, visit.observer_employee_id, visit_id = account, cast.li, visit.id
    database.session.commit()
    day = today("Asia/Shanghai").isoformat()
    assert browser.login(cast.li).post(url, day=day, time="10:00", visit_id=visit_id).status_code == 303
    link = f'href="/coaching/{visit_id}"'
    assert link in browser.get(page).text and link in browser.login(cast.wang).get(page).text
    text = browser.login(cast.he).get(page).text
    assert link not in text and "only the two of them read it" in text
    assert browser.login(cast.he).post(url, day=day, time="11:00", visit_id=visit_id).status_code == 303  # it stays linked
    assert work().visit_id == visit_id


def test_notes_are_kept_with_who_wrote_them_and_never_changed(browser, cast, at):
    url, plan_id = at("coach", "note", about=cast.wang, state="approved")
    page = f"/planning/plans/{plan_id}"
    browser.login(cast.li).post(url, page=page, words="先看三次再谈。")
    browser.login(cast.wang).post(url, page=page, words="高峰人手不够。")
    rows = [(row.written_by, row.words) for row in database.session.scalars(select(CoachNote).order_by(CoachNote.id))]
    assert rows == [(cast.li, "先看三次再谈。"), (cast.wang, "高峰人手不够。")]
    assert "先看三次再谈。" in browser.get(page).text
    answer = browser.post(url, page=page, words=" ")
    assert answer.status_code == 400 and "Write a sentence first." in answer.text
    words = "长" * 1001
    answer = browser.post(url, page=page, words=words)
    assert answer.status_code == 400 and words in answer.text


def test_more_visits_are_put_on_the_schedule_and_none_is_taken_off(browser, cast, doing, hotel, at):
    doing.month()
    url, plan_id = at("collect", place=hotel.desk, due=40)
    browser.login(cast.li).post(f"/planning/plans/{plan_id}/approve", page=f"/planning/plans/{plan_id}")
    assert browser.post(url, visits="9").status_code == 303
    assert len(database.session.scalars(select(PlannedVisit)).all()) == 9
    answer = browser.post(url, visits="4")
    assert answer.status_code == 400 and "9 stand on the schedule already." in answer.text


@pytest.mark.parametrize("who", ["wang", "zhao", "chen"])
def test_only_who_leads_says_what_an_action_sets_going(browser, cast, at, who):
    url, _plan = at("coach", about=cast.wang, state="approved")
    assert browser.login(getattr(cast, who)).get(url).status_code == (403 if who == "wang" else 404)


def test_an_owner_of_another_action_writes_no_note(browser, cast, at):
    url, plan_id = at("coach", "note", about=cast.wang, state="approved")
    with pytest.raises(IllegalMove):
        plan = load(plan_id)
        operations.write_note(plan, plan.actions[0], "x", actor=actor(database, cast.zhao))


def test_what_is_done_is_not_arranged_any_more_and_a_board_is_not_chosen(browser, cast, at):
    url, plan_id = at("coach", about=cast.wang, state="approved")
    action = load(plan_id).actions[0]
    action.done_at, action.done_by = now(), cast.wang
    database.session.commit()
    assert browser.login(cast.li).get(url).status_code == 409
    process, _plan = at("process", state="approved")
    assert browser.get(process).status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, at):
    assert browser.get(at("coach")[0]).location == "/sign-in"


def test_the_page_of_a_plan_asks_as_often_whatever_has_gathered(browser, cast, doing, course, statements):
    plan_id = doing.plan("train", "coach", "process", state="approved")
    doing.arrange(plan_id, 0, course_id=doing.course())
    page = f"/planning/plans/{plan_id}"
    browser.login(cast.li)
    before = statements(browser, page)
    plan = load(plan_id)
    for number in range(12):
        operations.write_note(plan, plan.actions[1], f"第{number}次。", actor=doing.lead())
    for _ in range(4):
        doing.plan("train", "process", state="approved")
    database.session.commit()
    assert statements(browser, page) <= before + 2  # the note's row and its writers
    assert queries.standings(doing.lead(), load(plan_id))
