import datetime as dt
from collections import Counter
from random import Random

import pytest

from cxtrain.demo.company import found_company
from cxtrain.demo.places import STORES
from cxtrain.demo.schedule import (
    DENSE_VISITS,
    SPOTLIGHT,
    Profile,
    schedule,
    shoppers_for,
)

TODAY = dt.date(2026, 5, 6)
MAIN = {store.code: store.main for store in STORES}


@pytest.fixture(scope="module")
def company():
    return found_company(TODAY, 2026)


@pytest.fixture(scope="module")
def typical(company):
    return schedule(company, Profile.TYPICAL, Random("s"))


@pytest.fixture(scope="module")
def dense(company):
    return schedule(company, Profile.DENSE, Random("s"))


def test_typical_has_two_visits_per_store_and_month_one_of_them_at_the_main_touchpoint(company, typical):
    every = Counter((each.store, company.year.month_of(each.day)) for each in typical)
    main = Counter((each.store, company.year.month_of(each.day)) for each in typical if each.touchpoint == MAIN[each.store])
    cells = {(store, month) for store in MAIN for month in range(1, 13)}
    assert every == dict.fromkeys(cells, 2)
    assert main == dict.fromkeys(cells, 1)


def test_three_in_ten_typical_visits_have_no_certain_person(typical):
    # 30 % of 288 is 86.4.
    assert sum(not each.certain for each in typical) == 86


def test_dense_has_1800_visits_spread_evenly_over_the_two_touchpoints_of_each_person(company, dense):
    pairs = Counter((each.employee, each.touchpoint) for each in dense)
    touchpoints = Counter(employee for employee, _ in pairs)
    assert len(dense) == DENSE_VISITS
    assert set(touchpoints.values()) == {2}
    assert len(touchpoints) == len(company.frontline)
    assert max(pairs.values()) - min(pairs.values()) <= 1
    assert all(each.certain for each in dense)


@pytest.mark.parametrize("profile", list(Profile))
def test_two_in_a_hundred_visits_fail_a_critical_item(company, profile):
    encounters = schedule(company, profile, Random("s"))
    assert sum(each.fails_critical for each in encounters) == round(0.02 * len(encounters))


@pytest.mark.parametrize("profile", list(Profile))
def test_whoever_served_was_there_and_serves_that_touchpoint(company, profile):
    for each in schedule(company, profile, Random("s")):
        person = company.by_number[each.employee]
        assert person.unit_on(each.day) == each.store
        assert each.touchpoint in person.touchpoints
        assert company.year.start <= each.day < TODAY


@pytest.mark.parametrize("profile", list(Profile))
def test_nobody_shops_where_they_lead(company, profile):
    for each in schedule(company, profile, Random("s")):
        role, unit = company.by_number[each.shopper].role
        assert role == "supervisor"
        assert not each.store.startswith(unit)
        assert each.shopper in shoppers_for(company, each.store)


@pytest.mark.parametrize("profile", list(Profile))
def test_somebody_with_a_login_was_visited_lately(company, profile):
    number, days = SPOTLIGHT
    found = [each for each in schedule(company, profile, Random("s"))
             if each.employee == number and each.day == TODAY - dt.timedelta(days)]
    assert any(each.certain for each in found)


@pytest.mark.parametrize("profile", list(Profile))
def test_the_same_seed_gives_the_same_visits_in_the_order_of_days(company, profile):
    first = schedule(company, profile, Random("s"))
    assert first == schedule(company, profile, Random("s"))
    assert [each.number for each in first] == list(range(len(first)))
    assert [each.day for each in first] == sorted(each.day for each in first)
