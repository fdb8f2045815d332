"""An id that no database can hold is an id of nothing: 404 or an empty page, never an error."""

import re

import pytest
from werkzeug.exceptions import NotFound

TOO_LARGE = (2**31, 2**63, 10**20)  # for PostgreSQL's integer, for SQLite's, for anything


def paths(app, number):
    """Return (address with `number` in every id, verb) for each rule that has ids."""
    rules = [rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule]
    return [(filled(rule.rule, number), sorted(rule.methods)[0]) for rule in rules]


def filled(rule, number):
    """Return a rule with `number` in every id, a UUID where one stands, the first of the words that a part may be, else x."""
    rule = re.sub(r"<uuid:[^>]*>", "0" * 8 + "-0000" * 3 + "-" + "0" * 12, re.sub(r"<int:[^>]*>", str(number), rule))
    return re.sub(r"<[^>]*>", "x", re.sub(r"<any\(([^,)]*)[^>]*>", r"\1", rule))


def leads_somewhere(app, path):
    """Whether an address belongs to a view."""
    try:
        return app.url_map.bind("").match(*path) is not None
    except NotFound:
        return False


def test_every_address_with_an_id_ends_at_the_largest_that_a_database_holds(app):
    assert len(paths(app, 1)) > 40  # the rules with ids have been found
    assert [path for path in paths(app, 2**31 - 1) if not leads_somewhere(app, path)] == []
    assert [path for number in TOO_LARGE for path in paths(app, number) if leads_somewhere(app, path)] == []


@pytest.mark.parametrize("number", [2**31 - 1, *TOO_LARGE])
def test_a_person_with_an_id_too_large_is_not_there(browser, cast, number):
    browser.login(cast.he)
    assert browser.get(f"/people/{number}").status_code == 404


@pytest.mark.parametrize("url", ["/certificates/register?unit=", "/certificates/register?before=", "/people?unit=",
                                 "/people?after=", "/people/units/new?parent=", "/quality/visits?before=", "/ledger?before=",
                                 "/voices/comments?touchpoint=", "/huddles?before=", "/training/overdue?page="])
def test_a_query_with_an_id_too_large_finds_nothing_or_asks_for_nothing(browser, cast, url):
    browser.login(cast.he)
    for number in TOO_LARGE:
        assert browser.get(f"{url}{number}").status_code == 200


def test_an_assignment_for_a_unit_with_an_id_too_large_is_not_there(browser, cast):
    browser.login(cast.he)
    assert browser.get(f"/training/assignments/new?unit={10**20}").status_code == 404


def test_a_page_after_a_comment_with_an_id_too_large_is_not_there(browser, cast):
    browser.login(cast.he)
    assert {browser.get(f"/voices/comments?before={number}").status_code for number in TOO_LARGE} == {404}
