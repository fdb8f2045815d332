"""A complaint from the counter to its end, on phones and at a desk: told, handled, closed, read by whoever told."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHINESE, DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ("zh-CN", "en-US"))
def test_a_complaint_goes_its_way(visitor, language):
    def say(text):
        return CHINESE.gettext(text) if language == "zh-CN" else text
    words = f"The key card failed twice ({language})"
    staff = visitor(size=PHONE, language=language).sign_in("staff")
    _tell(staff, say, words)
    boss = visitor(size=DESK, language=language).sign_in("supervisor")
    boss.page.goto("/feedback")
    boss.page.get_by_text(words).first.click()
    assert boss.faults() == []
    for step in ("Listen", "Apologise", "Solve", "Thank", "Follow up"):
        boss.page.get_by_role("button", name=say("Done: %(step)s") % {"step": say(step)}).click()
        expect(boss.page.locator(".steps .done").filter(has_text=say(step))).to_be_visible()
    boss.page.get_by_label(say("What was done")).fill("A new card reader")
    boss.page.get_by_role("button", name=say("Close it")).click()
    expect(boss.page.get_by_role("button", name=say("Open it again"))).to_be_visible()
    assert boss.faults() == []
    staff.page.goto("/feedback/mine")
    expect(staff.page.get_by_text("A new card reader").first).to_be_visible()
    assert staff.faults() == []


def _tell(staff, say, words):
    """Tell it with as few touches as it takes: a kind, the words, the place, and off it goes."""
    page = staff.page
    page.goto("/feedback/tell")
    assert staff.faults() == []
    page.get_by_role("radio", name=say("Complaint"), exact=True).check()
    page.locator("textarea[name=words]").fill(words)
    page.locator("select[name=touchpoint_id]").select_option(index=2)
    page.get_by_role("button", name=say("Pass it on")).click()
    expect(page.get_by_text(words).first).to_be_visible()


def test_rates_and_files_are_read_at_a_desk(visitor):
    hr = visitor(size=DESK, language="zh-CN").sign_in("hr")
    for path in ("/feedback/rates", "/feedback/import", "/feedback"):
        hr.page.goto(path)
        assert hr.faults() == [], path
