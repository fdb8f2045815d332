from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.effects import (
    EQUAL_CHANGES,
    FEW_PEOPLE,
    ONE_PAIR,
    TOO_FEW_TO_COMPARE,
    Drift,
    PairedTest,
    difference,
    expected_drift,
    paired_t,
    visits_per_side,
)
from cxtrain.measures.intervals import NO_OBSERVATION, Sums

DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
ratings = st.lists(st.integers(1, 7), min_size=2, max_size=40).filter(lambda values: len(set(values)) > 1)


@given(ratings, ratings)
def test_a_difference_agrees_with_the_welch_interval_of_scipy(before, after):
    estimate = difference(Sums.of(before), Sums.of(after))
    interval = stats.ttest_ind(after, before, equal_var=False).confidence_interval()
    assert (estimate.interval.low, estimate.interval.high) == pytest.approx((interval.low, interval.high), abs=1e-6)


@given(ratings, ratings)
def test_swapping_before_and_after_turns_the_sign(before, after):
    forth, back = difference(Sums.of(before), Sums.of(after)), difference(Sums.of(after), Sums.of(before))
    assert forth.value == pytest.approx(-back.value)
    assert forth.interval.low == pytest.approx(-back.interval.high, abs=1e-9)


def test_one_visit_after_gives_a_direction_but_no_interval():
    estimate = difference(Sums.of([4, 5, 6]), Sums.of([6]))
    assert (estimate.value, estimate.interval, estimate.reason) == (1, None, TOO_FEW_TO_COMPARE)


def test_nothing_after_gives_no_difference():
    assert difference(Sums.of([4, 5]), Sums.of([])).value is None


def test_equal_values_on_both_sides_differ_by_exactly_that():
    interval = difference(Sums.of([4, 4]), Sums.of([5, 5])).interval
    assert (interval.low, interval.high) == (1, 1)


def test_half_a_point_takes_sixty_three_visits_on_each_side():
    # 2 * (1.96 + .84)² * 1 / .25 = 62.8.
    assert visits_per_side(0.5, 1.0) == 63


def test_it_refuses_to_look_for_no_change():
    with pytest.raises(ValueError, match="above 0"):
        visits_per_side(0, 1)


@pytest.mark.parametrize(("change", "sd"), [(0, 1), (-1, 1), (1, -0.1)])
def test_a_change_or_an_sd_that_cannot_be_is_refused(change, sd):
    with pytest.raises(ValueError, match=r"^the change must be above 0 and the SD 0 or more$"):
        visits_per_side(change, sd)


def test_more_certainty_takes_more_visits_and_never_fewer_than_two():
    # 2 * (2.5758 + 1.2816)² = 29.76 at 99 % and 90 %; nothing to see through takes two.
    assert visits_per_side(1.0, 1.0, level=0.99, power=0.9) == 30
    assert visits_per_side(1.0, 0.0) == 2


def test_a_single_value_on_either_side_is_too_few_and_n_counts_both():
    for before, after in (([4], [5, 6]), ([4, 5], [6])):
        estimate = difference(Sums.of(before), Sums.of(after))
        assert (estimate.n, estimate.interval, estimate.reason) == (3, None, TOO_FEW_TO_COMPARE)
    for before, after in (([], [5, 6]), ([4, 5], [])):
        estimate = difference(Sums.of(before), Sums.of(after))
        assert (estimate.n, estimate.value, estimate.reason) == (2, None, TOO_FEW_TO_COMPARE)


def test_the_level_of_a_difference_is_that_of_scipy():
    before, after = [4, 5, 6, 3], [6, 7, 4, 9, 5]
    interval = difference(Sums.of(before), Sums.of(after), level=0.9).interval
    expected = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.9)
    assert (interval.low, interval.high, interval.level) == (pytest.approx(expected.low), pytest.approx(expected.high), 0.9)


def test_it_meets_paired_t_sleep():
    # Student's sleep data as R's t.test(paired = TRUE) gives them.
    test = paired_t(DRUG_1, DRUG_2)
    assert (test.n, test.df, test.reason, test.note) == (10, 9, None, None)
    assert (test.value, test.t, test.p) == pytest.approx((1.58, 4.062127683, 0.0028328902), abs=1e-6)
    assert (test.interval.low, test.interval.high) == pytest.approx((0.700114236723, 2.459885763277), abs=1e-6)
    assert test.sd == pytest.approx(np.std(np.subtract(DRUG_2, DRUG_1), ddof=1), rel=1e-12)


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=2, max_size=30))
def test_a_paired_test_agrees_with_scipy(pairs):
    before, after = zip(*pairs, strict=True)
    test = paired_t(before, after, level=0.9)
    if len({b - a for a, b in pairs}) == 1:
        assert (test.t, test.sd, test.interval, test.reason) == (None, 0, None, EQUAL_CHANGES)
        return
    oracle = stats.ttest_rel(after, before)
    interval = oracle.confidence_interval(0.9)
    assert (test.t, test.p) == pytest.approx((oracle.statistic, oracle.pvalue), rel=1e-9, abs=1e-12)
    assert (test.interval.low, test.interval.high) == pytest.approx((interval.low, interval.high), rel=1e-9, abs=1e-9)
    assert test.interval.level == 0.9


def test_pairs_with_a_missing_side_are_left_out():
    assert paired_t([1, None, 3, 5], [2, 2, None, 9]) == paired_t([1, 5], [2, 9])


def test_too_few_pairs_give_what_can_be_said_and_the_reason():
    assert paired_t([], []) == PairedTest(None, 0, reason=NO_OBSERVATION, note=FEW_PEOPLE)
    assert paired_t([4], [6]) == PairedTest(2, 1, reason=ONE_PAIR, note=FEW_PEOPLE)
    assert paired_t([1, 2], [2, 3]) == PairedTest(1, 2, 0, reason=EQUAL_CHANGES, note=FEW_PEOPLE)


def test_fewer_than_ten_pairs_get_a_note():
    assert paired_t(DRUG_1[:9], DRUG_2[:9]).note == FEW_PEOPLE
    assert FEW_PEOPLE.startswith("Fewer than ten people")


def test_those_picked_for_a_low_mean_are_expected_to_rise():
    # Reliability .6, all at 5, the picked at 4: 0.4 of the distance comes back.
    assert expected_drift(0.6, 5, 4) == Drift(pytest.approx(0.4), pytest.approx(4.4))
    assert expected_drift(1, 5, 4) == Drift(0, 4)
    assert expected_drift(0, 5, 4) == Drift(1, 5)


@pytest.mark.parametrize("bad", [(-0.01, 5, 4), (1.01, 5, 4), (0.5, inf, 4), (0.5, 5, nan)])
def test_a_drift_from_what_cannot_be_is_refused(bad):
    with pytest.raises(ValueError, match=r"^the reliability must lie within 0\.\.1 and the means be finite$"):
        expected_drift(*bad)
