import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.demo.company import PEOPLE, found_company
from cxtrain.demo.logins import LOGINS
from cxtrain.demo.places import STORES

TODAY = dt.date(2026, 5, 6)


@pytest.fixture(scope="module")
def company():
    return found_company(TODAY, 2026)


def test_it_has_three_regions_twelve_stores_and_150_people(company):
    kinds = Counter(place.kind for place in company.places)
    assert kinds == {"firm": 1, "region": 3, "store": 12}
    assert len(company.people) == len(company.by_number) == PEOPLE
    assert len({place.code for place in company.places}) == 16
    assert all(place.name_en for place in company.places)


def test_rare_characters_and_namesakes_are_among_them(company):
    names = [person.name for person in company.people]
    assert {"䶮", "喆", "淼"} <= set("".join(names))
    assert names.count("张伟") == 2


def test_some_left_some_are_on_leave_and_some_moved(company):
    assert Counter(person.status for person in company.people) == {"active": 143, "left": 4, "leave": 3}
    moved = [person for person in company.people if len(person.stays) == 2]
    assert len(moved) == 5
    assert all(person.stays[1].reason == "transfer" for person in moved)
    assert all(person.left_on == person.stays[-1].end_on for person in company.people if person.status == "left")


def test_mobiles_have_eleven_digits_and_are_unique(company):
    mobiles = {person.mobile for person in company.people}
    assert len(mobiles) == PEOPLE
    assert all(len(mobile) == 11 and mobile.isdigit() for mobile in mobiles)


def test_each_login_is_somebody_at_work_with_the_role_it_promises(company):
    roles = {"Staff": None, "Supervisor": "supervisor", "HR": "hr", "Author": "author", "Admin": "admin"}
    for role, number, words in LOGINS:
        person = company.by_number[number]
        assert person.status == "active"
        assert person.name in words
        assert (person.role and person.role[0]) == roles[role]


def test_the_same_day_and_seed_give_the_same_company(company):
    assert found_company(TODAY, 2026) == company
    assert found_company(TODAY, 2027) != company


def test_supervisors_are_named_by_number(company):
    for person in company.people:
        assert not person.supervisor or company.by_number[person.supervisor].role[0] == "supervisor"


@settings(max_examples=20)
@given(st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31)), st.integers(0, 10_000))
def test_on_every_day_somebody_serves_each_touchpoint_in_each_store(today, seed):
    company = found_company(today, seed)
    touchpoints = {touchpoint for person in company.frontline for touchpoint in person.touchpoints}
    assert len(touchpoints) == 6
    for back in (0, 30, 180, 360):
        day = company.year.before(back)
        assert all(company.serving(store.code, touchpoint, day) for store in STORES for touchpoint in touchpoints)


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_stays_follow_each_other_without_overlap(seed):
    for person in found_company(TODAY, seed).people:
        for earlier, later in zip(person.stays, person.stays[1:], strict=False):
            assert earlier.end_on is not None
            assert later.start_on == earlier.end_on + dt.timedelta(1)
        assert all(stay.end_on is None or stay.start_on <= stay.end_on for stay in person.stays)
