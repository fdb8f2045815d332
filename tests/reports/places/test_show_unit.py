"""One unit: a store or all stores of a region; touchpoints by dimensions, its plans, what was written."""

import datetime as dt
import re

import pytest

from cxtrain.clock import today
from cxtrain.quality.schedule.models import PlannedVisit, VisitPlan
from tests.reports.conftest import words
from tests.reports.places.conftest import grid


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


def test_a_region_puts_its_stores_together(hr, summed, cast):
    summed(*[3, 4] * 6)
    summed(*[6, 7] * 6, unit=cast.xuhui)
    page = hr.get(f"/quality/places/units/{cast.east}")
    row = [cell for cell in grid(page)["Front-desk check-in"]]
    assert [(cell[1], cell[2]) for cell in row] == [("5.0", 24), ("5.0", 24)]
    assert "2 stores put together" in words(page)
    alone = grid(hr.get(f"/quality/places/units/{cast.jingan}"))["Front-desk check-in"]
    assert [(cell[1], cell[2]) for cell in alone] == [("3.5", 12), ("3.5", 12)]


def test_quarters_make_a_course(hr, summed, cast):
    for ago in range(0, 9):
        summed(5, 6, months_ago=ago)
    page = hr.get(f"/quality/places/units/{cast.jingan}")
    assert "Mean by quarter over all touchpoints" in words(page) and "Q" in page.text


def test_it_names_the_improvement_plans_and_no_persons_plan(hr, cast, hotel, records):
    records.plan(unit_id=cast.jingan)
    records.plan(unit_id=cast.jingan, about=cast.wang, goal={"zh": "跟王喆谈", "en": "Talk to Wang Zhe"})
    page = words(hr.get(f"/quality/places/units/{cast.jingan}"))
    assert page.count("P-20") == 1 and "Talk to Wang Zhe" not in page


def test_supervisors_of_other_stores_and_staff_find_nothing(browser, cast, hotel):
    browser.login(cast.chen)
    assert browser.get(f"/quality/places/units/{cast.jingan}").status_code == 404
    assert browser.get(f"/quality/places/units/{cast.east}").status_code == 404
    assert browser.get(f"/quality/places/units/{cast.xuhui}").status_code == 200


def test_the_number_of_statements_does_not_grow_with_history(hr, summed, cast, hotel, statements):
    summed(*[3, 4] * 6)
    address = f"/quality/places/units/{cast.east}"
    before = statements(hr, address)
    for ago in range(1, 9):
        summed(*[3, 4] * 6, months_ago=ago)
        summed(*[3, 4] * 6, months_ago=ago, unit=cast.xuhui, touchpoint=hotel.breakfast)
    assert statements(hr, address) == before <= 9


@pytest.fixture
def planned(db, cast, hotel, desk):
    """Visits of a published plan: one made and released, one missed, one of tomorrow, one cancelled."""
    day = today("Asia/Shanghai")
    db.session.add(plan := VisitPlan(unit_id=cast.east, month=f"{day:%Y-%m}", seed=1))
    db.session.flush()
    made = [PlannedVisit(plan_id=plan.id, unit_id=cast.jingan, touchpoint_id=hotel.desk, day=day - dt.timedelta(days=ago),
                         from_hour=9, until_hour=11, code=f"K{ago + 5}", state=state, reason="closed" if state == "cancelled" else "")
            for ago, state in ((3, "planned"), (2, "missed"), (-1, "planned"), (4, "cancelled"))]
    db.session.add_all(made)
    db.session.flush()
    desk.released().planned_id = made[0].id
    db.session.commit()


def test_whoever_plans_sees_how_the_plan_was_kept_up_to_yesterday(hr, planned, cast):
    page = words(hr.get(f"/quality/places/units/{cast.east}"))
    assert re.search(r"How the plan was kept .* Front-desk check-in 2 1 1 ", page)


def test_stores_see_nothing_of_the_plan(browser, planned, cast):
    assert "plan was kept" not in words(browser.login(cast.li).get(f"/quality/places/units/{cast.jingan}"))
