"""Obstacles: told in one press, without the name, answered to whoever told them."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.ledger.models import LedgerEntry
from cxtrain.voices.obstacles import queries
from cxtrain.voices.obstacles.models import Obstacle


@pytest.fixture
def told(browser, cast, asked):
    """王喆 told that the system is slow at the desk; returns the id."""
    browser.login(cast.wang).post("/obstacles/new", touchpoint_id=str(asked.desk), kind="system", words="打印排队")
    return 1


def test_one_press_tells_it_where_it_was_told_last_time(browser, cast, db, asked, told):
    assert f'<option selected value="{asked.desk}">' in browser.get("/obstacles/new").text
    assert browser.post("/obstacles/new", touchpoint_id=str(asked.desk), kind="stock").status_code == 303
    db.session.rollback()
    assert queries.counts_at(asked.desk, [cast.jingan], now() - dt.timedelta(days=1)) == {"system": 1, "stock": 1}


def test_the_supervisor_reads_what_and_where_and_not_who(browser, cast, told):
    page = browser.login(cast.li).get("/obstacles").text
    assert "System slow or down" in page and "打印排队" in page
    assert "Wang Zhe" not in page and "王喆" not in page


def test_the_ledger_does_not_say_who(db, told):
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "obstacle told")).one()
    assert entry.actor_id == 0 and "打印" not in str(entry.facts)


def test_the_answer_comes_to_whoever_told_it(browser, cast, told):
    browser.login(cast.li).post(f"/obstacles/{told}", state="taken", words="新打印机周五到")
    page = browser.login(cast.wang).get("/obstacles").text
    assert "新打印机周五到" in page and "being looked into" in page
    assert browser.login(cast.zhao).get("/obstacles").text.count("新打印机") == 0


def test_an_answer_needs_a_sentence_and_a_state(browser, cast, db, told):
    answer = browser.login(cast.li).post(f"/obstacles/{told}", words=" ")
    assert answer.status_code == 400
    assert "Write a sentence" in answer.text and "Choose what becomes of it" in answer.text
    db.session.rollback()
    assert db.session.get(Obstacle, told).state == "open"


def test_something_else_needs_words_and_keeps_the_place(browser, cast, asked):
    answer = browser.login(cast.wang).post("/obstacles/new", touchpoint_id=str(asked.breakfast), kind="other")
    assert answer.status_code == 400 and "Write in a few words what it is" in answer.text
    assert f'<option selected value="{asked.breakfast}">' in answer.text


def test_an_unknown_kind_is_refused(browser, cast, asked, db):
    assert browser.login(cast.wang).post("/obstacles/new", touchpoint_id=str(asked.desk), kind="boss").status_code == 400
    assert db.session.scalars(select(Obstacle)).all() == []


def test_it_is_taken_back_while_nobody_has_answered(browser, cast, db, told):
    browser.login(cast.wang).post(f"/obstacles/{told}/take-back", page="/obstacles")
    db.session.rollback()
    assert db.session.get(Obstacle, told) is None


def test_an_answered_one_stays(browser, cast, db, told):
    keys = browser.login(cast.wang).hidden("/obstacles")
    browser.login(cast.li).post(f"/obstacles/{told}", state="solved", words="好了")
    browser.login(cast.wang)
    keys = {**keys, **{name: value for name, value in browser.hidden("/obstacles/new").items() if name == "csrf_token"}}
    assert browser.client.post(f"/obstacles/{told}/take-back", data=keys, headers=browser.headers).status_code == 409


def test_nobody_answers_or_takes_back_what_is_not_theirs(browser, cast, told):
    assert browser.login(cast.chen).get(f"/obstacles/{told}").status_code == 404
    assert browser.login(cast.wang).get(f"/obstacles/{told}").status_code == 403
    assert browser.login(cast.zhao).post(f"/obstacles/{told}/take-back", page="/obstacles/new").status_code == 404


def test_what_was_told_most_is_counted_for_the_units_in_reach(browser, cast, asked, told):
    browser.post("/obstacles/new", touchpoint_id=str(asked.desk), kind="system")
    page = browser.login(cast.li).get("/obstacles").text
    assert "Told most in the last 90 days" in page and '<td class="number">2</td>' in page
    assert "Told most" not in browser.login(cast.chen).get("/obstacles").text


def test_a_stranger_signs_in_first(browser, cast):
    assert browser.get("/obstacles").location == "/sign-in"
    assert browser.get("/obstacles/new").location == "/sign-in"
