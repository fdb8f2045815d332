from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxtrain.measures.item_analysis import ITEM_FIGURES, QUIZ_FIGURES, TOO_FEW_FOR_SD, analyse_quiz
from cxtrain.measures.item_counts import analyse_counts, analyse_items
from tests.measures.test_item_analysis import MARKS, MAXIMA

STEPS = 10
tables = st.integers(1, 4).flatmap(
    lambda k: st.lists(st.lists(st.integers(-2, 4), min_size=k, max_size=k), max_size=25))


def counted(rows, questions):
    """Return the counts of rows of whole steps: per question, and of the totals."""
    items = [Counter((row[at], sum(row) - row[at]) for row in rows) for at in range(questions)]
    return items, Counter(map(sum, rows))


def test_it_meets_the_test_vector_to_the_last_printed_digit():
    rows = [[round(STEPS * mark) for mark in row] for row in MARKS]
    quiz = analyse_counts(*scaled(rows), steps=STEPS)
    shown = {name: [f"{getattr(item, name):.4f}" for item in quiz.items]
             for name in ("facility", "sd", "discrimination", "efficiency", "effective_weight")}
    assert shown == {
        "facility": ["66.6667", "50.0000", "50.0000"], "sd": ["51.6398", "44.7214", "44.7214"],
        "discrimination": ["65.4654", "73.8549", "48.0384"], "efficiency": ["80.0000", "80.0000", "50.0000"],
        "effective_weight": ["30.3921", "28.8325", "40.7753"]}
    assert (f"{quiz.mean:.4f}", f"{quiz.sd:.6f}", f"{quiz.consistency:.5f}", f"{quiz.error_ratio:.5f}",
            f"{quiz.standard_error:.6f}", f"{quiz.skewness:.6f}", f"{quiz.kurtosis:.6f}") == (
        "2.1667", "1.570563", "72.97297", "51.98752", "0.816497", "-0.228013", "-1.759953")


def scaled(rows):
    items, totals = counted(rows, len(MAXIMA))
    return items, [STEPS * most for most in MAXIMA], totals


@given(tables, st.integers(0, 5))
@example([[0, 0, 0, 0], [0, -1, -2, 3]], 0)  # totals that are equal, but not in binary tenths
def test_counts_give_what_rows_give(rows, most):
    questions = len(rows[0]) if rows else 2
    items, totals = counted(rows, questions)
    maxima = [most, *[4] * (questions - 1)]
    whole = analyse_quiz([[mark / STEPS for mark in row] for row in rows], [each / STEPS for each in maxima])
    found = analyse_counts(items, maxima, totals, steps=STEPS)
    assert (found.n, found.reasons, found.note) == (whole.n, whole.reasons, whole.note)
    assert [getattr(found, name) for name in QUIZ_FIGURES] == [close(getattr(whole, name)) for name in QUIZ_FIGURES]
    for item, row in zip(found.items, whole.items, strict=True):
        assert (item.n, item.reasons) == (row.n, row.reasons)
        assert [getattr(item, name) for name in ITEM_FIGURES] == [close(getattr(row, name)) for name in ITEM_FIGURES]
    assert analyse_items(items, maxima) == found.items


def close(value):
    return None if value is None else pytest.approx(value, rel=1e-6, abs=1e-5)


@given(tables.filter(bool), st.integers(1, 9))
def test_so_many_times_the_attempts_leave_shares_as_they_are(rows, times):
    items, totals = counted(rows, len(rows[0]))
    many = [Counter({key: n * times for key, n in counts.items()}) for counts in items]
    maxima = [4] * len(items)
    once = analyse_counts(items, maxima, totals)
    found = analyse_counts(many, maxima, Counter({key: n * times for key, n in totals.items()}))
    assert found.mean == pytest.approx(once.mean) and found.n == times * once.n
    for one, other in zip(once.items, found.items, strict=True):
        assert other.facility == pytest.approx(one.facility)
        if one.efficiency is not None:
            assert (other.discrimination, other.efficiency) == pytest.approx((one.discrimination, one.efficiency))


def test_rows_of_no_attempts_count_as_none():
    rows = [[0, 1], [1, 1], [1, 0]]
    items, totals = counted(rows, 2)
    with_empty = [counts | {(7, 7): 0} for counts in items]
    assert analyse_counts(with_empty, [1, 1], totals | {14: 0}) == analyse_counts(items, [1, 1], totals)


def test_questions_may_be_of_different_attempts():
    few, many = analyse_items([{(1, 3): 1}, {(0, 1): 4, (1, 2): 4}], [1, 1])
    assert (few.n, few.facility, few.reasons["effective_weight"]) == (1, 100, TOO_FEW_FOR_SD)
    assert (many.n, many.facility, many.effective_weight) == (8, 50, 100)
    assert many.discrimination == pytest.approx(100)


@pytest.mark.parametrize(
    ("items", "maxima", "totals", "words"),
    [
        ([{(1, 0): 2}], [1], {1: 3}, "each question needs counts of as many attempts as the totals, which are 0 or more"),
        ([{(1, 0): 2}], [1], {1: 3, 0: -1}, "each question needs counts of as many attempts as the totals, which are 0 or more"),
        ([{(1, 0): 2, (0, 0): -1}], [1], {1: 1}, "counts must be 0 or more"),
        ([{(1, 0): 1}], [-1], {1: 1}, "each question needs a maximum of 0 or more"),
        ([{(1, 0): 1}], [1, 1], {1: 1}, "each question needs a maximum of 0 or more"),
    ],
)
def test_counts_that_make_no_sense_are_refused(items, maxima, totals, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        analyse_counts(items, maxima, totals)
