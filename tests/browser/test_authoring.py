"""A trainer who never saw YAML writes a scenario, tries it and publishes it, on a phone and at a desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import press

pytestmark = pytest.mark.browser
TITLE = {"zh": "那把红伞", "en": "The red umbrella"}
SAID = {
    "zh": {"asks": "我的伞呢？", "kind": "我陪您去找。", "cold": "不归我管。", "better": "她笑了。", "worse": "她转身走了。",
           "coaching": "先一起动手（响应性）。"},
    "en": {"asks": "Where is my umbrella?", "kind": "Let us look together.", "cold": "Not my job.", "better": "She smiles.",
           "worse": "She turns away.", "coaching": "Acting at once calms people: responsiveness."},
}


def write(page, name, value):
    """Fill a text in both languages."""
    page.fill(f"[name={name}_zh]", SAID["zh"][value])
    page.fill(f"[name={name}_en]", SAID["en"][value])


def write_answer(page, at, *words):
    """Fill an answer, its fold opened first."""
    fold = page.locator(f"#choice-{at + 1}")
    if fold.get_attribute("open") is None:
        fold.locator("> summary").click()
    for name, value in zip(("say", "reaction", "coaching"), words, strict=True):
        write(page, f"choices-{at}-{name}", value)


@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh-CN"), (DESK, "en-US")])
def test_a_scenario_is_written_tried_and_published(visitor, size, language):
    someone = visitor(size=size, language=language).sign_in("author")
    page = someone.page
    press(someone, "Write", "link")
    press(someone, "New scenario", "link")
    page.fill("[name=title_zh]", f"{TITLE['zh']} {language}")
    page.fill("[name=title_en]", f"{TITLE['en']} {language}")
    page.fill("[name=customer_zh]", "高女士")
    page.fill("[name=customer_en]", "Ms Gao")
    press(someone, "Begin")
    press(someone, "Title, customer, state", "link")
    page.fill("[name=brief_zh]", "下雨的傍晚，您在门口。")
    page.fill("[name=brief_en]", "A rainy evening; you stand at the door.")
    press(someone, re.compile(f"^{someone.said('Save')}$"))
    page.locator("svg a[href$='/scenes/opening']").click()
    write(page, "says", "asks")
    write_answer(page, 0, "kind", "better", "coaching")
    write_answer(page, 1, "cold", "worse", "coaching")
    page.fill("[name=choices-0-responsiveness]", "2")
    page.fill("[name=choices-0-effects-0-value]", "+1")
    expect(page.locator("#state")).to_have_text(someone.said("What you typed is not saved yet."))
    press(someone, "Save the scene")
    expect(page.locator(".flash")).to_contain_text(someone.said("Saved."))
    press(someone, "Try it from here", "link")
    page.get_by_role("link", name=SAID[someone.short]["kind"]).click()
    expect(page.locator("#now")).to_contain_text(someone.said("Satisfied"))
    page.go_back()
    page.goto(page.url.partition("/rehearse")[0])
    expect(page.locator("#problems")).to_contain_text(someone.said("It can be published. Advice only:"))
    press(someone, "Publish …", "link")
    page.fill("[name=note]", "初版 first")
    press(someone, "Publish for learners")
    expect(page.locator(".chip-good").first).to_have_text(someone.said("Published as it stands"))
    press(someone, "Versions and earlier saves", "link")
    expect(page.locator(".editions").last).to_contain_text("初版 first")
    press(someone, "Compare the two")


def test_what_is_typed_and_not_saved_is_asked_about_before_one_leaves(visitor):
    someone = visitor(size=DESK, language="en-US").sign_in("author")
    page = someone.page
    page.goto("/authoring/scenarios/breakfast-complaint")
    if page.get_by_role("button", name="Write a draft").count():
        press(someone, "Write a draft")
    page.locator("svg a[href*='/scenes/']").first.click()
    page.locator("[name=says_en]").press_sequentially(" And now?")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("p.small a").first.click()
    expect(page.locator("#state")).to_have_text("What you typed is not saved yet.")
    assert asked == ["beforeunload"] and "/scenes/" in page.url
