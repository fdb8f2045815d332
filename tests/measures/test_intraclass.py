from math import nan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import Interval
from cxtrain.measures.intraclass import (
    MISSING_RATING,
    NO_INTERVAL,
    NO_VARIATION,
    TOO_FEW_RATERS,
    TOO_FEW_TARGETS,
    UNDEFINED,
    MeanSquares,
    intraclass_correlations,
    mean_squares,
)

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]

tables = st.tuples(st.integers(2, 7), st.integers(2, 4)).flatmap(
    lambda size: st.lists(st.lists(st.integers(1, 7), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
)


def by_definition(rows, level=0.95):
    """The formulas of Shrout & Fleiss and of McGraw & Wong, with numpy's sums and scipy's F."""
    x = np.asarray(rows, float)
    n, k = x.shape
    grand = x.mean()
    msb = k * np.sum((x.mean(1) - grand) ** 2) / (n - 1)
    msj = n * np.sum((x.mean(0) - grand) ** 2) / (k - 1)
    mse = np.sum((x - x.mean(1, keepdims=True) - x.mean(0) + grand) ** 2) / ((n - 1) * (k - 1))
    msw = np.sum((x - x.mean(1, keepdims=True)) ** 2) / (n * (k - 1))
    q = (1 + level) / 2
    found = {}
    for name, error, df in (("ICC1", msw, n * (k - 1)), ("ICC3", mse, (n - 1) * (k - 1))):
        f = msb / error
        low, high = f / stats.f.ppf(q, n - 1, df), f * stats.f.ppf(q, df, n - 1)
        found[name] = tuple((each - 1) / (each + k - 1) for each in (f, low, high))
        found[name + "k"] = tuple(1 - 1 / each for each in (f, low, high))
    r = (msb - mse) / (msb + (k - 1) * mse + k * (msj - mse) / n)
    fj, spread = msj / mse, n * (1 + (k - 1) * r) - k * r
    v = (k - 1) * (n - 1) * (k * r * fj + spread) ** 2 / ((n - 1) * k**2 * r**2 * fj**2 + spread**2)
    up, down = stats.f.ppf(q, n - 1, v), stats.f.ppf(q, v, n - 1)
    rest = k * msj + (k * n - k - n) * mse
    low, high = n * (msb - up * mse) / (up * rest + n * msb), n * (down * msb - mse) / (rest + n * down * msb)
    found["ICC2"] = r, low, high
    found["ICC2k"] = (msb - mse) / (msb + (msj - mse) / n), *(k * end / (1 + (k - 1) * end) for end in (low, high))
    return found


def test_it_meets_icc_shrout_fleiss_1979():
    # Shrout & Fleiss, Psychological Bulletin 86:420, 1979, tables 2 to 4; digits by R psych 2.2.9 and pingouin 0.7.
    found = intraclass_correlations(SHROUT_FLEISS)
    assert (found.n, found.k, found.reason) == (6, 4, None)
    squares = found.mean_squares
    assert (squares.between, squares.raters) == pytest.approx((11.2416666667, 32.4861111111), abs=1e-6)
    assert (squares.error, squares.within) == pytest.approx((1.0194444444, 6.2638888889), abs=1e-6)
    expected = {
        "ICC1": (0.1657417684, -0.13293232487, 0.7225600623),
        "ICC2": (0.2897637795, 0.01878651337, 0.7610843696),
        "ICC3": (0.7148407148, 0.34246476503, 0.94585826),
        "ICC1k": (0.4427971337, -0.88444215524, 0.9124154203),
        "ICC2k": (0.6200505476, 0.0711368153, 0.9272320402),
        "ICC3k": (0.9093155424, 0.67567471382, 0.9858916782),
    }
    assert [name for name, _ in found.forms] == list(expected)
    for name, form in found.forms:
        assert (form.value, form.interval.low, form.interval.high) == pytest.approx(expected[name], abs=1e-6), name
        assert (form.n, form.reason, form.note, form.interval.level) == (6, None, None, 0.95)
    assert found.forms == (("ICC1", found.icc1), ("ICC2", found.icc2), ("ICC3", found.icc3),
                           ("ICC1k", found.icc1k), ("ICC2k", found.icc2k), ("ICC3k", found.icc3k))


@pytest.mark.parametrize("level", [0.8, 0.99])
@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_with_the_formulas_by_numpy_and_scipy(seed, level):
    chance = np.random.default_rng(seed)
    n, k = int(chance.integers(3, 12)), int(chance.integers(2, 6))
    rows = chance.normal(size=(n, k)) + chance.normal(size=k) * 0.5 + chance.normal(size=(n, 1)) * (seed % 4)
    expected, found = by_definition(rows, level), intraclass_correlations(rows.tolist(), level=level)
    for name, form in found.forms:
        ends = (None, None) if form.interval is None else (form.interval.low, form.interval.high)
        assert form.value == pytest.approx(expected[name][0], rel=1e-9), name
        if form.interval is None:
            assert (name, form.reason, expected["ICC2"][1] <= -1 / (k - 1)) == ("ICC2k", NO_INTERVAL, True)
        else:
            assert ends == pytest.approx(expected[name][1:], rel=1e-8), name
            assert form.interval.level == level


@settings(max_examples=50)
@given(tables, st.floats(-50, 50), st.randoms(use_true_random=False))
def test_neither_a_constant_nor_the_order_of_targets_or_raters_changes_it(rows, shift, chance):
    found = intraclass_correlations(rows)
    moved = [[rating + shift for rating in row[::-1]] for row in rows]
    chance.shuffle(moved)
    for (name, before), (_, after) in zip(found.forms, intraclass_correlations(moved).forms, strict=True):
        assert before.value == (None if after.value is None else pytest.approx(after.value, rel=1e-6, abs=1e-6)), name
        assert before.reason == after.reason


@settings(max_examples=50)
@given(tables)
def test_every_form_is_at_most_one_and_lies_in_its_interval_where_the_targets_differ(rows):
    found = intraclass_correlations(rows)
    for name, form in found.forms:
        assert (form.value is None) <= (form.reason is not None)
        assert (form.interval is None) == (form.reason is not None)
        if form.value is not None:
            assert form.value <= 1 + 1e-12, name
        if form.interval is not None and name != "ICC2" and name != "ICC2k":
            assert form.interval.low - 1e-9 <= form.value <= form.interval.high + 1e-9, name


def test_a_form_whose_denominator_is_nothing_but_rounding_has_no_value():
    # By hand: MSB = 1/6, MSE = 1/2, MSR = 0, n = 3, so the denominator of form 2k is 1/6 - 1/6 = 0.
    found = intraclass_correlations([[1, 1], [1, 2], [2, 1]])
    assert found.icc2k.value is None and found.icc2k.reason


@settings(max_examples=50)
@given(tables)
def test_the_mean_of_k_ratings_follows_spearman_and_brown(rows):
    found, k = intraclass_correlations(rows), len(rows[0])
    for one, many in ((found.icc1, found.icc1k), (found.icc2, found.icc2k), (found.icc3, found.icc3k)):
        assume(many.value is not None and one.value is not None)
        assert many.value == pytest.approx(k * one.value / (1 + (k - 1) * one.value), rel=1e-6, abs=1e-9)


@settings(max_examples=50)
@given(tables)
def test_the_mean_squares_add_up(rows):
    squares, n, k = mean_squares(rows), len(rows), len(rows[0])
    parts = (n - 1) * squares.between + (k - 1) * squares.raters + (n - 1) * (k - 1) * squares.error
    assert parts == pytest.approx(n * k * np.var(rows), abs=1e-9)
    assert n * (k - 1) * squares.within == pytest.approx((k - 1) * squares.raters + (n - 1) * (k - 1) * squares.error)


def test_raters_who_agree_in_all_have_ones_throughout():
    for name, form in intraclass_correlations([[1, 1, 1], [3, 3, 3], [4, 4, 4]]).forms:
        assert (form.value, form.interval, form.reason) == (1, Interval(1, 1, 0.95), None), name


def test_raters_who_differ_by_a_constant_agree_in_order_but_not_in_level():
    # Targets .1 .2 .3, the second rater .1 higher: MSB 2 * .01 = .02, MSJ 3 * .005 = .015, MSE 0;
    # ICC2 = .02 / (.02 + 2 * .015 / 3) = 2/3, ICC2k = .02 / (.02 + .005) = .8.
    found = intraclass_correlations([[0.1, 0.2], [0.2, 0.3], [0.3, 0.4]])
    assert (found.mean_squares.error, found.icc3.value, found.icc3.interval) == (0, 1, Interval(1, 1, 0.95))
    assert (found.icc2.value, found.icc2k.value) == (pytest.approx(2 / 3, rel=1e-9), pytest.approx(0.8, rel=1e-9))
    assert 0 < found.icc2.interval.low < 2 / 3 < found.icc2.interval.high < 1


def test_targets_that_do_not_differ_have_no_reliability_of_the_mean():
    # Row means are equal: MSB 0, MSJ 0, MSW = MSE * 2 / 3.
    found = intraclass_correlations([[1, 2, 3], [2, 3, 1], [3, 1, 2]])
    assert (found.icc1.value, found.icc3.value) == pytest.approx((-0.5, -0.5))
    assert found.icc1.interval == Interval(found.icc1.value, found.icc1.value, 0.95)
    for form in (found.icc1k, found.icc3k, found.icc2k):
        assert (form.value, form.interval, form.reason) == (None, None, UNDEFINED)
    assert (found.reason, found.icc1.reason) == (None, None)


def test_two_targets_and_two_raters_crosswise_have_no_second_form():
    found = intraclass_correlations([[1, 2], [2, 1]])
    assert (found.icc2.value, found.icc2.reason, found.icc2k.reason) == (None, UNDEFINED, UNDEFINED)


def test_raters_who_tell_only_themselves_apart_have_no_third_form():
    found = intraclass_correlations([[1, 2], [1, 2], [1, 2]])
    assert found.mean_squares == MeanSquares(0, 1.5, 0, 0.5)
    assert (found.icc1.value, found.icc2.value, found.icc3.value) == (-1, 0, None)
    assert (found.icc3.reason, found.icc2.interval, found.icc2.reason) == (UNDEFINED, None, NO_INTERVAL)
    assert (found.icc2k.value, found.icc2k.reason) == (0, NO_INTERVAL)


@pytest.mark.parametrize(("rows", "n", "k", "reason"), [
    ([], 0, 0, TOO_FEW_TARGETS),
    ([[1, 2, 3]], 1, 3, TOO_FEW_TARGETS),
    ([[1], [2]], 2, 1, TOO_FEW_RATERS),
    ([[], []], 2, 0, TOO_FEW_RATERS),
    ([[1, 2], [None, 3]], 2, 2, MISSING_RATING),
    ([[4, 4], [4, 4], [4, 4]], 3, 2, NO_VARIATION),
    ([[0.1 + 0.2, 0.3], [0.3, 0.3]], 2, 2, NO_VARIATION),
])
def test_it_says_why_there_is_no_value(rows, n, k, reason):
    found = intraclass_correlations(rows)
    assert (found.n, found.k, found.reason) == (n, k, reason)
    assert all((form.value, form.n, form.interval, form.reason) == (None, n, None, reason) for _, form in found.forms)
    assert (found.mean_squares is None) == (reason != NO_VARIATION)


@pytest.mark.parametrize(("rows", "level", "message"), [
    ([[1, 2], [3]], 0.95, "each target needs a rating, or None, of every rater"),
    ([[1, 2], [3, nan]], 0.95, "ratings must be finite numbers or None"),
    (SHROUT_FLEISS, 0, "the level must lie strictly between 0 and 1"),
    (SHROUT_FLEISS, 1, "the level must lie strictly between 0 and 1"),
])
def test_it_refuses_what_makes_no_sense(rows, level, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        intraclass_correlations(rows, level=level)
