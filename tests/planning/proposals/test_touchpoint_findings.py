"""A touchpoint over a region or the firm: the stores' visits together, and a plan for the branch."""

from sqlalchemy import select

from cxtrain.planning.models import Plan
from cxtrain.planning.proposals.queries import find_for_unit, stores_at
from tests.days import today
from tests.planning.conftest import around


def test_a_regions_finding_rests_on_the_visits_of_all_its_stores(records, cast):
    records.unit(cast.jingan, around(4.0, 16))
    records.unit(cast.xuhui, around(4.4, 8))
    [found] = find_for_unit(cast.east, "mystery_shop", today())
    assert found.finding.n == 24 and found.finding.verdict == "A"
    assert [each.finding.n for each in find_for_unit(cast.firm, "mystery_shop", today())] == [24]


def test_it_drafts_a_plan_for_the_branch(browser, cast, records, db):
    records.unit(cast.jingan, around(4.0, 16))
    records.unit(cast.xuhui, around(4.4, 8))
    db.session.commit()
    url = f"/planning/units/{cast.east}/touchpoints/{records.place}"
    hr = browser.login(cast.he)
    page = hr.get(url).text
    assert "Check-in" in page and "Store by store" in page and "24 visits" in page
    sent = {"touchpoint_id": records.place, "dimension": "responsiveness", "kind": "mystery_shop"}
    assert hr.post(url, **sent).status_code == 303
    plan = db.session.scalars(select(Plan)).one()
    assert (plan.unit_id, plan.employee_id, plan.touchpoint_id) == (cast.east, None, records.place)
    assert plan.evidence["n"] == 24


def test_stores_stand_in_the_order_of_their_codes_each_judged_beside_the_others(records, cast, db):
    records.store_is_slow()
    unit = db.session.get_one(type(db.session.get_one(Plan, records.plan()).unit), cast.east)
    found = [(store.id, finding.verdict.value) for store, finding in stores_at(unit, "check-in", "mystery_shop", today())]
    assert found[0] == (cast.jingan, "A") and found[1][0] == cast.xuhui


def test_a_supervisor_does_not_reach_the_region(browser, cast, records):
    assert browser.login(cast.li).get(f"/planning/units/{cast.east}/touchpoints/{records.place}").status_code == 404


def test_there_is_no_such_touchpoint(browser, cast, records):
    assert browser.login(cast.li).get(f"/planning/units/{cast.jingan}/touchpoints/999").status_code == 404
