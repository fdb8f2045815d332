"""A board in Chromium: begun from the map at a desk in English, joined and answered on a phone in Chinese."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from cxtrain.clock import today
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
TITLE, LESSON = "Keys in five minutes", "Measure the wait before you move a desk."


def wrote(page, **fields):
    """Fill the form and send it."""
    for name, text in fields.items():
        page.fill(f"main [name={name}]", text)
    page.locator("main form.stack button[type=submit]").last.click()


def test_a_board_from_the_map_to_a_note_on_a_colleagues_phone(visitor, ask):
    lead = visitor(size=DESK, language="en").sign_in("supervisor")
    page = lead.page
    page.goto("/journey")
    expect(page.locator("h1")).to_be_visible()
    place = ask("select id from touchpoint where slug = 'online-booking'")[0]
    page.locator(f"a[href*='/planning/boards/begin?touchpoint={place}']").first.click()
    faults = lead.faults()
    wrote(page, title=TITLE, problem="Guests wait for a reply to their booking.")
    expect(page.locator("h1")).to_have_text(TITLE)
    page.get_by_role("link", name="Add or take off").click()
    wrote(page, who="0102")
    expect(page.locator("main .board-lines")).to_contain_text("0102")
    faults += lead.faults()
    page.goto(f"/planning/boards/{board_of(ask)}")
    page.fill("textarea[name=words]", "@0102 How long was the last reply?")
    page.get_by_role("button", name="Say it").click()
    expect(page.locator("#notes")).to_contain_text("How long was the last reply?")
    member = visitor(size=PHONE, language="zh-CN").sign_in("0102")
    expect(member.page.locator("main")).to_contain_text("How long was the last reply?")
    faults += member.faults()
    member.page.get_by_role("link", name="How long was the last reply?").click()
    faults += member.faults()
    member.page.get_by_role("button", name=member.said("I have read this")).click()
    expect(member.page.locator("main .notice").filter(has_text="How long")).to_have_count(0)
    assert faults == [] and lead.complaints == member.complaints == []


def board_of(ask):
    """Return the id of the board of this test."""
    return ask("select max(id) from board where title = ?", TITLE)[0]


def test_a_change_is_planned_begun_and_decided(visitor, ask):
    lead = visitor(size=DESK, language="en").sign_in("supervisor")
    page, faults = lead.page, []
    page.goto("/planning/boards/begin")
    page.select_option("[name=touchpoint_id]", str(ask("select id from touchpoint where slug = 'room'")[0]))
    wrote(page, title="Rooms ready at two", problem="Rooms are ready late.")
    page.get_by_role("button", name="On to: collect").click()
    for step, words, onward in (("collect", "How late, how often?", "On to: analyse"), ("analyse", "One team a floor.", "On to: plan")):
        page.locator(f"#{step}").get_by_role("link", name="Write it down").click()
        wrote(page, words=words)
        page.get_by_role("button", name=onward).click()
    page.get_by_role("link", name="What the sources say, on one page").click()
    faults += lead.faults()
    page.go_back()
    page.get_by_role("link", name="Set goal and target").click()
    faults += lead.faults()
    page.locator("[name=compared][value=nothing]").check()
    wrote(page, goal="Ready at two.", target="0.5", due_on=(today("Asia/Shanghai") + dt.timedelta(90)).isoformat())
    page.get_by_role("link", name="Add an action").click()
    faults += lead.faults()
    wrote(page, what="Two teams on busy days", cost="500")
    page.get_by_role("link", name="Begin the change").click()
    faults += lead.faults()
    page.get_by_role("button", name="Begin the change").click()
    faults += lead.faults()
    page.get_by_role("button", name="On to: improve again").click()
    page.get_by_role("link", name="Decide on the change").click()
    faults += lead.faults()
    page.locator("[name=decision][value=change]").check()
    wrote(page, reason="Too early to tell.", lesson=LESSON)
    expect(page.locator("#improve")).to_contain_text(LESSON)
    page.goto("/planning/boards/lessons?q=desk")
    expect(page.locator("main")).to_contain_text(LESSON)
    assert faults + lead.faults() == [] and lead.complaints == []


@pytest.mark.parametrize(("size", "language", "dark"), [(PHONE, "zh-CN", True), (DESK, "en", False)], ids=["phone-zh-dark", "desk-en"])
def test_boards_of_the_demo_fit_and_can_be_read(visitor, size, language, dark):
    somebody, faults = visitor(size=size, language=language, dark=dark).sign_in("hr"), []
    for path in ("/planning/boards", "/planning/boards?show=ended", "/planning/boards/1", "/planning/boards/2",
                 "/planning/boards/2/analysis", "/planning/boards/3", "/planning/boards/4"):
        somebody.page.goto(path)
        faults += somebody.faults()
    assert faults == [] and somebody.complaints == []
