"""A form written in a real browser, in both languages: the preview follows what is typed, axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cxtrain.certificates.form.pictures.operations import add_picture
from cxtrain.people.models import Employee
from cxtrain.people.permissions import Role
from tests.certificates.form.conftest import HOUSE, drawn
from tests.conftest import PASSWORD
from tests.quality.conftest import actor, site  # noqa: F401

pytestmark = pytest.mark.browser
WORDS = {"zh-CN": ("还不能保存", "保存为新版本", "现用"), "en-US": ("cannot be saved yet", "Save as a new version", "counts now")}


def sound(page):
    """Whether nothing sticks out sideways and axe finds nothing against WCAG A and AA."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    assert found == [], [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def signed_in(chromium, site, db):  # noqa: F811
    """A function that returns the page of somebody who is signed in: (employee id, language, width, height)."""
    contexts = []

    def enter(person, language, width, height):
        number = db.session.get(Employee, person).number
        db.session.rollback()
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, locale=language, base_url=site))
        page = contexts[-1].new_page()
        page.goto("/sign-in")
        page.fill("[name=login]", number)
        page.fill("[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url("**/")
        if language == "en-US":
            page.locator("form[action='/language'] button").first.click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
        return page
    yield enter
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("language", "width", "height"), [("zh-CN", 390, 844), ("en-US", 1280, 800)])
def test_the_preview_follows_what_is_typed(signed_in, office, cast, db, language, width, height):
    add_picture(actor(db, cast.he, Role.HR), "signature", "林岚", drawn())
    db.session.commit()
    cannot, save, now = WORDS[language]
    page = signed_in(cast.he, language, width, height)
    page.goto(HOUSE)
    page.fill("[name=title_zh]", "国家证书")
    expect(page.locator("#preview")).to_contain_text(cannot)
    page.fill("[name=title_zh]", "结业证书")
    page.fill("[name=title_en]", "Completion")
    page.check("[name=orientation][value=portrait]")
    page.check("[name=palette][value=cinnabar]")
    page.select_option("[name=first-picture]", index=1)
    expect(page.locator("#preview .title")).to_have_text("结业证书")
    expect(page.locator("#preview .sheet")).to_have_class("sheet portrait cinnabar")
    page.click("details:has([data-insert]) summary")
    page.focus("[name=text_en]")
    page.click("[data-insert=number]")
    expect(page.locator("[name=text_en]")).to_have_value("This certifies that {name} (staff no. {staff_number}) completed "
                                                         "“{course}”, {hours}, {period}{assessed}.{number}")
    expect(page.locator("#preview .text-en")).to_contain_text("SAMPLE-0000")
    sound(page)
    page.click(f"text={save}")
    expect(page.locator("[name=title_zh]")).to_have_value("结业证书")
    page.goto(f"{HOUSE}/versions")
    expect(page.locator("main")).to_contain_text(now)
    sound(page)


def test_pages_about_forms_and_pictures_are_sound(signed_in, office, cast, db):
    for person, paths in ((cast.he, ("/certificates/forms", "/certificates/forms/pictures")), (cast.admin, ("/certificates/forms/seal",))):
        add_picture(actor(db, cast.admin, Role.ADMIN), "seal" if person == cast.admin else "logo", "图", drawn())
        db.session.commit()
        page = signed_in(person, "zh-CN", 390, 844)
        for path in paths:
            page.goto(path)
            sound(page)
    number = office.award(cast.wang)
    page = signed_in(cast.wang, "zh-CN", 390, 844)
    page.goto(f"/certificates/{number}/picture")
    expect(page.locator(".picture")).to_be_visible()
    assert page.evaluate("document.querySelector('.picture').naturalWidth") in (0, 1600)
    sound(page)
