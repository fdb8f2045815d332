"""Playing in a real browser: by keys, without a network, without scripts."""

import threading

import pytest
from werkzeug.serving import make_server

from tests.conftest import PASSWORD
from tests.roleplay.conftest import SCENARIO

pytestmark = pytest.mark.browser


@pytest.fixture
def site(world, scenario):
    """The address of the application."""
    server = make_server("127.0.0.1", 0, world[0], threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def opened(chromium, site):
    """A function that signs 王喆 in on a phone and starts a practice; complaints of the page fail the test."""
    complaints = []
    contexts = []

    def open_page(**options):
        context = chromium.new_context(base_url=site, viewport={"width": 390, "height": 844}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/sign-in")
        page.fill("[name=login]", "S0102")
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.goto(SCENARIO)
        page.click("button[value=practice]")
        page.wait_for_url("**/roleplay/attempts/*")  # until it is loaded, and its script has run
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def test_the_keys_1_to_4_choose(opened):
    page = opened()
    words = page.locator(".choice span").nth(2).inner_text()
    with page.expect_navigation():
        page.keyboard.press("3")
    assert page.locator("#latest .turn-mine").inner_text().endswith(words)


def test_the_whole_story_can_be_played_without_scripts(opened):
    page = opened(java_script_enabled=False)
    while page.locator(".choice", has_not_text="look again").count():
        with page.expect_navigation():
            page.locator(".choice", has_not_text="look again").first.click()
    assert page.url.endswith("/ending") and page.locator(".outcome h1").count() == 1


def test_an_answer_given_without_a_network_goes_out_by_itself(opened):
    page = opened()
    page.context.set_offline(True)
    page.locator(".choice").first.click()
    assert "没有网络" in page.locator("[role=status]").inner_text()
    with page.expect_navigation():
        page.context.set_offline(False)
    assert page.locator("#latest").count() == 1


def test_nothing_is_wider_than_a_small_phone(opened):
    page = opened()
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
