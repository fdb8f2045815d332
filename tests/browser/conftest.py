"""A real Chromium on the demo company, on a phone and at a desk, in both languages."""

import re
import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.support import Translations

from cxtrain.demo.logins import LOGINS, PASSWORD
from cxtrain.paths import resource_dir
from tests.site import command, served

NUMBERS = {role.lower(): number for role, number, _ in LOGINS}
OPTIONS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
           "resultTypes": ["violations"]}  # of what passes nothing is worked out or brought over
AXE = Axe().axe_script
CHINESE = Translations.load(str(resource_dir("translations")), ["zh_Hans"])
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def instance(tmp_path_factory):
    """The folder of the demo company."""
    folder = tmp_path_factory.mktemp("site")
    command(folder, "demo")
    return folder


@pytest.fixture(scope="session")
def site(instance):
    """The address of the demo company, served with a worker."""
    with served(instance, "--workers", "1", "--with-worker") as address:
        yield address


@pytest.fixture(scope="session")
def ask(instance):
    """A function that asks the demo's database for a first row: who is where, so that a test can be somebody."""
    def answer(sql, *values):
        with closing(sqlite3.connect(f"file:{instance / 'cxtrain.db'}?mode=ro", uri=True)) as database:
            return database.execute(sql, values).fetchone()
    return answer


class Visitor:
    """Somebody in front of a screen; collects what the page complains of."""

    def __init__(self, chromium, site, *, size=PHONE, language="zh-CN", dark=False, **options):
        self.context = chromium.new_context(viewport=size, locale=language, base_url=site, reduced_motion="reduce",
                                            color_scheme="dark" if dark else "light", **options)
        self.page, self.language, self.complaints = self.context.new_page(), language, []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message):
        if message.type == "error" and not re.search(r"status of (4\d\d)", message.text):
            self.complaints.append(message.text)

    def sign_in(self, who):
        """Sign in as the demo's person of a role, or of a staff number, and read in the language of this visitor."""
        self.page.goto("/sign-in")
        self.page.fill("input[name=login]", NUMBERS.get(who, who))
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(re.compile(r"/(privacy/notice)?$"))  # whoever is new lands on the notice
        other = "English" if self.language.startswith("en") else "中文"
        if self.page.locator(".foot button").first.inner_text().strip() == other:
            self.page.locator(".foot button").first.click()
            self.page.wait_for_load_state()
        return self

    @property
    def short(self):
        """The language as content files name it: zh or en."""
        return self.language[:2]

    def said(self, english):
        """Return the interface's words for an English message, in the language of this visitor."""
        return english if self.short == "en" else CHINESE.gettext(english)

    def faults(self):
        """Return what is wrong with the page on screen: too wide, or not accessible."""
        self.page.wait_for_load_state()  # a click may have left for a page that has no body yet
        path = self.page.url.partition("//")[2].partition("/")[2]
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.page.evaluate(AXE)
        violations = self.page.evaluate("options => axe.run(options).then(found => found.violations)", OPTIONS)
        return [f"/{path}: {wide} px too wide"] * (wide > 0) + [
            f"/{path}: {each['id']} {each['nodes'][0]['html'][:120]}" for each in violations]


@pytest.fixture
def visitor(chromium, site):
    """A function that makes visitors and closes them afterwards; complaints of their pages fail the test."""
    made = []

    def make(**options):
        made.append(Visitor(chromium, site, **options))
        return made[-1]

    yield make
    for each in made:
        each.context.close()
    assert [complaint for each in made for complaint in each.complaints] == []
