"""The bar of a customer who does not wait for ever, in a real browser whose clock the test moves."""

import datetime as dt
import re

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cxtrain.clock import now
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.roleplay import operations, views
from tests.browser.conftest import OPTIONS
from tests.roleplay.stories import LATE_CHECK_IN, both, ending, silence, written
from tests.roleplay.test_packs import TOUCHPOINTS

pytestmark = pytest.mark.browser


@pytest.fixture
def scenario(db):
    """The short story; at the desk she walks off, and the first answer asks why."""
    told = yaml.safe_load(LATE_CHECK_IN)
    told["scenes"]["arrival"]["choices"].append(silence("walked", after=30))
    told["scenes"]["arrival"]["choices"][0]["reason"] = True
    told["scenes"]["arrival"]["hint"] = both("Look at her suitcase")
    told["scenes"]["walked"] = ending("lost")
    publish_touchpoints(TOUCHPOINTS)
    published = operations.publish_scenario(written(told)).scenario
    db.session.commit()
    return published


@pytest.fixture
def hours_later(monkeypatch):
    """The server's clock, some hours ahead: the time of every scene is over."""
    monkeypatch.setattr(views, "now", lambda: now() + dt.timedelta(hours=3))


@pytest.fixture
def waited(opened):
    """A function that opens the first scene of a timed practice and returns it with the seconds that its bar gives."""
    def open_scene(**options):
        page = opened(timed=True, **options)
        page.clock.install()
        page.reload()
        return page, int(page.locator("#patience").get_attribute("data-seconds"))
    return open_scene


def test_it_tells_twice_takes_no_focus_and_then_the_customer_walks_off(waited, hours_later):
    page, seconds = waited()
    told = page.locator("#patience [role=status]")
    expect(page.locator("#patience progress")).to_be_visible()
    expect(told).to_be_empty()
    page.locator(".choice").nth(1).focus()
    page.clock.run_for((seconds - seconds // 2) * 1000)
    expect(told).to_contain_text("时间过半")
    page.clock.run_for((seconds // 2 - 9) * 1000)
    expect(told).to_have_text("还剩 10 秒")
    expect(page.locator(".choice").nth(1)).to_be_focused()
    page.clock.run_for(10_000)
    expect(page).to_have_url(re.compile(r"/ending$"))
    expect(page.locator("main")).to_contain_text("没有及时应对")


def test_time_stands_still_without_a_network_and_while_a_reason_is_typed(waited, hours_later):
    page, seconds = waited()
    bar = page.locator("#patience")
    page.context.set_offline(True)
    page.clock.run_for(2 * seconds * 1000)
    expect(bar).to_have_class(re.compile("paused"))
    page.context.set_offline(False)
    page.fill("[name=reason]", "她很累")
    page.clock.run_for(2 * seconds * 1000)
    expect(bar).to_have_class(re.compile("paused"))
    page.fill("[name=reason]", "")
    page.clock.run_for(1000)
    expect(bar).not_to_have_class(re.compile("paused"))
    assert float(page.locator("#patience progress").get_attribute("value")) > 0
    expect(page.locator("#choices")).to_be_visible()


def test_showing_the_scene_anew_gives_no_new_time(waited, hours_later):
    page, seconds = waited()
    page.clock.run_for((seconds - 9) * 1000)
    for _shown_anew in range(2):
        expect(page.locator("#patience [role=status]")).to_have_text("还剩 10 秒")
        page.reload()


def test_the_timer_is_turned_off_and_what_was_typed_stays(waited):
    page, _ = waited()
    page.fill("[name=reason]", "她很累")
    page.get_by_role("button", name="提示").click()
    expect(page.locator("#now")).to_contain_text("Look at her suitcase，好")
    expect(page.locator("[name=reason]")).to_have_value("她很累")
    page.get_by_role("button", name="关闭计时").click()
    expect(page.locator("#patience")).to_have_count(0)
    expect(page.locator("[name=reason]")).to_have_value("她很累")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_bar_is_accessible_and_fits_a_small_phone(opened, dark):
    page = opened(timed=True, color_scheme="dark" if dark else "light")
    expect(page.locator("#patience")).to_be_visible()
    assert [found["id"] for found in Axe().run(page, options=OPTIONS).response["violations"]] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_scripts_no_time_runs(opened):
    page = opened(timed=True, java_script_enabled=False)
    expect(page.locator("#patience")).to_be_hidden()
    expect(page.locator(".choice")).to_have_count(4)
