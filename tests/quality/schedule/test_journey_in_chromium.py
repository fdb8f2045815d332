"""From a plan to a scorecard in a real browser: HR plans at a desk, a shopper from outside goes with a phone."""


import pytest
from playwright.sync_api import expect

from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser


def signed_in(chromium, site, login, **look):
    """A page of somebody who has signed in."""
    page = chromium.new_context(**look).new_page()
    page.goto(f"{site}/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("nav[aria-label]").first).to_be_visible()
    return page


def test_a_month_is_planned_at_a_desk(chromium, site, hotel, cast, db):
    db.session.rollback()
    page = signed_in(chromium, site, "h0001", locale="en-US", viewport={"width": 1280, "height": 800})
    page.goto(f"{site}/quality/plan?month=2031-03")
    page.click("text=开始做计划")
    page.fill(f"[name=q-{cast.jingan}-{hotel.desk}]", "1")
    page.fill(f"[name=q-{cast.xuhui}-{hotel.breakfast}]", "1")
    page.click("text=保存并看抽签结果")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.click("text=发布这些暗访")
    page.click("text=为 2 次暗访派人")
    expect(page.locator(".flash")).to_contain_text("已为 2 次暗访派了人。")
    expect(page.locator(".planned .chip", has_text="待暗访")).to_have_count(2)
    page.context.close()


def test_a_shopper_from_outside_reads_the_brief_and_begins_with_one_tap(chromium, site, planner, db):
    account = planner.outside()
    planner.planned(who=account.id)
    db.session.rollback()
    page = signed_in(chromium, site, "MS-001", locale="zh-CN", viewport={"width": 390, "height": 844}, has_touch=True)
    page.get_by_role("button", name="已阅知").click()  # the privacy notice comes first
    expect(page.locator("h2", has_text="我的暗访")).to_be_visible()
    page.tap("text=任务单")
    expect(page.locator("h2", has_text="您的角色")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.tap("text=开始填写评分单")
    expect(page.locator("#scorecard")).to_be_visible()
    page.context.close()
