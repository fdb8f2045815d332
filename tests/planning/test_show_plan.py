import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from tests.planning.conftest import load


@pytest.fixture
def plan_id(cast, records):
    """An approved coaching plan of 王喆, one action, owned by 王喆."""
    return records.plan(about=cast.wang, dimension="responsiveness")


@pytest.fixture
def url(plan_id):
    return f"/planning/plans/{plan_id}"


def actions_noted(plan_id):
    rows = database.session.scalars(select(LedgerEntry).where(LedgerEntry.subject == f"plan:{plan_id}"))
    return [row.action for row in rows]


def test_the_employee_reads_it_and_adds_own_words(browser, cast, url, plan_id):
    browser.login(cast.wang)
    assert "This plan is about you" in browser.get(url).text
    answer = browser.post(f"{url}/answer", page=url, words="高峰时只有我一个人。")
    assert (answer.status_code, answer.location) == (303, url)
    text = browser.get(url).text
    assert "高峰时只有我一个人。" in text and "Read on" in text and "This plan is about you" not in text
    assert actions_noted(plan_id) == ["plan answered"]


def test_reading_without_a_word_is_an_answer_too(browser, cast, url, plan_id):
    browser.login(cast.wang).post(f"{url}/answer", page=url, words="")
    assert load(plan_id).answered_at is not None


def test_words_that_are_too_long_stay_on_the_page(browser, cast, url, plan_id):
    words = "忙" * 2001
    answer = browser.login(cast.wang).post(f"{url}/answer", page=url, words=words)
    assert answer.status_code == 400 and words in answer.text and "At most 2000 characters" in answer.text
    assert load(plan_id).answered_at is None


def test_the_owner_marks_an_action_as_done(browser, cast, url, plan_id):
    action = load(plan_id).actions[0].id
    answer = browser.login(cast.wang).post(f"{url}/actions/{action}/finish", page=url, note="试了两次，有用。")
    assert answer.status_code == 303
    text = browser.get(url).text
    assert "试了两次，有用。" in text and "Mark as done" not in text
    assert actions_noted(plan_id) == ["plan action done"]


def test_an_action_is_done_once(browser, cast, url, plan_id):
    action = load(plan_id).actions[0].id
    browser.login(cast.wang).post(f"{url}/actions/{action}/finish", page=url, note="一")
    assert browser.post(f"{url}/actions/{action}/finish", page=url, note="二").status_code == 409
    assert load(plan_id).actions[0].note == "一"


def test_a_note_that_is_too_long_stays_on_the_page(browser, cast, url, plan_id):
    action, note = load(plan_id).actions[0].id, "长" * 501
    answer = browser.login(cast.wang).post(f"{url}/actions/{action}/finish", page=url, note=note)
    assert answer.status_code == 400 and note in answer.text
    assert load(plan_id).actions[0].done_at is None


def test_a_colleague_sees_nothing_of_it(browser, cast, url):
    browser.login(cast.zhao)
    assert browser.get(url).status_code == 404
    assert browser.post(f"{url}/answer", page="/planning", words="x").status_code == 404


def test_a_supervisor_of_another_store_sees_nothing_of_it(browser, cast, url):
    assert browser.login(cast.chen).get(url).status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, url):
    assert browser.get(url).location == "/sign-in"


def test_the_supervisor_sees_the_words_but_cannot_answer_for_the_employee(browser, cast, url, plan_id):
    browser.login(cast.li)
    assert "I have read this" not in browser.get(url).text
    assert browser.post(f"{url}/answer", page=url, words="没问题").status_code == 403


def test_a_draft_about_somebody_is_not_shown_to_them_before_it_is_approved(browser, cast, records):
    url = f"/planning/plans/{records.plan(about=cast.wang, state='draft')}"
    assert browser.login(cast.wang).get(url).status_code == 404


def test_the_supervisor_approves_a_draft(browser, cast, records):
    plan_id = records.plan(about=cast.wang, state="draft")
    url = f"/planning/plans/{plan_id}"
    assert browser.login(cast.li).post(f"{url}/approve", page=url).status_code == 303
    plan = load(plan_id)
    assert (plan.state, plan.approved_by) == ("approved", cast.li)
    assert actions_noted(plan_id) == ["plan approved"]


def test_what_changed_meanwhile_is_not_approved_unseen(browser, cast, records):
    plan_id = records.plan(about=cast.wang, state="draft")
    url, seen = f"/planning/plans/{plan_id}", load(plan_id).version
    plan = load(plan_id)
    plan.goal = {"zh": "别的目标。", "en": "Another goal."}
    database.session.commit()
    answer = browser.login(cast.li).post(f"{url}/approve", page=url, seen=seen)
    assert answer.status_code == 409 and "Somebody changed this plan" in answer.text and "Another goal." in answer.text
    assert load(plan_id).state == "draft"
    assert f'name="seen" value="{load(plan_id).version}"' in answer.text
    assert browser.post(f"{url}/approve", page=url, seen=load(plan_id).version).status_code == 303


def test_what_was_approved_anew_meanwhile_is_not_taken_as_read(browser, cast, url, plan_id):
    before = load(plan_id).approved_at
    load(plan_id).approved_at = before + dt.timedelta(minutes=5)
    database.session.commit()
    browser.login(cast.wang)
    answer = browser.post(f"{url}/answer", page=url, words="我再想想。", approved=before.isoformat())
    assert answer.status_code == 409 and "approved anew" in answer.text and "我再想想。" in answer.text
    assert load(plan_id).answered_at is None
    assert browser.post(f"{url}/answer", page=url, words="我再想想。").status_code == 303
    assert load(plan_id).own_words == "我再想想。"


def test_a_plan_without_an_action_or_a_cause_is_not_approved_and_says_why(browser, cast, records):
    plan_id = records.plan(about=cast.wang, state="draft", cause={})
    url = f"/planning/plans/{plan_id}"
    answer = browser.login(cast.li).post(f"{url}/approve", page=url)
    assert answer.status_code == 409 and "Say why" in answer.text
    assert load(plan_id).state == "draft"


def test_nobody_approves_or_closes_a_plan_about_oneself(browser, cast, records):
    draft = records.plan(about=cast.li, state="draft", drafted_by=cast.li)
    url = f"/planning/plans/{draft}"
    browser.login(cast.li)
    assert "Approve plan" not in browser.get(url).text
    assert browser.post(f"{url}/approve", page=url).status_code == 403
    running = records.plan(about=cast.li, approved_by=cast.he, drafted_by=cast.he)
    assert browser.post(f"/planning/plans/{running}/close", page=url, outcome="met", review="很好").status_code == 403


def test_hr_approves_the_plan_of_a_supervisor(browser, cast, records):
    plan_id = records.plan(about=cast.li, state="draft", drafted_by=cast.li)
    url = f"/planning/plans/{plan_id}"
    assert browser.login(cast.he).post(f"{url}/approve", page=url).status_code == 303


def test_an_approved_plan_is_not_approved_again(browser, cast, url):
    assert browser.login(cast.li).post(f"{url}/approve", page=url).status_code == 409


def test_a_draft_is_withdrawn_for_good(browser, cast, records):
    plan_id = records.plan(state="draft")
    url = f"/planning/plans/{plan_id}"
    assert browser.login(cast.li).post(f"{url}/withdraw", page=url).location == "/planning"
    assert load(plan_id).state == "withdrawn"
    assert browser.post(f"{url}/approve", page=url).status_code == 409


def test_a_double_click_answers_twice_and_changes_once(browser, cast, records):
    plan_id = records.plan(state="draft")
    url = f"/planning/plans/{plan_id}"
    browser.login(cast.li)
    fields = browser.hidden(url)
    first, second = (browser._open("POST", f"{url}/approve", data=fields) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, url)
    assert actions_noted(plan_id) == ["plan approved"]


def test_staff_see_an_improvement_plan_only_where_they_own_an_action(browser, cast, records):
    url = f"/planning/plans/{records.plan()}"  # owned by 王喆
    assert browser.login(cast.wang).get(url).status_code == 200
    browser.get("/planning")
    browser.client.delete_cookie("cx")
    assert browser.login(cast.zhao).get(url).status_code == 404


def test_a_person_is_never_in_red_nor_in_class_words(chinese, cast, url):
    text = chinese.login(cast.li).get(url).text
    assert "chip-poor" not in text and 'class="poor"' not in text and "优先级" not in text
    assert "本计划仅用于培训与辅导，不作为认定不能胜任工作、扣罚或解除劳动合同的依据。" in text


def test_it_stands_in_the_language_of_the_reader(browser, chinese, cast, url):
    assert "Look up within ten seconds." in browser.login(cast.li).get(url).text
    assert "十秒内抬头招呼。" in chinese.login(cast.li).get(url).text


def test_a_plan_that_does_not_exist_and_a_foreign_one_look_alike(browser, cast, url):
    browser.login(cast.chen)
    foreign, missing = browser.get(url), browser.get("/planning/plans/99999")
    assert (foreign.status_code, missing.status_code) == (404, 404)


def test_an_action_of_another_plan_cannot_be_finished_here(browser, cast, records, url):
    other = load(records.plan(about=cast.zhao)).actions[0].id
    assert browser.login(cast.li).post(f"{url}/actions/{other}/finish", page=url, note="").status_code == 404
