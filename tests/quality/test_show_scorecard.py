"""A released scorecard: praise first, no shopper."""

import pytest

from cxtrain.quality.answers import Answer


def url(visit):
    return f"/quality/scorecards/{visit.id}"


def test_the_person_reads_praise_first_and_how_to_appeal(browser, cast, cards):
    visit = cards.released({"s20": Answer(3, note="did not ask")}, person=cast.wang)
    text = browser.login(cast.wang).get(url(visit)).text
    assert text.index("She carried the bags") < text.index("One thing to try") < text.index("If something is not right")
    assert "within 7 days" in text and "did not ask" in text
    assert "Score of the visit" not in text


@pytest.mark.parametrize("who", ["wang", "li", "he"])
def test_no_reader_learns_who_the_shopper_was(browser, cast, cards, who):
    visit = cards.released(person=cast.wang)
    text = browser.login(getattr(cast, who)).get(url(visit)).text
    assert "Chen Chen" not in text and "陈晨" not in text
    assert "R-88" not in text and "/quality/photos" not in text


def test_the_supervisor_sees_the_score_too(browser, cast, cards):
    visit = cards.released(person=cast.wang)
    text = browser.login(cast.li).get(url(visit)).text
    assert "Score of the visit" in text and "Wang Zhe" in text


def test_without_a_person_it_says_that_it_counts_for_the_store(browser, cast, cards):
    assert "counts for the store and for nobody in person" in browser.login(cast.li).get(url(cards.released())).text


def test_others_find_nothing_there(browser, cast, cards):
    visit = cards.released(person=cast.wang)
    assert browser.get(url(visit)).location == "/sign-in"
    for who in (cast.zhao, cast.sun, cast.chen, cast.lin, cast.admin):
        assert browser.login(who).get(url(visit)).status_code == 404


def test_before_release_it_is_not_there_for_anybody(browser, cast, db, cards):
    visit = cards.submitted()
    for who in (cast.wang, cast.li, cast.he):
        assert browser.login(who).get(url(visit)).status_code == 404


def test_it_reads_in_chinese(chinese, cast, cards):
    text = chinese.login(cast.wang).get(url(cards.released(person=cast.wang))).text
    assert "亮点" in text and "如有异议" in text
