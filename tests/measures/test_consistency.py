from math import nan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures import consistency
from cxtrain.measures.answer_tables import covariances, fewest_shared
from cxtrain.measures.consistency import (
    ALPHA_RISES,
    FEW_RESPONDENTS,
    LOW_REST_CORRELATION,
    NO_DIFFERENCE_VARIANCE,
    NO_PART,
    NO_TOTAL_VARIANCE,
    TOO_FEW_ITEMS,
    TOO_FEW_RESPONDENTS,
    TOO_FEW_SHARED,
    Part,
    alpha,
    difference_reliability,
    reliability_of_difference,
)
from tests.measures.attitude import NAMES, ROWS

answers = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(1, 7), min_size=k, max_size=k), min_size=2, max_size=25)
)


def with_gaps(rows, seed, share=0.15):
    chance = np.random.default_rng(seed)
    return [[None if chance.random() < share else answer for answer in row] for row in rows]


def numpy_alpha(matrix):
    k = len(matrix)
    return k / (k - 1) * (1 - np.trace(matrix) / np.sum(matrix))


def test_it_meets_alpha_attitude():
    # R psych 2.2.9 alpha() on the 30 x 7 data.
    found = alpha(ROWS, names=NAMES)
    assert (found.n, found.k, found.missing, found.dropped, found.fewest_shared) == (30, 7, "listwise", (), 30)
    assert (found.reason, found.note) == (None, None)
    assert found.value == pytest.approx(0.8431427696, abs=1e-6)
    assert found.standardised == pytest.approx(0.839083803, abs=1e-6)
    assert (found.interval.low, found.interval.high, found.interval.level) == (
        pytest.approx(0.73937569, abs=1e-6), pytest.approx(0.91577307, abs=1e-6), 0.95)
    rest = {item.name: item.rest_correlation for item in found.items}
    assert rest == pytest.approx(dict(zip(
        NAMES, (0.67126206, 0.74210971, 0.56071111, 0.7144455, 0.78627559, 0.26503434, 0.46081055), strict=True)), abs=1e-6)
    deleted = {item.name: item.alpha_if_deleted for item in found.items}
    assert deleted == pytest.approx(dict(zip(
        NAMES, (0.80976021, 0.79691746, 0.82784777, 0.80303098, 0.79538657, 0.86387231, 0.84046487), strict=True)), abs=1e-6)
    flagged = {item.name: item.flags for item in found.items if item.flags}
    assert flagged == {"critical": (LOW_REST_CORRELATION, ALPHA_RISES)}


def test_it_matches_a_sum_done_by_hand():
    # Items 1 2 3 and 2 2 5: variances 1 and 3, totals 3 4 8 with variance 7; alpha = 2 (1 - 4/7) = 6/7.
    # Correlation 1.5 / sqrt(3) = .8660, so standardised 2 * .8660 / 1.8660 = .9282.
    found = alpha([[1, 2], [2, 2], [3, 5]])
    assert found.value == pytest.approx(6 / 7, rel=1e-12)
    assert found.standardised == pytest.approx(2 * 0.75**0.5 / (1 + 0.75**0.5), rel=1e-12)
    assert [item.name for item in found.items] == ["1", "2"]
    assert [item.rest_correlation for item in found.items] == pytest.approx([0.75**0.5] * 2, rel=1e-12)
    assert [item.alpha_if_deleted for item in found.items] == [None, None]


def test_the_interval_is_that_of_feldt_with_n_minus_one_and_its_product_with_k_minus_one():
    found = alpha(ROWS, level=0.9)
    low, high = (1 - (1 - found.value) * stats.f.ppf(p, 29, 174) for p in (0.95, 0.05))
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), rel=1e-9)
    assert found.interval.level == 0.9


@settings(max_examples=50)
@given(answers)
def test_it_agrees_with_numpy(rows):
    found, kept = alpha(rows), [column for column in np.transpose(rows) if np.ptp(column)]
    assume(len(kept) > 1 and np.ptp(np.sum(kept, axis=0)))
    assert found.value == pytest.approx(numpy_alpha(np.cov(kept)), rel=1e-9, abs=1e-9)
    correlations = np.corrcoef(kept)
    if correlations.sum() > 1e-9:
        assert found.standardised == pytest.approx(numpy_alpha(correlations), rel=1e-9, abs=1e-9)
    else:
        assert found.standardised is None
    for place, item in enumerate(found.items):
        rest = np.sum([column for at, column in enumerate(kept) if at != place], axis=0)
        expected = np.corrcoef(kept[place], rest)[0, 1] if np.ptp(rest) else None
        assert item.rest_correlation == (None if expected is None else pytest.approx(expected, abs=1e-9))


@settings(max_examples=50)
@given(answers, st.floats(-100, 100), st.randoms(use_true_random=False))
def test_neither_a_constant_nor_the_order_changes_it(rows, shift, chance):
    found = alpha(rows)
    assume(found.value is not None)
    moved = [[answer + shift for answer in row] for row in rows]
    chance.shuffle(moved)
    again = alpha([row[::-1] for row in moved])
    assert again.value == pytest.approx(found.value, rel=1e-6, abs=1e-6)
    assert (again.n, again.k, len(again.dropped)) == (found.n, found.k, len(found.dropped))


@settings(max_examples=50)
@given(answers)
def test_alpha_is_at_most_one_and_lies_in_its_interval(rows):
    found = alpha(rows)
    if found.value is not None:
        assert found.value <= 1 + 1e-12
        assert found.interval.low <= found.value + 1e-12
        assert found.interval.high >= found.interval.low


def test_listwise_keeps_the_respondents_who_answered_everything():
    holed = with_gaps(ROWS, 1)
    complete = [row for row in holed if None not in row]
    assert 2 < len(complete) < 30
    found = alpha(holed)
    assert found == alpha(complete)
    assert (found.n, found.fewest_shared) == (len(complete), len(complete))


def test_pairwise_takes_each_covariance_over_those_who_answered_both():
    # The oracle is the definition, pair by pair in numpy; the interval takes the number of respondents, as pingouin's does.
    holed = [*with_gaps(ROWS, 2), [None] * 7]
    columns = np.array([[nan if answer is None else answer for answer in row] for row in holed]).T
    both = [[~np.isnan(a) & ~np.isnan(b) for b in columns] for a in columns]
    matrix = np.array([[np.cov(a[both[i][j]], b[both[i][j]])[0, 1] for j, b in enumerate(columns)]
                       for i, a in enumerate(columns)])
    found = alpha(holed, missing="pairwise")
    assert (found.n, found.k, found.missing) == (30, 7, "pairwise")
    assert found.fewest_shared == min(int(shared.sum()) for i, row in enumerate(both) for shared in row[:i]) < 30
    assert found.value == pytest.approx(numpy_alpha(matrix), rel=1e-9)
    sds = np.sqrt(np.diag(matrix))
    assert found.standardised == pytest.approx(numpy_alpha(matrix / np.outer(sds, sds)), rel=1e-9)
    assert found.interval.low == pytest.approx(1 - (1 - found.value) * stats.f.ppf(0.975, 29, 174), rel=1e-9)
    # The first item against the others: the covariances with them over the root of both variances.
    rest = matrix[1:, 1:].sum()
    assert found.items[0].rest_correlation == pytest.approx(matrix[0, 1:].sum() / np.sqrt(matrix[0, 0] * rest), rel=1e-9)
    assert found.items[0].alpha_if_deleted == pytest.approx(numpy_alpha(matrix[1:, 1:]), rel=1e-9)


def test_without_gaps_both_policies_agree():
    listwise, pairwise = alpha(ROWS), alpha(ROWS, missing="pairwise")
    assert (pairwise.value, pairwise.interval, pairwise.items) == (listwise.value, listwise.interval, listwise.items)


def test_items_that_do_not_vary_are_left_out_and_named():
    rows = [[4, *row[:2], 0.1 + 0.2, *row[2:], None] for row in ROWS]
    found = alpha(rows, names=["always 4", *NAMES[:2], "always .3", *NAMES[2:], "never"])
    assert found.dropped == ("always 4", "always .3", "never")
    assert (found.value, found.k, [item.name for item in found.items]) == (alpha(ROWS).value, 7, list(NAMES))


def test_an_item_that_varies_only_among_incomplete_answers_is_left_out_too():
    found = alpha([[1, 2, 5], [2, 1, 5], [3, 4, 5], [None, 2, 6]])
    assert (found.n, found.k, found.dropped) == (3, 2, ("3",))
    assert found.value == alpha([[1, 2], [2, 1], [3, 4]]).value


def test_below_twenty_respondents_it_says_so_and_computes():
    nineteen, twenty = alpha(ROWS[:19]), alpha(ROWS[:20])
    assert (nineteen.note, twenty.note) == (FEW_RESPONDENTS, None)
    assert None not in (nineteen.value, nineteen.interval)


@pytest.mark.parametrize(("rows", "n", "k", "reason"), [
    ([], 0, 0, TOO_FEW_RESPONDENTS),
    ([[1, 2]], 1, 2, TOO_FEW_RESPONDENTS),
    ([[1, None], [2, 3]], 2, 1, TOO_FEW_ITEMS),
    ([[1, None, 3], [None, 2, 4], [2, 3, None]], 0, 3, TOO_FEW_RESPONDENTS),
    ([[1], [2]], 2, 1, TOO_FEW_ITEMS),
    ([[1, 4], [2, 4]], 2, 1, TOO_FEW_ITEMS),
    ([[3, 4], [3, 4]], 2, 0, TOO_FEW_ITEMS),
    ([[1, 3], [2, 2], [3, 1]], 3, 2, NO_TOTAL_VARIANCE),
])
def test_it_says_why_there_is_no_alpha(rows, n, k, reason):
    found = alpha(rows)
    assert (found.value, found.standardised, found.interval, found.items) == (None, None, None, ())
    assert (found.n, found.reason, found.note) == (n, reason, None)
    if reason is not TOO_FEW_RESPONDENTS:
        assert found.k == k


def test_items_that_nobody_answered_together_have_no_pairwise_alpha():
    found = alpha([[1, None], [2, None], [None, 3], [None, 5], [1, 1]], missing="pairwise")
    assert (found.value, found.n, found.k, found.fewest_shared, found.reason) == (None, 5, 2, 1, TOO_FEW_SHARED)
    assert alpha([[1, 2], [2, 4], [3, None]], missing="pairwise").fewest_shared == 2


def test_a_rest_that_does_not_vary_has_no_correlation():
    # Items 2 and 3 always add up to 4: the rest of item 1 is constant, and it has no alpha either.
    first = alpha([[1, 1, 3], [2, 3, 1], [6, 2, 2]]).items[0]
    assert (first.rest_correlation, first.alpha_if_deleted, first.flags) == (None, None, ())


def test_flags_begin_below_thirty_hundredths_and_above_one_hundredth():
    # Whole-number data cannot hit the borders exactly, so the borders are put where the data lie.
    found = alpha(ROWS, names=NAMES).items[5]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(consistency, "LEAST_REST_CORRELATION", found.rest_correlation)
        patch.setattr(consistency, "LEAST_RISE", found.alpha_if_deleted - alpha(ROWS).value + 1e-12)
        assert alpha(ROWS).items[5].flags == ()
    assert (consistency.LEAST_REST_CORRELATION, consistency.LEAST_RISE) == (0.3, 0.01)


@pytest.mark.parametrize(("call", "message"), [
    (lambda: alpha([[1, 2], [1]]), "each respondent needs an answer, or None, for every item"),
    (lambda: alpha([[1, nan], [1, 2]]), "answers must be finite numbers or None"),
    (lambda: alpha([[1, 2]], names=["a"]), "each item needs a name of its own"),
    (lambda: alpha([[1, 2]], names=["a", "a"]), "each item needs a name of its own"),
    (lambda: alpha([[1, 2]], missing="mean"), 'missing must be "listwise" or "pairwise"'),
    (lambda: alpha([[1, 2]], level=1), "the level must lie strictly between 0 and 1"),
    (lambda: alpha([[1, 2]], level=0), "the level must lie strictly between 0 and 1"),
    (lambda: difference_reliability([[1, 2]], [[1]]), "perceptions and expectations must be of the same respondents and items"),
    (lambda: reliability_of_difference(Part(-1, 0.5), Part(1, 0.5), 0, n=9),
     "SDs must be 0 or more, reliabilities at most 1 and the correlation within -1..1"),
    (lambda: reliability_of_difference(Part(1, 0.5), Part(1, 1.1), 0, n=9), "SDs must be"),
    (lambda: reliability_of_difference(Part(1, 0.5), Part(1, 0.5), 1.1, n=9), "SDs must be"),
    (lambda: reliability_of_difference(Part(float("inf"), 0.5), Part(1, 0.5), 0, n=9), "SDs must be"),
])
def test_it_refuses_what_makes_no_sense(call, message):
    with pytest.raises(ValueError, match="^" + message.replace(".", r"\.")):
        call()


def test_the_reliability_of_a_difference_by_hand():
    # SDs 2 and 1, reliabilities .9 and .8, r .5: (3.6 + .8 - 2) / (4 + 1 - 2) = .8.
    found = reliability_of_difference(Part(2, 0.9), Part(1, 0.8), 0.5, n=20)
    assert found.value == pytest.approx(0.8, rel=1e-12)
    assert found.sd == pytest.approx(3**0.5, rel=1e-12)
    assert (found.n, found.interval, found.reason, found.note) == (20, None, None, None)
    assert reliability_of_difference(Part(2, 0.9), Part(1, 0.8), 0.5, n=19).note == FEW_RESPONDENTS


def test_two_scores_that_never_differ_have_no_reliability_of_the_difference():
    found = reliability_of_difference(Part(1, 1), Part(1, 1), 1, n=30)
    assert (found.value, found.n, found.reason) == (None, 30, NO_DIFFERENCE_VARIANCE)
    assert reliability_of_difference(Part(0, 1), Part(0, 1), 1, n=30).reason == NO_DIFFERENCE_VARIANCE


def test_the_reliability_of_a_gap_rests_on_both_alphas_and_the_correlation_of_the_totals():
    perceptions, expectations = [row[:3] for row in ROWS], [row[3:6] for row in ROWS]
    found = difference_reliability(perceptions, expectations)
    p, e = alpha(perceptions).value, alpha(expectations).value
    totals = np.sum(perceptions, axis=1), np.sum(expectations, axis=1)
    sd_p, sd_e = (np.std(total, ddof=1) for total in totals)
    r = np.corrcoef(*totals)[0, 1]
    value = (sd_e**2 * e + sd_p**2 * p - 2 * r * sd_e * sd_p) / (sd_e**2 + sd_p**2 - 2 * r * sd_e * sd_p)
    assert (found.value, found.correlation) == (pytest.approx(value, rel=1e-9), pytest.approx(r, rel=1e-9))
    gaps = np.subtract(perceptions, expectations).tolist()
    assert (found.alpha_perception, found.alpha_expectation, found.alpha_gap) == (p, e, alpha(gaps).value)
    assert (found.n, found.reason, found.note) == (30, None, None)


def test_a_gap_counts_those_who_answered_all_of_both():
    perceptions, expectations = [list(row[:3]) for row in ROWS], [list(row[3:6]) for row in ROWS]
    perceptions[4][1], expectations[9][2] = None, None
    keep = [place for place in range(30) if place not in (4, 9)]
    expected = difference_reliability([perceptions[i] for i in keep], [expectations[i] for i in keep])
    assert difference_reliability(perceptions, expectations) == expected
    assert expected.n == 28


def test_a_gap_says_why_it_has_no_reliability():
    assert difference_reliability([], []).reason == TOO_FEW_RESPONDENTS
    assert difference_reliability([[1, 2]], [[3, 4]]).reason == TOO_FEW_RESPONDENTS
    flat = difference_reliability([[1, 2], [2, 4], [4, 5]], [[7, 7]] * 3)
    assert (flat.value, flat.n, flat.alpha_perception is None, flat.alpha_expectation, flat.reason) == (None, 3, False, None, NO_PART)
    assert difference_reliability([[7, 7]] * 3, [[1, 2], [2, 4], [4, 5]]).reason == NO_PART
    same = difference_reliability([[1, 2], [2, 4], [4, 5]], [[2, 3], [3, 5], [5, 6]])
    assert (same.value, same.reason, same.note, same.correlation) == (None, NO_DIFFERENCE_VARIANCE, None, pytest.approx(1))


def test_no_columns_share_nothing():
    assert (fewest_shared([]), fewest_shared([(1.0, 2.0)]), covariances([])) == (0, 0, [])
    assert covariances([(1.0, 3.0)]) == [[2.0]]
