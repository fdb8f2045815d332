from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.item_analysis import (
    DUBIOUS,
    FEW_ATTEMPTS,
    LITTLE_SPREAD,
    NEGATIVE,
    NEGATIVE_COVARIANCE,
    NO_ATTEMPT,
    NO_MARK,
    NO_REST_VARIATION,
    NO_TOTAL_VARIATION,
    NO_VARIATION,
    NO_WEIGHTS,
    ONE_QUESTION,
    TOO_FEW_FOR_KURTOSIS,
    TOO_FEW_FOR_SD,
    TOO_FEW_FOR_SHAPE,
    Item,
    Quiz,
    analyse_quiz,
    facility_word,
    is_clear,
)

# Six attempts at questions worth 1, 1 and 2, reckoned by the formulas of Moodle's documentation.
MARKS = [(1, 0.5, 2), (1, 1, 2), (0, 0, 1), (1, 0.5, 0), (0, 0, 0), (1, 1, 1)]
MAXIMA = (1, 1, 2)
tables = st.integers(2, 4).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 4), min_size=k, max_size=k), min_size=4, max_size=15)
)


def figures(quiz, name):
    return tuple(getattr(item, name) for item in quiz.items)


def test_it_meets_the_test_vector_of_the_questions():
    quiz = analyse_quiz(MARKS, MAXIMA)
    assert figures(quiz, "n") == (6, 6, 6)
    assert figures(quiz, "facility") == pytest.approx((66.6667, 50, 50), abs=1e-4)
    assert figures(quiz, "sd") == pytest.approx((51.6398, 44.7214, 44.7214), abs=1e-4)
    assert figures(quiz, "discrimination") == pytest.approx((65.4654, 73.8549, 48.0384), abs=1e-4)
    assert figures(quiz, "efficiency") == pytest.approx((80, 80, 50), abs=1e-4)
    assert figures(quiz, "intended_weight") == (25, 25, 50)
    assert figures(quiz, "effective_weight") == pytest.approx((30.3921, 28.8325, 40.7753), abs=1e-4)
    assert figures(quiz, "reasons") == ({}, {}, {})
    assert figures(quiz, "verdicts") == (("fairly_easy",), ("about_right",), ("about_right",))


def test_it_meets_the_test_vector_of_the_quiz():
    quiz = analyse_quiz(MARKS, MAXIMA)
    assert (quiz.n, quiz.reasons, quiz.note) == (6, {}, FEW_ATTEMPTS)
    assert (quiz.mean, quiz.sd) == pytest.approx((2.1667, 1.570563), abs=1e-4)
    # The totals are 3.5, 4, 1, 1.5, 0 and 3.
    assert quiz.median == 2.25
    assert quiz.consistency == pytest.approx(72.97297, abs=1e-5)
    assert quiz.error_ratio == pytest.approx(51.98752, abs=1e-5)
    assert quiz.standard_error == pytest.approx(0.816497, abs=1e-6)
    assert (quiz.skewness, quiz.kurtosis) == pytest.approx((-0.228013, -1.759953), abs=1e-6)


@given(tables)
def test_the_quiz_agrees_with_numpy_and_scipy(rows):
    quiz, table = analyse_quiz(rows, [4] * len(rows[0])), np.array(rows, float)
    totals = table.sum(axis=1)
    assert (quiz.mean, quiz.median, quiz.sd) == pytest.approx((totals.mean(), np.median(totals), totals.std(ddof=1)), rel=1e-9, abs=1e-12)
    if totals.std() == 0:
        assert quiz.reasons == dict.fromkeys(("skewness", "kurtosis", "consistency", "error_ratio", "standard_error"), NO_TOTAL_VARIATION)
        return
    shape = stats.skew(totals, bias=False), stats.kurtosis(totals, bias=False)
    assert (quiz.skewness, quiz.kurtosis) == pytest.approx(shape, rel=1e-9, abs=1e-9)
    k = table.shape[1]
    alpha = k / (k - 1) * (1 - table.var(axis=0, ddof=1).sum() / totals.var(ddof=1))
    assert quiz.consistency == pytest.approx(100 * alpha, rel=1e-9, abs=1e-9)
    assert quiz.error_ratio == pytest.approx(100 * (1 - alpha) ** 0.5, rel=1e-6, abs=1e-5)
    assert quiz.standard_error == pytest.approx(quiz.error_ratio / 100 * quiz.sd, rel=1e-12)


@given(tables)
def test_the_questions_agree_with_numpy(rows):
    quiz, table = analyse_quiz(rows, [4] * len(rows[0])), np.array(rows, float)
    totals = table.sum(axis=1)
    covariances = [np.cov(column, totals)[0, 1] for column in table.T]
    covariances = [0 if abs(each) < 1e-9 else each for each in covariances]
    whole = sum(each**0.5 for each in covariances if each > 0)
    for item, column, covariance in zip(quiz.items, table.T, covariances, strict=True):
        rest = totals - column
        assert (item.facility, item.sd) == pytest.approx((25 * column.mean(), 25 * column.std(ddof=1)), rel=1e-9, abs=1e-12)
        weight = 100 * covariance**0.5 / whole if whole and covariance >= 0 else None
        assert item.effective_weight == (None if weight is None else pytest.approx(weight, rel=1e-6, abs=1e-9))
        if column.std() and rest.std():
            most = np.cov(np.sort(column), np.sort(rest))[0, 1]
            assert item.discrimination == pytest.approx(100 * np.corrcoef(column, rest)[0, 1], rel=1e-9, abs=1e-9)
            assert item.efficiency == pytest.approx(100 * np.cov(column, rest)[0, 1] / most, rel=1e-9, abs=1e-9)
        else:
            reason = NO_REST_VARIATION if column.std() else NO_VARIATION
            assert (item.discrimination, item.efficiency) == (None, None)
            assert item.reasons["discrimination"] == item.reasons["efficiency"] == reason


@given(tables, st.randoms())
def test_the_order_of_the_attempts_does_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))
    first, second = (analyse_quiz(order, [4] * len(rows[0])) for order in (rows, shuffled))
    for name in ("facility", "discrimination", "efficiency", "effective_weight"):
        pairs = zip(figures(first, name), figures(second, name), strict=True)
        assert all(a == b or a == pytest.approx(b, rel=1e-6, abs=1e-9) for a, b in pairs)
    assert figures(first, "verdicts") == figures(second, "verdicts")


def test_what_was_not_answered_counts_nought():
    assert analyse_quiz([(1, None), (None, 1)], (1, 1)) == analyse_quiz([(1, 0), (0, 1)], (1, 1))


def test_no_attempt_leaves_the_intended_weights_only():
    reasons = dict.fromkeys(("facility", "sd", "effective_weight", "discrimination", "efficiency"), NO_ATTEMPT)
    quiz = analyse_quiz([], (1, 3))
    assert quiz.items == tuple(Item(0, (), reasons, None, None, weight, None, None, None) for weight in (25, 75))
    names = ("mean", "median", "sd", "skewness", "kurtosis", "consistency", "error_ratio", "standard_error")
    assert quiz == Quiz(0, quiz.items, dict.fromkeys(names, NO_ATTEMPT), FEW_ATTEMPTS)


def test_one_attempt_has_a_facility_and_no_spread():
    quiz = analyse_quiz([(1, 1)], (1, 4))
    reasons = dict.fromkeys(("sd", "effective_weight", "discrimination", "efficiency"), TOO_FEW_FOR_SD)
    assert quiz.items[1] == Item(1, ("moderately_difficult",), reasons, 25, None, 80, None, None, None)
    assert (quiz.mean, quiz.median, quiz.sd, quiz.consistency) == (2, 2, None, None)
    assert quiz.reasons == {"sd": TOO_FEW_FOR_SD, "skewness": TOO_FEW_FOR_SHAPE, "kurtosis": TOO_FEW_FOR_KURTOSIS,
                            "consistency": TOO_FEW_FOR_SHAPE, "error_ratio": TOO_FEW_FOR_SHAPE, "standard_error": TOO_FEW_FOR_SHAPE}


def test_two_attempts_have_a_spread_three_a_shape_and_four_a_kurtosis():
    rows = [(0, 0), (1, 1), (1, 0), (1, 1)]
    two, three, four = (analyse_quiz(rows[:n], (1, 1)) for n in (2, 3, 4))
    assert two.reasons == {"skewness": TOO_FEW_FOR_SHAPE, "kurtosis": TOO_FEW_FOR_KURTOSIS, "consistency": TOO_FEW_FOR_SHAPE,
                           "error_ratio": TOO_FEW_FOR_SHAPE, "standard_error": TOO_FEW_FOR_SHAPE}
    assert (two.items[0].discrimination, two.sd) == (pytest.approx(100), pytest.approx(2**0.5))
    # Totals 0, 2, 1: no skew; item variances 1/3 each of a total variance 1, so CIC = 200 (1 - 2/3).
    assert three.reasons == {"kurtosis": TOO_FEW_FOR_KURTOSIS}
    assert (three.skewness, three.consistency) == (pytest.approx(0, abs=1e-12), pytest.approx(200 / 3))
    assert four.reasons == {}
    assert four.kurtosis == pytest.approx(stats.kurtosis([0, 2, 1, 2], bias=False))


def test_a_single_question_has_no_rest_and_no_consistency():
    quiz = analyse_quiz([(0,), (1,), (1,), (0.3,)], (1,))
    assert quiz.items[0].reasons == {"discrimination": NO_REST_VARIATION, "efficiency": NO_REST_VARIATION}
    assert quiz.items[0].effective_weight == 100
    assert quiz.reasons == dict.fromkeys(("consistency", "error_ratio", "standard_error"), ONE_QUESTION)


def test_equal_marks_have_no_discrimination_but_a_weight_of_nought():
    quiz = analyse_quiz([(0.1, 0), (0.1, 1), (0.1, 1)], (0.1, 1))
    assert quiz.items[0].reasons == {"discrimination": NO_VARIATION, "efficiency": NO_VARIATION}
    assert quiz.items[1].reasons == {"discrimination": NO_REST_VARIATION, "efficiency": NO_REST_VARIATION}
    assert (quiz.items[0].sd, figures(quiz, "effective_weight")) == (0, (0, pytest.approx(100, rel=1e-12)))
    assert quiz.items[0].verdicts == ("extremely_easy", LITTLE_SPREAD)


def test_all_totals_equal_leave_no_weights_and_no_consistency():
    quiz = analyse_quiz([(0, 1), (1, 0), (0, 1)], (1, 1))
    assert [item.reasons for item in quiz.items] == [{"effective_weight": NO_WEIGHTS}] * 2
    assert quiz.reasons["consistency"] == NO_TOTAL_VARIATION
    assert figures(quiz, "discrimination") == pytest.approx((-100, -100))
    assert quiz.items[0].verdicts == ("moderately_difficult", DUBIOUS, NEGATIVE)


def test_a_mark_that_falls_as_the_total_rises_has_no_weight_and_it_says_so():
    # Covariances with the totals 1, 2, 4, 5 about their means: -1, 4 and so on; the first is negative.
    quiz = analyse_quiz([(1, 0), (1, 1), (0, 4), (0, 5)], (1, 5))
    assert (quiz.items[0].effective_weight, quiz.items[0].reasons) == (None, {"effective_weight": NEGATIVE_COVARIANCE})
    assert quiz.items[1].effective_weight == 100
    assert quiz.items[0].verdicts == ("about_right", DUBIOUS, NEGATIVE)


def test_questions_without_a_mark_say_so():
    quiz = analyse_quiz([(0, 1), (0, 0)], (0, 1))
    assert quiz.items[0].reasons == {"facility": NO_MARK, "sd": NO_MARK, "discrimination": NO_VARIATION, "efficiency": NO_VARIATION}
    assert (quiz.items[0].intended_weight, quiz.items[1].intended_weight, quiz.items[0].verdicts) == (0, 100, ())
    nothing = analyse_quiz([(0,), (0,)], (0,)).items[0]
    assert nothing.reasons["intended_weight"] == NO_MARK
    assert nothing.effective_weight is None


def test_an_efficiency_below_fifteen_is_dubious_and_uncorrelated_is_not_negative():
    # (0, 0), (0, 1), (1, 0), (1, 1): no covariance at all.
    items = analyse_quiz([(0, 0), (0, 1), (1, 0), (1, 1)], (1, 1)).items
    assert (items[0].discrimination, items[0].efficiency, items[0].verdicts) == (0, 0, ("about_right", DUBIOUS))
    # 60 right of both, 40 wrong of both …: efficiency by hand (a n - b c) / most; 15 exactly is not dubious.
    rows = [(1, 1)] * 23 + [(1, 0)] * 17 + [(0, 1)] * 17 + [(0, 0)] * 23
    edge = analyse_quiz(rows, (1, 1)).items[0]
    assert edge.efficiency == pytest.approx(15)
    below = analyse_quiz(rows + [(1, 0), (0, 1)], (1, 1)).items[0]
    assert (below.efficiency < 15, below.verdicts) == (True, ("about_right", DUBIOUS))


def test_a_spread_below_a_third_of_the_maximum_is_little():
    assert LITTLE_SPREAD not in analyse_quiz([(0, 0), (1, 1), (1, 0), (0, 1)], (1, 1)).items[0].verdicts
    # Marks 0 and 1 of 2: the SD is .7071 of 2, 35 %; of 2.2 it is 32 %.
    assert LITTLE_SPREAD not in analyse_quiz([(0, 0), (1, 1)], (2, 1)).items[0].verdicts
    assert LITTLE_SPREAD in analyse_quiz([(0, 0), (1, 1)], (2.2, 1)).items[0].verdicts


@pytest.mark.parametrize(
    ("facility", "word"),
    [
        (0, "extremely_difficult"), (5, "extremely_difficult"), (5.9, "extremely_difficult"), (6, "very_difficult"),
        (10.9, "very_difficult"), (11, "difficult"), (20.9, "difficult"), (21, "moderately_difficult"),
        (34.9, "moderately_difficult"), (35, "about_right"), (65.9, "about_right"), (66, "fairly_easy"),
        (80.9, "fairly_easy"), (81, "easy"), (89.9, "easy"), (90, "very_easy"), (94.9, "very_easy"),
        (95, "extremely_easy"), (100, "extremely_easy"), (35 - 1e-12, "about_right"), (35 - 1e-9, "moderately_difficult"),
    ],
)
def test_a_facility_has_a_word(facility, word):
    assert facility_word(facility) == word


@pytest.mark.parametrize(
    ("r", "n", "clear"), [(0.31, 40, False), (0.313, 40, True), (-0.313, 40, True), (0, 1000, False), (1, 4, True), (-1, 4, True), (1, 3, False)])
def test_a_correlation_is_clear_where_its_interval_leaves_nought_out(r, n, clear):
    assert is_clear(r, n) is clear
    if clear and abs(r) < 1:
        ends = stats.pearsonr(*_pairs(r, n)).confidence_interval(0.95)
        assert ends.low * ends.high > 0


def _pairs(r, n):
    """Return two lists with a correlation of r."""
    rng = np.random.default_rng(7)
    x = rng.normal(size=n)
    x = (x - x.mean()) / x.std()
    y = rng.normal(size=n)
    y -= y.mean() + x * (x @ y) / n
    return x, r * x + (1 - r * r) ** 0.5 * y / y.std()


def test_a_note_says_where_attempts_are_fewer_than_twenty():
    rows = [(i % 2, i % 3) for i in range(20)]
    assert analyse_quiz(rows, (1, 2)).note is None
    assert analyse_quiz(rows[:19], (1, 2)).note == FEW_ATTEMPTS


@pytest.mark.parametrize(
    ("marks", "maxima", "words"),
    [
        ([(1,)], (1, 1), "each attempt needs a mark, or None, for each question"),
        ([(1, 1), (1, 1, 1)], (1, 1), "each attempt needs a mark, or None, for each question"),
        ([(1, 1)], (1, -1), "maxima must be 0 or more"),
        ([(1, nan)], (1, 1), "values must be finite numbers or None"),
        ([(1, 1)], (1, inf), "values must be finite numbers or None"),
    ],
)
def test_marks_that_make_no_sense_are_refused(marks, maxima, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        analyse_quiz(marks, maxima)
