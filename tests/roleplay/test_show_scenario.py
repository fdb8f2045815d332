"""The page of one scenario."""

import re

import pytest

from tests.roleplay.conftest import BEST, SCENARIO


def test_it_says_what_is_known_before_it_starts(player):
    text = player.browser.get(SCENARIO).text
    assert "you are alone at the desk" in text and "Ms Zhou" in text
    assert "Start the practice" in text and "Start the exam" in text


def test_it_tells_nothing_of_the_story(player):
    assert "quiet room" not in player.browser.get(SCENARIO).text


def test_an_open_play_can_be_gone_on_with(player):
    url = player.start()
    text = player.browser.get(SCENARIO).text
    assert f'href="{url}"' in text and "Go on" in text and "Start over" in text


def test_an_open_exam_cannot_be_started_over(player):
    player.start("exam")
    assert "Start over" not in player.browser.get(SCENARIO).text


def test_past_plays_are_listed_with_their_score(player):
    player.start()
    player.play(*BEST)
    text = player.browser.get(SCENARIO).text
    assert "100.0 of 100" in text and "Delighted" in text and f'href="{player.url}/ending"' in text


def test_somebody_elses_plays_are_not(player, cast, app):
    from tests.conftest import Browser
    player.start()
    player.play(*BEST)
    assert "Your plays" not in Browser(app).login(cast.sun).get(SCENARIO).text


def test_a_scenario_that_is_not_there_is_a_404(player):
    assert player.browser.get("/roleplay/nothing").status_code == 404


def test_a_stranger_is_sent_to_sign_in(browser, scenario):
    assert browser.get(SCENARIO).status_code == 302


def starts(browser, url):
    """Return (mode, whether its button is the quiet one) of each button that starts a play, in the page's order."""
    found = re.findall(r'<button class="([^"]*)"[^>]*name="mode" value="(\w+)"', browser.get(url).text)
    return [(mode, "button-quiet" in classes) for classes, mode in found]


@pytest.mark.parametrize("asked", ["", "?mode=practice", "?mode=nonsense"])
def test_practice_stands_first(player, asked):
    assert starts(player.browser, SCENARIO + asked) == [("practice", False), ("exam", True)]


def test_the_exam_stands_first_where_a_course_asks_for_it(player):
    assert starts(player.browser, f"{SCENARIO}?mode=exam") == [("exam", False), ("practice", True)]


def test_an_open_practice_does_not_take_the_exams_place(player):
    player.start()
    assert starts(player.browser, f"{SCENARIO}?mode=exam") == [("exam", False), ("practice", True)]
    assert 'class="button button-quiet button-wide" href' in player.browser.get(f"{SCENARIO}?mode=exam").text
