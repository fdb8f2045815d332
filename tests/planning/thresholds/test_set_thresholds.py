"""HR sets from when on something is suggested; it is logged, and plans keep what they were made with."""

from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.planning.models import Plan
from cxtrain.planning.thresholds.models import PlanThresholds
from cxtrain.planning.thresholds.numbers import SPECS, Thresholds

URL = "/planning/thresholds/set"


def typed(**changes):
    made = Thresholds(**changes)
    return {name: spec.shown(getattr(made, name)) for name, spec in SPECS.items()} | {"reason": "Fewer plans, better ones"}


def test_hr_sets_them_with_a_reason_and_everybody_who_writes_plans_reads_it(browser, cast, db):
    assert browser.login(cast.he).post(URL, **typed(now_priority=40)).status_code == 303
    row = db.session.scalars(select(PlanThresholds)).one()
    assert (row.numbers["now_priority"], row.set_by) == (40, cast.he)
    page = browser.login(cast.li).get("/planning/thresholds").text
    assert "Fewer plans, better ones" in page and "15 → 40" in page and "as delivered: 15" in page
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "plan thresholds set")).one()
    assert entry.facts["changed"] == {"now_priority": [15, 40]}


def test_findings_go_by_them_and_a_plan_keeps_its_own(browser, cast, records, db):
    records.store_is_slow()
    sent = {"touchpoint_id": records.place, "dimension": "responsiveness", "kind": "mystery_shop"}
    browser.login(cast.li).post(f"/planning/units/{cast.jingan}", **sent)
    browser.login(cast.he).post(URL, **typed(tolerance=2))
    assert "Nothing is fairly surely below" in browser.login(cast.li).get(f"/planning/units/{cast.jingan}").text
    plan = db.session.scalars(select(Plan)).one()
    assert plan.evidence["thresholds"]["tolerance"] == 0.25
    assert "0.25 points" in browser.get(f"/planning/plans/{plan.id}").text


def test_who_comes_second_sees_both_and_undoes_nothing_unseen(browser, cast, db):
    hr = browser.login(cast.he)
    assert hr.post(URL, **typed(now_priority=40)).status_code == 303
    first = db.session.scalars(select(PlanThresholds)).one().id
    assert hr.post(URL, **typed(now_priority=40, tolerance=0.3)).status_code == 303
    second = hr.post(URL, after=first, **typed(now_priority=40, draft_days=9))
    assert second.status_code == 409 and "Saved meanwhile:" in second.text and 'value="9"' in second.text
    assert len(db.session.scalars(select(PlanThresholds)).all()) == 2
    newest = max(row.id for row in db.session.scalars(select(PlanThresholds)))
    assert f'value="{newest}"' in second.text
    assert hr.post(URL, after=newest, **typed(now_priority=40, draft_days=9, tolerance=0.3)).status_code == 303


def test_a_wrong_number_or_no_reason_changes_nothing(browser, cast, db):
    hr = browser.login(cast.he)
    for wrong in ({"person_visits": "3"}, {"reason": " "}, {"now_priority": "a lot"}):
        assert hr.post(URL, **{**typed(now_days=70), **wrong}).status_code == 400
    assert hr.post(URL, **typed()).status_code == 400, "they hold already"
    assert db.session.scalars(select(PlanThresholds)).all() == []


def test_a_supervisor_reads_them_and_does_not_set_them(browser, cast):
    reader = browser.login(cast.li)
    assert reader.get("/planning/thresholds").status_code == 200
    assert reader.get(URL).status_code == 403


def test_it_says_so_in_chinese(chinese, cast):
    assert "什么时候建议做计划" in chinese.login(cast.he).get("/planning/thresholds").text
