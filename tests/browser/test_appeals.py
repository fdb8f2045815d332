"""An appeal in Chromium: the person appeals a line on a phone in Chinese, HR decides at a desk in English."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
NEWEST = ("select v.id, e.number from visit v join employee e on e.id = v.employee_id where v.state = 'released' "
          "and v.kind = 'mystery_shop' and v.appeals_open = 0 and e.status = 'active' order by v.released_at desc limit 1")
REASON, ANSWER = "我 10:05 就问过了,小票上有时间。", "Receipt and rota were compared; the line stands."


@pytest.fixture
def fresh(instance):
    """A visit that was released an hour ago, and whose it is: on some days the demo company has none of this week."""
    with closing(sqlite3.connect(instance / "cxtrain.db")) as database, database:
        visit, number = database.execute(NEWEST).fetchone()
        database.execute("update visit set released_at = datetime('now', '-1 hour'), read_at = null where id = ?", (visit,))
    return visit, number


def test_a_line_is_appealed_on_a_phone_and_decided_at_a_desk(visitor, ask, fresh):
    visit, number = fresh
    person = visitor(size=PHONE, language="zh-CN").sign_in(number)
    page = person.page
    page.goto(f"/quality/scorecards/{visit}")
    page.get_by_role("button", name=person.said("I have read it"), exact=True).click()
    expect(page.locator("main")).to_contain_text("您已于")
    faults = person.faults()
    page.get_by_role("link", name=person.said("Appeal a line")).click()
    line = page.locator(".lines .line").first
    words = line.locator("span").first.inner_text().split("\n")[0]
    line.click()
    page.fill("textarea[name=reason]", REASON)
    faults += person.faults()
    page.get_by_role("button", name=person.said("Open the appeal")).click()
    expect(page.locator("#appeal")).to_contain_text(REASON)
    faults += person.faults()
    hr = visitor(size=DESK, language="en").sign_in("hr")
    hr.page.goto("/quality/appeals")
    faults += hr.faults()
    case = hr.page.locator(f"a[href='/quality/appeals/{ask('select max(id) from appeal')[0]}/decide']")
    case.click()
    expect(hr.page.locator("main")).to_contain_text(REASON)
    faults += hr.faults()
    hr.page.locator("input[name=verdict][value=declined]").check()
    hr.page.fill("textarea[name=answer]", ANSWER)
    hr.page.get_by_role("button", name="Decide", exact=True).click()
    hr.page.wait_for_url("**/quality/appeals")
    page.reload()
    expect(page.locator("#appeal")).to_contain_text(ANSWER)
    expect(page.locator("#appeal")).to_contain_text("申诉不成立")
    assert words and faults + person.faults() == []
    assert person.complaints == hr.complaints == []


@pytest.mark.parametrize(("size", "language", "dark"), [(PHONE, "zh-CN", True), (DESK, "en", False)], ids=["phone-zh-dark", "desk-en"])
def test_the_pages_of_who_decides_fit_and_can_be_read(visitor, ask, size, language, dark):
    hr, faults = visitor(size=size, language=language, dark=dark).sign_in("hr"), []
    for path in ("/quality/appeals", "/quality/appeals/statistics",
                 f"/quality/visits/{ask('select visit_id from appeal')[0]}/decide",
                 f"/quality/scorecards/{ask('''select id from visit where state = 'void' ''')[0]}"):
        hr.page.goto(path)
        faults += hr.faults()
    assert faults == []
