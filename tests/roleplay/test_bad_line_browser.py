"""Playing on a bad line, in a real browser on a phone: what was chosen is kept, and sent once."""

import json
import re
from dataclasses import replace

import pytest
import yaml
from playwright.sync_api import Error, expect

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.people.models import UserSession
from cxtrain.roleplay import operations, views
from cxtrain.roleplay.models import Attempt, Step
from cxtrain.roleplay.scenario import parse
from cxtrain.web.assets import find
from cxtrain.web.locks import LockTimeout
from tests.roleplay.conftest import sign_in
from tests.roleplay.stories import LATE_CHECK_IN, ending, silence
from tests.roleplay.test_play_attempt_canaries import canaries, may_be_seen

pytestmark = pytest.mark.browser
FIRST, SECOND, LAST = "一分钟给您准话", "花园楼", "交班本"


@pytest.fixture
def steps(world):
    """A function that returns the choices as they are stored, with their reasons."""
    def read():
        with world[0].app_context():
            return [tuple(row) for row in database.session.query(Step.choice_id, Step.reason).order_by(Step.position)]
    return read


def choice(page, words):
    """Return the button of the answer that contains `words`."""
    return page.locator(".choice", has_text=words)


def state(page):
    """Return what the page says about the last answer."""
    return page.locator(".saved [data-state]:visible")


def said(page, words):
    """Wait until the answer that contains `words` has been heard."""
    expect(page.locator("#latest .turn-mine")).to_contain_text(words)
    expect(state(page)).to_have_text("已保存")


def served_by_worker(page):
    """Wait until the service worker has kept the scene that is shown, with all that belongs to it."""
    position = page.locator("[name=position]").input_value()
    for _ in range(200):
        kept = cached(page)
        scene = kept.get(re.sub("#.*", "", page.url.partition("//")[2].partition("/")[2]), "")
        if f'name="position" type="hidden" value="{position}"' in scene and len(kept) >= 7:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the worker keeps {sorted(cached(page))}")


def cached(page):
    """Return all that the browser's caches hold, by path."""
    return page.evaluate("""async () => {
        const found = {};
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
                found[new URL(request.url).pathname.slice(1)] = await (await cache.match(request)).text();
            }
        }
        return found;
    }""")


def stored(page):
    """Return what the page's local storage holds, as text."""
    return page.evaluate("JSON.stringify(localStorage)")


def test_a_choice_made_while_nothing_gets_through_goes_out_once_by_itself(opened, line, steps):
    page = opened()
    expect(state(page)).to_have_text("已保存")
    line.state = "down"
    choice(page, FIRST).click()
    expect(state(page)).to_have_text("没有网络")
    expect(page.locator("[data-note=kept]")).to_have_text("您的应对已存好，会自动发送，送达后出现下一幕。")
    expect(choice(page, FIRST)).to_have_attribute("aria-pressed", "true")
    expect(choice(page, "证件")).to_be_disabled()
    assert steps() == []
    line.state = "up"
    said(page, FIRST)
    assert steps() == [("own-it", None)]
    assert stored(page) == "{}"


def test_a_choice_whose_answer_was_lost_counts_once(opened, line, steps):
    page = opened()
    line.state = "one way"
    choice(page, FIRST).click()
    expect(state(page)).to_have_text("没有网络")
    assert steps() == [("own-it", None)]
    expect(page.locator("[data-note=back]")).to_be_hidden()  # it may have arrived, so it cannot be taken back
    line.state = "up"
    said(page, FIRST)
    choice(page, SECOND).click()
    said(page, SECOND)
    assert steps() == [("own-it", None), ("garden", None)]


def test_an_ending_whose_page_was_lost_comes_when_the_line_is_back(opened, line, steps):
    page = opened()
    for words in (FIRST, SECOND):
        choice(page, words).click()
        said(page, words)
    line.state = "one way"
    choice(page, LAST).click()
    expect(state(page)).to_have_text("没有网络")
    line.state = "up"
    expect(page).to_have_url(re.compile("/ending$"))
    assert [choice_id for choice_id, _reason in steps()] == ["own-it", "garden", "confirm"]


def test_a_choice_waits_for_the_network_that_the_browser_misses_and_can_be_taken_back_until_then(opened, line, steps):
    page = opened()
    page.context.set_offline(True)
    expect(state(page)).to_have_text("没有网络")
    choice(page, FIRST).click()
    page.get_by_role("button", name="撤回").click()
    expect(choice(page, "证件")).to_be_enabled()
    choice(page, "证件").click()
    expect(choice(page, FIRST)).to_be_disabled()
    sent = len(line.arrived)
    page.context.set_offline(False)
    said(page, "证件")
    assert steps() == [("passport", None)]
    assert [one for one in line.arrived[sent:] if one[0] == "POST"] == [("POST", "/roleplay/attempts/1")]


def test_reloading_without_a_line_shows_the_same_scene_and_the_choice_that_was_made(opened, line, steps):
    page = opened()
    choice(page, FIRST).click()
    said(page, FIRST)
    served_by_worker(page)
    line.state = "down"
    page.reload()
    expect(page.locator("[data-note=copy]")).to_contain_text("离线副本")
    expect(page.locator("#now")).to_contain_text("花园楼一间")
    expect(page.locator(".choices")).to_have_css("background-color", "rgb(255, 255, 255)")  # it has its style sheets
    choice(page, SECOND).click()
    expect(page.locator("[data-note=kept]")).to_be_visible()
    expect(page.locator("[data-note=stay]")).to_be_hidden()
    assert steps() == [("own-it", None)]


def test_a_page_that_was_closed_without_a_line_sends_what_was_chosen_when_it_is_opened_again(opened, line, steps):
    first = opened()
    served_by_worker(first)
    address = first.url
    line.state = "down"
    choice(first, FIRST).click()
    expect(first.locator("[data-note=kept]")).to_be_visible()
    context = first.context
    first.close()
    page = context.new_page()
    page.goto(address)
    expect(choice(page, FIRST)).to_have_attribute("aria-pressed", "true")
    expect(choice(page, "证件")).to_be_disabled()
    expect(state(page)).to_have_text("没有网络")
    line.state = "up"
    said(page, FIRST)
    assert steps() == [("own-it", None)]
    expect(page.locator("[data-note=copy]")).to_be_hidden()


def test_a_copy_gives_way_to_the_page_itself_once_the_line_is_back(opened, line):
    page = opened()
    served_by_worker(page)
    line.state = "down"
    page.reload()
    expect(page.locator("[data-note=copy]")).to_be_visible()
    line.state = "up"
    expect(page.locator("[data-note=copy]")).to_be_hidden()
    expect(state(page)).to_have_text("已保存")


def test_a_new_worker_takes_over_and_leaves_nobody_without_a_scene(opened, line, monkeypatch):
    page = opened()
    served_by_worker(page)
    monkeypatch.setattr(views, "find", lambda name: newer(find(name)))
    choice(page, FIRST).click()
    said(page, FIRST)
    page.reload()  # browsers look for a new worker then
    for _ in range(200):
        if page.evaluate("caches.keys()") == ["play-2"]:
            break
        page.wait_for_timeout(50)
    served_by_worker(page)
    line.state = "down"
    page.reload()
    expect(page.locator("[data-note=copy]")).to_be_visible()
    expect(page.locator("#now")).to_contain_text("花园楼一间")


def newer(asset):
    """Return the worker as a later version might be."""
    return replace(asset, body=asset.body.replace(b"play-1", b"play-2"), packed=asset.body + asset.packed)


def test_no_scene_that_was_not_reached_is_ever_kept(opened, world, scenario, line):
    source = canaries()
    with world[0].app_context():
        operations.publish_scenario(source)
        database.session.commit()
    story, made = parse(source).scenario, []
    every = set(re.findall(r"CANARY-[\w-]+\.", source))
    page = opened()
    with world[0].app_context():
        seed = database.session.query(Attempt).one().seed
    for choice_id in ("promise", "look-again", "upgrade", "own-up"):
        served_by_worker(page)
        kept = json.dumps(cached(page)) + stored(page)
        assert {word for word in every if word in kept} <= may_be_seen(story, made, seed=seed, coached=True)
        assert sum(name.startswith("roleplay/") for name in cached(page)) == 1
        choice(page, f"-{choice_id}-say").click()
        said(page, f"-{choice_id}-say")
        made.append(choice_id)


def test_only_the_play_that_goes_on_is_kept(opened):
    page = opened()
    served_by_worker(page)
    for words in (FIRST, SECOND, LAST):
        choice(page, words).click()
        expect(page.locator(".turn-mine", has_text=words).first).to_be_attached()
    expect(page).to_have_url(re.compile("/ending$"))
    for _ in range(200):
        if not any(name.startswith("roleplay/attempts") for name in cached(page)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the worker keeps {sorted(cached(page))}")


def test_it_also_works_where_there_is_no_service_worker(opened, line, steps):
    # As in WeChat on an iPhone: nothing would show the page again, so the person is asked to leave it open.
    page = opened(without="serviceWorker")
    assert page.evaluate("navigator.serviceWorker === undefined")
    page.context.set_offline(True)
    choice(page, FIRST).click()
    expect(page.get_by_text("请勿关闭本页")).to_be_visible()
    page.context.set_offline(False)
    said(page, FIRST)
    line.state = "one way"
    choice(page, SECOND).click()
    expect(page.get_by_text("请勿关闭本页")).to_be_visible()
    line.state = "up"
    said(page, SECOND)
    assert steps() == [("own-it", None), ("garden", None)]


def test_without_a_service_worker_a_choice_outlives_the_page(opened, line, steps):
    page = opened(without="serviceWorker")
    line.state = "down"
    choice(page, FIRST).click()
    expect(page.get_by_text("请勿关闭本页")).to_be_visible()
    address = page.url
    page.goto("about:blank")
    line.state = "up"
    page.goto(address)
    said(page, FIRST)
    assert steps() == [("own-it", None)]


def test_signing_out_leaves_nothing_on_the_device(opened, line):
    page = opened()
    address = page.url
    served_by_worker(page)
    line.state = "down"
    choice(page, FIRST).click()
    expect(page.locator("[data-note=kept]")).to_be_visible()
    assert "choice" in stored(page)
    line.state = "up"
    said(page, FIRST)
    page.goto("/")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/sign-in")
    line.state = "down"
    with pytest.raises(Error, match="ERR_"):
        page.goto(address)


def test_a_session_that_ended_by_itself_leaves_no_scene_for_the_next_person(opened, line):
    page = opened()
    address = page.url
    served_by_worker(page)
    page.context.clear_cookies()
    page.goto("/sign-in")
    sign_in(page, "S0103")
    page.wait_for_url("**/")
    assert cached(page) == {}
    assert page.request.get(address).status == 404
    line.state = "down"
    with pytest.raises(Error, match="ERR_"):
        page.goto(address)


def end_sessions(world):
    """End everybody's session, as time does."""
    with world[0].app_context():
        database.session.query(UserSession).update({"ended_at": now()})
        database.session.commit()


def test_a_choice_made_after_the_session_has_ended_goes_out_once_the_same_person_has_signed_in(opened, world, steps):
    page = opened()
    end_sessions(world)
    choice(page, FIRST).click()
    expect(page.locator("[data-note=ended]")).to_contain_text("登录已过期")
    expect(state(page)).to_have_text("尚未送达")
    page.locator("[data-note=ended] a").click()
    sign_in(page)
    said(page, FIRST)
    assert steps() == [("own-it", None)]


def test_nobody_else_sends_what_was_kept(opened, world, steps):
    page = opened()
    end_sessions(world)
    choice(page, FIRST).click()
    page.locator("[data-note=ended] a").click()
    sign_in(page, "S0103")
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator("#choices").count() == 0
    assert steps() == []


def asking_why():
    """Return the short story with a first answer that needs a reason."""
    story = yaml.safe_load(LATE_CHECK_IN)
    story["scenes"]["arrival"]["choices"][0]["reason"] = True
    return json.dumps(story, ensure_ascii=False)


def test_a_typed_reason_survives_with_its_choice(opened, world, scenario, line, steps):
    with world[0].app_context():
        operations.publish_scenario(asking_why())
        database.session.commit()
    page = opened()
    choice(page, FIRST).click()
    expect(page.locator("[data-note=why]")).to_be_visible()
    expect(page.locator("#reason")).to_be_focused()
    served_by_worker(page)
    line.state = "down"
    page.fill("#reason", "她很累")
    choice(page, FIRST).click()
    expect(page.locator("[data-note=kept]")).to_be_visible()
    page.reload()
    expect(page.locator("#reason")).to_have_value("她很累")
    expect(choice(page, FIRST)).to_have_attribute("aria-pressed", "true")
    line.state = "up"
    said(page, FIRST)
    assert steps() == [("own-it", "她很累")]


def hurried():
    """Return the short story with customers who leave after five minutes of silence."""
    story = yaml.safe_load(LATE_CHECK_IN)
    for name in ("arrival", "search"):
        story["scenes"][name]["choices"].append(silence("walked", after=300))
    story["scenes"]["walked"] = ending("lost")
    return json.dumps(story, ensure_ascii=False)


def test_a_customer_does_not_lose_patience_while_an_answer_is_on_its_way(opened, world, scenario, line, steps):
    with world[0].app_context():
        assert operations.publish_scenario(hurried()).scenario
        database.session.commit()
    page = opened(timed=True)
    bar = page.locator("#patience")
    expect(bar).to_have_class("patience")
    line.state = "down"
    choice(page, FIRST).click()
    expect(bar).to_have_class("patience paused")
    line.state = "up"
    said(page, FIRST)
    expect(bar).to_have_class("patience")  # the time of the next scene runs
    assert [choice_id for choice_id, _reason in steps()] == ["own-it"]


def test_a_choice_that_found_the_database_busy_is_sent_again(opened, monkeypatch, steps):
    page, record, busy = opened(), operations.record_choice, [True]

    def refuse(*args, **more):
        if busy[0]:
            raise LockTimeout
        return record(*args, **more)

    monkeypatch.setattr(operations, "record_choice", refuse)
    choice(page, FIRST).click()
    expect(state(page)).to_have_text("尚未送达")
    assert steps() == []
    busy[0] = False
    said(page, FIRST)
    assert steps() == [("own-it", None)]


def test_who_was_second_of_two_windows_is_told_and_shown_where_the_story_stands(opened, steps):
    page = opened()
    other = page.context.new_page()
    other.goto(page.url)
    choice(page, FIRST).click()
    said(page, FIRST)
    choice(other, "证件").click()
    expect(other.get_by_role("alert")).to_contain_text("另一台设备上答过了")
    expect(choice(other, SECOND)).to_be_enabled()
    assert steps() == [("own-it", None)]
    assert stored(page) == "{}"
