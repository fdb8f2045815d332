"""The median and its interval, against scipy's quantile test and the definition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.medians import TOO_FEW, _rank, coverage, median_interval

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60)


@pytest.mark.parametrize("n", [6, 7, 8, 9, 10, 15, 20, 25, 50, 101, 400, 2000])
def test_it_is_scipy_s_interval_of_the_median(n):
    values = [((7919 * i) % 104729) / 10 for i in range(1, n + 1)]
    ours = median_interval(values).interval
    theirs = stats.quantile_test(values, q=0, p=0.5).confidence_interval(0.95)
    assert (ours.low, ours.high) == (theirs.low, theirs.high)


@pytest.mark.parametrize(("n", "k"), [(6, 1), (9, 2), (10, 2), (20, 6), (25, 8), (50, 18), (100, 40)])
def test_the_ranks_of_the_tables(n, k):
    # Conover, Practical Nonparametric Statistics (1999): ranks of the 95 % interval of a median.
    assert _rank(n, 0.95) == k and coverage(n, k) >= 0.95 > coverage(n, k + 1)


@given(VALUES)
def test_the_interval_holds_the_median_and_is_made_of_values(values):
    found = median_interval(values)
    assert min(values) <= found.value <= max(values)
    if len(values) < 6:
        assert found.interval is None and found.reason == TOO_FEW
    else:
        assert found.interval.low in values and found.interval.high in values
        assert found.interval.low <= found.value <= found.interval.high


def test_nothing_has_no_median_and_what_is_not_finite_is_refused():
    assert median_interval([]).value is None
    with pytest.raises(ValueError, match="finite"):
        median_interval([1.0, float("nan")])
    with pytest.raises(ValueError, match="level"):
        median_interval([1.0], level=1)
