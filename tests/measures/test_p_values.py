"""p values from sums agree with scipy's tests on the values behind the sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import Sums
from cxtrain.measures.p_values import p_against, p_between, p_of_shares

ratings = st.lists(st.integers(1, 7), min_size=2, max_size=40).filter(lambda values: len(set(values)) > 1)


@given(ratings, st.floats(1, 7))
def test_against_a_standard_it_is_students_test(values, standard):
    assert p_against(Sums.of(values), standard) == pytest.approx(stats.ttest_1samp(values, standard).pvalue, abs=1e-7)


@given(ratings, ratings)
def test_between_two_times_it_is_welchs_test(before, after):
    wanted = stats.ttest_ind(before, after, equal_var=False).pvalue
    assert p_between(Sums.of(before), Sums.of(after)) == pytest.approx(wanted, abs=1e-7)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_of_two_shares_it_is_the_chi_square_test_without_correction(a, b, c, d):
    p = p_of_shares(a, a + b, c, c + d)
    if not (a + b and c + d and a + c and b + d):
        assert p is None
    else:
        assert p == pytest.approx(stats.chi2_contingency([[a, b], [c, d]], correction=False).pvalue, abs=1e-9)


def test_nothing_is_tested_where_there_is_nothing_to_test():
    assert p_against(Sums.of([5]), 4) is None and p_against(Sums.of([5, 5, 5]), 4) is None
    assert p_between(Sums.of([5]), Sums.of([4, 5])) is None and p_between(Sums.of([5, 5]), Sums.of([4, 4])) is None
    with pytest.raises(ValueError, match="within"):
        p_of_shares(3, 2, 0, 1)
