"""A write that another site, or nobody in particular, sends in somebody's name is refused on every page that takes one."""

import pytest
from flask_wtf.csrf import CSRFError

from cxtrain.extensions import csrf
from tests.access.test_matrix import cells, written  # noqa: F401
from tests.conftest import Browser

COOKIELESS = ("answering.", "huddle_phone.")  # pages without a cookie have a signed token of their own, tested where they are
TRIED = "hwlaozm"  # whoever of these may have the page sends to it


def posts(app, everything):
    """Yield (endpoint, path, letter of somebody who may) of each page that takes a POST."""
    for rule, _, path, who in cells(app, everything):
        letter = next((each for each in TRIED if each in who), None)
        if "POST" in rule.methods and letter and not rule.endpoint.startswith(COOKIELESS):
            yield rule.endpoint, path, letter


@pytest.fixture
def tokens(app, cast, asker):
    """The token of the asker's session, and that of 孙淼's."""
    return [each.hidden("/me/sessions")["csrf_token"] for each in (asker, Browser(app).login(cast.sun))]


@pytest.mark.parametrize("letter", TRIED)
def test_no_page_takes_a_write_without_its_token_or_from_another_site(app, asker, everything, tokens, written, letter):  # noqa: F811
    own, foreign = tokens
    written.clear()
    wrong, count = [], 0
    for endpoint, path, _ in (each for each in posts(app, everything) if each[2] == letter):
        for what, data, headers in (("no token", {}, {}), ("another session's token", {"csrf_token": foreign}, {}),
                                    ("another site", {"csrf_token": own}, {"Sec-Fetch-Site": "cross-site"})):
            answer = asker._open("POST", path, data=data, headers=headers)
            count += 1
            if answer.status_code != CSRFError.code or written:
                wrong.append(f"{endpoint} {path} with {what}: {answer.status_code} {written[:1]}")
            written.clear()
    print(f"\n{count} forged requests refused as {letter}")
    assert wrong == []


def test_every_page_that_takes_a_write_was_tried(app, everything):
    tried = {endpoint for endpoint, _, _ in posts(app, everything)}
    takes = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert {each for each in takes - tried if not each.startswith(COOKIELESS)} <= NOBODY, takes - tried


def test_only_pages_without_a_cookie_are_excepted(app):
    assert {f"{each.name}." for each in csrf._exempt_blueprints} == set(COOKIELESS)
    assert not csrf._exempt_views


NOBODY = {"people.set_password", "roster.import_roster"}  # only by the token of a link, or for whoever sent the file
