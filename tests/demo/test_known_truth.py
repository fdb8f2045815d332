"""Against a truth that is known: intervals cover it, drawing in beats raw means, and caution pays as measures 2.12 says."""

from random import Random

import pytest

from cxtrain.measures.intervals import Sums, mean_interval
from cxtrain.measures.shrinkage import estimate_spread, shrink
from cxtrain.planning.findings import LEAST_VARIANCE, Cell, judge
from cxtrain.planning.thresholds.numbers import Thresholds
from tests.demo.known_truth import all_of

COMPANIES = 200


@pytest.fixture(scope="module")
def seen():
    """Each person of 200 companies in each own dimension, after eight visits."""
    return list(all_of(COMPANIES, 8))


def test_intervals_of_means_cover_the_truth_93_to_97_times_in_a_hundred(seen):
    inside = [interval.low <= each.truth <= interval.high for group in seen for each in group
              if (interval := mean_interval(each.sums.n, each.sums.total, each.sums.squares).interval)]
    assert len(inside) > 7000
    assert 0.93 <= sum(inside) / len(inside) <= 0.97


def test_intervals_of_drawn_in_values_cover_it_too(seen):
    inside = []
    for group in seen:
        spread = estimate_spread((each.sums for each in group), least_within=LEAST_VARIANCE)
        if spread.between:
            intervals = [shrink(each.sums, spread).interval() for each in group]
            inside += [i.low <= each.truth <= i.high for i, each in zip(intervals, group, strict=True)]
    assert len(inside) > 4000
    assert 0.93 <= sum(inside) / len(inside) <= 0.97


def test_drawing_in_beats_raw_means_in_squared_error(seen):
    raw = drawn = 0.0
    for group in seen:
        spread = estimate_spread((each.sums for each in group), least_within=LEAST_VARIANCE)
        raw += sum((each.sums.mean - each.truth) ** 2 for each in group)
        drawn += sum((shrink(each.sums, spread).value - each.truth) ** 2 for each in group)
    assert drawn < 0.8 * raw


# measures.md 2.12: 200 people, true gap N(-.3, .4), visits N(0, 1) around it, "bad" below -.5; flagged where the raw mean
# is below -.5, or where the drawn-in gap is below -.5 with certainty .80: share flagged, precision, share found.
PUBLISHED = {6: ((0.36, 0.60, 0.71), (0.06, 0.88, 0.17)), 10: ((0.35, 0.66, 0.75), (0.10, 0.91, 0.28))}


@pytest.mark.parametrize("visits", PUBLISHED)
def test_caution_pays_as_the_simulation_in_the_measures_says(visits):
    flags = [flag for seed in range(25) for flag in _flags(visits, Random(seed))]
    for rule, (share, precision, found) in enumerate(PUBLISHED[visits]):
        flagged = [is_bad for is_bad, *by_rule in flags if by_rule[rule]]
        bad = sum(is_bad for is_bad, *_ in flags)
        assert len(flagged) / len(flags) == pytest.approx(share, abs=0.03)
        assert sum(flagged) / len(flagged) == pytest.approx(precision, abs=0.04)
        assert sum(flagged) / bad == pytest.approx(found, abs=0.04)


def _flags(visits, random):
    """For each person: whether bad in truth, flagged by the raw mean, flagged by the product's finding."""
    truths = [random.gauss(-0.3, 0.4) for _ in range(200)]
    cells = [Cell("person", at, "desk", "empathy", Sums.of(random.gauss(truth, 1.0) for _ in range(visits)), standard=0.0)
             for at, truth in enumerate(truths)]
    spread = estimate_spread((cell.sums for cell in cells), least_within=LEAST_VARIANCE)
    return [(truth < -0.5, cell.sums.mean < -0.5, judge(cell, spread, thresholds=Thresholds(tolerance=0.5)).certainty >= 0.80)
            for truth, cell in zip(truths, cells, strict=True)]
