"""An author makes a quiz and an exam of it, and keys marks in, in Chromium."""

import re

import pytest
from playwright.sync_api import expect

from cxtrain.clock import today
from tests.browser.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh-CN"), (DESK, "en-US")], ids=["phone-zh", "desk-en"])
def test_a_quiz_is_made_printed_as_an_exam_and_its_marks_are_keyed_in(chromium, site, size, language):
    someone = Visitor(chromium, site, size=size, language=language).sign_in("author")
    page = someone.page
    page.goto("/authoring/quizzes/new")
    for name, text in (("title_zh", f"结业小测{language[:2]}"), ("title_en", f"Final test {language[:2]}"), ("brief_zh", "三道题"),
                       ("brief_en", "Three questions"), ("words", "客人")):
        page.fill(f"[name={name}]", text)
    page.press("[name=words]", "Enter")
    page.locator("[name=pick]").first.check()
    page.locator("button[value=pick]").click()
    expect(page.locator(".paper-entry")).to_have_count(1)
    page.locator("button[value=draw]").click()
    expect(page.locator(".paper-entry")).to_have_count(2)
    page.fill("[name=entries-1-draw]", "2")
    page.locator("button[value='up:1']").click()
    expect(page.locator(".paper-entry").first.locator("[name=entries-0-draw]")).to_have_value("2")
    page.locator("button[value=save]").click()
    expect(page.locator(".flash")).to_be_visible()
    slug = page.url.split("?")[0].split("#")[0].rsplit("/", 1)[1]
    page.goto(f"/exams/new?quiz={slug}")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/exams/\d+$"))
    printed = [someone.context.request.get(f"{page.url}/{name}.pdf") for name in ("A", "B", "A-key")]
    assert [answer.status for answer in printed] == [200, 200, 200] and len({answer.body() for answer in printed}) == 3
    exam, number = page.url, "0102"
    page.goto(f"{exam}/marks")
    page.fill("[name=sat_on]", today("Asia/Shanghai").isoformat())
    page.fill("[name=pasted]", f"{number}\t99")
    page.locator("button[value=check]").click()
    expect(page.locator(".key-wrong .wrong")).to_be_visible()
    page.fill("[name=rows-0-marks]", "1")  # fits whatever was drawn from a bank that other tests write to
    page.locator("button[value=check]").click()
    page.locator("button[value=save]").click()
    expect(page.locator("table tbody tr")).to_have_count(1)
    assert someone.complaints == []
