"""From a printed poster to the line of the month, on phones: a customer without an account, a supervisor with one."""

import re

import pytest
import zxingcpp
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.voices.surveys.pictures import pictures

pytestmark = pytest.mark.browser
POSTER = """select p.campaign_id, p.id, p.unit_id, c.touchpoint_id from survey_place p join campaign c on c.id = p.campaign_id
    join questionnaire_version q on q.id = c.questionnaire_id join unit u on u.id = p.unit_id
    join role_grant g on g.unit_id = u.id and g.role = 'supervisor' join account a on a.id = g.account_id
    join employee e on e.id = a.employee_id
    where q.slug = 'three-questions' and c.state = 'open' and e.number = '0101' and not p.ended order by p.id"""


@pytest.mark.parametrize("language", ("zh-CN", "en-US"))
def test_what_a_customer_scans_and_says_stands_in_the_months_numbers(visitor, ask, language):
    campaign, place, unit, touchpoint = ask(POSTER)
    boss = visitor(size=PHONE, language=language).sign_in("supervisor")
    numbers = f"/customers?unit={unit}&touchpoint={touchpoint}"
    before = _asked(boss, numbers)
    customer = visitor(size=PHONE, language=language)
    customer.page.goto(_scanned(visitor(language=language).sign_in("hr"), campaign, place))
    assert customer.faults() == []
    _answer(customer)
    expect(customer.page.locator(".code")).to_have_text(re.compile(r"^\w{4}-\w{4}-\w{4}$"))
    assert customer.faults() == [] and customer.context.cookies() == []
    assert _asked(boss, numbers) == before + 1
    assert boss.faults() == []


def _scanned(hr, campaign, place):
    """Return what a telephone reads from a poster as HR prints it from the page of its survey."""
    hr.page.goto(f"/voices/surveys/{campaign}")
    href = hr.page.locator(f"a[href*='posters.pdf?place={place}']").first.get_attribute("href")
    printed = hr.context.request.get(href)
    assert printed.status == 200
    return zxingcpp.read_barcodes(pictures(printed.body())[0])[0].text


def _answer(customer):
    """Tick the best of each scale and send it; somebody as quick as a test is asked to look at it once more."""
    page = customer.page
    for scale in page.locator("fieldset").all():
        scale.locator("label").last.click()
    while page.locator(".code").count() == 0:
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator(".send").click()
        expect(page.locator(".code").or_(page.locator(".send:enabled")).first).to_be_visible()


def _asked(boss, address):
    """Return how many customers answered with a face, as the page of the numbers says."""
    boss.page.goto(address)
    card = boss.page.locator("section.card", has=boss.page.get_by_role("heading", name="CSAT", exact=True)).first
    return int(re.search(r"\bn (\d+)", card.inner_text())[1])
