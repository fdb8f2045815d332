"""How many it takes, and what an answer counts."""

from collections import Counter
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.measures.recommendation import nps_of_counts
from cxtrain.measures.satisfaction import csat_of_counts
from cxtrain.planning.boards.measure import MEASURES, needed, sums_of
from cxtrain.voices.questionnaire import SCALES


def test_half_a_point_at_an_sd_of_one_takes_the_published_63_on_each_side():
    assert needed(MEASURES["shopper"], 0.5, Sums(0, 0, 0)).n == 63  # measures 6.2


@given(st.floats(0.1, 3), st.integers(6, 200))
def test_it_follows_the_formula_with_ones_own_spread_where_there_is_enough(target, n):
    sums = Sums.of([4.0 + 2 * (index % 2) for index in range(n)])
    need = needed(MEASURES["shopper"], target, sums)
    assert need.own_sd and need.n == max(2, ceil(2 * (1.959964 + 0.841621) ** 2 * sums.variance / target**2))
    assert need.is_before_enough == (n >= need.n)


@given(st.lists(st.integers(0, 10), min_size=2, max_size=60))
def test_the_mean_of_nps_scores_is_the_nps(answers):
    counts = Counter(answers)
    promoters, detractors = (sum(n for value, n in counts.items() if test(value)) for test in (lambda v: v >= 9, lambda v: v <= 6))
    score = nps_of_counts(promoters, len(answers) - promoters - detractors, detractors)
    assert sums_of("nps", counts.items()).mean == pytest.approx(score.value)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60))
def test_the_mean_of_csat_scores_is_the_share_of_the_satisfied(answers):
    found = csat_of_counts(Counter(answers))
    assert sums_of("csat", Counter(answers).items()).mean == pytest.approx(100 * found.top / found.n)


@pytest.mark.parametrize("slug", [slug for slug in MEASURES if slug != "shopper"])
def test_each_answer_stays_on_the_measures_scale(slug):
    measure = MEASURES[slug]
    assert all(measure.low <= sums_of(slug, [(value, 1)]).mean <= measure.high for value in SCALES[slug])
