"""The ledger: every change in the units in reach, newest first, a page at a time."""

import re

from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.ledger.models import LedgerEntry
from cxtrain.ledger.operations import record
from cxtrain.people.models import Account, RoleGrant
from cxtrain.reports.queries import LEDGER_PAGE
from tests.reports.conftest import words


def note(*subjects, unit=None, actor=0, action="plan approved", **facts):
    """Write an entry for each subject."""
    for subject in subjects:
        record(action, ("plan", subject), unit_id=unit, actor_id=actor, **facts)
    database.session.commit()


def subjects(page):
    """Return the numbers of the plans on a page, in its order."""
    return [int(number) for number in re.findall(r"<td class=\"small\">plan:(\d+)</td>", page.text)]


def test_an_entry_says_who_did_what_to_what_and_nothing_that_was_typed(browser, cast):
    note(7, unit=cast.jingan, actor=cast.li, words="secret words")
    page = browser.login(cast.he).get("/ledger")
    row = re.search(r"<tr><td class=\"small\">(?:(?!<tr>).)*plan:7</td>.*?</tr>", page.text, re.S)[0]
    assert "Li Xiang" in row and "plan approved" in row and "secret words" not in page.text
    kept = database.session.scalar(select(LedgerEntry.hash).where(LedgerEntry.subject == "plan:7"))
    assert f"<code>{kept[:12]}</code>" in row


def test_what_nobody_did_was_done_by_the_system(browser, cast):
    note(7)
    assert re.search(r"the system plan approved plan:7", words(browser.login(cast.he).get("/ledger")))


def test_the_newest_stand_first_and_the_older_ones_a_page_further_each_once(browser, cast):
    note(*range(1, LEDGER_PAGE + 21), unit=cast.jingan)
    browser.login(cast.he)
    first = browser.get("/ledger")
    older = re.search(r'href="(/ledger\?before=\d+)"', first.text)[1]
    second = browser.get(older)
    assert subjects(first) + subjects(second) == list(range(LEDGER_PAGE + 20, 0, -1))
    assert "Older" not in second.text


def test_a_before_that_can_be_no_entry_is_the_first_page(browser, cast):
    note(1, 2, 3)
    browser.login(cast.he)
    for before in ("", "abc", "0", "-5", "1.5", "99999999999999999999", "%00"):
        assert subjects(browser.get(f"/ledger?before={before}")) == [3, 2, 1]


def test_before_everything_there_is_nothing(browser, cast):
    note(1)
    assert "Nothing has been changed yet." in words(browser.login(cast.he).get("/ledger?before=1"))


def test_hr_of_one_store_sees_that_store_s_changes_only(browser, cast, db):
    account = db.session.scalar(select(Account).where(Account.employee_id == cast.sun))
    db.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=cast.xuhui))
    note(1, unit=cast.jingan)
    note(2, unit=cast.xuhui)
    note(3)  # the firm's own chain
    assert subjects(browser.login(cast.sun).get("/ledger")) == [2]
    browser.post("/sign-out", page="/")
    assert subjects(browser.login(cast.admin).get("/ledger")) == [3, 2, 1]


def test_staff_supervisors_and_authors_see_no_ledger(browser, cast):
    for who in (cast.wang, cast.li, cast.lin):
        assert browser.login(who).get("/ledger").status_code == 403


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get("/ledger").location == "/sign-in"


def test_it_reads_in_chinese(chinese, cast):
    note(7, unit=cast.jingan, actor=cast.li)
    text = words(chinese.login(cast.he).get("/ledger"))
    assert re.search(r"李想 \S*计划\S* plan:7", text) and "plan approved" not in text
