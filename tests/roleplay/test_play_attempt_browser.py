"""Playing in a real browser: by keys, with and without scripts, forwards and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.roleplay.conftest import SCENARIO

pytestmark = pytest.mark.browser


def test_the_keys_1_to_4_choose(opened):
    page = opened()
    words = page.locator(".choice span").nth(2).inner_text()
    page.keyboard.press("3")
    expect(page.locator("#latest .turn-mine")).to_contain_text(words)


def test_the_whole_story_can_be_played_without_scripts(opened):
    page = opened(java_script_enabled=False)
    while page.locator(".choice", has_not_text="look again").count():
        with page.expect_navigation():
            page.locator(".choice", has_not_text="look again").first.click()
    assert page.url.endswith("/ending") and page.locator(".outcome h1").count() == 1


def say(page, words):
    """Press the answer that contains `words`, and wait for what comes of it."""
    page.locator(".choice", has_text=words).click()
    expect(page.locator("#latest .turn-mine, section:first-child .turn-mine")).to_contain_text(words)


def test_the_page_that_comes_stands_in_the_place_of_the_one_before(opened):
    # One entry in the browser's history for the whole play: back leads out of it, reloading shows where it stands.
    page = opened()
    say(page, "一分钟给您准话")
    assert re.search(r"/attempts/\d+#latest$", page.url)
    expect(page.locator("#latest")).to_be_focused()
    say(page, "花园楼")
    page.reload()
    expect(page.locator("#now")).to_contain_text("早上能叫我一声")
    page.go_back()
    expect(page).to_have_url(re.compile(f"{SCENARIO}$"))
    page.go_forward()
    expect(page.locator("#now")).to_contain_text("早上能叫我一声")


def looks(page):
    """Return the addresses of the page's style sheets."""
    sheets = page.locator("link[rel=stylesheet]")
    return sorted(sheets.evaluate_all("all => all.map((one) => one.getAttribute('href'))"))


def test_the_ending_comes_with_its_own_look_and_stays_there(opened):
    page = opened()
    for words in ("一分钟给您准话", "花园楼", "交班本"):
        say(page, words)
    expect(page).to_have_url(re.compile(r"/ending$"))
    expect(page).to_have_title(re.compile("^深夜入住"))
    before = looks(page)
    page.reload()
    assert looks(page) == before
    page.go_back()
    expect(page).to_have_url(re.compile(f"{SCENARIO}$"))


def test_nothing_is_wider_than_a_small_phone(opened):
    page = opened()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.context.set_offline(True)
    page.locator(".choice").first.click()
    expect(page.locator("[data-note=kept]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
