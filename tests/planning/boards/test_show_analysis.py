"""The page of all sources: what they say, what they agree on, and nothing that only a few answers hold."""

import pytest

from cxtrain.clock import today
from cxtrain.people.models import Unit
from cxtrain.planning.boards.agreement import Verdict
from cxtrain.planning.boards.sources.queries import picture_of, sources
from cxtrain.planning.boards.windows import shifted
from cxtrain.planning.months import month_of
from cxtrain.voices.feedback.operations import Told, tell
from cxtrain.voices.models import VoiceCount
from cxtrain.voices.obstacles.operations import tell as tell_obstacle
from tests.planning.boards.conftest import load
from tests.planning.conftest import Records, around
from tests.quality.conftest import actor


@pytest.fixture
def answers(db, cast, boards):
    """Adds how often an answer was given in 静安店, as its sums have it."""
    def given(measure, value, n, *, other=0, subject="", place=None, months_ago=1):
        db.session.add(VoiceCount(unit_id=cast.jingan, touchpoint_id=place or boards.place, measure=measure, subject=subject,
                                  month=shifted(month_of(today("Asia/Shanghai")), -months_ago), source="survey", segment="",
                                  value=value, other=other, n=n))
        db.session.commit()
    return given


def complain(db, cast, place, times):
    for _ in range(times):
        tell(actor(db, cast.wang), Told("complaint", db.session.get(Unit, cast.jingan), place, "等了很久"))
    db.session.commit()


def agreed(board_id):
    board = load(board_id)
    return {each.subject: each.verdict for each in picture_of(board, today("Asia/Shanghai")).agreed}


def test_shoppers_and_customers_who_say_the_same_of_a_dimension_agree(browser, cast, boards, answers):
    boards.visits(cast.jingan, 1, around(4.0, 16), dimension="responsiveness")
    answers("servqual", 4, 30, other=6, subject="responsiveness")
    answers("servqual", 5, 10, other=6, subject="responsiveness")
    board_id = boards.make("analyse")
    assert agreed(board_id)["responsiveness"] is Verdict.LOW
    text = browser.login(cast.wang).get(f"/planning/boards/{board_id}/analysis").text
    assert "Agreed: this falls short" in text and "mystery shops against the standard (n 16)" in text
    assert "perception against their expectation (n 40)" in text


def test_complaints_and_low_satisfaction_agree_on_the_whole(db, cast, boards, answers):
    elsewhere = Records.touchpoint(boards, "breakfast", "早餐", "Breakfast")
    for value, here, there in ((5, 10, 80), (2, 40, 10)):
        answers("csat", value, here)
        answers("csat", value, there, place=elsewhere)
    board_id = boards.make("analyse")
    assert agreed(board_id)[""] is Verdict.LONE_LOW
    complain(db, cast, boards.place, 3)
    assert agreed(board_id)[""] is Verdict.LOW


def test_a_good_shop_score_beside_complaints_is_a_contradiction(db, cast, boards):
    boards.visits(cast.jingan, 1, around(6.8, 32))
    complain(db, cast, boards.place, 4)
    assert agreed(boards.make("analyse"))[""] is Verdict.TORN


def test_fewer_than_five_answers_are_not_shown(browser, cast, boards, answers):
    answers("csat", 1, 4)
    text = browser.login(cast.li).get(f"/planning/boards/{boards.make('analyse')}/analysis").text
    assert "fewer than 5 answers" in text


def test_visits_of_another_store_and_of_last_year_say_nothing_here(cast, boards):
    boards.visits(cast.xuhui, 1, around(3.0, 16))
    boards.visits(cast.jingan, 14, around(3.0, 16))
    board = load(boards.make("collect"))
    assert next(each for each in sources(board, today("Asia/Shanghai")) if each.slug == "shopper").n == 0


def test_collecting_says_how_many_are_there_and_how_many_more_it_takes(browser, cast, boards):
    boards.visits(cast.jingan, 1, around(5.0, 4))
    board_id = boards.make("collect")
    text = browser.login(cast.li).get(f"/planning/boards/{board_id}").text
    assert "63, 59 to go" in text  # half a point, at the usual SD of 1


def test_a_board_with_nothing_behind_it_says_so(browser, cast, boards):
    text = browser.login(cast.li).get(f"/planning/boards/{boards.make('analyse')}/analysis").text
    assert "No source has anything yet. Collect first." in text


def test_whom_nobody_asked_does_not_see_the_sources(browser, cast, boards):
    assert browser.login(cast.zhao).get(f"/planning/boards/{boards.make('analyse')}/analysis").status_code == 404


def test_what_staff_wrote_about_obstacles_stands_there_without_their_name(browser, cast, db, boards):
    zhao = actor(db, cast.zhao)
    for words in ("读卡器要刷两次", "读卡器要刷两次", ""):
        tell_obstacle(zhao, boards.place, "system", words)
    db.session.commit()
    board_id = boards.make("analyse")
    text = browser.login(cast.wang).get(f"/planning/boards/{board_id}/analysis").text
    assert "System slow or down" in text and text.count("读卡器要刷两次") == 1
    assert "Zhao Yan" not in text
