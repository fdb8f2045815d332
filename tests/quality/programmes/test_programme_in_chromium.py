"""A programme in a real browser, in both languages: HR writes and publishes it, an employee reads it on a phone."""


import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cxtrain.people.models import Employee
from tests.conftest import PASSWORD
from tests.quality.programmes.conftest import DAY

pytestmark = pytest.mark.browser
WORDS = {
    "zh-CN": {"write": "编写方案", "begin": "开始起草", "save": "保存并预览", "publish": "发布并告知", "told": "已告知，待生效",
              "card": "请阅读告知书", "read": "已阅知", "noted": "阅知不代表同意"},
    "en-US": {"write": "Write a programme", "begin": "Begin the draft", "save": "Save and look at it",
              "publish": "Publish and give notice", "told": "Notice is given", "card": "Read the notice",
              "read": "I have read this", "noted": "It is no agreement"},
}


@pytest.fixture
def sign_in(chromium, site, db):
    """A function that returns the page of somebody who is signed in: (employee id, language, width, height)."""
    contexts = []

    def signed_in(person, language, width, height):
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
    yield signed_in
    for context in contexts:
        context.close()


def sound(page):
    """Whether nothing sticks out sideways and axe finds nothing against WCAG A and AA."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    assert found == [], [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_hr_writes_and_an_employee_reads(sign_in, cast, day, language):
    words, hr = WORDS[language], sign_in(cast.he, language, 1280, 800)
    hr.goto("/quality/programmes")
    sound(hr)
    hr.click(f"main >> text={words['write']} >> nth=0")
    hr.select_option("[name=unit]", str(cast.firm))
    hr.click(f"text={words['begin']}")
    hr.fill("[name=starts_on]", (day + 8 * DAY).isoformat())
    sound(hr)
    hr.click(f"text={words['save']}")
    sound(hr)
    hr.click(f"text={words['publish']}")
    expect(hr.locator("h1 + .chip")).to_have_text(words["told"])
    sound(hr)

    phone = sign_in(cast.wang, language, 390, 844)
    phone.click(f"main >> text={words['card']}")
    sound(phone)
    phone.click(f"button:has-text('{words['read']}')")
    expect(phone.locator("[role=status]").first).to_contain_text(words["noted"])
    hr.reload()
    expect(hr.locator("aside .bar")).to_have_attribute("value", "1")
    hr.click("aside >> text=/静安店|Jing.an/")
    sound(hr)
