"""Pearson's correlation with Fisher's interval."""

from math import nan

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.correlation import FEW_PAIRS, NO_VARIATION, PERFECT, TOO_FEW_PAIRS, correlation

VALUES = st.floats(-100, 100, allow_nan=False).map(lambda value: round(value, 2))


def test_anscombes_first_set():
    # Anscombe, "Graphs in Statistical Analysis", The American Statistician 27, 1973: r .816 of 11 pairs.
    xs = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    ys = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    found = correlation(zip(xs, ys, strict=True))
    assert (round(found.value, 3), found.n, found.note) == (0.816, 11, FEW_PAIRS)


@settings(max_examples=60)
@given(st.lists(st.tuples(VALUES, VALUES), min_size=4, max_size=40))
def test_it_agrees_with_scipy(pairs):
    assume(min(max(column) - min(column) for column in zip(*pairs, strict=True)) > 1)
    found = correlation(pairs)
    theirs = stats.pearsonr(*zip(*pairs, strict=True))
    assert found.value == pytest.approx(theirs.statistic, abs=1e-9)
    if found.interval and abs(found.value) < 0.999999:
        low, high = theirs.confidence_interval()
        assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=1e-7)


def test_a_pair_with_a_gap_is_left_out():
    assert correlation([(1, 2), (2, None), (None, 4), (3, 1), (4, 5), (6, 2)]).n == 4


@pytest.mark.parametrize(("pairs", "reason"), [
    ([(1, 2), (2, 3), (3, 9)], TOO_FEW_PAIRS), ([(1, 2), (1, 3), (1, 4), (1, 9)], NO_VARIATION),
    ([(1, 2), (2, 4), (3, 6), (4, 8)], PERFECT)])
def test_it_says_why_there_is_no_number_or_no_interval(pairs, reason):
    found = correlation(pairs)
    assert (found.reason, found.interval) == (reason, None)


def test_from_twelve_pairs_there_is_no_note():
    assert correlation([(each, each * each % 7) for each in range(12)]).note is None


def test_it_refuses_what_is_no_number():
    with pytest.raises(ValueError, match="finite"):
        correlation([(1, nan)])
