"""Files about many people: what for is asked, a worker makes them, and the ledger holds purpose, choice, count and hash."""

import hashlib
import io

import pytest
from openpyxl import load_workbook

from cxtrain.extensions import db as database
from cxtrain.jobs.models import Job
from cxtrain.jobs.work import work
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import RoleGrant
from cxtrain.reports.exports.models import Export
from tests.reports.exports.making import exported

MAY = "?period=days&from=2026-05-01&to=2026-05-31&by=person"
NEW = f"/exports/new/hr-report{MAY}"


def entries(action):
    """Return (actor, facts) of the ledger's entries of an action."""
    database.session.rollback()
    return [(row.actor_id, row.facts) for row in database.session.query(LedgerEntry).filter_by(action=action).order_by(LedgerEntry.id)]


def test_the_ledger_holds_purpose_choice_count_and_hash_and_the_words_stay_with_the_file(browser, cast):
    answer = exported(browser.login(cast.he), "hr-report", f"{MAY}&unit={cast.jingan}", purpose="other", words="CANARY 给周总")
    assert entries("file about people made") == [(cast.he, {
        "what": "hr-report", "purpose": "other", "people": 3, "digest": hashlib.sha256(answer.data).hexdigest(),
        "asked": {"period": "days", "from": "2026-05-01", "to": "2026-05-31", "by": "person", "unit": str(cast.jingan), "ending": "xlsx"}})]
    assert not any("CANARY" in str(row.facts) for row in database.session.query(LedgerEntry))
    assert "CANARY 给周总" in browser.get("/exports").text


def test_the_workbook_says_for_whom_when_and_what_for(browser, cast):
    answer = exported(browser.login(cast.he), "hr-report", MAY, words="Annual review")
    cells = [row[0] for row in load_workbook(io.BytesIO(answer.data))["Print version"].values]
    assert any(str(cell).startswith("Made for He Jie on ") and "Report to management: Annual review. File 1" in str(cell) for cell in cells)
    notes = load_workbook(io.BytesIO(exported(browser, "learning-time", "?month=2026-05").data))["What it means"].values
    assert "Made for He Jie" in list(notes)[-1][0]


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"purpose": ""}, "Say what the file is for."), ({"purpose": "other", "words": "  "}, "Say what the file is for."),
    ({"purpose": "fun"}, "Not a valid choice"), ({"words": "x" * 201}, "200")])
def test_no_file_without_a_purpose(browser, cast, fields, sentence):
    answer = browser.login(cast.he).post(NEW, **{"purpose": "audit", "words": "", **fields})
    assert answer.status_code == 400 and sentence in answer.text and database.session.query(Export).count() == 0


def test_a_choice_that_moves_with_the_day_is_fixed_when_it_is_asked_for(browser, cast):
    browser.login(cast.he).post("/exports/new/hr-report?period=last-month", purpose="audit")
    row = database.session.query(Export).one()
    assert row.asked["period"] == "days" and row.asked["from"][8:] == "01"


def test_it_says_how_far_it_is_and_nobody_else_gets_it(app, browser, cast):
    browser.login(cast.he).post(NEW, purpose="audit")
    assert "Waiting for its turn" in browser.get("/exports").text and browser.get("/exports/1").status_code == 404
    database.session.remove()
    work(app, until_empty=True)
    assert browser.get("/exports/1").headers["Content-Disposition"] == "attachment; filename=hr-person-20260501-20260531.xlsx"
    database.session.add(RoleGrant(account_id=2, role="hr", unit_id=cast.firm))
    database.session.commit()
    assert browser.login(cast.wang).get("/exports/1").status_code == 404
    assert browser.login(cast.li).get("/exports/1").status_code == 403


def test_there_is_no_file_of_another_kind(browser, cast):
    assert browser.login(cast.he).get("/exports/new/everything").status_code == 404


def test_who_is_not_hr_any_more_gets_no_file(app, browser, cast):
    browser.login(cast.he).post(NEW, purpose="audit")
    database.session.query(RoleGrant).filter_by(role="hr").delete()
    database.session.commit()
    database.session.remove()
    work(app, until_empty=True)
    assert database.session.query(Job).one().state == "failed" and database.session.query(Export).one().digest is None
    assert browser.get("/exports").status_code == 403


def test_a_worker_that_comes_twice_makes_it_once(app, browser, cast):
    exported(browser.login(cast.he), "hr-report", MAY)
    database.session.query(Job).update({"state": "waiting", "attempts": 0})
    database.session.commit()
    work(app, until_empty=True)
    assert len(entries("file about people made")) == 1


def test_it_reads_in_chinese(chinese, cast):
    page = chinese.login(cast.he).get(NEW)
    assert "文件作什么用？" in page.text and "审核或检查" in page.text
    cells = [row[0] for row in load_workbook(io.BytesIO(exported(chinese, "hr-report", MAY).data)).worksheets[0].values]
    assert any("何姐于" in str(cell) and "用途：向管理层汇报" in str(cell) for cell in cells)
