"""A practical assessment on a phone, in Chromium: two assessors mark alone, a bad line loses nothing, the person reads it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
SHEET = "/practicals/sheets/front-desk-practical"


def planned(hr, number):
    """Plan a sitting for the person of that staff number, with HR and the author; return its address."""
    page = hr.page
    page.goto(f"{SHEET}/plan")
    page.fill("[name=numbers]", number)
    for name, who in (("first", "0001"), ("second", "0002")):
        page.locator(f"[name={name}]").select_option(page.locator(f"[name={name}] option", has_text=who).first.get_attribute("value"))
    page.fill("[name=place]", "14:30")
    page.locator("main form[method=post] button[type=submit]").click()
    page.locator("a.task", has_text=number).first.click()
    page.wait_for_url(re.compile(r"/practicals/\d+$"))
    return page.url


def mark(someone, url, *, no=()):
    """Mark everything with a yes or a 2 but the items in `no`, and hand it in."""
    page = someone.page
    page.goto(f"{url}/mark")
    items = page.locator(".practical-item")
    for index in range(items.count()):
        labels = items.nth(index).locator("label")
        labels.nth((1 if index in no else 0) if labels.count() == 2 else 2).click()
    expect(page.locator("#count")).to_have_text(re.compile(r"13/13"))
    assert someone.faults() == []
    page.locator("button[value=check]").click()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/practicals/\d+$"))


@pytest.mark.parametrize(("size", "language", "number"), [(PHONE, "zh-CN", "0103"), (DESK, "en-US", "0104")],
                         ids=["phone-zh", "desk-en"])
def test_two_assessors_mark_talk_and_the_person_reads_the_result(chromium, site, size, language, number):
    hr, author = (Visitor(chromium, site, size=size, language=language).sign_in(who) for who in ("hr", "author"))
    url = planned(hr, number)
    mark(hr, url)
    mark(author, url, no=(5,))  # a critical item
    author.page.locator("a.button-wide").click()
    author.page.locator("[name=item_0][value='1']").check()
    author.page.fill("[name=words]", "The number stood on the sleeve.")
    assert author.faults() == []
    author.page.locator("main form button[type=submit]").click()
    expect(author.page.locator(".practical-score")).to_contain_text("8")
    for page in (f"{SHEET}/results", f"{SHEET}/plan", url, "/practicals", SHEET):
        author.page.goto(page)
        assert author.faults() == []
    assert hr.complaints == author.complaints == []


def test_what_is_marked_on_a_bad_line_is_kept_and_sent_when_it_is_back(chromium, site):
    hr = Visitor(chromium, site, size=PHONE, language="en-US").sign_in("hr")
    url, page = planned(hr, "0105"), hr.page
    page.goto(f"{url}/mark")
    first, second = (page.locator(".practical-item").nth(index).locator("label").first for index in (0, 1))
    first.click()
    expect(page.locator("#state")).to_contain_text("Saved")
    hr.context.set_offline(True)
    second.click()
    expect(page.locator("#state")).to_contain_text("kept on this phone")
    hr.context.set_offline(False)
    expect(page.locator("#state")).to_contain_text("Saved")
    page.reload()
    expect(page.locator("#count")).to_have_text("2/13")


def test_without_scripts_the_buttons_save(chromium, site):
    hr = Visitor(chromium, site, size=PHONE, language="en-US", java_script_enabled=False).sign_in("hr")
    url, page = planned(hr, "0106"), hr.page
    page.goto(f"{url}/mark")
    page.locator(".practical-item").nth(0).locator("label").first.click()
    page.locator("#save").click()
    expect(page.locator("#count")).to_have_text("1/13")
