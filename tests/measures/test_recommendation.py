from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate
from cxtrain.measures.recommendation import (
    FEW_ANSWERS,
    NO_SPREAD,
    ONE_GROUP,
    TWO_SCORES,
    Nps,
    nps,
    nps_difference,
    nps_of_counts,
)

ratings = st.lists(st.integers(0, 10), min_size=1, max_size=80)


def test_it_meets_nps_crossvalidated():
    # Half promoters, a third passives, a sixth detractors of 324: 33.33 points, variance 5/9, SE 4.140866625.
    score = nps_of_counts(162, 108, 54)
    assert score.value == pytest.approx(33.3333333333, abs=1e-6)
    assert score.variance == pytest.approx(0.5555555556, abs=1e-6)
    assert score.se == pytest.approx(4.140866625, abs=1e-6)


def test_it_matches_a_sum_done_by_hand():
    # 2 promoters, 1 passive, 1 detractor of 4: 50 % - 25 % = 25 points; variance .5 + .25 - .25² = .6875;
    # SE 100 sqrt(.6875 / 4) = 41.4578; times 1.959963985 is 81.2559.
    score = nps([10, 9, 8, 3])
    assert (score.value, score.n, score.promoters, score.passives, score.detractors) == (25, 4, 2, 1, 1)
    assert score.variance == 0.6875
    assert score.se == pytest.approx(41.4578098794, abs=1e-9)
    assert (score.interval.low, score.interval.high) == pytest.approx((25 - 81.2558142, 25 + 81.2558142), abs=1e-6)
    assert (score.interval.level, score.reason, score.note) == (0.95, None, FEW_ANSWERS)


def test_it_meets_a_thousand_answers_of_a_published_test_file():
    # 462 promoters, 176 passives, 362 detractors: 10.0 +- 5.59.
    score = nps_of_counts(462, 176, 362)
    assert (round(score.value, 1), round(score.interval.half_width, 2), score.note) == (10.0, 5.59, None)


@pytest.mark.parametrize(("n", "margin"), [(50, 21.6), (100, 15.3), (400, 7.7)])
def test_margins_shrink_with_the_root_of_n(n, margin):
    # Half promoters, a fifth detractors.
    score = nps_of_counts(n // 2, 3 * n // 10, n // 5)
    assert score.interval.half_width == pytest.approx(margin, abs=0.06)


def test_seven_is_passive_and_nine_a_promoter():
    score = nps([0, 6, 7, 8, 9, 10])
    assert (score.promoters, score.passives, score.detractors, score.value) == (2, 2, 2, 0)


def test_the_adjusted_interval_adds_three_pseudo_answers():
    # Ten promoters: 10.75 and .75 of 13 are 10 / 13 = 76.923 points;
    # variance (13 * 11.5 - 100) / 169 = 49.5 / 169 = .2928994; SE 100 sqrt(.2928994 / 13) = 15.01023.
    score = nps_of_counts(10, 0, 0)
    assert score.adjusted.low == pytest.approx(76.9230769 - 1.959963985 * 15.0102385, abs=1e-4)
    assert score.adjusted.high == pytest.approx(76.9230769 + 1.959963985 * 15.0102385, abs=1e-4)
    # Detractors and passives: -.5 * 10 ... by the same sums: 0.75 - 5.75 of 13 = -38.4615.
    other = nps_of_counts(0, 5, 5).adjusted
    assert (other.low + other.high) / 2 == pytest.approx(-38.4615385, abs=1e-6)
    assert other.half_width == pytest.approx(1.959963985 * 100 * ((13 * 6.5 - 25) / 169 / 13) ** 0.5, abs=1e-6)


def test_answers_of_one_kind_have_no_plain_interval_and_it_says_so():
    for score, value in ((nps([10] * 40), 100), (nps([0] * 40), -100), (nps([7] * 40), 0)):
        assert (score.value, score.variance, score.se, score.interval) == (value, 0, 0, None)
        assert (score.reason, score.note) == (ONE_GROUP, None)
        assert score.adjusted.half_width > 0


def test_no_answer_has_no_score_and_says_so():
    assert nps([]) == nps([None]) == Nps(None, 0, 0, 0, 0, reason=NO_OBSERVATION)


def test_missing_answers_are_left_out():
    assert nps([10, None, 9, 8, None, 3]) == nps([10, 9, 8, 3])


@pytest.mark.parametrize(("n", "note"), [(29, FEW_ANSWERS), (30, None)])
def test_below_thirty_answers_it_notes_that_they_are_few(n, note):
    assert nps([10, 0, *[8] * (n - 2)]).note == note


@pytest.mark.parametrize("rating", [11, -1, 8.5, nan, inf])
def test_it_refuses_what_is_not_on_the_scale_and_names_it(rating):
    with pytest.raises(ValueError, match=f"^a recommendation must be a whole number 0..10, not {rating}$"):
        nps([9, rating])


@pytest.mark.parametrize("counts", [(-1, 2, 2), (2, -1, 2), (2, 2, -1)])
def test_it_refuses_negative_counts(counts):
    with pytest.raises(ValueError, match="^counts must be 0 or more$"):
        nps_of_counts(*counts)


@given(ratings)
def test_it_agrees_with_numpy_on_answers_scored_minus_one_nought_and_one(values):
    scored = np.array([(value >= 9) - (value <= 6) for value in values], dtype=float)
    score = nps(values)
    assert score.value == pytest.approx(100 * scored.mean(), abs=1e-9)
    assert score.se == pytest.approx(100 * scored.std() / len(values) ** 0.5, abs=1e-6)
    assert -100 <= score.value <= 100


@given(ratings)
def test_the_order_of_answers_does_not_matter(values):
    assert nps(values) == nps(values[::-1])


def test_another_level_is_wider_and_kept():
    # z(.995) = 2.575829304.
    score = nps([10, 9, 8, 3], level=0.99)
    assert score.interval.half_width == pytest.approx(2.575829304 * 41.4578098794, abs=1e-6)
    assert (score.interval.level, score.adjusted.level) == (0.99, 0.99)
    assert nps([10, 9, 8, 3]).adjusted.level == 0.95


def test_the_difference_of_two_scores_adds_their_variances():
    # SEs 4.140866625 and 100 sqrt(.61 / 100) = 7.810249676: root of the sum of squares 8.840010.
    first, other = nps_of_counts(162, 108, 54), nps_of_counts(50, 30, 20)
    change = nps_difference(first, other)
    assert change.value == pytest.approx(3.3333333333, abs=1e-9)
    assert change.n == 424
    half = 1.959963985 * (4.140866625**2 + 61) ** 0.5
    assert (change.interval.low, change.interval.high) == pytest.approx((change.value - half, change.value + half), abs=1e-6)
    assert (change.reason, change.note, change.sd, change.interval.level) == (None, None, None, 0.95)
    assert nps_difference(first, other, level=0.9).interval.level == 0.9


def test_the_difference_of_few_answers_is_noted():
    many, few = nps_of_counts(162, 108, 54), nps_of_counts(10, 10, 9)
    assert nps_difference(many, few).note == nps_difference(few, many).note == FEW_ANSWERS
    assert nps_difference(many, nps_of_counts(10, 10, 10)).note is None


def test_the_difference_needs_two_scores_and_some_spread():
    some, none = nps_of_counts(5, 4, 3), nps([])
    assert nps_difference(some, none) == Estimate(None, 12, reason=TWO_SCORES)
    assert nps_difference(none, some) == Estimate(None, 12, reason=TWO_SCORES)
    sure = nps_difference(nps([10] * 30), nps([0] * 30))
    assert sure == Estimate(200, 60, reason=NO_SPREAD)
    assert nps_difference(nps([10] * 30), nps([0] * 29)).note == FEW_ANSWERS
