"""Whatever can be reached from an auditor's link, walked page by page: chosen training records, and nothing else of the firm."""

import re

from tests.conftest import Browser
from tests.reports.auditors.conftest import hrefs

# Words of what an auditor never gets: of visits, appeals, plans, customers, and of people who were not chosen.
NEVER = ("Which counter was it", "It was clean", "早餐太慢了", "The room was not ready", "New queue system", "badge and receipt",
         "hotel-front-desk", "S0103", "赵䶮", "S0202", "孙淼", "/planning", "/quality", "/employees", "/me/", "/certificates/")


def walk(browser, start):
    """Return every page and file that links lead to from `start`, by address without what follows "?"."""
    found, waiting = {}, [start]
    while waiting:
        address = waiting.pop()
        if address.split("?")[0] in found or not address.startswith("/") or address.startswith("/assets/"):
            continue
        found[address.split("?")[0]] = answer = browser.get(address)
        if answer.mimetype == "text/html":
            inner = [each if each.startswith("/") else address.split("?")[0] + each for each in hrefs(answer)]
            waiting += [each for each in inner if each.split("?")[0] != address.split("?")[0]]
    return found


def test_an_auditor_reaches_the_chosen_records_and_nothing_else(app, everything):
    token, room, person = (everything.ids[kind]["wang"] for kind in ("auditor_token", "audited_class", "audited_person"))
    found = walk(Browser(app), f"/audit/{token}")
    own = f"/audit/{token}"
    assert {own, f"{own}/classes/{room}", f"{own}/people/{person}", f"{own}/people/{person}.pdf",
            f"{own}/classes/{room}/sign_in.pdf"} <= set(found)
    assert {address for address in found if not address.startswith(own)} == set()
    assert {answer.status_code for answer in found.values()} == {200}
    pages = {address: answer.text for address, answer in found.items() if answer.mimetype == "text/html"}
    assert {(address, word) for address, text in pages.items() for word in NEVER if word in text} == set()
    assert not any(answer.headers.get("Set-Cookie") for answer in found.values())


def test_by_the_token_no_other_page_of_the_program_opens(app, everything):
    browser = Browser(app)
    browser.get(f"/audit/{everything.ids['auditor_token']['wang']}")
    for rule in app.url_map.iter_rules():
        if not rule.arguments and "GET" in rule.methods and not getattr(app.view_functions[rule.endpoint], "public", False):
            assert browser.get(rule.rule).location == "/sign-in", rule.rule


def test_ids_of_others_open_nothing_under_the_token(app, everything, cast):
    token, browser = everything.ids["auditor_token"]["wang"], Browser(app)
    rooms = {number for owner, number in everything.ids["held_class"].items()}
    people = {getattr(cast, each) for each in ("li", "zhao", "chen", "sun", "he", "lin", "admin")}
    answers = [browser.get(f"/audit/{token}/classes/{number}{end}") for number in rooms for end in ("", "/marks.pdf", ".zip")]
    answers += [browser.get(f"/audit/{token}/people/{number}{end}") for number in people for end in ("", ".pdf")]
    assert {answer.status_code for answer in answers} == {404} and len({re.sub(r"\s", "", each.text) for each in answers}) == 1
