from itertools import permutations
from math import inf, nan

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxtrain.measures import bootstrap
from cxtrain.measures.agreement import GOOD, LOW, NO_PAIRS, NO_VARIATION, SCALES, TENTATIVE, Agreement, krippendorff_alpha

OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
UNITS = list(zip(*OBSERVERS, strict=True))

tables = st.integers(2, 4).flatmap(
    lambda k: st.lists(st.lists(st.none() | st.integers(0, 5), min_size=k, max_size=k), min_size=1, max_size=15)
)
scales = st.sampled_from(SCALES)


def value_of(units, scale):
    return krippendorff_alpha(units, scale=scale, resamples=1).value


def by_definition(units, scale):
    """The coincidence matrix, written out; the ordinal distance is the sum of Krippendorff 2011, not the middle ranks."""
    rated = [[rating for rating in unit if rating is not None] for unit in units]
    values = sorted({rating for unit in rated if len(unit) > 1 for rating in unit})
    matrix = np.zeros((len(values), len(values)))
    for unit in rated:
        for a, b in permutations(unit, 2):
            matrix[values.index(a), values.index(b)] += 1 / (len(unit) - 1)
    counts = matrix.sum(0)

    def distance(i, j):
        low, high = sorted((i, j))
        return {
            "nominal": float(i != j),
            "ordinal": (counts[low:high + 1].sum() - (counts[i] + counts[j]) / 2) ** 2 if i != j else 0,
            "interval": (values[i] - values[j]) ** 2,
            "ratio": ((values[i] - values[j]) / (values[i] + values[j])) ** 2 if i != j else 0,
        }[scale]

    places = range(len(values))
    observed = sum(matrix[i, j] * distance(i, j) for i in places for j in places)
    expected = sum(counts[i] * counts[j] * distance(i, j) for i in places for j in places)
    return 1 - (counts.sum() - 1) * observed / expected if len(values) > 1 else None


@pytest.mark.parametrize(("scale", "value"), [
    ("nominal", 0.743421052631579), ("ordinal", 0.8153875037548814),
    ("interval", 0.8491071428571428), ("ratio", 0.7974027747116121),
])
def test_it_meets_kripp_2011_4x12(scale, value):
    # Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011: .743 .815 .849 .797; the last unit has one rating.
    found = krippendorff_alpha(UNITS, scale=scale)
    assert found.value == pytest.approx(value, abs=1e-6)
    assert (found.n, found.ratings, found.scale, found.reason) == (11, 40, scale, None)
    assert found.interval.low < value < found.interval.high <= 1


def test_it_matches_a_sum_done_by_hand():
    # Units (1, 1), (1, 2), (2, 2): three ratings of each value among six. Observed 2 of 6 pairs differ, expected
    # 2 * 3 * 3 / (6 * 5) = .6, so 1 - (2/6) / .6 = 4/9.
    assert value_of([[1, 1], [1, 2], [2, 2]], "nominal") == pytest.approx(4 / 9, rel=1e-12)


@settings(max_examples=50)
@given(tables, scales)
def test_it_agrees_with_the_coincidence_matrix(units, scale):
    expected = by_definition(units, scale)
    assert value_of(units, scale) == (None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-9))


@settings(max_examples=50)
@given(tables, scales)
def test_it_agrees_with_the_krippendorff_package(units, scale):
    value = value_of(units, scale)
    assume(value is not None)
    raters = np.array([[nan if rating is None else rating for rating in unit] for unit in units]).T
    if scale == "ratio":
        raters = raters + 1  # the package divides 0 by 0 where two ratings are 0
        value = value_of((raters.T.tolist() if not np.isnan(raters).any() else
                          [[None if np.isnan(r) else r for r in unit] for unit in raters.T]), scale)
    assert value == pytest.approx(krippendorff.alpha(raters, level_of_measurement=scale), rel=1e-9, abs=1e-9)


@settings(max_examples=50)
@given(tables, scales, st.randoms(use_true_random=False))
def test_the_order_of_units_and_raters_does_not_matter(units, scale, chance):
    moved = [unit[::-1] for unit in units]
    chance.shuffle(moved)
    before, after = value_of(units, scale), value_of(moved, scale)
    assert before == (None if after is None else pytest.approx(after, rel=1e-9, abs=1e-9))


@settings(max_examples=50)
@given(tables, scales)
def test_alpha_is_at_most_one(units, scale):
    value = value_of(units, scale)
    assert value is None or value <= 1


@settings(max_examples=50)
@given(tables, st.floats(0.5, 3), st.floats(-50, 50))
def test_the_interval_scale_may_be_stretched_and_shifted(units, factor, shift):
    moved = [[None if rating is None else factor * rating + shift for rating in unit] for unit in units]
    before, after = value_of(units, "interval"), value_of(moved, "interval")
    assert before == (None if after is None else pytest.approx(after, rel=1e-6, abs=1e-6))


def test_only_the_order_counts_on_an_ordinal_scale():
    squared = [[None if rating is None else rating**3 for rating in unit] for unit in UNITS]
    assert value_of(squared, "ordinal") == value_of(UNITS, "ordinal")


def test_the_interval_is_that_of_resampled_units_and_comes_out_the_same_again():
    found = krippendorff_alpha(UNITS, scale="interval", seed=7)
    again = krippendorff_alpha(UNITS, scale="interval", seed=7)
    other = krippendorff_alpha(UNITS, scale="interval", seed=8)
    assert found == again
    assert (found.seed, found.resamples, found.interval.level) == (7, 1000, 0.95)
    assert found.interval != other.interval
    assert krippendorff_alpha(UNITS, scale="interval").seed == 0


@pytest.mark.parametrize("scale", SCALES)
def test_each_resample_is_worth_what_its_units_are_worth_alone(scale):
    # The oracle draws the same units by the same seed and starts from the coincidence matrix each time.
    pairable = [unit for unit in UNITS if sum(rating is not None for rating in unit) > 1]
    expected = bootstrap.bootstrap(pairable, lambda units: by_definition(units, scale), seed=3, resamples=40, level=0.8)
    found = krippendorff_alpha(UNITS, scale=scale, seed=3, resamples=40, level=0.8)
    assert (found.interval.low, found.interval.high) == pytest.approx((expected.interval.low, expected.interval.high), rel=1e-9)
    assert (found.resamples, found.interval.level) == (40, 0.8)


def test_few_units_have_a_value_but_no_interval():
    found = krippendorff_alpha(UNITS[:9])
    assert (found.n, found.scale, found.interval, found.reason) == (9, "ordinal", None, bootstrap.TOO_FEW_TO_RESAMPLE)
    assert found.value is not None


@pytest.mark.parametrize("scale", SCALES)
def test_equal_ratings_have_no_alpha_and_not_one(scale):
    found = krippendorff_alpha([[3, 3], [3, None], [3, 3]], scale=scale)
    assert (found.value, found.n, found.ratings, found.interval, found.reason) == (None, 2, 4, None, NO_VARIATION)


@pytest.mark.parametrize("units", [[], [[1], [2]], [[1, None], [None, 2]], [[None, None]]])
def test_units_that_were_not_rated_twice_have_no_alpha(units):
    found = krippendorff_alpha(units, seed=5)
    assert (found.value, found.n, found.ratings, found.reason, found.seed) == (None, 0, 0, NO_PAIRS, 5)
    assert found.verdict is None


def test_a_rating_alone_in_its_unit_does_not_count():
    assert value_of([[1, 1, 2], [2, 2, 3], [9, None, None]], "interval") == value_of([[1, 1, 2], [2, 2, 3]], "interval")


def test_a_nought_on_a_ratio_scale_is_as_far_from_all_as_can_be():
    assert value_of([[0, 0], [0, 4], [4, 4]], "ratio") == value_of([[0, 0], [0, 4], [4, 4]], "nominal")


@pytest.mark.parametrize(("value", "verdict"), [
    (1, GOOD), (0.8, GOOD), (0.7999, TENTATIVE), (0.667, TENTATIVE), (0.6669, LOW), (-0.5, LOW), (None, None),
])
def test_the_verdict_follows_the_cut_offs_of_krippendorff(value, verdict):
    assert Agreement(value, 12, 24, "ordinal", 0).verdict == verdict
    assert (GOOD, TENTATIVE, LOW) == ("good", "tentative", "low")


@pytest.mark.parametrize(("units", "scale", "message"), [
    ([[1, 2], [1]], "nominal", "each unit needs a rating, or None, of every rater"),
    ([[1, nan]], "nominal", "ratings must be finite numbers or None"),
    ([[1, inf]], "nominal", "ratings must be finite numbers or None"),
    ([[1, -1]], "ratio", "ratings on a ratio scale must be 0 or more"),
    ([[1, 2]], "cardinal", "the scale must be nominal, ordinal, interval or ratio"),
])
def test_it_refuses_what_makes_no_sense(units, scale, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        krippendorff_alpha(units, scale=scale)


def test_it_refuses_no_resamples_and_no_level():
    for wrong in ({"resamples": 0}, {"level": 1}):
        with pytest.raises(ValueError, match="resamples"):
            krippendorff_alpha(UNITS, **wrong)
