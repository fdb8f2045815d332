"""Headers on every answer, CSRF on every form, and submits that are done once."""

import pytest
from sqlalchemy import func, select

from cxtrain.people.models import UserSession
from cxtrain.web.models import Submission


@pytest.mark.parametrize("url", ["/sign-in", "/", "/no-such-page", "/healthz", "/me/sessions"])
def test_every_answer_carries_the_policy(browser, cast, url):
    answer = browser.get(url)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_style_sheets_may_be_kept_for_ever_and_come_compressed(browser, cast):
    page = browser.get("/sign-in").text
    url = page.split('rel="stylesheet" href="')[2].split('"')[0]
    answer = browser.get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert browser.get(url.replace(url.split("/")[2], "000000000000")).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["../setup.cfg", "..%2fsetup.cfg", "etc/passwd", "no-such.css"])
def test_nothing_outside_the_static_folder_is_sent(browser, cast, name):
    assert browser.get(f"/assets/000000000000/{name}").status_code == 404


def test_a_post_without_its_token_is_refused(browser, cast):
    browser.login(cast.wang)
    answer = browser.client.post("/me/sessions", data={"value": "all"}, headers=browser.headers)
    assert answer.status_code == 400 and "Press the button" in answer.text


def test_a_post_from_another_site_is_refused(browser, cast):
    browser.login(cast.wang)
    answer = browser.client.post("/me/sessions", data={**browser.hidden("/me/sessions"), "value": "all"},
                                 headers={**browser.headers, "Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400


def test_the_same_submit_twice_is_done_once_and_answered_alike(browser, cast, db):
    browser.login(cast.wang)
    data = {**browser.hidden("/me/sessions"), "value": "all"}
    first = browser.client.post("/me/sessions", data=data, headers=browser.headers)
    second = browser.client.post("/me/sessions", data=data, headers=browser.headers)
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, "/me/sessions")
    assert db.session.scalar(select(func.count()).select_from(Submission).where(
        Submission.key == data["submission_key"])) == 1


def test_the_same_key_with_another_body_is_a_conflict(browser, cast):
    browser.login(cast.wang)
    data = {**browser.hidden("/me/sessions"), "value": "all"}
    browser.client.post("/me/sessions", data=data, headers=browser.headers)
    answer = browser.client.post("/me/sessions", data={**data, "value": "1"}, headers=browser.headers)
    assert answer.status_code == 409


def test_an_unknown_page_is_a_404_in_words(browser, cast):
    answer = browser.get("/no-such-page")
    assert answer.status_code == 404 and "There is nothing here" in answer.text


def test_the_console_of_the_debugger_is_not_there(browser, cast):
    assert browser.get("/console").status_code == 404


def test_the_cookie_holds_no_name_and_no_role(browser, cast, db):
    browser.login(cast.li)
    with browser.client.session_transaction() as session:
        kept = str(dict(session))
    token = db.session.scalar(select(UserSession.digest).order_by(UserSession.id.desc()))
    assert "李想" not in kept and "supervisor" not in kept and token not in kept
