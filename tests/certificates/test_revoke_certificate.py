import pytest
from sqlalchemy import func, select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from tests.certificates.conftest import certificate


@pytest.fixture
def made(office, cast):
    return office.award(cast.wang)


def noted():
    database.session.rollback()
    return database.session.scalar(select(func.count()).where(LedgerEntry.action == "certificate revoked"))


def test_hr_revokes_with_a_reason_and_the_public_page_says_so(made, browser, cast):
    code = certificate(made).code
    answer = browser.login(cast.he).post(f"/certificates/{made}/revoke", reason="  Issued by mistake ")
    assert (answer.status_code, answer.location) == (303, f"/certificates/{made}")
    row = certificate(made)
    assert (row.revoked_reason, row.revoked_by) == ("Issued by mistake", cast.he) and row.revoked_at and noted() == 1
    page = browser.get(f"/verify/{code}").text
    assert "has been revoked since" in page and "Issued by mistake" not in page


def test_the_owner_sees_that_but_not_why(made, browser, cast):
    browser.login(cast.he).post(f"/certificates/{made}/revoke", reason="Copied the answers")
    page = browser.login(cast.wang).get(f"/certificates/{made}").text
    assert "Revoked on" in page and "Copied the answers" not in page


def test_what_was_revoked_is_no_longer_printed(made, browser, cast):
    browser.login(cast.he).post(f"/certificates/{made}/revoke", reason="Issued by mistake")
    page, paper = (browser.login(cast.wang).get(f"/certificates/{made}{part}") for part in ("", "/certificate.pdf"))
    assert "certificate.pdf" not in page.text
    assert paper.status_code == 410
    assert "no longer printed" in paper.text


@pytest.mark.parametrize("reason", ["", "    ", "why ", "x" * 501])
def test_it_wants_a_reason(made, browser, cast, reason):
    answer = browser.login(cast.he).post(f"/certificates/{made}/revoke", reason=reason)
    assert answer.status_code == 400 and "Say why" in answer.text
    assert certificate(made).revoked_at is None and noted() == 0


def test_a_second_revocation_changes_nothing(made, browser, cast):
    browser.login(cast.he)
    page = f"/certificates/{made}/revoke"
    fields = browser.hidden(page)
    browser.post(page, reason="The first reason")
    assert "It was revoked on" in browser.get(page).text
    from uuid import uuid4

    browser._open("POST", page, data={**fields, "submission_key": str(uuid4()), "reason": "The second reason"})
    assert certificate(made).revoked_reason == "The first reason" and noted() == 1


@pytest.mark.parametrize("who", ["wang", "li", "lin", "admin"])
def test_others_may_not(made, browser, cast, who):
    assert browser.login(getattr(cast, who)).get(f"/certificates/{made}/revoke").status_code == 403


def test_a_missing_one_is_not_there_and_a_stranger_signs_in(made, browser, cast):
    assert browser.get(f"/certificates/{made}/revoke").status_code == 302
    assert browser.login(cast.he).get("/certificates/999999/revoke").status_code == 404
