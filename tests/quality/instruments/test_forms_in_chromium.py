"""Forms are written in Chromium: on a phone in Chinese and at a desk in English, by keyboard and by touch."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cxtrain.people.models import Employee
from cxtrain.quality.answers import Answer
from tests.conftest import PASSWORD
from tests.quality.instruments.conftest import FORM

pytestmark = pytest.mark.browser
SCREENS = {"phone": ({"width": 390, "height": 844}, "zh-CN"), "desk": ({"width": 1280, "height": 800}, "en-US")}
PICTURES = os.environ.get("CXTRAIN_TEST_PICTURES")  # a folder: what is looked at is kept there
OPTIONS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(params=SCREENS)
def page(request, chromium, site, db, cast, cards, hotel):
    """何姐 is signed in; there are eight visits with the breakfast form."""
    for poor in (2, 2, 6, 6, 7, 5, 3, 6):
        cards.released({"s11": Answer(poor, note="10:05 waited")}, touchpoint=hotel.breakfast)
    number = db.session.get(Employee, cast.he).number
    db.session.rollback()
    size, language = SCREENS[request.param]
    context = chromium.new_context(viewport=size, locale=language, base_url=site, has_touch=request.param == "phone")
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=login]", number)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    if language == "en-US":
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
    page.screen = request.param
    yield page
    context.close()


def looked_at(page, name):
    """Look at a page: nothing is too wide, axe finds nothing, nothing says None or a key."""
    page.wait_for_load_state()  # a click may have left for a page that has no body yet
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{name}: {wide} px too wide"
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}-{page.screen}.png", full_page=True)
    found = Axe().run(page, options=OPTIONS).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == []
    assert not re.search(r"\bNone\b|%\(", page.inner_text("main"))


def test_a_form_is_written_looked_at_tried_and_published(page):
    page.goto("/quality/forms")
    looked_at(page, "list")
    page.goto(FORM)
    page.locator("nav form button").click()
    expect(page.locator("#arrange")).to_be_attached()
    looked_at(page, "form")
    page.locator("#item-s11 button[value^='remove']").click()
    expect(page.locator("#undo")).to_be_visible()
    page.locator("#undo button").click()
    expect(page.locator("#item-s11")).to_be_visible()
    page.locator("#item-s11 a").click()
    expect(page.locator("[name=cap]")).to_be_hidden()
    page.select_option("[name=effect]", "cap")
    page.select_option("[name=at_or_below]", "2")
    page.select_option("[name=cap]", "3")
    looked_at(page, "survey-item")
    page.locator(".bottom-bar button").first.click()
    expect(page.locator("#item-s11 .chip-poor")).to_be_visible()
    own_item(page)
    page.locator(".actions a", has_text=re.compile("sees|看到")).click()
    looked_at(page, "preview")
    page.locator("#s11 .scale label").first.click()
    page.goto(f"{FORM}/what-if")
    looked_at(page, "what-if")
    page.goto(f"{FORM}/head")
    looked_at(page, "head")
    page.goto(f"{FORM}/publish")
    page.fill("[name=note]", "等候更要紧 Waiting counts")
    looked_at(page, "publish")
    page.locator("main form .button").click()
    page.goto(f"{FORM}/versions")
    looked_at(page, "versions")
    page.locator("main form[method=get] .button").click()
    looked_at(page, "compare")


def own_item(page):
    """Write an item of the form's own, a number with limits."""
    page.locator(".form-part button[name=value]").first.click()
    page.fill("[name=shopper_zh]", "从进门到坐下等了几秒")
    page.fill("[name=shopper_en]", "Seconds from the door to a seat")
    expect(page.locator("[name=unit]")).to_be_hidden()
    page.select_option("[name=kind]", "number")
    page.select_option("[name=unit]", "seconds")
    page.fill("[name=at_most]", "90")
    expect(page.locator("[name=dimension]")).to_be_hidden()
    looked_at(page, "own-item")
    page.locator(".bottom-bar button").first.click()
    expect(page.locator(".form-items")).to_contain_text([re.compile("几秒|Seconds"), *[re.compile(".")] * 2])


def test_the_pages_between_are_looked_at_too(page):
    page.goto("/quality/forms/new")
    page.fill("[name=title_zh]", "退房检查")
    page.fill("[name=title_en]", "Check-out check")
    page.select_option("[name=kind]", "announced_check")
    looked_at(page, "new")
    page.locator("main form button").click()
    expect(page.locator(".problems")).to_be_visible()
    looked_at(page, "empty-form")
    page.locator("#section-part-1 .part-head a").click()
    looked_at(page, "section")
    page.goto("/quality/forms/check-out-check/take/part-1")
    page.locator(".check input").first.check()
    looked_at(page, "take")
    page.locator(".bottom-bar button").click()
    expect(page.locator(".form-items li")).to_have_count(1)
