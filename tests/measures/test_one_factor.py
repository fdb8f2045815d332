from math import nan

import numpy as np
import pytest
from scipy import optimize

from cxtrain.measures.consistency import TOO_FEW_RESPONDENTS, TOO_FEW_SHARED
from cxtrain.measures.one_factor import FEW_RESPONDENTS, NOTHING_LEFT, TOO_FEW_ITEMS, Loading, minres_loadings, omega_total
from tests.measures.attitude import NAMES, ROWS


def squares_left(loadings, matrix):
    """What minres makes as small as it can: each pair of items counts once."""
    upper = np.triu_indices(len(matrix), 1)
    return float(np.sum((np.asarray(matrix) - np.outer(loadings, loadings))[upper] ** 2))


def best_by_scipy(matrix):
    starts = (np.full(len(matrix), 0.5), np.linspace(-0.7, 0.8, len(matrix)), np.random.default_rng(1).uniform(-1, 1, len(matrix)))
    return min((optimize.minimize(squares_left, start, (matrix,), bounds=[(-1, 1)] * len(matrix), tol=1e-15)
                for start in starts), key=lambda found: found.fun)


def sample(loadings, n=120, seed=3):
    chance = np.random.default_rng(seed)
    factor = chance.normal(size=(n, 1))
    loadings = np.asarray(loadings)
    return (factor * loadings + chance.normal(size=(n, len(loadings))) * np.sqrt(1 - loadings**2)).tolist()


def test_it_meets_alpha_attitude_omega():
    # R psych 2.2.9 fa(fm="minres") with one factor: omega total .850682394795.
    found = omega_total(ROWS, names=NAMES)
    assert found.value == pytest.approx(0.850682394795, abs=1e-6)
    assert (found.n, found.k, found.missing, found.dropped, found.reason) == (30, 7, "listwise", (), None)
    assert found.note == FEW_RESPONDENTS
    assert [loading.name for loading in found.loadings] == list(NAMES)


def test_it_agrees_with_minres_by_scipy_on_attitude():
    matrix = np.corrcoef(np.transpose(ROWS))
    best = best_by_scipy(matrix)
    loadings = minres_loadings(matrix.tolist())
    assert loadings == pytest.approx((best.x * np.sign(best.x.sum())).tolist(), abs=1e-5)
    assert squares_left(loadings, matrix) <= best.fun * (1 + 1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_no_search_by_scipy_leaves_less_off_the_diagonal(seed):
    chance = np.random.default_rng(seed)
    loadings = chance.uniform(0.3, 0.9, size=3 + seed % 4) * chance.choice([-1, 1], size=3 + seed % 4)
    matrix = np.corrcoef(np.transpose(sample(loadings, 60, seed)))
    found = np.array(minres_loadings(matrix.tolist()))
    left = matrix - np.outer(found, found)
    np.fill_diagonal(left, 0)
    inside = np.abs(found) < 1
    assert (left @ found)[inside] == pytest.approx(np.zeros(inside.sum()), abs=1e-10)
    assert squares_left(found, matrix) <= best_by_scipy(matrix).fun + 1e-9
    assert found.sum() >= 0


def test_three_items_have_loadings_in_closed_form():
    # r12 = .56, r13 = .48, r23 = .42: l1 = sqrt(.56 * .48 / .42) = .8, then .7 and .6.
    loadings = minres_loadings([[1, 0.56, 0.48], [0.56, 1, 0.42], [0.48, 0.42, 1]])
    assert loadings == pytest.approx([0.8, 0.7, 0.6], rel=1e-10)


def test_items_that_have_nothing_in_common_load_on_nothing():
    assert minres_loadings([[1, 0, 0], [0, 1, 0], [0, 0, 1]]) == pytest.approx([0, 0, 0], abs=1e-12)


def test_an_item_that_runs_against_the_others_has_a_negative_loading():
    loadings = minres_loadings([[1, -0.56, 0.48], [-0.56, 1, -0.42], [0.48, -0.42, 1]])
    assert loadings == pytest.approx([0.8, -0.7, 0.6], rel=1e-10)
    loadings = minres_loadings([[1, 0.56, -0.48], [0.56, 1, -0.42], [-0.48, -0.42, 1]])
    assert loadings == pytest.approx([0.8, 0.7, -0.6], rel=1e-10)


def test_omega_is_the_square_of_the_summed_loadings_over_that_and_what_is_left():
    found = omega_total(sample([0.8, 0.7, 0.6, 0.5]))
    common = sum(loading.value for loading in found.loadings) ** 2
    left = sum(loading.uniqueness for loading in found.loadings)
    assert found.value == pytest.approx(common / (common + left), rel=1e-12)
    assert Loading("a", 0.6).uniqueness == pytest.approx(0.64, rel=1e-12)
    assert (found.n, found.note, [loading.name for loading in found.loadings]) == (120, None, ["1", "2", "3", "4"])


def test_below_a_hundred_respondents_it_says_so():
    rows = sample([0.8, 0.7, 0.6, 0.5])
    assert (omega_total(rows[:99]).note, omega_total(rows[:100]).note) == (FEW_RESPONDENTS, None)


def test_an_item_that_the_factor_explains_wholly_is_noted():
    # r12 = .9, r13 = .9, r23 = .5: l1 = sqrt(.9 * .9 / .5) would be above 1; held at 1, the others solve
    # l^3 + .5 l = .9.
    first, second, third = minres_loadings([[1, 0.9, 0.9], [0.9, 1, 0.5], [0.9, 0.5, 1]])
    assert (first, second**3 + second / 2, third**3 + third / 2) == pytest.approx((1, 0.9, 0.9), rel=1e-9)
    chance = np.random.default_rng(5)
    second, third = chance.normal(size=(2, 200))
    rows = np.transpose([second + third, second, third]).tolist()
    found = omega_total(rows)
    assert (found.loadings[0].value, found.note) == (1, NOTHING_LEFT)
    assert 0 < found.value < 1


def test_missing_answers_and_items_that_do_not_vary_are_treated_as_by_alpha():
    rows = [[5, *row] for row in ROWS] + [[5, None, 50, 50, 50, 50, 50, 50]]
    found = omega_total(rows, names=["flat", *NAMES])
    assert (found.value, found.n, found.k, found.dropped) == (omega_total(ROWS).value, 30, 7, ("flat",))
    pairwise = omega_total(rows, names=["flat", *NAMES], missing="pairwise")
    assert (pairwise.n, pairwise.missing, pairwise.dropped) == (31, "pairwise", ("flat",))
    assert pairwise.value != found.value


@pytest.mark.parametrize(("rows", "policy", "n", "reason"), [
    ([], "listwise", 0, TOO_FEW_RESPONDENTS),
    ([[1, 2, 3]], "listwise", 1, TOO_FEW_RESPONDENTS),
    ([[1, 2], [2, 1], [3, 3]], "listwise", 3, TOO_FEW_ITEMS),
    ([[1, 2, 3], [2, 1, 3], [3, 3, 3]], "listwise", 3, TOO_FEW_ITEMS),
    ([[1, None, 1], [2, None, 2], [None, 3, 4], [None, 5, 5]], "pairwise", 4, TOO_FEW_SHARED),
])
def test_it_says_why_there_is_no_omega(rows, policy, n, reason):
    found = omega_total(rows, missing=policy)
    assert (found.value, found.n, found.loadings, found.reason, found.note) == (None, n, (), reason, None)


def test_two_respondents_and_three_items_are_enough_to_compute():
    assert omega_total([[1, 2, 3], [2, 3, 4]]).value == pytest.approx(1)


def test_it_refuses_what_makes_no_sense():
    with pytest.raises(ValueError, match="finite"):
        omega_total([[1, 2, nan]])
