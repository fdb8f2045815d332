"""A class in a real browser, from its plan to the one file that holds all of it; in both languages."""

import datetime as dt
import io
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser


def press(someone, english):
    """Press a button or follow a link by its words."""
    words = someone.said(english)
    someone.page.locator("button:visible:not([tabindex='-1']), a:visible", has_text=words).first.click()
    someone.page.wait_for_load_state()


@pytest.fixture
def picture():
    """A picture taken at the class."""
    from PIL import Image
    out = io.BytesIO()
    Image.new("RGB", (80, 60), (215, 205, 190)).save(out, "PNG")
    return {"name": "class.png", "mimeType": "image/png", "buffer": out.getvalue()}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_class_goes_from_its_plan_to_one_file(visitor, language, picture):
    author = visitor(size=DESK, language=language).sign_in("author")
    page, days_ago = author.page, 3 if language == "en" else 4
    _plan(author, dt.date.today() - dt.timedelta(days=days_ago))
    _people(author)
    address = page.url.partition("#")[0]
    press(author, "Announce it to everybody on the roster")
    _read_by_staff(visitor, language, address)
    page.locator("a[href$='/attendance']").first.click()
    press(author, "All others are present")
    page.goto(f"{address}/photos")
    page.set_input_files("input[name=photo]", picture)
    page.fill("input[name=caption]", "下午练习")
    page.check("input[name=agreed]")
    press(author, "Add the picture")
    expect(page.locator(".class-photos img")).to_have_count(1)
    _close(author)
    names = _archive(author)
    for wanted in ("培训通知", "教学计划", "名册", "签到表", "成绩单", "培训总结", "08 照片"):
        assert any(wanted in name for name in names), (wanted, names)


def _plan(author, day):
    page = author.page
    page.goto("/training/classes")
    press(author, "Plan a class")
    page.select_option("select[name=course]", "front-desk-day")
    page.select_option("select[name=unit]", label=author.page.locator("select[name=unit] option").first.inner_text())
    press(author, "Go on")
    page.fill("input[name=place]", "三楼培训室")
    for at, (begin, end) in enumerate((("09:00", "11:30"), ("13:30", "16:00"))):
        page.fill(f"input[name=sessions-{at}-day]", day.isoformat())
        page.fill(f"input[name=sessions-{at}-begin]", begin)
        page.fill(f"input[name=sessions-{at}-end]", end)
        page.fill(f"input[name=sessions-{at}-topic]", "先看见,再开口")
    assert author.faults() == []
    press(author, "Plan the class")
    page.wait_for_url("**/people")


def _people(author):
    page = author.page
    press(author, "From a list of staff numbers instead")
    page.fill("textarea[name=numbers]", "0102\n0103\nX99")
    press(author, "Check")
    expect(page.get_by_role("alert")).to_be_visible()
    assert author.faults() == []
    page.fill("textarea[name=numbers]", "0102\n0103")
    press(author, "Check")
    page.locator("button[value=save]").click()
    page.wait_for_url("**/training/classes/*#roster")


def _read_by_staff(visitor, language, address):
    staff = visitor(language=language).sign_in("staff")
    staff.page.goto(address)
    assert staff.faults() == []
    press(staff, "I have read it")
    expect(staff.page.locator("button", has_text=staff.said("I have read it"))).to_have_count(0)


def _close(author):
    page = author.page
    session = page.locator(".class-sessions li")
    expect(session).to_have_count(2)
    press(author, "Close the class")
    assert author.faults() == []
    page.fill("textarea[name=summary]", "两人一组练得开。")
    absent = page.locator("input[name=absent]")
    if absent.count():
        absent.check()
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url("**/training/classes/*")
    expect(page.locator(".chip-good")).to_be_visible()


def _archive(author):
    page = author.page
    press(author, "File of the class")
    page.select_option("select[name=purpose]", "records")
    press(author, "Make the file")
    link = page.locator("a[href$='.zip']").first
    expect(link).to_be_visible(timeout=120_000)  # the page looks again by itself until the worker has made it
    with page.expect_download() as arriving:
        link.click()
    with zipfile.ZipFile(arriving.value.path()) as whole:
        return whole.namelist()
