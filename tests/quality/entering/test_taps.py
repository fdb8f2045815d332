"""How many taps a scorecard takes, times by one tap, digits on a keyboard, and a page that does not jump."""

import re
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from cxtrain.clock import now
from cxtrain.quality import queries
from cxtrain.quality.models import Visit
from tests.quality.entering.conftest import until

pytestmark = pytest.mark.browser
CLOCK = re.compile(r"\d\d:\d\d")


class Finger:
    """Taps, and counts its taps."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, target):
        """Tap once."""
        self.taps += 1
        (self.page.locator(target) if isinstance(target, str) else target).tap()


def saved(page):
    """Wait until everything is with the server."""
    until(page, "localStorage.length === 0")


def times(page, db, card):
    """The times that the server has, once everything is there."""
    saved(page)
    db.session.rollback()
    found = db.session.get(Visit, card.id).times
    db.session.rollback()
    return found


def test_fourteen_items_take_twenty_one_taps_and_no_typing(phones, card, cards, db):
    # 14 items, 4 times, "nothing stood out", "check and submit", "submit": no other tap, and no key.
    items = [item.id for item in cards.form(card).items]
    db.session.rollback()
    page = phones().open(card, kept=False)
    finger = Finger(page)
    for mark in ("arrived", "greeted", "served"):
        finger.tap(f"[data-stamp={mark}]")
    for item in items:
        finger.tap(page.locator(f"input[name={item}][value='6']").locator("xpath=.."))
    finger.tap("[data-stamp=left]")
    finger.tap(page.locator("[name=nothing][type=checkbox]").locator("xpath=.."))
    finger.tap("button[value=review]")
    page.wait_for_url("**/review")
    finger.tap("main form button[type=submit] >> nth=0")
    page.wait_for_url("**/quality/visits")
    db.session.rollback()
    assert db.session.get(Visit, card.id).state == "submitted"
    assert (len(items), finger.taps) == (14, 21)


def test_a_time_is_written_by_one_tap_by_the_clock_of_the_place_and_taken_back_by_another(phones, card, db):
    page = phones(locale="en-US", timezone_id="America/New_York").open(card, kept=False)
    page.tap("[data-stamp=arrived]")
    arrived = times(page, db, card)["arrived"]
    here = now().astimezone(ZoneInfo("Asia/Shanghai"))
    minutes = (here.hour * 60 + here.minute) - (int(arrived[:2]) * 60 + int(arrived[3:]))
    assert CLOCK.fullmatch(arrived) and minutes % 1440 <= 2
    page.tap("[data-stamp=arrived]")
    expect(page.locator("#arrived")).to_have_value("")
    assert times(page, db, card) == {}
    page.fill("#arrived", "10:05")
    assert times(page, db, card) == {"arrived": "10:05"}


def test_without_a_script_the_button_writes_the_time_too(phones, card, db):
    page = phones(java_script_enabled=False).new_page()
    page.goto(f"/quality/visits/{card.id}")
    page.tap("[data-stamp=arrived]")
    expect(page.locator("#arrived")).to_have_value(CLOCK)


def test_digits_answer_and_lead_on_and_arrows_lead_from_item_to_item(phones, card, cards, db):
    items = [item.id for item in cards.form(card).items]
    db.session.rollback()
    page = phones(viewport={"width": 1280, "height": 800}, has_touch=False).open(card, kept=False)
    page.locator(f"input[name={items[0]}]").first.focus()
    for digit in "67543":
        page.keyboard.press(digit)
    expect(page.locator(f"#{items[4]}-note")).to_be_focused()  # a low one owes words
    page.keyboard.type("10:05 没有人抬头")
    page.locator(f"input[name={items[4]}]:checked").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("7")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("6")
    saved(page)
    found = {item: answer.choice for item, answer in queries.answers_of(card.id).items()}
    db.session.rollback()
    assert [found.get(item) for item in items[:7]] == ["6", "7", "5", "4", "3", "6", None]


def test_what_is_under_the_finger_stays_where_it_is(phones, card, cards, db):
    items = [item.id for item in cards.form(card).items]
    db.session.rollback()
    page = phones().open(card, kept=False)
    for number, item in enumerate(items):
        target = page.locator(f"input[name={item}][value='{2 if number % 2 else 6}']").locator("xpath=..")
        target.evaluate("(element) => element.scrollIntoView({ block: 'center', behavior: 'instant' })")
        before = target.bounding_box()["y"]
        target.tap()
        assert abs(target.bounding_box()["y"] - before) < 1, item
