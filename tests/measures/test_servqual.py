import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.servqual import (
    DIMENSION_MISSING,
    DIMENSIONS,
    NOTHING_ASKED,
    PUBLISHED_WEIGHTS,
    TOO_FEW_ANSWERS,
    dimension_score,
    gap_score,
    items_needed,
    normalised_gap,
    percent_of_scale,
    unweighted_overall,
    weighted_overall,
)

GAPS_12MANAGE = dict(zip(DIMENSIONS, (-0.65, -1.10, -0.83, -0.70, -1.01), strict=True))
gaps = st.fixed_dictionaries({dimension: st.floats(-6, 6) for dimension in DIMENSIONS})


def test_it_meets_servqual_12manage():
    # Mean of the five gaps -4.29 / 5 = -.858; with 11, 32, 22, 19, 16 points -.9007.
    assert unweighted_overall(GAPS_12MANAGE).value == pytest.approx(-0.858, abs=1e-6)
    weighted = weighted_overall(GAPS_12MANAGE, PUBLISHED_WEIGHTS)
    assert (weighted.value, weighted.n, weighted.rescaled) == (pytest.approx(-0.9007, abs=1e-6), 5, False)


def test_it_meets_servqual_tv03():
    # E 5 4 4 5, P 4 4 3 5 on 1..5: gaps -1 0 -1 0, mean -.5, of a scale 4 points long -12.5 %.
    score = gap_score([4, 4, 3, 5], [5, 4, 4, 5])
    assert score.value == pytest.approx(-0.5, abs=1e-6)
    assert normalised_gap(score.value, 1, 5) == pytest.approx(-12.5, abs=1e-6)


def test_a_score_is_the_mean_of_its_items():
    # 4 + 3 + 5 + 4 = 16, by 4 = 4; on a 1..5 scale three quarters of the way.
    assert dimension_score([4, 3, 5, 4]).value == 4
    assert percent_of_scale(4, 1, 5) == 75


def test_the_low_end_of_the_scale_is_nought_percent():
    assert (percent_of_scale(1, 1, 7), percent_of_scale(7, 1, 7)) == (0, 100)


def test_it_needs_four_of_five_and_four_of_four():
    assert [items_needed(k) for k in (1, 2, 3, 4, 5, 6, 10)] == [1, 2, 3, 4, 4, 5, 8]


def test_three_of_five_answers_give_no_score_and_say_why():
    score = dimension_score([6, None, 5, None, 7])
    assert (score.value, score.n, score.asked, score.reason) == (None, 3, 5, TOO_FEW_ANSWERS)


def test_four_of_five_answers_are_not_filled_up_with_a_mean():
    assert dimension_score([6, None, 5, 7, 6]).value == 6


def test_a_form_that_asks_nothing_says_so():
    assert dimension_score([]).reason == NOTHING_ASKED


def test_only_complete_pairs_count_towards_a_gap():
    # Pairs 5-6, 6-6, 7-6, 4-6 remain of five: -1 + 0 + 1 - 2 = -2, by 4 = -.5.
    assert gap_score([5, 6, 7, 4, 3], [6, 6, 6, 6, None]).value == -0.5


def test_a_missing_dimension_leaves_no_overall():
    overall = weighted_overall({**GAPS_12MANAGE, "empathy": None}, PUBLISHED_WEIGHTS)
    assert (overall.value, overall.n, overall.reason) == (None, 4, DIMENSION_MISSING)
    assert unweighted_overall({}).reason == DIMENSION_MISSING


def test_weights_that_do_not_make_a_hundred_are_rescaled_and_it_says_so():
    halves = {dimension: points / 2 for dimension, points in PUBLISHED_WEIGHTS.items()}
    overall = weighted_overall(GAPS_12MANAGE, halves)
    assert (overall.value, overall.rescaled) == (pytest.approx(-0.9007, abs=1e-6), True)


@given(gaps, st.floats(-2, 2))
def test_a_shift_of_every_gap_shifts_the_overall(five, shift):
    moved = {dimension: gap + shift for dimension, gap in five.items()}
    before, after = (weighted_overall(each, PUBLISHED_WEIGHTS).value for each in (five, moved))
    assert after - before == pytest.approx(shift, abs=1e-9)


@given(gaps)
def test_an_overall_lies_between_the_least_and_the_greatest_gap(five):
    for overall in (unweighted_overall(five), weighted_overall(five, PUBLISHED_WEIGHTS)):
        assert min(five.values()) - 1e-9 <= overall.value <= max(five.values()) + 1e-9


@pytest.mark.parametrize("weights", [{}, dict.fromkeys(DIMENSIONS, 0), {**PUBLISHED_WEIGHTS, "empathy": -1}])
def test_it_refuses_weights_that_weigh_nothing(weights):
    with pytest.raises(ValueError, match="weight"):
        weighted_overall(GAPS_12MANAGE, weights)


def test_it_refuses_answers_that_are_no_numbers_and_lists_that_do_not_match():
    with pytest.raises(ValueError, match="finite"):
        dimension_score([float("nan")])
    with pytest.raises(ValueError, match="same items"):
        gap_score([1, 2], [1])
