import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import (
    NO_OBSERVATION,
    ONE_OBSERVATION,
    Interval,
    Sums,
    half_width_in_sds,
    mean_interval,
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
