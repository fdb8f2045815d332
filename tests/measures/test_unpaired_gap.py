from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import ALL_EQUAL, NO_OBSERVATION, Estimate, mean_of
from cxtrain.measures.unpaired_gap import NOBODY_ON_A_SIDE, TOO_FEW_ON_A_SIDE, unpaired_gap

ratings = st.lists(st.integers(1, 7), min_size=2, max_size=40)


def test_it_matches_a_sum_done_by_hand():
    # P 3 5: mean 4, variance 2, by n 1; E 6 6 9: mean 7, variance 3, by n 1; SE sqrt(2);
    # df = 4 / (1 / 1 + 1 / 2) = 8/3.
    result = unpaired_gap([3, None, 5], [6, 6, 9, None])
    assert (result.perception.value, result.perception.n, result.expectation.value, result.expectation.n) == (4, 2, 7, 3)
    assert (result.gap.value, result.gap.n) == (-3, 5)
    assert (result.se, result.df) == (pytest.approx(2**0.5, rel=1e-12), pytest.approx(8 / 3, rel=1e-12))
    half = stats.t.ppf(0.975, 8 / 3) * 2**0.5
    assert (result.gap.interval.low, result.gap.interval.high) == pytest.approx((-3 - half, -3 + half), rel=1e-9)
    assert (result.gap.interval.level, result.gap.reason) == (0.95, None)


@settings(max_examples=50)
@given(ratings, ratings, st.sampled_from([0.9, 0.95]))
def test_it_agrees_with_scipys_welch_test(shoppers, customers, level):
    result = unpaired_gap(shoppers, customers, level=level)
    if len(set(shoppers)) == 1 or len(set(customers)) == 1:
        return  # scipy warns of lost digits there
    welch = stats.ttest_ind(shoppers, customers, equal_var=False)
    theirs = welch.confidence_interval(level)
    assert (result.gap.interval.low, result.gap.interval.high) == pytest.approx((theirs.low, theirs.high), rel=1e-9, abs=1e-9)
    assert result.df == pytest.approx(welch.df, rel=1e-9)
    assert {e.interval.level for e in (result.gap, result.perception, result.expectation) if e.interval} == {level}


@pytest.mark.parametrize("sides", [([], [5, 6]), ([5, 6], [None]), ([], [])])
def test_a_side_without_an_answer_has_no_gap_and_says_so(sides):
    result = unpaired_gap(*sides)
    assert result.gap == Estimate(None, 2 if any(len(side) == 2 for side in sides) else 0, reason=NOBODY_ON_A_SIDE)
    assert NO_OBSERVATION in (result.perception.reason, result.expectation.reason)
    assert (result.se, result.df) == (None, None)


@pytest.mark.parametrize("sides", [([4], [5, 6]), ([4, 5], [6.5]), ([4], [6])])
def test_a_side_with_one_answer_has_a_gap_without_an_interval_and_says_so(sides):
    result = unpaired_gap(*sides)
    means = [sum(side) / len(side) for side in sides]
    assert result.gap == Estimate(means[0] - means[1], len(sides[0]) + len(sides[1]), reason=TOO_FEW_ON_A_SIDE)
    assert result.se is None
    assert (result.perception, result.expectation) == (mean_of(sides[0]), mean_of(sides[1]))


def test_equal_answers_on_both_sides_have_no_interval_and_say_so():
    assert unpaired_gap([4, 4], [6, 6]).gap == Estimate(-2, 4, reason=ALL_EQUAL)
    assert unpaired_gap([4, 4], [6, 6]).perception == mean_of([4, 4])
    assert unpaired_gap([4, 4], [6, 6]).expectation == mean_of([6, 6])
    assert unpaired_gap([4, 4], [6, 7]).gap.interval is not None
    assert unpaired_gap([4, 5], [7, 7]).gap.interval is not None


def test_it_refuses_what_is_no_number():
    with pytest.raises(ValueError, match="finite"):
        unpaired_gap([nan], [4])
