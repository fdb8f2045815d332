"""The scorecard's script in a real browser: saving as one writes, without a network, and beside another device."""

import re

import pytest
from playwright.sync_api import expect

from cxtrain.people.models import Employee
from cxtrain.quality import queries
from cxtrain.quality.answers import Answer
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(chromium, site, db, cast):
    """A phone on which 陈晨 is signed in."""
    number = db.session.get(Employee, cast.chen).number
    db.session.rollback()
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en-US", base_url=site)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=login]", number)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    yield context
    context.close()


@pytest.fixture
def card(cards, db):
    """A scorecard just begun."""
    made = cards.draft()
    db.session.rollback()
    return made


def opened(phone, card):
    page = phone.new_page()
    page.goto(f"/quality/visits/{card.id}")
    return page


def saved(page):
    expect(page.locator("#state")).to_contain_text(re.compile("Saved |已保存"))


def kept_here(page, count):
    """Wait until the browser itself keeps `count` scorecards. Not wait_for_function: its polling evaluates a string in the page, which our CSP refuses."""
    for _ in range(200):
        if page.evaluate("localStorage.length") == count:
            return
        page.wait_for_timeout(25)
    assert page.evaluate("localStorage.length") == count


def choose(page, item, value):
    page.locator(f"input[name={item}][value='{value}']").check(force=True)


def answers(db, card):
    db.session.rollback()
    found = queries.answers_of(card.id)
    db.session.rollback()
    return found


def test_it_saves_each_answer_and_opens_the_note_of_a_low_one(phone, card, db):
    page = opened(phone, card)
    assert not page.locator("#s10-note").is_visible()
    with page.expect_response("**/answers"):
        choose(page, "s10", "2")
    assert page.locator("#s10-note").is_visible()
    with page.expect_response("**/answers"):
        page.fill("#s10-note", "10:05 no word")
    assert page.locator("#count").text_content() == "1/14"
    saved(page)
    assert answers(db, card) == {"s10": Answer(2, note="10:05 no word")}


def test_what_was_typed_without_a_network_is_sent_later(phone, card, db):
    page = opened(phone, card)
    phone.set_offline(True)
    choose(page, "s13", "6")
    kept_here(page, 1)
    assert answers(db, card) == {}
    with page.expect_response("**/answers"):
        phone.set_offline(False)
        page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)
    assert answers(db, card) == {"s13": Answer(6)}
    kept_here(page, 0)


def test_a_page_closed_without_a_network_brings_its_answers_back(phone, card, db):
    page = opened(phone, card)
    phone.set_offline(True)
    choose(page, "s13", "6")
    kept_here(page, 1)
    page.close()
    phone.set_offline(False)
    page = opened(phone, card)
    page.wait_for_selector("input[name=s13][value='6']:checked", state="attached")
    kept_here(page, 0)
    saved(page)
    assert answers(db, card) == {"s13": Answer(6)}


def test_two_devices_meet_on_a_page_with_both_texts(phone, card, db):
    tablet, hand = opened(phone, card), opened(phone, card)
    with hand.expect_response("**/answers"):
        choose(hand, "s13", "7")
    saved(hand)
    with tablet.expect_navigation():
        choose(tablet, "s13", "2")
    assert tablet.locator("text=7").first.is_visible()
    assert tablet.locator("input[name=s13][value='2']").is_checked()
    assert tablet.locator("#s13 .notice").is_visible()
    assert answers(db, card) == {"s13": Answer(7)}


def test_leaving_by_the_button_saves_and_leaves_nothing_behind(phone, card, db):
    page = opened(phone, card)
    choose(page, "s13", "6")
    with page.expect_navigation():
        page.click("button[value=review]")
    assert page.url.endswith("/review")
    page.goto(f"/quality/visits/{card.id}")
    assert page.locator("input[name=s13][value='6']").is_checked()
    assert page.evaluate("localStorage.length") == 0
    assert answers(db, card) == {"s13": Answer(6)}
