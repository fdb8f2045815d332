from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, Sums
from cxtrain.measures.shrinkage import NO_DIFFERENCE, NO_REPEAT, ONE_UNIT, Shrunken, estimate_spread, shrink
from cxtrain.measures.shrunken_table import (
    ALL_EQUAL,
    FEW_EACH,
    NO_ERROR,
    TOO_FEW_UNITS,
    JamesStein,
    james_stein,
    probability_above,
    shrink_all,
)
from tests.measures.dyestuff import DYESTUFF

groups = st.lists(st.lists(st.integers(1, 7), min_size=1, max_size=8), min_size=2, max_size=8)


def test_it_meets_eb_dyestuff_balanced():
    # Davies' yields; the figures of the lme4 documentation.
    table = shrink_all(DYESTUFF)
    assert (table.n, table.spread.units, table.reason, table.note) == (30, 6, None, FEW_EACH)
    assert (table.spread.within, table.spread.between) == pytest.approx((2451.25, 1764.05), rel=1e-9)
    assert table.spread.mu == pytest.approx(1527.5, rel=1e-12)
    assert list(table.units) == ["E", "C", "B", "A", "D", "F"]
    effects = {unit: each.value - table.spread.mu for unit, each in table.units.items()}
    expected = {"A": -17.6068514, "B": 0.3912634, "C": 28.5622256, "D": -23.0845385, "E": 56.7331877, "F": -44.9952868}
    assert effects == pytest.approx(expected, abs=0.001)
    assert table.units["A"].mean == pytest.approx(1505, rel=1e-12)
    assert table.units["A"].reliability == pytest.approx(0.7825267267, abs=1e-6)


def test_it_meets_eb_efron_morris():
    # Efron & Morris 1977: 18 batters, 45 at bats each; the paper prints c = .212 and .294 ... .242.
    hits = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
    share = sum(hits) / (18 * 45)
    answer = james_stein([each / 45 for each in hits], share * (1 - share) / 45)
    assert (answer.n, answer.reason) == (18, None)
    assert (answer.centre, answer.factor) == pytest.approx((0.2654320988, 0.2116534171), abs=1e-9)
    printed = [0.2939, 0.2892, 0.2845, 0.2798, 0.2751, 0.2751, 0.2704, 0.2657, 0.261, 0.261, *[0.2563] * 5, 0.2516, 0.2469, 0.2422]
    assert answer.values == pytest.approx(printed, abs=1e-4)


@given(groups)
def test_each_row_is_what_shrinking_the_unit_alone_gives(values):
    table = shrink_all({str(i): each for i, each in enumerate(values)})
    spread = estimate_spread([Sums.of(each) for each in values])
    for i, each in enumerate(values):
        row, alone = table.units[str(i)], shrink(Sums.of(each), spread)
        assert (row.value, row.se or 0, row.mean) == pytest.approx((alone.value, alone.se or 0, alone.mean), abs=1e-6)
        assert row.n == len(each)


@given(groups)
def test_units_stand_from_the_highest_to_the_lowest_or_else_as_they_came(values):
    table = shrink_all({str(i): each for i, each in enumerate(values)})
    drawn = [each.value for each in table.units.values()]
    if table.spread.between:
        assert drawn == sorted(drawn, reverse=True)
    else:
        assert list(table.units) == [str(i) for i in range(len(values))]
        assert table.reason in (NO_DIFFERENCE, NO_REPEAT)


def test_values_far_from_nought_keep_their_digits():
    near = shrink_all(DYESTUFF)
    far = shrink_all({unit: [value + 1e9 for value in each] for unit, each in DYESTUFF.items()})
    assert far.spread.between == pytest.approx(near.spread.between, rel=1e-9)
    assert far.units["E"].value - 1e9 == pytest.approx(near.units["E"].value, abs=1e-5)


def test_missing_values_count_for_nothing_and_a_unit_without_any_stands_last():
    table = shrink_all({"none": [None, None], "low": [1, 2, None], "high": [5, 6], "void": []})
    assert list(table.units) == ["high", "low", "none", "void"]
    assert table.units["none"] == Shrunken(None, None, 0, None, None, NO_OBSERVATION)
    assert (table.n, table.units["low"].n) == (4, 2)


def test_a_note_says_where_a_unit_has_fewer_than_six():
    assert shrink_all({"a": range(6), "b": range(3, 9)}).note is None
    assert shrink_all({"a": range(6), "b": range(3, 8)}).note == FEW_EACH
    assert shrink_all({"a": range(6), "b": range(3, 9), "c": []}).note is None
    assert shrink_all({"a": range(6), "b": range(3, 9), "c": [1]}).note == FEW_EACH


def test_units_that_cannot_be_told_apart_are_not_ranked():
    table = shrink_all({"b": [4, 6], "a": [6, 4]})
    assert (list(table.units), table.reason) == (["b", "a"], NO_DIFFERENCE)
    assert {(each.value, each.reason) for each in table.units.values()} == {(5, NO_DIFFERENCE)}


def test_one_unit_no_repeat_or_nothing_say_so():
    assert shrink_all({"a": [4, 6]}).reason == ONE_UNIT
    assert shrink_all({"a": [4], "b": [6]}).reason == NO_REPEAT
    empty = shrink_all({})
    assert (empty.units, empty.n, empty.spread.mu, empty.reason, empty.note) == ({}, 0, None, NO_OBSERVATION, None)


def test_a_few_equal_answers_do_not_make_certainty():
    table = shrink_all({"a": [5, 5, 5], "b": [6, 6, 6]}, least_within=0.25)
    assert table.spread.within == 0.25


@pytest.mark.parametrize("bad", [nan, inf])
def test_values_that_are_not_finite_are_refused(bad):
    with pytest.raises(ValueError, match="finite"):
        shrink_all({"a": [1, bad]})


def test_a_drawn_in_mean_has_a_normal_interval():
    interval = Shrunken(5.0, 0.5, 8, 4.8, 0.6).interval(level=0.9)
    assert (interval.low, interval.high, interval.level) == pytest.approx((5 - 0.5 * 1.6448536269514722, 5 + 0.5 * 1.6448536269514722, 0.9))
    assert Shrunken(5.0, 0.5, 8, 4.8, 0.6).interval().high == pytest.approx(5 + 0.5 * 1.959963984540054)
    assert Shrunken(5.0, 0.5, 8, 4.8, 0.6).interval().level == 0.95
    assert Shrunken(5.0, None, 1, 5.0, None, NO_REPEAT).interval() is None
    assert Shrunken(None, 0.5, 0, None, None, NO_OBSERVATION).interval() is None


@given(st.floats(1, 7), st.floats(1, 7), st.floats(0.05, 2), st.floats(0.05, 2))
def test_the_probability_to_be_above_agrees_with_scipy(a, b, se_a, se_b):
    first, second = Shrunken(a, se_a, 8, a, 0.5), Shrunken(b, se_b, 6, b, 0.5)
    answer = probability_above(first, second)
    assert (answer.n, answer.reason) == (14, None)
    assert answer.value == pytest.approx(stats.norm.cdf((a - b) / (se_a**2 + se_b**2) ** 0.5), rel=1e-9, abs=1e-15)
    assert probability_above(second, first).value == pytest.approx(1 - answer.value, abs=1e-12)


def test_units_known_without_error_are_above_or_not():
    low, high = Shrunken(4.0, 0.0, 3, 4.0, 1.0), Shrunken(5.0, 0.0, 3, 5.0, 1.0)
    assert [probability_above(*pair).value for pair in ((high, low), (low, high), (low, low))] == [1, 0, 0.5]


def test_units_that_cannot_be_compared_say_so():
    known, alike = Shrunken(4.0, 0.5, 3, 4.0, 0.5), Shrunken(5.0, 0.1, 3, 4.0, 0.0, NO_DIFFERENCE)
    blurred, nobody = Shrunken(4.0, None, 1, 4.0, None, NO_REPEAT), Shrunken(None, None, 0, None, None, NO_OBSERVATION)
    for pair in ((known, alike), (alike, known)):
        assert probability_above(*pair) == Estimate(None, 6, reason=NO_DIFFERENCE)
    for pair in ((known, blurred), (blurred, known)):
        assert probability_above(*pair) == Estimate(None, 4, reason=NO_ERROR)
    for pair in ((known, nobody), (nobody, known)):
        assert probability_above(*pair) == Estimate(None, 3, reason=NO_ERROR)


def test_means_that_differ_by_chance_only_fall_onto_the_grand_mean():
    # Σ(mean - 2.5)² = 5, so c = 1 - 1 * 5 / 5 = 0; and below 0 it stays 0.
    assert james_stein([1, 2, 3, 4], 5) == JamesStein((2.5,) * 4, 2.5, 0, 4, NO_DIFFERENCE)
    assert james_stein([1, 2, 3, 4], 9).factor == 0
    assert james_stein([1, 2, 3, 4], 1) == JamesStein(pytest.approx((1.3, 2.1, 2.9, 3.7)), 2.5, 0.8, 4)
    assert james_stein([1, 2, 3, 4], 0).values == (1, 2, 3, 4)


def test_few_or_equal_means_are_left_as_they_are():
    assert james_stein([1, 2, 6], 1) == JamesStein((1, 2, 6), 3, None, 3, TOO_FEW_UNITS)
    assert james_stein([], 1) == JamesStein((), None, None, 0, TOO_FEW_UNITS)
    assert james_stein([0.1 + 0.2, 0.3, 0.3, 0.3], 1).reason == ALL_EQUAL
    assert james_stein([2, 2, 2, 2], 1) == JamesStein((2, 2, 2, 2), 2, None, 4, ALL_EQUAL)


@pytest.mark.parametrize(("means", "variance"), [([1, None, 2, 3], 1), ([1, 2, 3, 4], -0.1), ([1, 2, 3, 4], inf), ([1, 2, 3, 4], nan)])
def test_what_james_and_stein_cannot_take_is_refused(means, variance):
    with pytest.raises(ValueError, match=r"^means must all be there and the variance finite and 0 or more$"):
        james_stein(means, variance)
