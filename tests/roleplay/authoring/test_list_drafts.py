"""The authors' list of scenarios, and beginning one."""

import pytest

from tests.roleplay.authoring.conftest import DRAFT, document, saves

LIST = "/authoring/scenarios"


def test_it_shows_each_scenario_with_its_state(author):
    assert "Published" in author.get(LIST).text and "chip-good" in author.get(LIST).text
    author.press(f"{DRAFT}/begin", DRAFT)
    assert "Saved " in author.get(LIST).text
    author.fill(f"{DRAFT}/scenes/search", says_en="Anything?")
    assert "Published, with changes that are not" in author.get(LIST).text


def test_begin_makes_one_draft_of_what_is_published_however_often_it_is_pressed(author):
    for _time in range(2):
        author.press(f"{DRAFT}/begin", LIST)
    assert saves() == 1 and document()["start"] == "arrival"


def test_a_new_scenario_has_an_opening_and_two_endings(author):
    answer = author.fill(f"{LIST}/new", None, title_en="The lost umbrella", customer_en="Mr Gao")
    assert answer.status_code == 303 and answer.location == f"{LIST}/the-lost-umbrella"
    page = author.get(answer.location).text
    assert "opening" in page and "good-end" in page and "This is still to be written." in page
    assert "Draft" in author.get(LIST).text


@pytest.mark.parametrize(("title", "slug"), [("New", "new-2"), ("Late check-in", "late-check-in-2"), ("???", "scenario")])
def test_its_short_name_is_never_that_of_another_or_of_a_page(author, title, slug):
    assert author.fill(f"{LIST}/new", None, title_en=title).location == f"{LIST}/{slug}"


def test_a_chinese_title_gives_a_short_name_in_pinyin(author):
    assert author.fill(f"{LIST}/new", None, title_zh="丢失的雨伞").location == f"{LIST}/diu-shi-de-yu-san"


def test_without_a_title_it_says_so_and_keeps_the_rest(author):
    answer = author.fill(f"{LIST}/new", None, customer_en="Mr Gao")
    assert answer.status_code == 400 and "in one language at least" in answer.text and "Mr Gao" in answer.text


def test_a_learner_and_a_stranger_do_not_see_it(browser, cast, scenario):
    assert browser.get(LIST).status_code == 302
    assert browser.login(cast.wang).get(LIST).status_code == 403
