from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import ALL_EQUAL, NO_OBSERVATION
from cxtrain.measures.satisfaction import (
    CES_2,
    CES_2010,
    FEW_ANSWERS,
    Box,
    ces_2,
    ces_2010,
    csat,
)


def test_csat_matches_shares_done_by_hand():
    # 4 5 5 3 1: three of five in the top two boxes; sum 18, mean 3.6. Wilson for 3 of 5: .2307 to .8824.
    result = csat([4, 5, 5, 3, 1])
    assert (result.n, result.top, result.share.value, result.mean.value) == (5, 3, 0.6, 3.6)
    assert (result.share.interval.low, result.share.interval.high) == pytest.approx((0.230724, 0.882379), abs=1e-6)
    assert result.distribution == (Box(1, 1), Box(2, 0), Box(3, 1), Box(4, 1), Box(5, 2))
    assert (result.reason, result.note, result.share.note, result.mean.note) == (None, *[FEW_ANSWERS] * 3)


def test_csat_meets_the_share_of_a_published_survey():
    # 121 of 194 kiosk users in the top two boxes are 62.4 %.
    result = csat([5] * 121 + [2] * 73)
    assert (round(result.share.value, 3), result.share.n, result.note, result.mean.note) == (0.624, 194, None, None)


@settings(max_examples=50)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=60), st.sampled_from([0.9, 0.95]))
def test_csat_agrees_with_scipy(values, level):
    result = csat(values, level=level)
    top = sum(value in (4, 5) for value in values)
    theirs = stats.binomtest(top, len(values)).proportion_ci(level, method="wilson")
    assert (result.share.interval.low, result.share.interval.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert result.mean.value == pytest.approx(np.mean(values), abs=1e-12)
    assert [box.count for box in result.distribution] == list(np.bincount(values, minlength=6)[1:])
    if result.mean.interval:
        low, high = stats.t.interval(level, len(values) - 1, np.mean(values), stats.sem(values))
        assert (result.mean.interval.low, result.mean.interval.high) == pytest.approx((low, high), abs=1e-9)


def test_other_boxes_and_another_scale_may_be_the_top():
    result = csat([9, 10, 0, 8], top=(9, 10), low=0, high=10)
    assert (result.top, result.n, len(result.distribution)) == (2, 4, 11)
    assert csat([5, 4], top=[5]).top == 1
    assert csat([1, 5, 1], top=(1, 5)).top == 3


@pytest.mark.parametrize("top", [(), (4, 6), (0, 1)])
def test_csat_refuses_top_boxes_that_are_not_on_the_scale(top):
    with pytest.raises(ValueError, match=r"^top boxes must lie within 1\.\.5$"):
        csat([4], top=top)


@pytest.mark.parametrize(("n", "note"), [(29, FEW_ANSWERS), (30, None)])
def test_below_thirty_answers_each_of_the_three_notes_that_they_are_few(n, note):
    for measure in (csat, ces_2010, ces_2):
        result = measure([1, *[4] * (n - 1)])
        assert (result.note, result.mean.note, result.reason) == (note, note, None)


@pytest.mark.parametrize("measure", [csat, ces_2010, ces_2])
def test_no_answer_has_no_score_and_says_so(measure):
    result = measure([None])
    assert (result.n, result.mean.value, result.reason, result.note, result.mean.note) == (0, None, NO_OBSERVATION, None, None)
    assert all(box.count == 0 for box in result.distribution)


@pytest.mark.parametrize(("measure", "low", "high"), [(csat, 1, 5), (ces_2010, 1, 5), (ces_2, 1, 7)])
@pytest.mark.parametrize("rating", [0, 8, 3.5, nan, inf])
def test_they_refuse_what_is_not_on_the_scale_and_name_it(measure, low, high, rating):
    with pytest.raises(ValueError, match=rf"^a rating must be a whole number {low}\.\.{high}, not {rating}$"):
        measure([2, rating])


def test_a_single_answer_is_noted_too():
    assert (csat([4]).note, csat([4]).share.note, ces_2010([4]).note, ces_2([4]).note) == (FEW_ANSWERS,) * 4


def test_the_ends_of_each_scale_are_on_it():
    assert (csat([1, 5]).n, ces_2010([1, 5]).n, ces_2([1, 7]).n) == (2, 2, 2)


def test_effort_of_2010_is_a_mean_where_low_is_good():
    # 1 2 2 3: mean 2, sd sqrt(2/3).
    result = ces_2010([1, 2, None, 2, 3])
    assert (result.form, result.n, result.mean.value) == (CES_2010, 4, 2)
    assert result.mean.sd == pytest.approx((2 / 3) ** 0.5, abs=1e-12)
    assert result.distribution == (Box(1, 1), Box(2, 2), Box(3, 1), Box(4, 0), Box(5, 0))


def test_effort_2_counts_five_to_seven_as_easy():
    result = ces_2([4, 5, 6, 7, 1])
    assert (result.form, result.n, result.easy, result.share.value, result.mean.value) == (CES_2, 5, 3, 0.6, 4.6)
    assert (result.share.interval.low, result.share.interval.high) == pytest.approx((0.230724, 0.882379), abs=1e-6)
    assert [box.answer for box in result.distribution] == [1, 2, 3, 4, 5, 6, 7]


def test_the_two_effort_scores_keep_their_own_names():
    assert (CES_2010, CES_2) == ("ces-2010", "ces-2.0")


def test_equal_answers_have_a_share_with_an_interval_and_a_mean_without():
    result = csat([4.0] * 40)
    assert (result.share.value, result.share.interval.high, result.mean.value) == (1, 1, 4)
    assert (result.mean.interval, result.mean.reason, result.reason) == (None, ALL_EQUAL, None)
    assert ces_2010([4] * 40).reason == ALL_EQUAL


def test_another_level_is_kept():
    assert csat([1, 4], level=0.9).share.interval.level == 0.9
    assert csat([1, 4], level=0.9).mean.interval.level == 0.9
    assert ces_2010([1, 4], level=0.9).mean.interval.level == 0.9
    assert ces_2([1, 4], level=0.9).share.interval.level == 0.9
    assert (csat([1, 4]).share.interval.level, ces_2010([1, 4]).mean.interval.level, ces_2([1, 4]).mean.interval.level) == (0.95,) * 3
