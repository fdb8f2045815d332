"""Filters of HR's reports that one keeps under a name."""

import re

import pytest
from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, RoleGrant
from cxtrain.reports.hr_reports import operations
from cxtrain.reports.hr_reports.models import ReportFilter
from tests.reports.conftest import words

KEEP = "/hr-reports/keep?period=this-year&by=person&staff=all"


def kept(db):
    """Return the names and wishes of all filters."""
    return [(row.name, row.asked) for row in db.session.scalars(select(ReportFilter).order_by(ReportFilter.id))]


def test_a_choice_is_kept_and_offered_under_its_name(browser, cast, db):
    browser.login(cast.he)
    assert browser.post(KEEP, name=" Whole year ").status_code == 303
    assert kept(db) == [("Whole year", {"period": "this-year", "by": "person", "unit": None, "staff": "all"})]
    page = browser.get("/hr-reports")
    assert "Whole year" in words(page)
    address = re.search(r'<a href="(/hr-reports\?[^"]*)">Whole year', page.text)[1].replace("&amp;", "&")
    assert '<option value="person" selected>' in browser.get(address).text
    assert db.session.scalar(select(LedgerEntry.action).order_by(LedgerEntry.id.desc())) == "report filter kept"


def test_the_same_name_is_replaced(browser, cast, db):
    browser.login(cast.he)
    browser.post(KEEP, name="Mine")
    browser.post("/hr-reports/keep?period=last-year", name="Mine")
    assert [(name, asked["period"]) for name, asked in kept(db)] == [("Mine", "last-year")]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_is_needed_and_the_typed_one_stays(browser, cast, db, name):
    page = browser.login(cast.he).post(KEEP, name=name)
    assert page.status_code == 400 and kept(db) == [] and 'class="wrong"' in page.text


def test_there_are_not_more_than_one_can_look_through(browser, cast, db, monkeypatch):
    monkeypatch.setattr(operations, "MOST", 1)
    browser.login(cast.he)
    browser.post(KEEP, name="One")
    page = browser.post(KEEP, name="Two")
    assert page.status_code == 400 and "Remove one first" in words(page) and len(kept(db)) == 1
    assert browser.post(KEEP, name="One").status_code == 303


def test_it_is_removed_by_who_keeps_it_and_by_nobody_else(browser, cast, db):
    browser.login(cast.he)
    browser.post(KEEP, name="Mine")
    address = f"/hr-reports/filters/{db.session.scalar(select(ReportFilter.id))}/remove"
    account = db.session.query(Account).filter_by(employee_id=cast.li).one()
    db.session.add(RoleGrant(account_id=account.id, role="hr", unit_id=cast.jingan))
    db.session.commit()
    assert browser.login(cast.li).post(address, page="/hr-reports").status_code == 404
    assert "Mine" not in words(browser.get("/hr-reports"))
    assert browser.login(cast.he).post(address, page="/hr-reports").status_code == 303 and kept(db) == []
