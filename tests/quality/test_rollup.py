"""Roll-ups: which rows a visit enters, and sums that can be undone."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.quality.item_marks import ItemMark
from cxtrain.quality.rollup import OVERALL, ItemKey, Key, Sums, VisitFacts, add, contributions, differences, one, remove
from cxtrain.quality.scoring import DimensionScore

FACTS = VisitFacts(unit_id=4, touchpoint_id=2, visited_on=dt.date(2026, 5, 31), kind="mystery_shop",
                   people="development", employee_id=9, identification="certain")


def scored(**means):
    return [DimensionScore(name, means.get(name), 3, 3) for name in DIMENSIONS]


UNIT, PERSON = scored(reliability=5.0, assurance=6.5), scored(assurance=7.0)
means = st.one_of(st.none(), st.integers(1, 5).flatmap(
    lambda k: st.lists(st.integers(1, 7), min_size=k, max_size=k).map(lambda values: sum(values) / k)))
profiles = st.lists(means, min_size=5, max_size=5).map(lambda five: scored(**dict(zip(DIMENSIONS, five, strict=True))))
facts = st.builds(
    VisitFacts, unit_id=st.integers(1, 2), touchpoint_id=st.integers(1, 2),
    visited_on=st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31)), kind=st.sampled_from(["mystery_shop", "coaching"]),
    people=st.sampled_from(["none", "development", "full"]), employee_id=st.sampled_from([None, 7, 8]),
    identification=st.sampled_from(["certain", "none"]))
visits = st.builds(lambda f, u, p: contributions(f, unit=u, person=p), facts, profiles, profiles)


def summed(many):
    total = {}
    for added in many:
        total = add(total, added)
    return total


def test_a_certain_visit_enters_both_sets_of_rows():
    # 6.5 squared is 42.25, 5 squared 25, 7 squared 49; the mean of 5 and 6.5 is 5.75, squared 33.0625.
    assert contributions(FACTS, unit=UNIT, person=PERSON) == {
        Key("unit", 4, 2, "reliability", "2026-05", "mystery_shop"): Sums(1, 5.0, 25.0),
        Key("unit", 4, 2, "assurance", "2026-05", "mystery_shop"): Sums(1, 6.5, 42.25),
        Key("unit", 4, 2, OVERALL, "2026-05", "mystery_shop"): Sums(1, 5.75, 33.0625),
        Key("person", 9, 2, "assurance", "2026-05", "mystery_shop"): Sums(1, 7.0, 49.0),
    }


@pytest.mark.parametrize("change", [
    {"identification": "none"}, {"employee_id": None}, {"people": "none"},
])
def test_without_certainty_or_consent_only_the_unit_is_counted(change):
    found = contributions(replace(FACTS, **change), unit=UNIT, person=PERSON)
    assert {key.subject for key in found} == {"unit"}
    assert {key.dimension for key in found} == {"reliability", "assurance", OVERALL}


def test_items_have_rows_of_their_own_on_their_own_scale():
    marks = [ItemMark("s5", "1-7", 6), ItemMark("q1", "yes_no", 1), ItemMark("w1", "seconds", 90),
             ItemMark("s6", "1-7", None, "na"), ItemMark("s7", "1-7", None, "unnoticed")]
    found = contributions(FACTS, unit=[], person=[], instrument="desk", items=marks)
    place = lambda item, scale: ItemKey(4, 2, "desk", item, scale, "2026-05", "mystery_shop")  # noqa: E731
    assert found == {
        place("s5", "1-7"): Sums(1, 6, 36), place("q1", "yes_no"): Sums(1, 1, 1), place("w1", "seconds"): Sums(1, 90, 8100),
        place("s6", "1-7"): Sums(na=1), place("s7", "1-7"): Sums(unnoticed=1)}
    assert remove(found, found) == {}


def test_a_visit_that_does_not_count_adds_no_item():
    marks = [ItemMark("s5", "1-7", 6)]
    for change in ({"state": "void"}, {"under_review": True}, {"kind": "coaching"}):
        assert contributions(replace(FACTS, **change), unit=UNIT, person=[], items=marks) == {}


def test_coaching_enters_nothing():
    assert contributions(replace(FACTS, kind="coaching"), unit=UNIT, person=PERSON) == {}


@given(st.lists(visits, max_size=8), visits)
def test_adding_then_removing_a_visit_leaves_the_rows_as_before(before, visit):
    rows = summed(before)
    assert remove(add(rows, visit), visit) == rows


@given(st.lists(visits, max_size=8).flatmap(lambda many: st.tuples(st.just(many), st.permutations(many))))
def test_the_order_of_visits_does_not_matter(pair):
    assert summed(pair[0]) == summed(pair[1])


@given(st.lists(visits, max_size=8))
def test_no_person_row_comes_from_a_unit_that_stores_no_persons(many):
    assert all(sums.n >= 1 and sums.squares >= sums.total ** 2 / sums.n - 1e-9 for sums in summed(many).values())
    assert differences(summed(many), summed(many)) == {}


@given(st.floats(1, 7))
def test_rounding_to_steps_is_finer_than_anything_shown(score):
    assert abs(one(score).total - score) <= 1 / 131_072


def test_differences_name_the_row_and_both_sums():
    key = Key("unit", 4, 2, "assurance", "2026-05", "mystery_shop")
    assert differences({key: Sums(2, 9.0, 41.0)}, {key: Sums(1, 5.0, 25.0)}) == {
        key: (Sums(2, 9.0, 41.0), Sums(1, 5.0, 25.0))}
    assert differences({}, {key: Sums(1, 5.0, 25.0)}) == {key: (Sums(), Sums(1, 5.0, 25.0))}
