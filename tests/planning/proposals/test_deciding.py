"""Findings propose; a named person decides, says why, and is not asked the same again."""


import pytest
from sqlalchemy import select

from cxtrain.clock import now
from cxtrain.ledger.models import LedgerEntry
from cxtrain.planning.models import Plan
from cxtrain.planning.proposals.models import PlanDecision
from tests.days import today
from tests.planning.conftest import around


@pytest.fixture
def cell(records):
    records.store_is_slow()
    return {"touchpoint_id": records.place, "dimension": "responsiveness", "kind": "mystery_shop"}


def url(cast):
    return f"/planning/units/{cast.jingan}"


def test_not_now_is_kept_with_its_reason_and_not_proposed_again(browser, cast, cell, db):
    reader = browser.login(cast.li)
    answer = reader.post(url(cast), **{**cell, "choice": "not_now", "reason": "The desk is rebuilt", "until": today(60)})
    assert answer.status_code == 303
    page = reader.get(url(cast)).text
    assert "Decided, and not proposed again" in page and "The desk is rebuilt" in page
    assert "Draft an improvement plan" not in page and "Draft a plan after all" in page
    row = db.session.scalars(select(PlanDecision)).one()
    assert (row.decision, row.decided_by, row.verdict, row.n) == ("not_now", cast.li, "A", 16)
    assert db.session.scalars(select(LedgerEntry.action).order_by(LedgerEntry.id.desc())).first() == "plan decided"


def test_it_is_proposed_again_when_its_day_has_come(browser, cast, cell, db):
    reader = browser.login(cast.li)
    reader.post(url(cast), **{**cell, "choice": "not_now", "reason": "Later", "until": today(1)})
    row = db.session.scalars(select(PlanDecision)).one()
    row.until = today()
    db.session.commit()
    assert "Draft an improvement plan" in reader.get(url(cast)).text


def test_no_holds_until_the_visits_say_something_else(browser, cast, cell, records, db):
    reader = browser.login(cast.li)
    reader.post(url(cast), **{**cell, "choice": "no", "reason": "It is the season"})
    assert "Draft an improvement plan" not in reader.get(url(cast)).text
    records.unit(cast.jingan, around(4.0, 8), month=f"{today(-40):%Y-%m}")
    db.session.commit()
    assert "Draft an improvement plan" in reader.get(url(cast)).text


@pytest.mark.parametrize("wrong", [{"choice": "no"}, {"choice": "not_now", "reason": "Later"}, {"choice": "maybe"},
                                   {"choice": "not_now", "reason": "Later", "until": "2020-01-01"}])
def test_a_decision_needs_its_reason_and_its_day(browser, cast, cell, wrong, db):
    assert browser.login(cast.li).post(url(cast), **{**cell, **wrong}).status_code == 400
    assert db.session.scalars(select(PlanDecision)).all() == []


def test_a_draft_keeps_who_decided_and_the_thresholds_it_was_made_with(browser, cast, cell, db):
    browser.login(cast.li).post(url(cast), **{**cell, "reason": "We begin with this one"})
    row, plan = db.session.scalars(select(PlanDecision)).one(), db.session.scalars(select(Plan)).one()
    assert (row.decision, row.plan_id, row.reason) == ("plan", plan.id, "We begin with this one")
    assert plan.evidence["rules"] == ["A"] and plan.evidence["thresholds"]["now_priority"] == 15


def test_nobody_decides_about_oneself(browser, cast, records, db):
    records.person(cast.li, around(3.6))
    records.people_differ()
    sent = {"touchpoint_id": records.place, "dimension": "responsiveness", "kind": "mystery_shop", "choice": "no", "reason": "I am fine"}
    assert browser.login(cast.li).post(f"/planning/employees/{cast.li}", **sent).status_code == 403
    assert db.session.scalars(select(PlanDecision)).all() == []


def test_whom_it_is_about_reads_what_was_decided(browser, cast, records):
    records.people_differ()
    sent = {"touchpoint_id": records.place, "dimension": "responsiveness", "kind": "mystery_shop", "choice": "no",
            "reason": "We have talked already"}
    browser.login(cast.li).post(f"/planning/employees/{cast.wang}", **sent)
    assert "We have talked already" in browser.login(cast.wang).get("/planning/mine").text
    assert "We have talked already" not in browser.login(cast.sun).get("/planning/mine").text


def test_that_a_plan_was_drafted_is_told_once_the_draft_may_be_read(browser, cast, records, db):
    records.people_differ()
    sent = {"touchpoint_id": records.place, "dimension": "responsiveness", "kind": "mystery_shop"}
    browser.login(cast.li).post(f"/planning/employees/{cast.wang}", **sent)
    assert "A coaching plan was drafted" not in browser.login(cast.wang).get("/planning/mine").text
    plan = db.session.scalars(select(Plan)).one()
    plan.shared_at = now()
    db.session.commit()
    assert "A coaching plan was drafted" in browser.get("/planning/mine").text


def test_who_leads_does_not_find_a_draft_about_oneself_among_the_own_findings(browser, cast, records, db):
    records.person(cast.li, around(3.6))
    records.people_differ()
    sent = {"touchpoint_id": records.place, "dimension": "responsiveness", "kind": "mystery_shop"}
    assert browser.login(cast.he).post(f"/planning/employees/{cast.li}", **sent).status_code == 303
    plan = db.session.scalars(select(Plan)).one()
    link = f"/planning/plans/{plan.id}"
    assert link in browser.get(f"/planning/employees/{cast.li}").text
    page = browser.login(cast.li).get(f"/planning/employees/{cast.li}")
    assert page.status_code == 200 and link not in page.text
