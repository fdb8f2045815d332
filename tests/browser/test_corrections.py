"""A correction from the asking to whom it is about, in Chromium: HR asks, the author confirms, the person reads both values."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
MEMBER = ("select m.employee_id, e.number from class_member m join employee e on e.id = m.employee_id join account a on "
          "a.employee_id = e.id where m.class_id = 1 and m.removed_at is null and e.status = 'active' and a.active and "
          "not exists (select 1 from role_grant g where g.account_id = a.id) order by e.id limit 1 offset ?")
REASON = "The signed list of the afternoon lay in another folder."


@pytest.mark.parametrize(("size", "language", "nth"), [(PHONE, "zh-CN", 0), (DESK, "en-US", 1)], ids=["phone-zh", "desk-en"])
def test_hr_asks_the_author_confirms_and_the_person_reads_both_values(chromium, site, ask, size, language, nth):
    person, number = ask(MEMBER, nth)
    hr, author, member = (Visitor(chromium, site, size=size, language=language).sign_in(who) for who in ("hr", "author", number))
    asked(hr, f"/training/classes/1/people/{person}/correct")
    assert confirmed(author) == []
    page = member.page
    page.goto("/")
    page.get_by_text(member.said("Something recorded about you was corrected")).first.click()
    page.wait_for_url(re.compile(r"/training/classes/1$"))
    expect(page.locator("main")).to_contain_text(REASON)
    assert member.faults() == []
    assert hr.complaints == author.complaints == member.complaints == []


def asked(someone, url):
    """Turn each mark of somebody into another one, and say why; the first try says too little and keeps what was typed."""
    page = someone.page
    page.goto(url)
    for state in page.locator("select[name^=state-]").all():
        state.select_option("absent" if state.input_value() == "present" else "present")
    page.fill("[name=reason]", "too short")
    page.locator("main form button[type=submit]").click()
    expect(page.locator("[name=reason]")).to_have_value("too short")
    assert someone.faults() == []
    page.fill("[name=reason]", REASON)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/training/classes/1(#roster)?$"))
    page.goto(url)
    expect(page.locator("main")).to_contain_text(REASON)
    assert someone.faults() == []


def confirmed(someone):
    """Confirm what waits, from Today on; return what is wrong with the pages on the way."""
    page, faults = someone.page, []
    page.goto("/")
    page.locator("a.task[href='/corrections']").click()
    faults += someone.faults()
    page.locator("main a[href^='/corrections/']").first.click()
    expect(page.locator("main")).to_contain_text(REASON)
    faults += someone.faults()
    page.locator("button[value=confirm]").click()
    page.wait_for_url(re.compile(r"/corrections$"))
    return [*faults, *someone.faults()]
