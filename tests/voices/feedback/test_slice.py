"""Told by staff, on Today of whoever leads the store, handled step by step, closed; and seen by whoever told."""

import re

import pytest
from sqlalchemy import select

from cxtrain.voices.feedback.models import Feedback


@pytest.fixture
def told(browser, db, cast, asked):
    """王喆 told a complaint in the browser."""
    browser.login(cast.wang)
    answer = browser.post("/feedback/tell", kind="complaint", touchpoint_id=str(asked.desk), words="Waited forty minutes for the key",
                          reachable="y", severity="normal")
    assert answer.status_code == 303
    return db.session.scalars(select(Feedback.id)).one()


def act(browser, feedback, what, **fields):
    """Do one thing on the page of a matter."""
    page = f"/feedback/{feedback}"
    return browser.post(f"{page}/{what}", page=page, **fields)


def test_a_complaint_is_told_seen_handled_and_closed(told, browser, db, cast):
    assert "Waited forty minutes" in browser.get("/feedback/mine").text
    browser.login(cast.li)
    today = browser.get("/").text
    assert f"/feedback/{told}" in today and "Customers wait" in today
    assert "Waited forty minutes" in browser.get("/feedback").text
    assert act(browser, told, "take", owner_id="").status_code == 303
    for step in ("listen", "apologise", "solve", "thank", "follow_up"):
        assert act(browser, told, "step", step=step, note="").status_code == 303
    assert act(browser, told, "close", note="A second desk opens at three", outcome="solved").status_code == 303
    assert f"/feedback/{told}" not in browser.get("/").text
    browser.login(cast.wang)
    assert "A second desk opens at three" in browser.get("/feedback/mine").text
    db.session.expire_all()
    kept = db.session.get(Feedback, told)
    assert (kept.state, kept.outcome, kept.owner_id) == ("closed", "solved", cast.li)
    assert kept.reply_minutes is not None and kept.close_minutes >= kept.reply_minutes


def test_what_was_typed_stays_where_it_is_refused(told, browser, cast):
    browser.login(cast.li)
    answer = act(browser, told, "close", note="All is well")
    assert answer.status_code == 409 and "Some steps are still to be done" in answer.text
    answer = act(browser, told, "step", step="listen", note="Call 138 0000 0001 back")
    assert answer.status_code == 409 and "Call 138 0000 0001 back" in answer.text


def test_who_came_second_is_told(told, browser, cast):
    browser.login(cast.li)
    page = f"/feedback/{told}"
    fields = browser.hidden(page)
    assert act(browser, told, "step", step="listen").status_code == 303
    answer = browser._open("POST", f"{page}/step", data={**fields, "step": "apologise", "note": "My words"})
    assert answer.status_code == 409 and "moved on meanwhile" in answer.text


def test_a_telephone_number_is_not_kept(browser, db, cast, asked):
    browser.login(cast.wang)
    answer = browser.post("/feedback/tell", kind="enquiry", touchpoint_id=str(asked.desk), words="Call Mr Li, 13800000001")
    assert answer.status_code == 400 and "Leave out telephone numbers" in answer.text and "Call Mr Li" in answer.text
    assert db.session.scalar(select(Feedback.id)) is None


def test_another_store_s_leader_does_not_find_it(told, browser, cast):
    browser.login(cast.chen)
    assert browser.get(f"/feedback/{told}").status_code == 404
    assert "Waited forty minutes" not in browser.get("/feedback").text
    assert f"/feedback/{told}" not in browser.get("/").text


def test_an_empty_form_says_what_is_missing_and_nothing_is_kept(browser, db, cast, asked):
    browser.login(cast.wang)
    answer = browser.post("/feedback/tell")
    assert answer.status_code == 400
    for sentence in ("Choose one of the four.", "Say what it is about", "Choose the place"):
        assert sentence in answer.text
    assert db.session.scalar(select(Feedback.id)) is None


def test_it_is_filed_anew_with_its_clock(told, browser, db, cast, asked):
    browser.login(cast.li)
    before = db.session.get(Feedback, told).close_due
    answer = browser.post(f"/feedback/{told}/file", kind="complaint", severity="serious", touchpoint_id=str(asked.breakfast))
    assert answer.status_code == 303
    db.session.expire_all()
    kept = db.session.get(Feedback, told)
    assert kept.close_due < before and kept.touchpoint_id == asked.breakfast


def test_praise_is_on_the_person_s_today_at_once(browser, db, cast, asked):
    browser.login(cast.wang)
    browser.post("/feedback/tell", kind="praise", touchpoint_id=str(asked.desk), words="She carried my bags in the rain",
                 about_id=str(cast.zhao))
    browser.login(cast.zhao)
    assert re.search("A customer praised you.*She carried my bags", browser.get("/").text, re.DOTALL)
    assert "She carried my bags" in browser.get("/feedback/mine").text
    browser.login(cast.sun)
    assert "She carried my bags" not in browser.get("/").text


def test_the_pages_speak_chinese(told, chinese, cast):
    chinese.login(cast.li)
    for page in ("/feedback", f"/feedback/{told}", "/feedback/tell", "/feedback/mine", "/"):
        text = re.sub(r"<[^>]+>", " ", chinese.get(page).text)
        assert "complaint" not in text.lower() and "Customer" not in text, page
