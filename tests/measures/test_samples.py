from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.samples import (
    Sample,
    changes,
    complete_pairs,
    correlation,
    deviations,
    joint_sum,
    mean,
    present,
    product_sum,
)

numbers = st.floats(-1e6, 1e6)


@given(st.lists(numbers, min_size=2, max_size=40).filter(lambda v: np.std(v) > 1e-3))
def test_a_sample_agrees_with_numpy(values):
    sample = Sample.of(values)
    assert (sample.n, sample.mean) == (len(values), pytest.approx(np.mean(values), abs=1e-6))
    assert sample.sd == pytest.approx(np.std(values, ddof=1), rel=1e-9)


def test_values_far_from_nought_keep_their_digits():
    # 1, 2, 3 and 4 moved by ten thousand million: the variance stays 5 / 3.
    assert Sample.of([1e10 + 1, 1e10 + 2, 1e10 + 3, 1e10 + 4]).sd ** 2 == pytest.approx(5 / 3, rel=1e-12)


def test_a_single_value_has_no_spread():
    assert Sample.of([4.5]) == Sample(1, 4.5, 0.0)


@pytest.mark.parametrize("bad", [(0, 1.0, 1.0), (2, inf, 1.0), (2, 1.0, nan), (2, 1.0, -0.1)])
def test_a_sample_that_cannot_be_is_refused(bad):
    with pytest.raises(ValueError, match=r"^a sample has n of 1 or more, a finite mean and an SD of 0 or more$"):
        Sample(*bad)


def test_missing_values_are_left_out_in_order():
    assert present([3, None, 0, 2]) == [3, 0, 2]
    assert present([]) == []


@pytest.mark.parametrize("bad", [nan, inf, -inf])
def test_values_that_are_not_finite_are_refused(bad):
    with pytest.raises(ValueError, match=r"^values must be finite numbers or None$"):
        present([1, bad])


def test_the_mean_is_that_of_the_exact_sum():
    assert mean([0.1] * 10) == 0.1
    assert mean([1e16, 1.0, -1e16]) == pytest.approx(1 / 3)


def test_equal_values_up_to_rounding_deviate_by_exactly_nothing():
    assert deviations([0.1 + 0.2, 0.3]) == [0.0, 0.0]
    assert deviations([-5.0, -5.0]) == [0.0, 0.0]
    assert deviations([1.0, 1.0 + 0.9e-12]) == [0.0, 0.0]
    assert deviations([1.0, 1.0 + 4e-12]) == pytest.approx([-2e-12, 2e-12], rel=1e-3)
    assert deviations([1, 2, 6]) == [-2, -1, 3]


def test_products_are_summed_pair_by_pair():
    assert product_sum([1, 2, 3], [4, 5, 6]) == 32
    with pytest.raises(ValueError):
        product_sum([1], [1, 2])


def test_what_rounding_leaves_of_a_sum_of_products_is_nothing():
    assert joint_sum([1.0, -1.0], [1.0, 1.0 - 1e-13]) == 0
    assert joint_sum([100.0, -100.0], [100.0, 100.0 - 1e-11]) == 0
    assert joint_sum([1.0, -1.0], [1.0, 1.0 - 1e-11]) == pytest.approx(1e-11, rel=1e-3)
    assert joint_sum([1.0, -1.0], [1.0 - 1e-11, 1.0]) == pytest.approx(-1e-11, rel=1e-3)


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=3, max_size=30))
def test_a_correlation_agrees_with_numpy(pairs):
    first, second = zip(*pairs, strict=True)
    if len(set(first)) > 1 and len(set(second)) > 1:
        assert correlation(first, second) == pytest.approx(np.corrcoef(first, second)[0, 1], abs=1e-12)
    else:
        assert correlation(first, second) is None


def test_a_correlation_needs_two_pairs_and_stays_within_one():
    assert correlation([1], [2]) is None
    assert correlation([], []) is None
    assert correlation([1, 2], [3, 5]) == pytest.approx(1, abs=1e-15)
    assert correlation([1, 2], [5, 3]) == pytest.approx(-1, abs=1e-15)
    assert correlation([1, 2, 3], [1, 2, 1]) == 0
    values = [0.1, 0.7, 0.2, 0.9, 0.33]
    assert correlation(values, values) <= 1
    assert correlation(values, [-v for v in values]) >= -1


def test_only_complete_pairs_count():
    assert complete_pairs([1, None, 3, 4], [2, 2, None, 5]) == ([1, 4], [2, 5])
    assert complete_pairs([], []) == ([], [])


def test_pairs_must_be_of_the_same_people_and_finite():
    with pytest.raises(ValueError, match=r"^before and after must be of the same people$"):
        complete_pairs([1], [])
    with pytest.raises(ValueError, match="finite"):
        complete_pairs([None], [nan])
    with pytest.raises(ValueError, match="finite"):
        complete_pairs([inf], [None])


def test_changes_that_rounding_alone_sets_apart_are_equal():
    assert changes([1, 2], [4, 3]) == [3, 1]
    raw = changes([0.1, 1000.1], [0.3, 1000.3])
    assert raw[0] == raw[1] == pytest.approx(0.2)
    assert changes([0, 1000], [1, 1001 + 1e-8]) == pytest.approx([1, 1 + 1e-8], abs=1e-12)
    apart = changes([-1000.0, -1.0], [-999.0, 1e-8])
    assert apart[0] != apart[1]
