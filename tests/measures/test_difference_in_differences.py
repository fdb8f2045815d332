from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.difference_in_differences import (
    CHANGES,
    CLUSTERED,
    EMPTY_CELL,
    NO_VARIATION,
    ONE_PERSON,
    DifferenceInDifferences,
    Observation,
    difference_in_differences,
    observe_pairs,
    people_per_arm,
)
from cxtrain.measures.effects import FEW_PEOPLE

people = st.lists(
    st.tuples(st.lists(st.integers(1, 7), min_size=1, max_size=4), st.lists(st.integers(1, 7), min_size=1, max_size=4)),
    min_size=20, max_size=26,
)


def observe(rows, treated):
    """Observations of people from (values before, values after); `treated` says of whom by index."""
    return [
        Observation(i, treated(i), late, value)
        for i, (before, after) in enumerate(rows)
        for late, values in ((False, before), (True, after))
        for value in values
    ]


def sandwich(observations):
    """δ and its CR1 standard error by least squares on the four columns, as statsmodels' cov_type="cluster"."""
    x = np.array([[1, o.treated, o.after, o.treated * o.after] for o in observations], float)
    y, who = np.array([o.value for o in observations], float), np.array([o.person for o in observations])
    beta, *_ = np.linalg.lstsq(x, y, rcond=None)
    scores = np.array([x[who == g].T @ (y - x @ beta)[who == g] for g in np.unique(who)])
    groups, (n, k) = len(scores), x.shape
    bread = np.linalg.inv(x.T @ x)
    factor = groups / (groups - 1) * (n - 1) / (n - k)
    return beta[3], np.sqrt((factor * bread @ scores.T @ scores @ bread)[3, 3])


@given(people)
def test_from_twenty_people_on_it_agrees_with_least_squares_and_its_sandwich(rows):
    observations = observe(rows, lambda i: i % 3 == 0)
    answer = difference_in_differences(observations, level=0.9)
    value, se = sandwich(observations)
    assert (answer.method, answer.n, answer.reason or NO_VARIATION) == (CLUSTERED, len(observations), NO_VARIATION)
    assert (answer.treated, answer.untreated) == (len(rows[::3]), len(rows) - len(rows[::3]))
    assert answer.value == pytest.approx(value, rel=1e-9, abs=1e-9)
    if se > 1e-9:
        df = len(rows) - 1
        low, high = stats.t.interval(0.9, df, value, se)
        assert (answer.se, answer.df, answer.t) == pytest.approx((se, df, value / se), rel=1e-9, abs=1e-9)
        assert answer.p == pytest.approx(2 * stats.t.sf(abs(value / se), df), rel=1e-6, abs=1e-9)
        assert (answer.interval.low, answer.interval.high, answer.interval.level) == pytest.approx((low, high, 0.9), rel=1e-8, abs=1e-8)


@given(people.map(lambda rows: rows[:19]))
def test_below_twenty_people_it_agrees_with_welch_on_one_change_each(rows):
    observations = observe(rows, lambda i: i < 8)
    answer = difference_in_differences(observations)
    changes = [np.mean(after) - np.mean(before) for before, after in rows]
    assert (answer.method, answer.n, answer.treated, answer.untreated) == (CHANGES, len(observations), 8, 11)
    assert answer.gains == pytest.approx((np.mean(changes[:8]), np.mean(changes[8:])), rel=1e-9, abs=1e-9)
    if np.std(changes[:8]) + np.std(changes[8:]) > 1e-9:
        oracle = stats.ttest_ind(changes[:8], changes[8:], equal_var=False)
        interval = oracle.confidence_interval()
        assert (answer.t, answer.df, answer.p) == pytest.approx((oracle.statistic, oracle.df, oracle.pvalue), rel=1e-6, abs=1e-9)
        assert (answer.interval.low, answer.interval.high) == pytest.approx((interval.low, interval.high), rel=1e-8, abs=1e-8)
        assert answer.se == pytest.approx(answer.value / answer.t if answer.t else answer.se, rel=1e-6)


def test_it_meets_did_card_krueger():
    # Card & Krueger 1994, table 3, mean full-time equivalents: 23.33 and 20.44 before, 21.17 and 21.03 after.
    # The paper prints 2.76 from unrounded means. Two stores in each group stand for the means.
    rows = [([20.44], [21.03])] * 2 + [([23.33], [21.17])] * 2
    answer = difference_in_differences(observe(rows, lambda i: i < 2))
    assert answer.value == pytest.approx(2.75, abs=0.02)
    assert answer.value == pytest.approx(2.75, abs=1e-9)
    assert answer.gains == pytest.approx((0.59, -2.16), abs=1e-9)


def test_a_small_sum_done_by_hand():
    # Trained change by 2 and 4 (mean 3, variance 2), untrained by 0 and 1 (mean .5, variance .5):
    # 2.5 with SE √(2/2 + .5/2) = √1.25, t = 2.236, df = 1.25² / (1 + .0625) = 1.470588.
    answer = difference_in_differences(observe_pairs([1, 1, 3, 3], [3, 5, 3, 4], [True, True, False, False]))
    assert (answer.value, answer.n, answer.treated, answer.untreated) == (2.5, 8, 2, 2)
    assert (answer.se, answer.t, answer.df) == pytest.approx((1.25**0.5, 5**0.5, 1.5625 / 1.0625), rel=1e-12)
    assert answer.p == pytest.approx(2 * stats.t.sf(5**0.5, 1.5625 / 1.0625), rel=1e-9)
    assert (answer.reason, answer.note) == (None, FEW_PEOPLE)


def test_twenty_people_make_clusters_and_nineteen_do_not():
    rows = [([i % 5], [i % 7]) for i in range(20)]
    assert difference_in_differences(observe(rows, lambda i: i < 10)).method == CLUSTERED
    assert difference_in_differences(observe(rows[:19], lambda i: i < 10)).method == CHANGES


def test_one_pair_each_gives_the_same_value_either_way():
    rows = [([i % 5], [i % 7]) for i in range(20)]
    clustered = difference_in_differences(observe(rows, lambda i: i < 10))
    changes = [after[0] - before[0] for before, after in rows]
    assert clustered.value == pytest.approx(np.mean(changes[:10]) - np.mean(changes[10:]))
    assert clustered.note is None
    assert clustered.df == 19


def test_someone_seen_once_counts_among_clusters_but_has_no_change():
    few = [*observe([([1], [3]), ([1], [4]), ([2], [2]), ([2], [3])], lambda i: i < 2), Observation("x", True, True, 7)]
    answer = difference_in_differences(few)
    assert (answer.n, answer.treated, answer.untreated, answer.value) == (8, 2, 2, 2)
    many = [*observe([([i % 5], [i % 7]) for i in range(20)], lambda i: i < 10), Observation("x", True, True, 7)]
    answer = difference_in_differences(many)
    assert (answer.n, answer.treated, answer.untreated) == (41, 11, 10)


def test_missing_values_are_left_out():
    rows = [([1], [3]), ([1], [4]), ([2], [2]), ([2], [3])]
    full = observe(rows, lambda i: i < 2)
    assert difference_in_differences([*full, Observation(0, True, True, None)]) == difference_in_differences(full)


def test_a_score_of_nought_is_a_score():
    rows = [([0], [3]), ([0], [4]), ([2], [0]), ([2], [1])]
    assert difference_in_differences(observe(rows, lambda i: i < 2)).gains == (3.5, -1.5)


def test_fewer_than_ten_in_a_group_get_a_note():
    rows = [([i % 5], [i % 7]) for i in range(21)]
    assert difference_in_differences(observe(rows, lambda i: i < 10)).note is None
    assert difference_in_differences(observe(rows, lambda i: i < 9)).note == FEW_PEOPLE
    assert difference_in_differences(observe(rows, lambda i: i >= 9)).note == FEW_PEOPLE


def test_an_empty_cell_has_no_effect_and_it_says_so():
    nothing = DifferenceInDifferences(None, 0, 0, 0, CHANGES, reason=EMPTY_CELL, note=FEW_PEOPLE)
    assert difference_in_differences([]) == nothing
    rows = [([1], [3])] * 3
    assert difference_in_differences(observe(rows, lambda i: True)).reason == EMPTY_CELL
    assert difference_in_differences(observe(rows, lambda i: False)).reason == EMPTY_CELL
    many = [([1], [i]) for i in range(20)] + [([], [2])] * 2
    answer = difference_in_differences(observe(many, lambda i: i >= 20))
    assert (answer.reason, answer.method, answer.value, answer.treated) == (EMPTY_CELL, CLUSTERED, None, 2)


@pytest.mark.parametrize("size", [4, 24])
@pytest.mark.parametrize("turned", [False, True])
def test_one_person_in_a_group_gives_a_direction_but_no_interval(size, turned):
    rows = [([i % 5], [i % 7 + 1]) for i in range(size)]
    answer = difference_in_differences(observe(rows, lambda i: (i == 0) is not turned))
    assert answer.value is not None
    assert (answer.se, answer.interval, answer.reason) == (None, None, ONE_PERSON)


@pytest.mark.parametrize("size", [6, 20])
def test_two_people_in_a_group_are_enough_for_an_interval(size):
    rows = [([i % 5], [i % 7 + 1]) for i in range(size)]
    assert difference_in_differences(observe(rows, lambda i: i < 2)).interval is not None


@pytest.mark.parametrize("size", [6, 20])
def test_groups_in_which_all_changed_alike_have_no_test(size):
    rows = [([i % 5 + 0.1], [i % 5 + 0.3 + (i < 3)]) for i in range(size)]
    answer = difference_in_differences(observe(rows, lambda i: i < 3))
    assert answer.value == pytest.approx(1)
    assert (answer.se, answer.t, answer.p, answer.interval, answer.reason) == (0, None, None, None, NO_VARIATION)


def test_a_person_in_both_groups_is_refused():
    with pytest.raises(ValueError, match=r"^a person must be either trained or untrained$"):
        difference_in_differences([Observation("a", True, False, 1), Observation("a", False, True, 1)])


def test_values_that_are_not_finite_are_refused():
    with pytest.raises(ValueError, match=r"^values must be finite numbers or None$"):
        difference_in_differences([Observation("a", True, False, nan)])


def test_three_columns_make_two_observations_a_row():
    assert observe_pairs([1, None], [2, 3], [True, False]) == [
        Observation(0, True, False, 1), Observation(0, True, True, 2),
        Observation(1, False, False, None), Observation(1, False, True, 3),
    ]


@pytest.mark.parametrize("columns", [([1], [], [True]), ([1], [1], []), ([], [1], [True])])
def test_columns_of_unequal_length_are_refused(columns):
    with pytest.raises(ValueError, match=r"^before, after and treated must be of the same people$"):
        observe_pairs(*columns)


def test_the_better_before_predicts_after_the_fewer_people_it_takes():
    # Changes have the variance 2 (1 - r): at r = .5 that of one observation, 63 for half an SD; at r = 0 twice that.
    assert people_per_arm(0.5, 1.0, correlation=0.5) == 63
    assert people_per_arm(0.5, 1.0, correlation=0) == 126
    assert people_per_arm(1, 2.0, correlation=0.5) == 63
    assert people_per_arm(1.0, 1.0, correlation=0.5, level=0.99, power=0.9) == 30
    assert people_per_arm(1.0, 1.0, correlation=1) == 2
    assert people_per_arm(0.5, 1.0, correlation=-1) == 252


@pytest.mark.parametrize("bad", [-1.01, 1.01])
def test_a_correlation_beyond_one_is_refused(bad):
    with pytest.raises(ValueError, match=r"^the correlation of before and after must lie within -1\.\.1$"):
        people_per_arm(0.5, 1.0, correlation=bad)
