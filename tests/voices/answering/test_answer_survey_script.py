"""The survey page in a real Chromium: on a good line, on a bad one, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.voices.answering import forms
from cxtrain.voices.models import CustomerComment, Response, ResponseAnswer, SurveyPlace
from tests.browser.conftest import AXE, OPTIONS
from tests.roleplay.line import Line, over

pytestmark = pytest.mark.browser
CODE = re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")


@pytest.fixture
def line(world, asked, monkeypatch):
    """The line between a customer's telephone and the application; nobody need wait two seconds before the press."""
    monkeypatch.setattr(forms, "LEAST", forms.LEAST * 0)
    return Line(world[0])


@pytest.fixture
def poster(line, asked):
    """Where 静安店's poster leads."""
    token = database.session.get(SurveyPlace, asked.jingan).token
    database.session.remove()
    with over(line) as address:
        yield f"{address}/s/{token}"


@pytest.fixture
def phone(chromium):
    """A function that opens a telephone."""
    made = []

    def make(**options):
        made.append(chromium.new_context(**{"viewport": {"width": 390, "height": 844}, "locale": "en-US", **options}))
        return made[-1].new_page()
    yield make
    for context in made:
        assert context.cookies() == []
        context.close()


def tick(page, **answers):
    """Tick answers by question."""
    for question, value in answers.items():
        page.locator(f"label:has(input[name='q-{question}'][value='{value}'])").click()


def stored():
    """Return the numbers of all answers on the server, as (question, value)."""
    database.session.rollback()
    found = database.session.execute(select(ResponseAnswer.question, ResponseAnswer.value)).all()
    database.session.rollback()
    return sorted(tuple(row) for row in found)


def kept_on(page):
    """Return how many answers the telephone keeps."""
    return page.evaluate("Object.keys(localStorage).length")


def press(page):
    """Press the button."""
    page.get_by_role("button", name="Send my answers").click()


def test_on_a_good_line_the_thanks_stand_there_with_a_code_and_the_phone_keeps_nothing(phone, poster):
    page = phone()
    page.goto(poster)
    tick(page, satisfied=4, recommend=10)
    page.fill("textarea[name='q-words']", "Kind people")
    press(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_focused()
    expect(page.locator(".code")).to_have_text(CODE)
    assert stored() == [("recommend", 10), ("satisfied", 4)] and kept_on(page) == 0


def test_it_works_without_javascript(phone, poster):
    page = phone(java_script_enabled=False)
    page.goto(poster)
    tick(page, satisfied=2)
    press(page)
    expect(page.locator(".code")).to_have_text(CODE)
    code = page.locator(".code").inner_text()
    page.get_by_role("link", name="Find my answer").click()
    page.get_by_label("The code of your answer").fill(code)
    page.get_by_role("button", name="Show my answer").click()
    expect(page.get_by_text("Unhappy", exact=True)).to_be_visible()
    page.get_by_role("button", name="Delete my answer for good").click()
    expect(page.get_by_role("heading", name="Your answer is deleted")).to_be_visible()
    assert stored() == []


def test_without_a_network_the_answer_waits_says_so_and_goes_by_itself(phone, poster, line):
    page = phone()
    page.goto(poster)
    tick(page, satisfied=5)
    line.state = "down"
    press(page)
    expect(page.get_by_role("status")).to_contain_text("is kept on this phone")
    assert kept_on(page) == 1 and stored() == []
    line.state = "up"
    expect(page.locator(".code")).to_have_text(CODE)
    assert stored() == [("satisfied", 5)] and kept_on(page) == 0


def test_an_answer_that_came_although_no_thanks_did_is_there_once(phone, poster, line):
    page = phone()
    page.goto(poster)
    tick(page, satisfied=5)
    line.state = "one way"
    press(page)
    expect(page.get_by_role("status")).to_contain_text("is kept on this phone")
    line.state = "up"
    expect(page.locator(".code")).to_have_text(CODE)
    assert stored() == [("satisfied", 5)] and len([1 for verb, _ in line.arrived if verb == "POST"]) >= 2


def test_a_page_closed_too_early_sends_its_answer_when_it_is_opened_again(phone, poster, line):
    page = phone()
    page.goto(poster)
    tick(page, satisfied=3)
    line.state = "down"
    press(page)
    expect(page.get_by_role("status")).to_contain_text("is kept on this phone")
    context = page.context
    page.close()
    line.state = "up"
    page = context.new_page()
    page.goto(poster)
    expect(page.locator(".code")).to_have_text(CODE)
    assert stored() == [("satisfied", 3)] and kept_on(page) == 0


def test_where_a_browser_keeps_nothing_the_page_asks_to_stay_open(phone, poster, line):
    page = phone()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('private'); }})")
    page.goto(poster)
    tick(page, satisfied=1)
    line.state = "down"
    press(page)
    expect(page.get_by_role("status")).to_contain_text("leave this page open")
    line.state = "up"
    expect(page.locator(".code")).to_have_text(CODE)
    assert stored() == [("satisfied", 1)]


def test_what_the_server_refuses_comes_back_with_what_was_ticked(phone, poster, monkeypatch):
    page = phone()
    page.goto(poster)
    tick(page, satisfied=4, easy=6)
    page.locator("input[name=pass]").evaluate("each => { each.value = 'forged'; }")
    press(page)
    expect(page.get_by_role("alert")).to_contain_text("Your answers are still here")
    expect(page.locator("input[name='q-satisfied'][value='4']")).to_be_checked()
    assert kept_on(page) == 0
    press(page)
    expect(page.locator(".code")).to_have_text(CODE)
    assert stored() == [("easy", 6), ("satisfied", 4)]


def test_the_language_changes_with_everything_that_is_ticked_and_typed(phone, poster):
    page = phone(locale="zh-CN")
    page.goto(poster)
    tick(page, satisfied=4, recommend=9)
    page.fill("textarea[name='q-words']", "很好 Good")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_text("How satisfied were you with check-in?")).to_be_visible()
    expect(page.locator("input[name='q-recommend'][value='9']")).to_be_checked()
    expect(page.locator("textarea[name='q-words']")).to_have_value("很好 Good")
    press(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    database.session.rollback()
    assert database.session.scalars(select(Response.language)).one() == "en"
    assert database.session.scalars(select(CustomerComment.words)).one() == "很好 Good"
    database.session.rollback()


def test_it_is_answered_by_keyboard_alone(phone, poster):
    page = phone()
    page.goto(poster)
    page.locator("input[name='q-satisfied']").first.focus()
    for key in ("ArrowRight", "ArrowRight", "Tab", "ArrowRight", "Enter"):  # neutral; then 1 of the recommendation; Enter sends
        page.keyboard.press(key)
    expect(page.locator(".code")).to_have_text(CODE)
    assert stored() == [("recommend", 1), ("satisfied", 3)]


@pytest.mark.parametrize("language", ("zh-CN", "en-US"))
@pytest.mark.parametrize("width, scheme", ((320, "light"), (390, "dark"), (390, "light"), (1280, "dark")))
def test_nothing_is_wrong_with_any_page_at_any_size_in_light_and_dark(phone, poster, language, width, scheme):
    page = phone(locale=language, viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce")
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(poster)
    _sound(page)
    tick(page, satisfied=4, recommend=7)
    _sound(page)
    page.locator(".send").click()
    expect(page.locator(".code")).to_have_text(CODE)
    _sound(page)
    code = page.locator(".code").inner_text()
    page.locator("main a").click()
    page.locator("input[name=receipt]").fill(code)
    _sound(page)
    page.locator(".send").click()
    expect(page.locator("dl")).to_be_visible()
    _sound(page)
    page.locator(".send").click()
    expect(page.locator("dl")).to_have_count(0)
    _sound(page)
    assert complaints == []


def _sound(page):
    """Find nothing wrong with a page by axe, and nothing wider than the screen."""
    page.evaluate(AXE)
    violations = page.evaluate("options => axe.run(document, options)", OPTIONS)["violations"]
    assert [f"{each['id']} {each['nodes'][0]['html'][:160]}" for each in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
