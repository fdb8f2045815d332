"""The privacy notice: whoever has not read its present version sees it after signing in; the reading is kept."""

import re

import pytest

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account
from cxtrain.people.notice import queries
from cxtrain.people.notice.models import PrivacyReading
from cxtrain.people.notice.text import PARTS, VERSION, digest

# Who changes a word of the notice raises its version and puts the new digest here: nobody is to find other words than they read.
DIGESTS = {1: "652fd4b17559047a9603d661d45d9cf13c7a19a06862967c97ca5ea89c4fad58"}


@pytest.fixture
def unread(db, cast):
    """王喆 has not read the notice."""
    account = db.session.query(Account).filter_by(employee_id=cast.wang).one()
    db.session.query(PrivacyReading).filter_by(account_id=account.id).delete()
    db.session.commit()
    return account.id


def readings(db, account_id):
    """Return the versions that somebody has read."""
    db.session.rollback()
    return [row.version for row in db.session.query(PrivacyReading).filter_by(account_id=account_id)]


def signed_in(browser, **fields):
    """Return where signing in leads to."""
    answer = browser.post("/sign-in", login="s0102", password="A good long sentence", **fields)
    assert answer.status_code == 303
    return answer.location


def test_signing_in_leads_to_the_notice_until_it_was_read_and_then_on(db, browser, unread):
    db.session.get(Account, unread).locale = "en"
    db.session.commit()
    assert browser.get("/me/transcript").location == "/sign-in"
    assert signed_in(browser) == "/privacy/notice"
    page = browser.get("/privacy/notice").text
    assert "I have read this" in page
    assert "It does not say that you agree" in page
    assert readings(db, unread) == []
    answer = browser.post("/privacy/notice")
    assert (answer.status_code, answer.location) == (303, "/me/transcript")
    assert readings(db, unread) == [VERSION]
    entry = db.session.query(LedgerEntry).order_by(LedgerEntry.id.desc()).first()
    assert (entry.action, entry.subject, entry.facts) == ("privacy notice read", f"account:{unread}", {"version": VERSION})
    page = browser.get("/privacy/notice").text
    assert "You confirmed on" in page
    assert "I have read this" not in page


def test_who_has_read_it_goes_where_they_were_going(browser, cast):
    browser.get("/me/transcript")
    assert signed_in(browser) == "/me/transcript"


def test_a_new_version_is_shown_again_and_both_readings_stay(db, browser, cast, monkeypatch):
    from cxtrain.people.notice import operations
    account_id = db.session.query(Account).filter_by(employee_id=cast.wang).one().id
    for module in (queries, operations):
        monkeypatch.setattr(module, "VERSION", VERSION + 1)
    assert signed_in(browser) == "/privacy/notice"
    browser.post("/privacy/notice")
    assert sorted(readings(db, account_id)) == [VERSION, VERSION + 1]


def test_confirming_twice_keeps_the_first_reading(db, browser, unread):
    signed_in(browser)
    hidden = browser.hidden("/privacy/notice")
    for n in range(2):
        browser._open("POST", "/privacy/notice", data={**hidden, "key": f"again-{n}"} if n else hidden)
    assert readings(db, unread) == [VERSION]
    assert db.session.query(LedgerEntry).filter_by(action="privacy notice read").count() == 1


def test_it_speaks_the_readers_language_and_says_everything_in_both(chinese, unread):
    signed_in(chinese)
    page = chinese.get("/privacy/notice").text
    assert "隐私告知" in page
    assert all(title.zh in page for title, words in PARTS)
    assert all(re.search(r"[\u4e00-\u9fff]", text.zh) and not re.search(r"[\u4e00-\u9fff]", text.en)
               for part in PARTS for text in part)


def test_no_word_of_a_version_changes_once_people_have_read_it():
    assert DIGESTS[VERSION] == digest()


def test_strangers_are_asked_to_sign_in(browser):
    assert browser.get("/privacy/notice").location == "/sign-in"
