"""The bar lights up one word: that of the part of the program the page belongs to."""

import re

import pytest

from cxtrain.people.permissions import GRANTS
from cxtrain.reports.menu import MENU


def lit(browser, url):
    """Return the words that a page's bar marks as the current one."""
    return [re.sub(r"<[^>]*>", "", link).strip() for link in re.findall(
        r'<a[^>]*aria-current="page"[^>]*>.*?</a>', browser.get(url).text.split("<main")[0], re.S)]


@pytest.mark.parametrize(
    ("url", "word"),
    [("/", "Today"), ("/people", "People"), ("/people/units", "People"), ("/people/roster", "People"),
     ("/people/slips", "People"), ("/training", "Training"), ("/training/assignments", "Training"), ("/huddles", "Training"),
     ("/monthly", "Reports"), ("/hr-reports", "Reports"), ("/auditors", "Reports"),
     ("/certificates/register", "Certificates"), ("/certificates/print", "Certificates"), ("/team", "Team"),
     ("/quality/visits", "Mystery shops"), ("/planning", "Plans"), ("/journey", "Journey"), ("/customers", "Customers"), ("/roleplay", "Role-play")],
)  # fmt: skip
def test_each_page_lights_up_its_word(browser, cast, url, word):
    assert lit(browser.login(cast.he), url) == [word]


def test_a_page_about_an_employee_belongs_to_the_team(browser, cast):
    assert lit(browser.login(cast.li), f"/employees/{cast.wang}") == ["Team"]


def test_every_blueprint_of_the_menu_exists_and_stands_under_one_word_for_each_role(app):
    views = {endpoint.split(".")[-1] for endpoint in app.view_functions if endpoint.startswith("reports.")}
    for granted in GRANTS.values():
        named = [package for entry in MENU if entry.can in granted for package in entry.package]
        assert len(named) == len(set(named)) and set(named) <= set(app.blueprints) | views
