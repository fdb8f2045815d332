import datetime as dt
import re

import pytest

from cxtrain.extensions import db as database
from cxtrain.planning.models import Plan, PlanAction
from tests.planning.conftest import load


@pytest.fixture
def plan_id(cast, records):
    return records.plan(about=cast.wang, state="draft")


@pytest.fixture
def url(plan_id):
    return f"/planning/plans/{plan_id}/edit"


def fields(plan_id, **changes):
    """The form as a browser would send it, with one action; `changes` replace fields."""
    plan = load(plan_id)
    day = plan.due_on.isoformat()
    rows = {}
    for row in range(3):
        rows |= {f"actions-{row}-what": "", f"actions-{row}-kind": "coach", f"actions-{row}-dimension": "",
                 f"actions-{row}-owner_id": str(plan.employee_id or plan.drafted_by), f"actions-{row}-due_on": day}
    rows["actions-0-what"] = "Stand through one peak together."
    return {"finding": "Guests waited unnoticed.", "cause": "The cause is open.", "goal": "Look up within ten seconds.",
            "due_on": day, **rows, **changes}


def test_it_saves_words_and_actions(browser, cast, url, plan_id):
    answer = browser.login(cast.li).post(url, **fields(plan_id, **{
        "goal": "Greet within ten seconds.", "actions-1-what": "Play the check-in role-play.",
        "actions-1-kind": "train", "actions-1-dimension": "responsiveness"}))
    assert (answer.status_code, answer.location) == (303, f"/planning/plans/{plan_id}")
    plan = load(plan_id)
    assert plan.goal == {"en": "Greet within ten seconds."}
    assert plan.finding == {"zh": "客人等了很久没人招呼。", "en": "Guests waited unnoticed."}
    assert [(a.kind, a.dimension) for a in plan.actions] == [("coach", None), ("train", "responsiveness")]
    assert plan.version == 2


def test_a_goal_has_its_measure_with_numbers_as_people_type_them(browser, cast, url, plan_id):
    browser.login(cast.li).post(url, **fields(plan_id, indicator="Mean of the visits, 1 to 7", baseline="4，5", target="5.2",
                                              n_needed="24"))
    plan = load(plan_id)
    assert (plan.indicator, plan.baseline, plan.target, plan.n_needed) == ({"en": "Mean of the visits, 1 to 7"}, 4.5, 5.2, 24)
    page = browser.get(f"/planning/plans/{plan_id}").text
    assert "Mean of the visits, 1 to 7" in page and "5.2" in page
    browser.post(url, **fields(plan_id, indicator="", baseline="", target="", n_needed=""))
    assert (load(plan_id).indicator, load(plan_id).target) == ({}, None)


def test_a_row_without_words_is_left_out_and_an_emptied_one_removed(browser, cast, url, plan_id):
    browser.login(cast.li).post(url, **fields(plan_id, **{
        "actions-0-what": "", "actions-2-what": "Look four times.", "actions-2-kind": "collect"}))
    assert [action.kind for action in load(plan_id).actions] == ["collect"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"finding": ""}, "Say what was found"),
        ({"cause": "  "}, "Say why, or that it is still open"),
        ({"goal": ""}, "Say what one will see"),
        ({"due_on": "31.12."}, "Choose a day"),
        ({"actions-0-due_on": ""}, "Choose a day"),
        ({"actions-0-due_on": "2199-01-01"}, "after the day on which the plan is checked"),
        ({"actions-0-what": "长" * 601}, "600"),
        ({"indicator": "Mean", "target": "much"}, "A number, please"),
        ({"indicator": "Mean", "target": "nan"}, "A number, please"),
        ({"target": "5"}, "Say above what is measured"),
        ({"indicator": "Mean", "baseline": "5", "target": "5.0"}, "It stands there already"),
        ({"n_needed": "0"}, "From 1 to 9999"),
    ],
)
def test_bad_input_keeps_the_text_and_says_what_to_do(browser, cast, url, plan_id, changes, sentence):
    answer = browser.login(cast.li).post(url, **fields(plan_id, **{"actions-1-what": "My second thought", **changes}))
    assert answer.status_code == 400 and sentence in answer.text
    assert "My second thought" in answer.text
    assert len(load(plan_id).actions) == 1


@pytest.mark.parametrize("changes", [{"actions-0-owner_id": "7"}, {"actions-0-kind": "punish"}, {"version": "x"}])
def test_forged_choices_are_refused(browser, cast, url, plan_id, changes):
    assert browser.login(cast.li).post(url, **fields(plan_id, **changes)).status_code == 400


def test_the_one_who_comes_second_sees_both_texts_and_loses_nothing(browser, cast, url, plan_id):
    browser.login(cast.li)
    stale = browser.hidden(url) | fields(plan_id, goal="Mine: greet first.")
    browser.post(url, **fields(plan_id, goal="Theirs: look up first."))
    answer = browser._open("POST", url, data=stale)
    assert answer.status_code == 409
    assert "Mine: greet first." in answer.text and "Theirs: look up first." in answer.text
    assert load(plan_id).goal == {"en": "Theirs: look up first."}
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)[1]
    key = re.search(r'name="submission_key"[^>]*value="([^"]+)"', answer.text)[1]
    assert browser._open("POST", url, data={**stale, "version": version, "submission_key": key}).status_code == 303
    assert load(plan_id).goal == {"en": "Mine: greet first."}


def test_an_edit_of_an_approved_plan_asks_for_approval_and_reading_anew(browser, cast, records):
    plan_id = records.plan(about=cast.wang, own_words="我试过。")
    url = f"/planning/plans/{plan_id}/edit"
    browser.login(cast.li)
    assert "it is a draft again" in browser.get(url).text
    browser.post(url, **fields(plan_id))
    plan = load(plan_id)
    assert (plan.state, plan.approved_by, plan.answered_at, plan.own_words) == ("draft", None, None, "我试过。")


def test_a_fourth_action_of_a_person_is_refused_in_words(browser, cast, records, url, plan_id):
    records.plan(about=cast.wang)
    records.plan(about=cast.wang)
    answer = browser.login(cast.li).post(url, **fields(plan_id, **{"actions-1-what": "One more"}))
    assert answer.status_code == 409 and "4 open actions" in answer.text and "One more" in answer.text
    assert len(load(plan_id).actions) == 1


def test_two_actions_in_one_dimension_are_refused_in_words(browser, cast, url, plan_id):
    both = {"actions-0-dimension": "empathy", "actions-1-what": "Again", "actions-1-dimension": "empathy"}
    answer = browser.login(cast.li).post(url, **fields(plan_id, **both))
    assert answer.status_code == 409 and "One at a time" in answer.text


def test_a_store_may_have_two_in_one_dimension(browser, cast, records):
    plan_id = records.plan(state="draft")
    both = {"actions-0-dimension": "empathy", "actions-1-what": "Again", "actions-1-dimension": "empathy"}
    answer = browser.login(cast.li).post(f"/planning/plans/{plan_id}/edit", **fields(plan_id, **both))
    assert answer.status_code == 303


def test_what_is_done_stays_as_it_was_done(browser, cast, records, url, plan_id):
    action = load(plan_id).actions[0]
    action.done_at, action.done_by, action.note = dt.datetime.now(dt.UTC), cast.wang, "有用"
    database.session.commit()
    browser.login(cast.li).post(url, **fields(plan_id, **{"actions-0-what": "Something new"}))
    assert [(a.what.get("en"), a.note) for a in load(plan_id).actions] == [
        ("Stand through one peak together.", "有用"), ("Something new", "")]


def test_more_rows_than_the_page_has_are_refused(browser, cast, url, plan_id):
    for row in range(3):
        database.session.add(PlanAction(
            plan_id=plan_id, position=row + 1, kind="collect", what={"en": "x"}, owner_id=cast.wang,
            due_on=dt.date(2026, 1, 1), done_at=dt.datetime.now(dt.UTC), done_by=cast.wang))
    database.session.commit()
    rows = {f"actions-{row}-what": f"Row {row}" for row in range(3)}
    answer = browser.login(cast.li).post(url, **fields(plan_id, **rows))
    assert answer.status_code == 400 and "Three actions are the most" in answer.text


def test_a_supervisor_of_another_store_finds_nothing_here(browser, cast, url):
    assert browser.login(cast.chen).get(url).status_code == 404


def test_the_employee_may_not_edit_what_the_supervisor_wrote(browser, cast, records):
    plan_id = records.plan(about=cast.wang)
    assert browser.login(cast.wang).get(f"/planning/plans/{plan_id}/edit").status_code == 403


def test_the_employee_edits_the_own_draft(browser, cast, records):
    plan_id = records.plan(about=cast.wang, state="draft", drafted_by=cast.wang)
    answer = browser.login(cast.wang).post(f"/planning/plans/{plan_id}/edit", **fields(plan_id, goal="My goal"))
    assert answer.status_code == 303 and load(plan_id).goal == {"en": "My goal"}


def test_a_closed_plan_is_not_edited(browser, cast, records):
    plan_id = records.plan(state="closed", outcome="met", closed_by=cast.li)
    assert browser.login(cast.li).get(f"/planning/plans/{plan_id}/edit").status_code == 409


def test_a_stranger_is_sent_to_sign_in(browser, url):
    assert browser.get(url).location == "/sign-in"


def test_the_database_itself_keeps_the_own_case_apart(cast, db, plan_id):
    plan = db.session.get(Plan, plan_id)
    plan.state, plan.approved_by = "approved", cast.wang
    with pytest.raises(Exception, match="(?i)constraint"):
        db.session.commit()
