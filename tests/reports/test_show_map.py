"""The journey map."""

import datetime as dt
import re

import pytest

from cxtrain.journey import operations, queries
from cxtrain.journey.departments.operations import add_department
from cxtrain.people.models import Unit
from cxtrain.people.permissions import Role
from cxtrain.voices.feedback.operations import Told, tell
from tests.quality.conftest import actor


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_it_shows_each_touchpoint_with_its_moment_of_truth(browser, cast, asked):
    page = browser.login(cast.li).get("/journey").text
    assert "Front-desk check-in" in page and "Does anyone look up" in page
    assert "/edit" not in page


def test_it_reads_in_chinese(chinese, cast, asked):
    page = chinese.login(cast.li).get("/journey").text
    assert "关键时刻" in page and "前台入住" in page and "购买" in page and "还没有测过" in page


def test_authors_find_a_way_to_edit_and_see_no_numbers(browser, cast, asked, answer):
    page = browser.login(cast.lin).get("/journey").text
    assert f"/journey/{asked.desk}/edit" in page and "Satisfied" not in page


def test_an_empty_journey_offers_a_start(browser, cast):
    page = browser.login(cast.lin).get("/journey").text
    assert "No touchpoints yet" in page and "/journey/templates" in page


def test_four_answers_show_no_number_and_five_do(browser, cast, asked, answer):
    for value in (5, 5, 4, 2):
        answer(csat=value)
    page = words(browser.login(cast.li).get("/journey").text)
    assert "fewer than 5 answers" in page and "75 %" not in page
    answer(csat=1)
    assert "60 % n 5" in words(browser.get("/journey").text)  # 3 of 5 ticked one of the two best faces


def test_a_supervisor_sees_the_own_store_only(browser, cast, asked, answer):
    for _ in range(6):
        answer(asked.xuhui, csat=5)
    assert "100 % n 6" not in words(browser.login(cast.li).get("/journey").text)
    assert "100 % n 6" in words(browser.login(cast.chen).get("/journey").text)
    assert browser.get(f"/journey?unit={cast.jingan}").status_code == 404


def test_hr_sees_all_stores_together_once(browser, cast, asked, answer):
    for place in (asked.jingan, asked.xuhui) * 3:
        answer(place, csat=4)
    assert "100 % n 6" in words(browser.login(cast.he).get("/journey").text)


def test_a_score_of_recommendations_needs_thirty(browser, cast, asked, answer):
    for _ in range(29):
        answer(nps=9)
    assert "too few for a score · n 29" in words(browser.login(cast.li).get("/journey").text)
    answer(nps=0)
    assert "93 n 30" in words(browser.get("/journey").text)  # 100 × (29 - 1) / 30 = 93.3


def test_old_answers_are_left_out(browser, cast, asked, answer):
    for _ in range(6):
        answer(csat=5, at=dt.datetime(2020, 5, 1, tzinfo=dt.UTC))
    assert "100 %" not in words(browser.login(cast.li).get("/journey").text)


def test_it_says_who_owns_a_touchpoint_and_that_it_is_watched(browser, cast, db, asked):
    desk = queries.get_touchpoint(asked.desk)
    desk.owner_id, desk.watched = add_department({"zh": "前厅部", "en": "Front office"}).id, True
    db.session.commit()
    page = words(browser.login(cast.li).get("/journey").text)
    assert "Front office" in page and "Watched" in page


def test_it_counts_complaints_that_wait(browser, cast, db, asked):
    li = actor(db, cast.li, Role.SUPERVISOR)
    tell(li, Told("complaint", db.session.get(Unit, cast.jingan), asked.desk, "Nobody looked up"))
    db.session.commit()
    assert "Open complaints 1" in words(browser.login(cast.li).get("/journey").text)
    assert "Open complaints" not in words(browser.login(cast.chen).get("/journey").text)


def test_one_that_was_taken_off_is_only_shown_to_authors(browser, cast, db, asked):
    operations.end_touchpoint(queries.get_touchpoint(asked.breakfast))
    db.session.commit()
    assert "Breakfast" not in browser.login(cast.li).get("/journey").text
    assert "1 touchpoint taken off the journey" in browser.login(cast.lin).get("/journey").text


@pytest.mark.parametrize("size", ["A4", "A3"])
def test_it_prints(browser, cast, asked, size):
    sent = browser.login(cast.li).get(f"/journey/map.pdf?size={size}")
    assert sent.status_code == 200 and sent.data.startswith(b"%PDF")


def test_staff_are_refused_and_strangers_sign_in(browser, cast):
    assert browser.get("/journey").location == "/sign-in"
    assert browser.login(cast.wang).get("/journey").status_code == 403
