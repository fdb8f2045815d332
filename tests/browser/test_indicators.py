"""Business figures entered, corrected, read and set beside service: at a desk and on a phone, in both languages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import CHINESE, DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "size"), [("zh-CN", PHONE), ("en-US", DESK)])
def test_a_month_is_entered_and_corrected_with_a_reason(visitor, ask, language, size):
    def say(text):
        return CHINESE.gettext(text) if language == "zh-CN" else text
    unit_id = ask("select id from unit where code = ?", "E02" if language == "zh-CN" else "N02")[0]
    hr = visitor(size=size, language=language).sign_in("hr")
    hr.page.goto(f"/indicators?unit={unit_id}")
    hr.page.get_by_role("link", name=say("Enter numbers")).click()
    assert hr.faults() == []
    hr.page.locator("#part-revenue").fill("88.8万")
    hr.page.get_by_role("button", name=say("Save the numbers")).click()
    expect(hr.page.locator(".field-wrong input[name=reason]")).to_be_visible()
    expect(hr.page.locator("#part-revenue")).to_have_value("88.8万")
    assert hr.faults() == []
    hr.page.locator("input[name=reason]").fill("till closed late")
    hr.page.get_by_role("button", name=say("Save the numbers")).click()
    expect(hr.page.locator("#part-revenue")).to_have_value("888000")
    hr.page.get_by_role("link", name=say("corrected; what was entered before")).first.click()
    expect(hr.page.get_by_text("till closed late")).to_be_visible()
    assert hr.faults() == []


@pytest.mark.parametrize(("language", "size"), [("zh-CN", PHONE), ("en-US", DESK)])
def test_each_page_is_read_without_a_fault(visitor, ask, language, size):
    unit_id, year = ask("select id from unit where code = 'HM'")[0], ask("select max(year) from indicator_target")[0]
    hr = visitor(size=size, language=language).sign_in("hr")
    for path in ("/indicators", "/indicators?span=36", "/indicators/of/churn", "/indicators/definitions", "/indicators/definitions/new",
                 f"/indicators/units/{unit_id}/targets/{year}", "/indicators/value", f"/indicators/units/{unit_id}/assumptions",
                 "/indicators/import", "/indicators/beside", "/indicators/beside?indicator=revenue"):
        hr.page.goto(path)
        assert hr.faults() == [], path


def test_a_file_is_looked_at_and_imported(visitor, ask):
    code, month = "N03", ask("select max(month) from indicator_entry")[0]
    hr = visitor(size=DESK, language="en-US").sign_in("hr")
    hr.page.goto("/indicators/import")
    table = f"Store code,Month,Revenue,Manager\n{code},{month},999000,x\nX99,{month},1,x\n"
    hr.page.set_input_files("input[type=file]", {"name": "may.csv", "mimeType": "text/csv", "buffer": table.encode()})
    hr.page.get_by_role("button", name="Look at it").click()
    expect(hr.page.get_by_text("No store in your reach is called X99.")).to_be_visible()
    expect(hr.page.get_by_role("button", name="Import these numbers")).to_have_count(0)
    assert hr.faults() == []
    hr.page.goto("/indicators/import")
    table = table.partition("X99")[0]
    hr.page.set_input_files("input[type=file]", {"name": "may.csv", "mimeType": "text/csv", "buffer": table.encode()})
    hr.page.get_by_role("button", name="Look at it").click()
    hr.page.get_by_role("button", name="Import these numbers").click()
    expect(hr.page.get_by_text(re.compile("1 number imported"))).to_be_visible()
