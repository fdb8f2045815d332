from fractions import Fraction
from math import inf, nan
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.bootstrap import (
    FEWEST_UNITS,
    NO_VARIATION,
    NOT_DEFINED,
    OFTEN_UNDEFINED,
    RESAMPLES,
    TOO_FEW_TO_RESAMPLE,
    Resampled,
    bootstrap,
    quantile,
)
from cxtrain.measures.intervals import NO_OBSERVATION

TEN = [1, 2, 3, 4, 5, 6, 7, 3, 4, 5]


def mean(values):
    return sum(values) / len(values)


def test_it_draws_what_the_seed_says_and_takes_the_percentiles_between_the_draws():
    # The same resamples drawn here by hand, and numpy's quantiles of their means.
    chance = Random(7)
    means = [mean(chance.choices(TEN, k=10)) for _ in range(500)]
    low, high = np.quantile(means, [0.025, 0.975])
    drawn = bootstrap(TEN, mean, seed=7, resamples=500)
    assert (drawn.value, drawn.n, drawn.units, drawn.seed, drawn.resamples) == (4, 10, 10, 7, 500)
    assert (drawn.interval.low, drawn.interval.high) == pytest.approx((low, high), abs=1e-12)
    assert (drawn.interval.level, drawn.reason) == (0.95, None)


def test_another_level_takes_other_percentiles():
    chance = Random(7)
    means = [mean(chance.choices(TEN, k=10)) for _ in range(200)]
    low, high = np.quantile(means, [0.1, 0.9])
    interval = bootstrap(TEN, mean, seed=7, resamples=200, level=0.8).interval
    assert (interval.low, interval.high, interval.level) == (pytest.approx(low), pytest.approx(high), 0.8)


def test_it_agrees_with_scipy_as_far_as_a_simulation_can():
    values = np.random.default_rng(3).normal(5, 1, 80)
    theirs = stats.bootstrap((values,), np.mean, n_resamples=4000, method="percentile", rng=1).confidence_interval
    ours = bootstrap(list(values), mean, seed=1, resamples=4000).interval
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=0.02)


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    assert bootstrap(TEN, mean, seed=1, resamples=300) == bootstrap(TEN, mean, seed=1, resamples=300)
    first, other = (bootstrap(TEN, mean, seed=seed, resamples=300).interval for seed in (1, 2))
    assert (first.low, first.high) != (other.low, other.high)


def test_it_draws_two_thousand_times_unless_told():
    assert RESAMPLES == 2000
    assert bootstrap(TEN, mean, seed=1).resamples == 2000


def test_nine_observations_are_too_few_and_ten_are_enough():
    assert FEWEST_UNITS == 10
    assert bootstrap(TEN[:9], mean, seed=4) == Resampled(mean(TEN[:9]), 9, 9, 4, 0, reason=TOO_FEW_TO_RESAMPLE)
    assert bootstrap(TEN, mean, seed=4, resamples=50).interval is not None


def test_whole_clusters_are_drawn():
    # Each cluster holds the same two values, so its mean is 1.5 whatever is drawn; single values would vary.
    values, clusters = [1, 2] * 10, [cluster for cluster in range(10) for _ in range(2)]
    drawn = bootstrap(values, mean, seed=5, resamples=100, clusters=clusters)
    assert drawn == Resampled(1.5, 20, 10, 5, 100, reason=NO_VARIATION)
    assert bootstrap(values, mean, seed=5, resamples=100).interval is not None


def test_clusters_are_drawn_in_the_order_of_their_first_value():
    values, clusters = [*range(20)], [*range(10), *range(10)]
    groups = [[k, k + 10] for k in range(10)]
    chance = Random(2)
    means = sorted(mean([v for g in chance.choices(groups, k=10) for v in g]) for _ in range(100))
    interval = bootstrap(values, mean, seed=2, resamples=100, clusters=clusters).interval
    assert (interval.low, interval.high) == pytest.approx(tuple(np.quantile(means, [0.025, 0.975])))


def test_nine_clusters_are_too_few_however_many_values_they_hold():
    drawn = bootstrap([*range(90)], mean, seed=1, clusters=[k // 10 for k in range(90)])
    assert (drawn.n, drawn.units, drawn.reason) == (90, 9, TOO_FEW_TO_RESAMPLE)


def test_missing_values_leave_with_their_cluster():
    drawn = bootstrap([None, *TEN, None], mean, seed=1, resamples=50, clusters=[*range(12)])
    assert (drawn.n, drawn.units, drawn.value) == (10, 10, 4)
    assert bootstrap([None, *TEN], mean, seed=7, resamples=50) == bootstrap(TEN, mean, seed=7, resamples=50)


def test_nothing_observed_has_no_value_and_says_so():
    assert bootstrap([], mean, seed=1) == Resampled(None, 0, 0, 1, 0, reason=NO_OBSERVATION)
    assert bootstrap([None, None], mean, seed=1) == Resampled(None, 0, 0, 1, 0, reason=NO_OBSERVATION)


def test_a_statistic_that_has_no_value_says_so():
    assert bootstrap(TEN, lambda _: None, seed=1) == Resampled(None, 10, 10, 1, 0, reason=NOT_DEFINED)
    assert bootstrap(TEN[:3], lambda _: None, seed=1).reason == NOT_DEFINED


def test_resamples_without_a_value_are_left_out_and_counted():
    # Undefined on every 20th resample; the first call is the one on the observations themselves.
    calls = iter(range(10_000))
    drawn = bootstrap(TEN, lambda v: None if next(calls) % 20 == 1 else mean(v), seed=1, resamples=100)
    assert (drawn.resamples, drawn.reason) == (95, None)


@pytest.mark.parametrize(("without", "reason"), [(10, None), (11, OFTEN_UNDEFINED)])
def test_more_than_one_in_ten_resamples_without_a_value_leave_no_interval(without, reason):
    calls = iter(range(10_000))
    drawn = bootstrap(TEN, lambda v: None if 1 <= next(calls) <= without else mean(v), seed=1, resamples=100)
    assert (drawn.resamples, drawn.reason) == (100 - without, reason)
    assert (drawn.interval is None) == (reason is not None)


def test_values_may_be_of_any_kind():
    units = [(Fraction(k), Fraction(k * k)) for k in range(10)]
    drawn = bootstrap(units, lambda pairs: float(sum(y for _, y in pairs) / (1 + sum(x for x, _ in pairs))), seed=1, resamples=50)
    assert drawn.value == pytest.approx(285 / 46)


@settings(max_examples=30)
@given(st.lists(st.integers(1, 7), min_size=10, max_size=30))
def test_the_interval_of_a_mean_lies_within_the_values(values):
    interval = bootstrap(values, mean, seed=9, resamples=60).interval
    assert interval is None or min(values) <= interval.low <= interval.high <= max(values)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30), st.floats(0, 1))
def test_a_quantile_is_numpys(values, p):
    assert quantile(sorted(values), p) == pytest.approx(np.quantile(values, p), abs=1e-9)


@pytest.mark.parametrize("value", [nan, inf])
def test_it_refuses_values_and_statistics_that_are_no_numbers(value):
    with pytest.raises(ValueError, match="^values must be finite or None$"):
        bootstrap([*TEN, value], mean, seed=1)
    with pytest.raises(ValueError, match="^the statistic must be a finite number or None$"):
        bootstrap(TEN, lambda _: value, seed=1)


@pytest.mark.parametrize(("resamples", "level"), [(0, 0.95), (10, 0), (10, 1)])
def test_it_refuses_no_resamples_and_a_level_that_is_none(resamples, level):
    with pytest.raises(ValueError, match="^resamples must be 1 or more and the level strictly between 0 and 1$"):
        bootstrap(TEN, mean, seed=1, resamples=resamples, level=level)


def test_it_refuses_clusters_that_do_not_match_the_values():
    with pytest.raises(ValueError, match="^each value needs one cluster$"):
        bootstrap(TEN, mean, seed=1, clusters=[1])


def test_one_resample_is_taken_as_told():
    assert bootstrap(TEN, mean, seed=1, resamples=1).reason == NO_VARIATION
