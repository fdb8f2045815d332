"""A huddle in a room: the big screen, thirty telephones, one of them without JavaScript, in both languages."""

import re

import pytest
from playwright.sync_api import expect

from tests.benchmarks.client import Client, hidden
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import faults_in_each_look

pytestmark = pytest.mark.browser
TV = {"width": 1920, "height": 1080}
OTHERS = 27  # telephones without a screen, so that there are thirty
BUTTON = re.compile(r'name="choice" value="(\w+)"')


def opened(visitor, language):
    """Return the supervisor in front of a room that has just been opened, and its code."""
    boss = visitor(language=language, size=DESK).sign_in("supervisor")
    boss.page.goto("/roleplay/late-check-in")
    boss.page.get_by_role("link", name=boss.said("Play it as a huddle")).click()
    boss.page.get_by_role("button", name=boss.said("Open the room")).click()
    boss.page.wait_for_url("**/huddles/*")
    return boss, boss.page.locator(".lobby .code").inner_text()


def joined(visitor, code, language, **options):
    """Return a telephone that scanned the code and pressed the button."""
    phone = visitor(language=language, size=PHONE, **options)
    phone.page.goto(f"/h/{code}")
    phone.page.get_by_role("button", name=phone.said("Join"), exact=True).click()
    phone.page.wait_for_url("**/h/at/**")
    return phone


class Unseen:
    """A telephone without a screen."""

    def __init__(self, site, code):
        self.client = Client(int(site.rsplit(":", 1)[1]))
        self.path = self.client.post("/h", {**hidden(self.client.get(f"/h/{code}").text), "code": code}).location

    def choose(self, at):
        """Choose the answer in this place."""
        assert self.client.post(self.path, {"choice": BUTTON.findall(self.client.get(self.path).text)[at]}).status == 303


def press(boss):
    """Press the presenter's clicker once the page listens to it, which it does when it is loaded."""
    boss.page.wait_for_load_state()
    boss.page.keyboard.press("PageDown")


def forward(boss, then):
    """Press the clicker, and wait for what comes."""
    press(boss)
    expect(boss.page.locator(then).first).to_be_visible()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_huddle_with_thirty_telephones_from_the_room_to_the_end(visitor, site, language):
    boss, code = opened(visitor, language)
    found = boss.faults()
    others = [Unseen(site, code) for _ in range(OTHERS)]
    first, second = (joined(visitor, code, language) for _ in range(2))
    plain = joined(visitor, code, language, java_script_enabled=False)
    expect(boss.page.locator(".footbar [data-joined]")).to_have_text("30")
    found += first.faults()
    forward(boss, ".answers li")
    found += boss.faults()
    first.page.locator(".choice").nth(0).click()
    expect(first.page.locator(".choice").nth(0)).to_have_attribute("aria-pressed", "true")
    first.page.locator(".choice").nth(1).click()
    expect(first.page.get_by_text(first.said("You chose %(letter)s. You may change it until the vote is closed.") % {"letter": "B"})).to_be_visible()
    second.page.locator(".choice").nth(1).click()
    plain.page.get_by_role("link", name=plain.said("Look again")).click()
    plain.page.locator(".choice").nth(1).click()
    for at, each in enumerate(others):
        each.choose(at % 3)
    found += first.faults()
    expect(boss.page.locator("[data-chosen]")).to_have_text("30")
    forward(boss, "input[type=radio]:checked")
    assert boss.page.locator(".answers .share").all_inner_texts()[1].split() == ["12", "40", "%"]
    found += boss.faults()
    expect(first.page.locator(".letter")).to_have_text("B")
    found += first.faults()
    forward(boss, ".coaching")
    found += boss.faults()
    expect(second.page.get_by_text(second.said("The group goes on with %(letter)s.") % {"letter": "B"})).to_be_visible()
    while not boss.page.locator(".huddle-end").count():
        radios = boss.page.locator("input[type=radio]")
        if radios.count() and not boss.page.locator("input[type=radio]:checked").count():
            radios.first.check()
        revision = boss.page.locator("#screen").get_attribute("data-revision")
        press(boss)
        expect(boss.page.locator(f'#screen[data-revision="{revision}"]')).to_have_count(0)
    expect(boss.page.locator(".chart-line, svg").first).to_be_visible()
    found += boss.faults()
    expect(first.page.get_by_role("heading", name=first.said("The huddle is over"))).to_be_visible()
    assert found + first.faults() == []


def test_scanning_again_gives_no_second_vote_and_another_telephone_gets_its_own(visitor):
    boss, code = opened(visitor, "en")
    phone = joined(visitor, code, "en")
    seat = phone.page.url.split("?")[0]
    phone.page.goto(f"/h/{code}")
    phone.page.wait_for_url("**/h/at/**")
    assert phone.page.url == seat
    assert joined(visitor, code, "en").page.url.split("?")[0] != seat
    expect(boss.page.locator(".footbar [data-joined]")).to_have_text("2")


def test_a_choice_made_without_a_network_is_sent_when_it_is_back(visitor):
    boss, code = opened(visitor, "en")
    phone = joined(visitor, code, "en")
    forward(boss, ".answers li")
    expect(phone.page.locator(".choice").first).to_be_visible()
    phone.context.set_offline(True)
    phone.page.locator(".choice").first.click()
    expect(phone.page.locator("#state")).to_be_visible()
    phone.context.set_offline(False)
    expect(boss.page.locator("[data-chosen]")).to_have_text("1")
    phone.complaints.clear()  # the browser notes that it had no network


@pytest.mark.parametrize("size", [DESK, TV], ids=["laptop", "television"])
def test_the_scene_and_the_button_stand_on_one_screen_in_large_letters(visitor, size):
    boss, _ = opened(visitor, "zh-CN")
    boss.page.set_viewport_size(size)
    forward(boss, ".answers li")
    letters = boss.page.locator(".answers li").first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    assert letters >= size["height"] / 29  # four metres away, on a screen of 40 cm or a television of 70
    box = boss.page.locator(".answers li").last.bounding_box()
    button = boss.page.locator("[data-forward]").bounding_box()
    assert box["y"] + box["height"] <= button["y"] and button["y"] + button["height"] <= size["height"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_pages_around_a_huddle_are_accessible_and_fit_every_screen(visitor, ask, language):
    stranger = visitor(language=language)
    boss = visitor(language=language).sign_in("supervisor")
    past, = ask("select max(h.id) from huddle h join employee e on e.id = h.leader_id where e.number = '0101' and h.outcome is not null")
    pages = [(stranger, "/h"), (boss, "/huddles"), (boss, "/huddles/new"), (boss, f"/huddles/{past}")]
    assert [fault for someone, path in pages for fault in faults_in_each_look(someone, path)] == []
