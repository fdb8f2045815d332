"""Agreement with a key and among shoppers, severity and drift: published figures, and what must hold for any answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.agreement import NO_VARIATION
from cxtrain.quality.calibration.agreement import (
    POINTS,
    TOO_FEW,
    Spot,
    among,
    by_item,
    drift,
    residuals,
    severity,
    with_key,
)

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
# Krippendorff 2011, example C: four observers, twelve units, some ratings missing.
KRIPPENDORFF = [[1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
                [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]]


def spots(n):
    return [Spot(1, f"s{place}") for place in range(n)]


def shares(values, low=1, high=7):
    """Ratings as shares of the way up their scale, by spot."""
    return {spot: None if value is None else (value - low) / (high - low)
            for spot, value in zip(spots(len(values)), values, strict=True)}


def test_among_shoppers_it_meets_krippendorffs_ordinal_example():
    found = among(spots(12), [shares(row, 1, 5) for row in KRIPPENDORFF], resamples=1)
    assert found.alpha.value == pytest.approx(0.815, abs=0.001)  # 0.815 ordinal, as published
    assert found.icc2.value is None and "missing" in found.icc2.reason


def test_among_shoppers_it_meets_the_icc2_of_shrout_and_fleiss():
    judges = [shares(column, 1, 10) for column in zip(*SHROUT_FLEISS, strict=True)]
    assert among(spots(6), judges, resamples=1).icc2.value == pytest.approx(0.29, abs=0.005)


def test_the_verdicts_are_krippendorffs():
    key = shares([1, 2, 3, 4, 5, 6, 7, 1, 4, 7])
    assert with_key(key, key, resamples=1).verdict == "good"
    assert with_key(key, shares([7, 6, 5, 4, 3, 2, 1, 7, 4, 1]), resamples=1).verdict == "low"
    middling = with_key(key, shares([2, 4, 2, 3, 5, 7, 6, 3, 2, 7]), resamples=1)
    assert 0.667 <= middling.alpha.value < 0.8 and middling.verdict == "tentative"


def test_no_variation_is_said_and_is_never_full_agreement():
    flat = shares([4, 4, 4, 4])
    found = with_key(flat, flat, resamples=1)
    assert (found.verdict, found.alpha.value, found.reason) == ("unclear", None, NO_VARIATION)


def test_few_answers_say_nothing_however_right_they_are():
    key = shares([1, 2, 3, 4, 5, 6])
    found = with_key(key, shares([1, 7, None, None, None, None]), resamples=1)
    assert (found.verdict, found.reason, found.compared, found.keyed) == ("unclear", TOO_FEW, 2, 6)


def test_an_item_without_a_right_number_is_not_compared():
    found = with_key(shares([None, 2, 5]), shares([7, 2, 5]), resamples=1)
    assert (found.compared, found.severity.value) == (2, 0)


def test_facts_enter_agreement_and_not_severity():
    fact = Spot(1, "door", is_rating=False)
    key, own = {**shares([1, 7]), fact: 1.0}, {**shares([1, 7]), fact: 0.0}
    assert residuals(key, own) == [0, 0]
    assert with_key(key, own, resamples=1).exact.n == 3


def test_drift_needs_two_rounds_and_compares_the_first_with_the_last():
    assert drift([[0.5, 0.5]]).value is None
    moved = drift([[0, 0.1, -0.1], [], [1, 1.1, 0.9]])
    assert moved.value == pytest.approx(1) and moved.interval.low > 0


def test_items_on_which_shoppers_differ_come_first():
    key = shares([4, 4])
    found = by_item(key, [shares([1, 4]), shares([7, 5])])
    assert [each.spot.item for each in found] == ["s0", "s1"]
    assert (found[0].exact, found[0].adjacent, found[0].off) == (0, 0, 0)
    assert (found[1].exact, found[1].adjacent, found[1].off) == (1, 2, pytest.approx(0.5))


RATINGS = st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7) | st.none()), min_size=2, max_size=30)


@given(RATINGS)
def test_alpha_is_at_most_one_and_one_only_where_all_is_equal(pairs):
    key, own = shares([right for right, _ in pairs]), shares([mine for _, mine in pairs])
    found = with_key(key, own, resamples=1)
    if found.alpha.value is not None:
        assert found.alpha.value <= 1 + 1e-12
        assert (found.alpha.value == pytest.approx(1)) == all(mine in (right, None) for right, mine in pairs)
    assert found.compared == sum(mine is not None for _, mine in pairs)


@given(RATINGS)
def test_exchanging_key_and_shopper_turns_severity_around_and_keeps_agreement(pairs):
    key, own = shares([right for right, _ in pairs]), shares([mine for _, mine in pairs])
    there, back = with_key(key, own, resamples=1), with_key(own, key, resamples=1)
    assert there.alpha.value == pytest.approx(back.alpha.value) if there.alpha.value is not None else back.alpha.value is None
    if there.severity.value is not None:
        assert there.severity.value == pytest.approx(-back.severity.value, abs=1e-9)


@given(st.lists(st.integers(2, 6), min_size=2, max_size=30), st.sampled_from([-1, 1]))
def test_a_shift_by_one_point_is_a_severity_of_one_point(key, by):
    apart = residuals(shares(key), shares([value + by for value in key]))
    assert severity(apart).value == pytest.approx(by)
    assert POINTS * (1 / 6) == 1


@given(st.lists(st.lists(st.integers(1, 7), min_size=3, max_size=3), min_size=2, max_size=8), st.randoms())
def test_the_order_of_shoppers_does_not_matter(rows, random):
    people = [shares(row) for row in rows]
    one = among(spots(3), people, resamples=1)
    random.shuffle(people)
    other = among(spots(3), people, resamples=1)
    assert one.alpha.value == pytest.approx(other.alpha.value) if one.alpha.value is not None else other.alpha.value is None
    assert sum(each.spread for each in by_item(shares(rows[0]), people)) >= 0
