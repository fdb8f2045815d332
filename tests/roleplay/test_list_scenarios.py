"""The list of scenarios."""

from tests.roleplay.conftest import BEST


def test_it_lists_what_may_be_played_at_its_touchpoint(player):
    text = player.browser.get("/roleplay").text
    assert "Late check-in" in text and "Check-in" in text and "Not played yet" in text
    assert "It is 23:40" in text


def test_it_says_how_one_stands(player):
    player.start()
    assert "Under way" in player.browser.get("/roleplay").text
    player.play(*BEST)
    text = player.browser.get("/roleplay").text
    assert "Played 1 time" in text and "best 100.0 of 100" in text and "Under way" not in text


def test_it_is_in_chinese_for_chinese_readers(chinese, cast, scenario):
    text = chinese.login(cast.sun).get("/roleplay").text
    assert "深夜入住" in text and "还没演练过" in text


def test_an_empty_list_says_who_fills_it(browser, cast):
    assert "once an author has published them" in browser.login(cast.wang).get("/roleplay").text


def test_a_stranger_is_sent_to_sign_in(browser, scenario):
    answer = browser.get("/roleplay")
    assert answer.status_code == 302 and answer.location.startswith("/sign-in")
