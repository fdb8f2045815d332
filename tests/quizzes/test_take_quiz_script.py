"""The script of the question page, in a real Chromium: each answer is kept as it is given, and the page says so."""

import re
import threading

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from cxtrain.extensions import db as database
from cxtrain.quizzes import queries
from cxtrain.quizzes.models import QuizAttempt
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
TIME = re.compile(r"\d\d:\d\d")


@pytest.fixture
def site(world, quiz):
    """The address of the application, served from this process."""
    server = make_server("127.0.0.1", 0, world[0], threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(chromium, site):
    """The first question, on the phone of 王喆."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en", base_url=site)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("input[name=login]", "S0102")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    page.goto("/quizzes/desk")
    page.click("main form button")
    page.wait_for_url("**/attempts/*")
    yield page
    context.close()


def kept():
    """Return the answers on the server, and let go of the write lock at once."""
    database.session.rollback()
    found = queries.answers_of(database.session.query(QuizAttempt).one())
    database.session.rollback()
    return found


def test_an_answer_is_kept_without_pressing_a_button(page):
    page.locator(".option").first.click()
    expect(page.locator("#save-state")).to_contain_text(TIME)
    assert len(kept()) == 1


def test_without_a_connection_it_says_so_and_tries_again(page):
    page.context.set_offline(True)
    page.locator(".option").first.click()
    page.wait_for_selector("#save-state.lost")
    page.locator("button[value=next]").click()  # stays on the page, because nothing could be sent
    assert kept() == {} and page.locator("#save-state.lost").count() == 1
    page.context.set_offline(False)
    expect(page.locator("#save-state")).to_contain_text(TIME, timeout=8000)
    assert len(kept()) == 1


def test_handed_in_elsewhere_it_leads_to_the_result(page, db, app):
    token = page.locator("input[name=csrf_token]").first.input_value()
    url = page.url.split("?")[0]
    page.request.post(f"{url}/submit", form={"csrf_token": token}, max_redirects=0)
    page.locator(".option").first.click()
    page.wait_for_url("**/result")
    assert "这次还没合格" in page.content()
