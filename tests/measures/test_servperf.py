from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, mean_of
from cxtrain.measures.servperf import NO_IMPORTANCE, NOT_ALL_ANSWERED, ServperfScore, servperf, servperf_score
from cxtrain.measures.servqual import NOTHING_ASKED, TOO_FEW_ANSWERS, percent_of_scale


def test_it_is_the_sum_and_the_mean_of_perceptions():
    # 4 + 3 + 5 + 4 = 16, by 4 = 4, on 1..5 three quarters of the way.
    score = servperf_score([4, 3, 5, 4])
    assert score == ServperfScore(16, 4, 4, 4)
    assert percent_of_scale(score.mean, 1, 5) == 75


def test_importance_weighs_both_forms():
    # Importance 5 4, P 3 4: 15 + 16 = 31, by 9 = 3.4444; on 1..5 61.11 %.
    score = servperf_score([3, 4], [5, 4])
    assert (score.total, score.mean, score.n, score.asked, score.reason) == (31, pytest.approx(31 / 9), 2, 2, None)
    assert percent_of_scale(score.mean, 1, 5) == pytest.approx(61.11, abs=0.005)


def test_four_of_five_items_give_a_mean_but_no_sum_and_three_give_neither():
    assert servperf_score([4, 4, 5, 3, None]) == ServperfScore(None, 4, 4, 5, NOT_ALL_ANSWERED)
    assert servperf_score([4, 4, 5, None, None]) == ServperfScore(None, None, 3, 5, TOO_FEW_ANSWERS)


def test_an_item_without_an_importance_counts_as_missing():
    score = servperf_score([4, 4, 5, 3, 7], [1, 1, 1, 1, None])
    assert score == ServperfScore(None, 4, 4, 5, NOT_ALL_ANSWERED)


def test_nothing_asked_and_nothing_important_have_no_score_and_say_so():
    assert servperf_score([]) == ServperfScore(None, None, 0, 0, NOTHING_ASKED)
    assert servperf_score([4, 5], [0, 0]) == ServperfScore(None, None, 2, 2, NO_IMPORTANCE)
    assert servperf_score([4, 5], [0, 2]) == ServperfScore(10, 5, 2, 2)


@pytest.mark.parametrize("value", [nan, inf])
def test_it_refuses_what_is_no_number(value):
    with pytest.raises(ValueError, match="^answers must be finite numbers or None$"):
        servperf_score([4, value])
    with pytest.raises(ValueError, match="^importances must be finite, 0 or more, or None$"):
        servperf_score([4, 5], [1, value])
    with pytest.raises(ValueError, match="^importances must be finite, 0 or more, or None$"):
        servperf_score([4, 5], [1, -1])


def test_it_refuses_importances_that_do_not_match_the_items():
    with pytest.raises(ValueError, match="^each item needs one importance$"):
        servperf_score([4, 5], [1])


def test_respondents_are_averaged_in_each_form_over_who_has_it():
    scores = [servperf_score(answers) for answers in ([4, 4, 4, 4, 4], [5, 5, 5, 5, None], [6, 6, 6, 6, 6], [7, None, None, 7, 7])]
    result = servperf(scores, level=0.9)
    assert result.total == mean_of([20, 30], level=0.9)
    assert result.mean == mean_of([4, 5, 6], level=0.9)
    assert (servperf(scores).total.interval.level, servperf(scores).mean.interval.level) == (0.95, 0.95)
    assert servperf([]).total == servperf([]).mean == Estimate(None, 0, reason=NO_OBSERVATION)


@given(st.lists(st.integers(1, 7), min_size=1, max_size=22), st.integers(1, 9))
def test_equal_importances_leave_the_mean(answers, importance):
    plain, weighted = servperf_score(answers), servperf_score(answers, [importance] * len(answers))
    assert weighted.mean == pytest.approx(plain.mean, abs=1e-12)
    assert weighted.total == pytest.approx(importance * plain.total, abs=1e-9)
    assert min(answers) <= plain.mean <= max(answers)
