"""Style sheets and scripts: kept by browsers for ever, whoever is signed in."""

import re

import pytest

from cxtrain.extensions import db as database


@pytest.fixture
def address(browser):
    """The address of a style sheet, as a page gives it."""
    return re.search(r'/assets/[^"]+/base.css', browser.get("/sign-in").text)[0]


def test_an_asset_does_not_depend_on_the_session(browser, cast, address):
    # Else each browser would load all of them again once somebody has signed in or changed the language.
    for _who in range(2):
        answer = browser.get(address, headers={"Accept-Encoding": "gzip"})
        assert (answer.headers["Vary"], "Set-Cookie" in answer.headers) == ("Accept-Encoding", False)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        browser.login(cast.wang)


def test_an_asset_asks_nothing_of_the_database(browser, cast, address):
    from sqlalchemy import event
    browser.login(cast.wang)
    said = []
    event.listen(database.engine, "before_cursor_execute", lambda c, cursor, statement, *rest: said.append(statement))
    assert browser.get(address).status_code == 200
    assert said == []


def test_an_asset_under_an_old_name_is_sent_as_it_is_now_and_not_kept(browser, address):
    answer = browser.get(re.sub("assets/[^/]+", "assets/000000000000", address))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
