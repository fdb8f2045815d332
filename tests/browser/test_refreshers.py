"""Refreshers in Chromium: from Today to the last of the three, by thumb and by keyboard, with and without scripts."""

import pytest
from playwright.sync_api import expect

from cxtrain.demo.logins import PASSWORD
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
WAYS = [(PHONE, "zh-CN", False), (PHONE, "en", True), (DESK, "en", False), (DESK, "zh-CN", True)]
NAMES = ["phone-zh", "phone-en-dark", "desk-en", "desk-zh-dark"]
KEEPER = ("select distinct e.number from refresher_card c join employee e on e.id = c.employee_id where e.status = 'active' "
          "and e.number <> '0101' order by e.number limit 1 offset ?")
TOLD = ("select e.number from refresher_share s join role_grant g on g.unit_id = s.unit_id and g.role = 'supervisor' "
        "join account a on a.id = g.account_id join employee e on e.id = a.employee_id order by s.n limit 1")

LONG = ("select e.number from refresher_answer a join employee e on e.id = a.employee_id where e.status = 'active' "
        "group by e.id having min(a.day) < date('now', '-95 day') and e.number <> '0101' order by count(*) desc limit 1")


@pytest.mark.parametrize(("way", "size", "language", "dark"), [(at, *each) for at, each in enumerate(WAYS)], ids=NAMES)
def test_three_questions_from_today_to_what_one_keeps(visitor, ask, way, size, language, dark):
    someone = visitor(size=size, language=language, dark=dark).sign_in(*(ask(KEEPER, way) if way else ("0101",)))
    page, faults = someone.page, someone.faults()
    if way:
        page.goto("/training")
    page.locator('main a[href="/training/refreshers"]').click()
    for number in (1, 2, 3):
        faults += someone.faults()
        if number == 1:
            page.get_by_role("button", name=someone.said("I don't know")).click()
        elif way % 2:
            page.locator("#answers .option").first.click()
            page.locator(".quiz-bar .button").first.click()
        else:
            page.locator("#answers .option input").first.focus()
            page.keyboard.press("Space")
            page.keyboard.press("Enter")
        expect(page.locator(".refresher-verdict h1")).to_be_visible()
        assert page.locator(".poor, .chip-poor, .notice-poor").count() == 0  # nothing in red
        faults += someone.faults()
        page.locator(".quiz-bar a").click()
    expect(page.locator(".refresher-rest h2")).to_contain_text(someone.said("That is all for today."))
    faults += someone.faults()
    page.get_by_role("link", name=someone.said("What I keep")).click()
    expect(page.locator(".refresher-share")).to_be_visible()
    assert faults + someone.faults() == []


@pytest.mark.parametrize(("size", "language", "dark"), WAYS, ids=NAMES)
def test_a_supervisor_reads_figures_of_five_or_a_sentence(visitor, ask, size, language, dark):
    faults = []
    for who, shown in ((*ask(TOLD), ".refresher-kept"), ("0101", ".empty")):
        someone = visitor(size=size, language=language, dark=dark).sign_in(who)
        someone.page.goto("/training/refreshers/team")
        expect(someone.page.locator(shown).first).to_be_visible()
        faults += someone.faults()
    assert faults == []


def test_it_works_without_scripts_and_can_be_switched_off(chromium, site, ask):
    context = chromium.new_context(viewport=PHONE, locale="en", base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("input[name=login]", *ask(KEEPER, len(WAYS)))
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.goto("/training/refreshers")
    page.locator("#answers .option").first.click()
    page.locator(".quiz-bar .button").first.click()
    expect(page.locator(".refresher-verdict h1")).to_be_visible()
    page.goto("/training/refreshers")
    page.locator(".refresher-foot button").click()
    expect(page.locator("main .notice:not(.flash)")).to_be_visible()
    page.goto("/")
    expect(page.locator('a.task[href="/training/refreshers"]')).to_have_count(0)
    page.goto("/training/refreshers")
    page.locator("main form button").first.click()
    expect(page.locator("#answers")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("size", "language", "dark"), WAYS[:3], ids=NAMES[:3])
def test_the_curve_of_ninety_days_fits_and_has_its_numbers(visitor, ask, size, language, dark):
    someone = visitor(size=size, language=language, dark=dark).sign_in(*ask(LONG))
    someone.page.goto("/training/refreshers/mine")
    expect(someone.page.locator(".chart svg")).to_be_visible()
    assert someone.faults() == []
    someone.page.locator(".chart-numbers summary").click()
    expect(someone.page.locator(".chart-numbers tbody tr")).to_have_count(10)
    assert someone.faults() == []
