"""The page on how long things are kept, and legal holds."""

import datetime as dt

from cxtrain.ledger.models import LedgerEntry
from cxtrain.reports.erasure.models import LegalHold


def test_hr_and_admins_see_periods_and_holds(browser, cast):
    for who in (cast.he, cast.admin):
        page = browser.login(who).get("/keeping").text
        assert "Ends after 36 months." in page
        assert "CXTRAIN_KEPT_LEFT_MONTHS" in page
        assert "None. What is over ends." in page


def test_a_hold_is_made_over_somebody_and_ended(browser, db, cast):
    browser.login(cast.he)
    assert browser.post("/keeping/holds/new", number="s0102", reason="劳动争议", since="2026-01-05",
                        until="2026-12-31").status_code == 303
    hold = db.session.query(LegalHold).one()
    number = hold.id
    assert (hold.employee_id, hold.reason, hold.since, hold.until) == (
        cast.wang, "劳动争议", dt.date(2026, 1, 5), dt.date(2026, 12, 31))
    page = browser.get("/keeping").text
    assert "劳动争议" in page
    assert browser.post(f"/keeping/holds/{number}/end").status_code == 303
    assert browser.post(f"/keeping/holds/{number}/end").status_code == 404
    db.session.expire_all()
    assert db.session.get_one(LegalHold, number).ended_by == cast.he
    said = db.session.query(LedgerEntry).filter(LedgerEntry.action.like("legal hold%")).order_by(LedgerEntry.id).all()
    assert [entry.action for entry in said] == ["legal hold made", "legal hold ended"]
    assert "劳动争议" not in str([entry.facts for entry in said])


def test_bad_input_gets_a_sentence_and_loses_nothing(browser, db, cast):
    answer = browser.login(cast.he).post("/keeping/holds/new", number="S9999", reason="劳动争议", since="2026-01-05")
    assert answer.status_code == 400
    assert "Nobody whom you look after has this staff number." in answer.text
    assert "劳动争议" in answer.text
    answer = browser.post("/keeping/holds/new", reason="", since="2026-05-05", until="2026-05-04")
    assert answer.status_code == 400
    assert "Say why nothing may be erased." in answer.text
    assert "The last day lies before the first." in answer.text
    assert db.session.query(LegalHold).count() == 0


def test_it_speaks_chinese(chinese, cast):
    page = chinese.login(cast.he).get("/keeping").text
    assert "保存期限与清除" in page
    assert "36 个月后清除" in page
    assert "法律保留" in chinese.get("/keeping/holds/new").text
