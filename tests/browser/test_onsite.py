"""An exam on site in Chromium: opened on a screen, begun by its code on a phone without JavaScript, closed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def exam(chromium, site):
    """The slug of a quiz that is sat on site only, made in the browser."""
    page = Visitor(chromium, site, size=DESK, language="en-US").sign_in("author").page
    page.goto("/authoring/quizzes/new")
    for name, text in (("title_zh", "上岗考试"), ("title_en", "Exam on site"), ("brief_zh", "现场考"), ("brief_en", "In the room"),
                       ("words", "客人")):
        page.fill(f"[name={name}]", text)
    page.press("[name=words]", "Enter")
    page.locator("[name=pick]").first.check()
    page.locator("button[value=pick]").click()
    page.locator("details:has([name=on_site]) summary").click()
    page.locator("[name=on_site]").check()
    page.locator("button[value=save]").click()
    expect(page.locator(".flash")).to_be_visible()
    return re.split(r"[?#]", page.url)[0].rsplit("/", 1)[1]


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_a_code_on_the_screen_opens_the_exam_on_a_phone_until_it_is_closed(chromium, site, exam, language):
    desk = Visitor(chromium, site, size=DESK, language=language).sign_in("supervisor")
    phone = Visitor(chromium, site, size=PHONE, language=language, java_script_enabled=False).sign_in("staff")
    desk.page.goto(f"/onsite/open?quiz={exam}")
    assert desk.faults() == []
    desk.page.locator("main form button").click()
    code = desk.page.locator(".onsite-code").inner_text().replace("\n", "").replace(" ", "")
    assert re.fullmatch(r"\d{6}", code) and desk.faults() == []
    phone.page.goto(f"/quizzes/{exam}")
    phone.page.locator(f"a[href='/onsite/code/{exam}']").click()
    phone.page.fill("[name=code]", f"{(int(code) + 1) % 10**6:06}")
    phone.page.locator("main form button").click()
    expect(phone.page.locator(".wrong")).to_be_visible()
    phone.page.fill("[name=code]", f"{code[:3]} {code[3:]}")
    phone.page.locator("main form button").click()
    phone.page.wait_for_url(re.compile(r"/quizzes/attempts/\d+"))
    expect(desk.page.locator(".onsite-names")).to_have_count(1)  # the page looks again by itself
    desk.page.locator("details.card summary").click()
    expect(desk.page.locator(".onsite-names li")).to_have_count(1)
    phone.page.goto(f"{re.split('[?#]', phone.page.url)[0]}/review")
    phone.page.locator("form[action$='/submit'] button").click()
    expect(desk.page.locator(".onsite-names .chip-good")).to_have_count(1)
    desk.page.locator("form[action$='/close'] button").click()
    expect(desk.page.locator(".onsite-code")).to_have_count(0)
    phone.page.goto(f"/onsite/code/{exam}")
    phone.page.fill("[name=code]", code)
    phone.page.locator("main form button").click()
    expect(phone.page.locator(".wrong")).to_be_visible()
    assert desk.complaints == []


def test_sittings_and_marks_are_accessible_and_fit_a_phone(visitor, ask):
    someone = visitor(language="zh-CN").sign_in("supervisor")
    store = ask("select unit_id from employee where number = '0101'")[0]
    for path in ("/onsite", "/sittings", "/sittings/put-off", "/marks", f"/marks?of=quiz-1&place=unit-{store}"):
        assert someone.page.goto(path).status == 200
        assert someone.faults() == [], path
