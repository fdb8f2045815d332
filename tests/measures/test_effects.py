import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.effects import TOO_FEW_TO_COMPARE, difference, visits_per_side
from cxtrain.measures.intervals import Sums

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
