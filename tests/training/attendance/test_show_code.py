"""The screen in the room."""

import pytest

from tests.training.attendance.room import address, here, make_class, session_of


def page(made, ending="code"):
    """Return the address of the screen."""
    return f"/training/classes/sessions/{session_of(made)}/{ending}"


def test_the_trainer_shows_a_code_that_refreshes_without_a_script_too(someone, room):
    lin = someone("lin")
    text = lin.get(page(room)).text
    assert "attend-qr" in text
    assert '<noscript><meta http-equiv="refresh" content="' in text
    assert ">0</b>" in text
    assert "of 2 are here" in text
    assert "王喆" not in text


def test_the_part_that_changes_counts_who_came_and_names_them_after_a_tap(someone, room):
    here(someone("wang"), room)
    lin = someone("lin")
    assert ">1</b>" in lin.get(page(room, "code/now")).text
    assert "Wang Zhe" not in lin.get(page(room, "code/now")).text
    assert "Wang Zhe" in lin.get(page(room, "code/now?names=1")).text
    assert "<html" not in lin.get(page(room, "code/now")).text


@pytest.mark.parametrize(("starts", "words"), [((100,), "too early"), ((-200,), "This session is over")])
def test_no_code_stands_there_while_the_door_is_shut(someone, course, cast, starts, words):
    text = someone("lin").get(page(make_class(cast, starts=starts))).text
    assert words in text
    assert "attend-qr" not in text
    assert "http-equiv" not in text


def test_who_runs_the_class_sees_it_and_nobody_else(someone, app, course, cast):
    made = make_class(cast, trainer="zhao")
    for who, status in (("zhao", 200), ("li", 200), ("he", 200), ("wang", 404), ("chen", 404), ("sun", 404), ("admin", 404)):
        browser = someone(who)
        assert [browser.get(page(made, ending)).status_code for ending in ("code", "code/now", "attendance", "sheet")] == [status] * 4, who


def test_a_stranger_signs_in_first(browser, room):
    assert browser.get(page(room)).location == "/sign-in"


def test_a_code_of_one_session_is_worth_nothing_at_another(someone, course, cast):
    made = make_class(cast, starts=(-5, -4))
    code = address(made, number=1).split("/")[-1]
    assert someone("wang").get(f"/here/{session_of(made, 2)}/{code}").status_code == 410
