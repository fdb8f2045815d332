"""Every main page: accessible, no wider than the screen, no complaint of the content policy; both languages and sizes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
PAGES = {
    "stranger": ["/sign-in", "/verify"],
    "staff": ["/", "/training", "/roleplay", "/me/record", "/me/sessions", "/certificates"],
    "supervisor": ["/", "/team", "/quality/visits", "/quality/visits/new", "/planning", "/journey", "/training/assignments"],
    "hr": ["/", "/people", "/people/roster", "/people/units", "/people/new", "/certificates/register",
           "/certificates/print", "/ledger", "/jobs"],
    "author": ["/journey"],
}
OPTIONS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("size", "language"), [(PHONE, "zh-CN"), (DESK, "en")], ids=["phone-zh", "desk-en"])
@pytest.mark.parametrize("role", PAGES)
def test_pages_are_accessible_and_fit_the_screen(visitor, role, size, language, dark):
    someone = visitor(size=size, language=language, dark=dark)
    if role != "stranger":
        someone.sign_in(role)
    found = []
    for path in PAGES[role]:
        answer = someone.page.goto(path)
        if answer.status != 200:
            found.append(f"{path}: {answer.status}")
        wide = someone.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{path}: {wide} px too wide")
        for violation in Axe().run(someone.page, options=OPTIONS).response["violations"]:
            found.append(f"{path}: {violation['id']} {violation['nodes'][0]['html'][:120]}")
    assert found == []


def test_a_phone_loads_little(visitor):
    # look.md: at most 100 KB over the wire on the first visit, 15 KB after.
    someone = visitor()
    client = someone.context.new_cdp_session(someone.page)
    client.send("Network.enable")
    sizes = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    someone.sign_in("staff")
    first = sum(sizes)
    sizes.clear()
    someone.page.goto("/training")
    someone.page.wait_for_load_state("networkidle")
    assert first <= 100_000
    assert sum(sizes) <= 15_000
