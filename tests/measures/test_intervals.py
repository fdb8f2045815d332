from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import (
    ALL_EQUAL,
    NO_OBSERVATION,
    ONE_OBSERVATION,
    TWO_SHARES,
    Estimate,
    Interval,
    Sums,
    centred_interval,
    half_width_in_sds,
    mean_interval,
    mean_of,
    newcombe,
    wilson,
)

ratings = st.lists(st.integers(1, 7), min_size=2, max_size=60)


def interval_of(values):
    sums = Sums.of(values)
    return mean_interval(sums.n, sums.total, sums.squares)


def test_it_meets_paired_t_sleep():
    # Student's sleep data, drug 2 minus drug 1: mean 1.58, 95 % interval 0.700114236723 to 2.459885763277.
    extra_hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
    estimate = interval_of(extra_hours)
    assert estimate.value == pytest.approx(1.58, abs=1e-6)
    assert (estimate.interval.low, estimate.interval.high) == pytest.approx((0.700114236723, 2.459885763277), abs=1e-6)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.255288519878, 0.366209576983),
        (15, 148, 0.0623863995307, 0.160487241723),
        (0, 20, 0, 0.161125158053),
        (1, 29, 0.00611321429276, 0.171755218793),
    ],
)
def test_it_meets_wilson_newcombe(successes, n, low, high):
    # Newcombe, Statistics in Medicine 17:857, 1998, table of examples.
    interval = wilson(successes, n).interval
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-6)


def test_half_widths_teach_how_little_few_visits_say():
    # t / sqrt(n) by hand for n = 3: 4.30265 / 1.73205 = 2.484.
    table = {3: 2.48, 4: 1.59, 5: 1.24, 6: 1.05, 8: 0.84, 10: 0.72, 15: 0.55, 20: 0.47, 30: 0.37}
    assert {n: round(half_width_in_sds(n), 2) for n in table} == table


def test_no_visit_gives_no_mean_and_says_so():
    assert mean_interval(0, 0, 0).value is None
    assert mean_interval(0, 0, 0).reason == NO_OBSERVATION
    assert wilson(0, 0).reason == NO_OBSERVATION


def test_one_visit_gives_a_mean_without_an_interval_and_says_so():
    estimate = mean_interval(1, 5.5, 30.25)
    assert (estimate.value, estimate.interval, estimate.reason) == (5.5, None, ONE_OBSERVATION)


@given(ratings)
def test_the_mean_interval_agrees_with_scipy(values):
    estimate = interval_of(values)
    low, high = stats.t.interval(0.95, len(values) - 1, stats.tmean(values), stats.sem(values) or 1e-300)
    assert (estimate.interval.low, estimate.interval.high) == pytest.approx((low, high), abs=1e-6)


@given(ratings, ratings)
def test_sums_of_months_add_up_to_the_sums_of_the_year(first, second):
    assert Sums.of(first) + Sums.of(second) == Sums.of(first + second)


@given(st.lists(st.floats(1, 7), min_size=1, max_size=50))
def test_equal_values_never_make_a_negative_variance(values):
    same = Sums.of([values[0]] * (len(values) + 1))
    assert same.variance >= 0


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_its_share_and_stays_within_nought_and_one(case):
    successes, n = case
    estimate = wilson(successes, n)
    assert 0 <= estimate.interval.low <= estimate.value <= estimate.interval.high <= 1
    mirror = wilson(n - successes, n).interval
    assert mirror.low == pytest.approx(1 - estimate.interval.high, abs=1e-12)


def test_clipping_is_for_drawing_and_keeps_the_interval_on_the_scale():
    assert Interval(-0.5, 8.2).clipped(1, 7) == Interval(1, 7)
    assert Interval(7.5, 9).clipped(1, 7) == Interval(7, 7)


@pytest.mark.parametrize("sums", [(-1, 0, 0), (0, 1, 1), (0, 0, 4), (2, 10, 10), (1, float("nan"), 1)])
def test_it_refuses_sums_that_no_values_can_have(sums):
    with pytest.raises(ValueError, match="sum"):
        mean_interval(*sums)


@pytest.mark.parametrize(("successes", "n"), [(-1, 3), (4, 3)])
def test_wilson_refuses_more_successes_than_tries(successes, n):
    with pytest.raises(ValueError, match=r"0\.\.n"):
        wilson(successes, n)


def test_an_estimate_has_neither_reason_nor_note_unless_one_is_given():
    estimate = Estimate(4.5, 3)
    assert (estimate.sd, estimate.interval, estimate.reason, estimate.note) == (None, None, None, None)


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=40), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_mean_of_values_agrees_with_scipy(values, level):
    estimate = mean_of(values, level=level)
    assert estimate.n == len(values)
    assert estimate.value == pytest.approx(np.mean(values), rel=1e-9, abs=1e-9)
    if estimate.interval is not None and np.ptp(values) > 1e-3:
        low, high = stats.t.interval(level, len(values) - 1, np.mean(values), stats.sem(values))
        assert (estimate.interval.low, estimate.interval.high) == pytest.approx((low, high), rel=1e-9, abs=1e-9)
        assert estimate.sd == pytest.approx(np.std(values, ddof=1), rel=1e-9)
        assert (estimate.interval.level, estimate.reason) == (level, None)


def test_the_mean_of_values_keeps_its_digits_far_from_nought():
    # Of 1e9 + 0, 1, 2: deviations -1, 0, 1, variance 1; t(.975, 2) / sqrt(3) = 2.4841377118.
    estimate = mean_of([1e9, 1e9 + 1, 1e9 + 2])
    assert (estimate.value, estimate.sd) == (1e9 + 1, 1.0)
    assert estimate.interval.half_width == pytest.approx(2.4841377118, abs=1e-6)


def test_the_mean_of_values_leaves_out_what_is_missing():
    # Of 2 and 4: mean 3, variance (1 + 1) / 1 = 2.
    estimate = mean_of([None, 2, None, 4])
    assert (estimate.value, estimate.n, estimate.sd) == (3, 2, pytest.approx(2**0.5, rel=1e-15))


def test_the_mean_of_nothing_of_one_and_of_equal_values_has_no_interval_and_says_so():
    assert mean_of([]) == mean_of([None]) == Estimate(None, 0, reason=NO_OBSERVATION)
    assert mean_of([5.5]) == Estimate(5.5, 1, reason=ONE_OBSERVATION)
    assert mean_of([0, 0]) == Estimate(0, 2, 0.0, reason=ALL_EQUAL)
    assert mean_of([0.1, 0.1, 0.1]) == Estimate(0.1, 3, 0.0, reason=ALL_EQUAL)


def test_values_that_differ_by_rounding_alone_are_equal():
    assert mean_of([0.1 + 0.2, 0.3]).reason == ALL_EQUAL
    assert centred_interval(4, 1.0, 4e-24).reason == ALL_EQUAL
    assert centred_interval(4, -1.0, 4.1e-24).reason is None


@pytest.mark.parametrize("value", [nan, inf, -inf])
def test_the_mean_of_values_refuses_what_is_no_number(value):
    with pytest.raises(ValueError, match="^values must be finite numbers or None$"):
        mean_of([1, value])


@pytest.mark.parametrize(("n", "deviation"), [(-1, 0), (3, -0.1)])
def test_a_centred_interval_refuses_a_negative_n_or_deviation(n, deviation):
    with pytest.raises(ValueError, match="^n and the deviation must be 0 or more$"):
        centred_interval(n, 4, deviation)


def test_a_centred_interval_is_that_of_95_percent_unless_told():
    assert centred_interval(2, 4, 2.0).interval.level == 0.95
    assert mean_of([1, 2]).interval.level == 0.95
    # t(.975, 1) = 12.7062047362 and sd = sqrt(2), so the half-width is 12.7062047362.
    assert centred_interval(2, 4, 2.0).interval.half_width == pytest.approx(12.7062047362, abs=1e-8)


# Newcombe, Statistics in Medicine 17:873, 1998, table II, method 10: the pairs there and their limits.
NEWCOMBE_TABLE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), NEWCOMBE_TABLE)
def test_it_meets_newcombes_table_of_differences(a, m, b, n, low, high):
    estimate = newcombe(a, m, b, n)
    assert estimate.value == pytest.approx(a / m - b / n, abs=1e-15)
    assert (estimate.n, estimate.sd, estimate.reason) == (m + n, None, None)
    assert (estimate.interval.low, estimate.interval.high) == pytest.approx((low, high), abs=5.1e-5)


shares = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares, shares)
def test_the_difference_of_two_shares_mirrors_and_stays_within_one(first, other):
    there, back = newcombe(*first, *other), newcombe(*other, *first)
    assert there.interval.low == pytest.approx(-back.interval.high, abs=1e-12)
    assert -1 - 1e-12 <= there.interval.low <= there.value <= there.interval.high <= 1 + 1e-12


def test_a_higher_level_makes_the_difference_of_shares_wider_and_is_kept():
    wide, narrow = newcombe(9, 10, 3, 10, level=0.99).interval, newcombe(9, 10, 3, 10).interval
    assert wide.low < narrow.low < narrow.high < wide.high
    assert (wide.level, narrow.level) == (0.99, 0.95)


@pytest.mark.parametrize("sides", [(0, 0, 3, 4), (3, 4, 0, 0), (0, 0, 0, 0)])
def test_a_side_without_an_observation_has_no_difference_of_shares_and_says_so(sides):
    assert newcombe(*sides) == Estimate(None, sides[1] + sides[3], reason=TWO_SHARES)


def test_the_difference_of_shares_refuses_more_successes_than_tries():
    with pytest.raises(ValueError, match=r"0\.\.n"):
        newcombe(1, 2, 3, 2)


def test_the_mean_interval_keeps_n_and_level():
    assert mean_interval(0, 0, 0) == Estimate(None, 0, reason=NO_OBSERVATION)
    assert mean_interval(1, 5.5, 30.25) == Estimate(5.5, 1, reason=ONE_OBSERVATION)
    # Of 3 and 5: mean 4, sd sqrt(2), t(.95, 1) = 6.3137515147, so the half-width is that.
    estimate = mean_interval(2, 8, 34, level=0.9)
    assert (estimate.n, estimate.interval.level, mean_interval(2, 8, 34).interval.level) == (2, 0.9, 0.95)
    assert estimate.sd == pytest.approx(2**0.5, rel=1e-12)
    assert estimate.interval.half_width == pytest.approx(6.3137515147, abs=1e-8)


def test_wilson_keeps_n_and_level():
    assert wilson(0, 0) == Estimate(None, 0, reason=NO_OBSERVATION)
    assert (wilson(3, 5, level=0.9).interval.level, wilson(3, 5).interval.level, wilson(3, 5).n) == (0.9, 0.95, 5)


def test_clipping_keeps_the_level():
    assert Interval(0, 8, 0.9).clipped(1, 7) == Interval(1, 7, 0.9)


@settings(max_examples=30)
@given(shares, shares, st.sampled_from([0.8, 0.99]))
def test_another_level_of_the_difference_is_made_of_wilsons_of_that_level(first, other, level):
    (a, m), (b, n) = first, other
    sides = [stats.binomtest(k, of).proportion_ci(level, method="wilson") for k, of in (first, other)]
    below = np.hypot(a / m - sides[0].low, sides[1].high - b / n)
    above = np.hypot(sides[0].high - a / m, b / n - sides[1].low)
    interval = newcombe(a, m, b, n, level=level).interval
    assert (interval.low, interval.high) == pytest.approx((a / m - b / n - below, a / m - b / n + above), abs=1e-9)
