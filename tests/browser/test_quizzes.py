"""Each kind of question on a phone and at a desk, in both languages, by touch and by keyboard; and a server that dies."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.site import command, environment, free_port, wait_for

EVERY = Path(__file__).parent.parent / "quizzes" / "every_kind.yaml"
WHO = {("zh-CN", "touch"): "0102", ("en-US", "touch"): "0103", ("zh-CN", "keys"): "0101", ("en-US", "keys"): "0002",
       ("zh-CN", "desk"): "0001", ("en-US", "desk"): "0003"}  # a written answer waits, so each of them takes it once


@pytest.fixture(scope="module")
def published(instance):
    """The quiz with every kind, published in the demo company."""
    command(instance, "content", "publish", str(EVERY))


def touch(page):
    """Answer whatever question is on screen by tapping and typing only."""
    for group in page.locator(".quiz-rates").all():
        group.locator("label").nth(3).tap()
    if page.locator(".option input[type=radio]").count():
        page.locator(".option").first.tap()
    if page.locator(".option input[type=checkbox]").count():
        page.locator(".option").nth(0).tap()
        page.locator(".option").nth(1).tap()
    for button in page.locator("[data-order] button").all():
        button.tap()
    _fill(page)


def keys(page):
    """Answer whatever question is on screen by the keyboard only."""
    for group in page.locator(".quiz-rates").all():
        group.locator("input").first.focus()
        page.keyboard.press("ArrowRight")
    if page.locator(".option input[type=radio]").count():
        page.locator(".option input").first.focus()
        page.keyboard.press("Space")
    if page.locator(".option input[type=checkbox]").count():
        for box in page.locator(".option input").all()[:2]:
            box.focus()
            page.keyboard.press("Space")
    for button in page.locator("[data-order] button").all():
        button.focus()
        page.keyboard.press("Enter")
    _fill(page)


def _fill(page):
    for field in page.locator(".question input[type=text], .question textarea").all():
        field.press_sequentially("3")
    for field in page.locator(".question select:not([hidden])").all():
        field.select_option(index=1)


def sign_in(visitor, language, way):
    options = {"has_touch": True} if way == "touch" else {}
    return visitor(size=DESK if way == "desk" else PHONE, language=language, **options).sign_in(WHO[language, way])


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
@pytest.mark.parametrize("way", ["touch", "keys", "desk"])
def test_each_kind_is_answered_saved_and_handed_in(visitor, published, language, way):
    visit = sign_in(visitor, language, way)
    page, answer = visit.page, touch if way == "touch" else keys
    page.goto("/quizzes/every-kind")
    page.locator("form[action*=start] button").click()
    for position in range(1, 13):
        expect(page.locator(".quiz-place .number").first).to_contain_text(re.compile(rf"\b{position}\b"))
        assert visit.faults() == []
        answer(page)
        if position > 1:
            expect(page.locator("#save-state")).to_have_text(re.compile(r"\d\d:\d\d"))
        page.locator("button[value=next]").click()
        page.wait_for_load_state()
    assert visit.faults() == []
    expect(page.locator(".quiz-lines li")).to_have_count(11)
    expect(page.get_by_text(visit.said("Every question has an answer. You can still change each of them."))).to_be_visible()
    page.locator("form[action*=submit] button").click()
    expect(page.locator("h1")).to_have_text(visit.said("Handed in"))
    assert visit.faults() == []


def test_tapping_again_takes_a_place_back(visitor, published):
    visit = visitor(language="en-US").sign_in("0104")
    page = visit.page
    page.goto("/quizzes/every-kind")
    page.locator("form[action*=start] button").click()
    page.wait_for_url("**/attempts/*")
    page.goto(f"{page.url}?page=8")
    buttons = page.locator("[data-order] button")
    for index in (0, 2, 1):
        buttons.nth(index).click()
    buttons.nth(2).click()
    expect(page.locator(".quiz-badge")).to_have_text(["1", "2", "", ""])
    expect(page.locator("#save-state")).to_have_text(re.compile(r"\d\d:\d\d"))
    page.reload()
    expect(page.locator(".quiz-badge")).to_have_text(["1", "2", "", ""])


def serve(folder, port):
    """Start a server on `folder`; return its process once it answers."""
    process = subprocess.Popen([sys.executable, "-m", "cxtrain.cli", "serve", "--port", str(port), "--workers", "1"],
                               env=environment(folder), stdout=subprocess.DEVNULL, start_new_session=True)
    wait_for(f"http://127.0.0.1:{port}/healthz")
    return process


def test_a_server_killed_between_save_and_submit_loses_nothing_it_acknowledged(chromium, tmp_path):
    command(tmp_path, "demo")
    command(tmp_path, "content", "publish", str(EVERY))
    port = free_port()
    process = serve(tmp_path, port)
    try:
        page = chromium.new_context(base_url=f"http://127.0.0.1:{port}", locale="en-US").new_page()
        page.goto("/sign-in")
        page.fill("input[name=login]", "0102")
        page.fill("input[name=password]", "heming-2026-demo")
        page.click("main button[type=submit]")
        page.goto("/quizzes/every-kind")
        page.locator("form[action*=start] button").click()
        page.wait_for_url("**/attempts/*")
        at = page.url
        page.goto(f"{at}?page=2")
        page.locator(".option").nth(1).click()
        expect(page.locator("#save-state")).to_have_text(re.compile(r"\d\d:\d\d"))  # acknowledged
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
        page.locator(".option").nth(2).click()  # nobody is there: said, and sent again until somebody is
        expect(page.locator("#save-state")).to_have_class(re.compile("lost"))
        process = serve(tmp_path, port)
        expect(page.locator("#save-state")).not_to_have_class(re.compile("lost"), timeout=20_000)
        page.reload()
        expect(page.locator(".option input").nth(2)).to_be_checked()
        page.goto(f"{at}/review")
        expect(page.locator(".chip-good")).to_have_count(1)
        page.locator("form[action*=submit] button").click()
        expect(page.locator("h1")).to_be_visible()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
