from math import inf, nan
from statistics import fmean, stdev

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import ALL_EQUAL, NO_OBSERVATION, ONE_OBSERVATION, Estimate, mean_of
from cxtrain.measures.running import Running
from cxtrain.measures.servqual import DIMENSION_MISSING, DIMENSIONS, PUBLISHED_WEIGHTS
from cxtrain.measures.servqual_survey import (
    FEW_RESPONDENTS,
    NO_POINTS,
    NO_WEIGHTS,
    NOT_EVERYBODY,
    POINTS_RESCALED,
    WEIGHTS_RESCALED,
    Respondent,
    ServqualSurvey,
    servqual,
)

TWO = ("first", "second")


def of(first, second, points=None):
    """Return a respondent of two dimensions, each a pair of perceptions and expectations."""
    return Respondent(
        dict(zip(TWO, (first[0], second[0]), strict=True)), dict(zip(TWO, (first[1], second[1]), strict=True)), points
    )


# Gaps: first -1 and 0, second 1 and -2.
ANN = of(([4, 5], [5, 6]), ([6], [5]))
BOB = of(([3, 7], [4, 6]), ([2], [4]))


def test_it_meets_servqual_12manage():
    # Gaps T -.65 R -1.10 RS -.83 A -.70 E -1.01: unweighted -.858, weighted 11 32 22 19 16 -.9007.
    gaps = dict(zip(DIMENSIONS, (-0.65, -1.10, -0.83, -0.70, -1.01), strict=True))
    one = Respondent({d: [5 + gap] for d, gap in gaps.items()}, {d: [5] for d in gaps}, PUBLISHED_WEIGHTS)
    result = servqual([one], weights=PUBLISHED_WEIGHTS)
    assert [each.dimension for each in result.dimensions] == list(DIMENSIONS)
    assert result.unweighted.value == pytest.approx(-0.858, abs=1e-6)
    assert result.weighted.value == pytest.approx(-0.9007, abs=1e-6)
    assert result.personal.value == pytest.approx(-0.9007, abs=1e-6)


def test_it_meets_servqual_tv03():
    # E 5 4 4 5, P 4 4 3 5 on 1..5: mean gap -.5, normalised -12.5.
    one = Respondent({"tangibles": [4, 4, 3, 5]}, {"tangibles": [5, 4, 4, 5]})
    only = servqual([one], ["tangibles"], low=1, high=5).dimensions[0]
    assert only.gap.value == pytest.approx(-0.5, abs=1e-6)
    assert only.normalised == pytest.approx(-12.5, abs=1e-6)


def test_two_respondents_match_sums_done_by_hand():
    result = servqual([ANN, BOB], TWO, weights={"first": 30, "second": 70})
    first, second = result.dimensions
    # First: P 4.5 and 5, E 5.5 and 5, gaps -1 and 0, sd sqrt(.5). Second: P 6 and 2, E 5 and 4, gaps 1 and -2.
    assert (first.n, first.left_out, first.perception, first.expectation, first.gap.value) == (2, 0, 4.75, 5.25, -0.5)
    assert (second.n, second.perception, second.expectation, second.gap.value) == (2, 4, 4.5, -0.5)
    assert first.normalised == pytest.approx(-100 / 12)
    half = stats.t.ppf(0.975, 1) * 0.5
    assert (first.gap.interval.low, first.gap.interval.high) == pytest.approx((-0.5 - half, -0.5 + half), rel=1e-9)
    assert first.gap.sd == pytest.approx(0.5**0.5)
    # Overall: Ann 0, Bob -1, mean -.5; weighted: Ann -.3 + .7 = .4, Bob -1.4, mean -.5.
    assert (result.respondents, result.unweighted.value, result.unweighted.n) == (2, -0.5, 2)
    assert result.unweighted.sd == pytest.approx(0.5**0.5)
    assert result.weighted.value == pytest.approx(-0.5)
    assert result.weighted.sd == pytest.approx(1.8 / 2**0.5)
    assert (result.weighted.n, result.weighted.interval.level, result.unweighted.reason) == (2, 0.95, None)


def test_overall_is_the_mean_of_dimensions_not_of_items():
    # First has four items with gap -2, second one item with gap 0: -1, and not -1.6.
    one = of(([3, 3, 3, 3], [5, 5, 5, 5]), ([4], [4]))
    assert servqual([one], TWO).unweighted.value == -1


def test_adding_one_by_one_says_the_same_as_the_whole_list():
    survey = ServqualSurvey(TWO, weights={"first": 1, "second": 3})
    for each in (ANN, BOB):
        survey.add(each)
    assert survey.result() == servqual([ANN, BOB], TWO, weights={"first": 1, "second": 3})
    assert survey.result() == survey.result()


def test_nobody_leaves_everything_without_a_value_and_says_so():
    result = servqual([], TWO, weights={"first": 1, "second": 1})
    assert result.respondents == 0
    for each in result.dimensions:
        assert (each.n, each.perception, each.expectation, each.normalised) == (0, None, None, None)
        assert each.gap == Estimate(None, 0, reason=NO_OBSERVATION)
    assert result.unweighted == result.weighted == Estimate(None, 0, reason=DIMENSION_MISSING)
    assert result.personal == Estimate(None, 0, reason=NO_POINTS)
    assert result.points_rescaled == 0


def test_one_respondent_has_no_interval_and_says_so():
    result = servqual([ANN], TWO)
    assert result.dimensions[0].gap == Estimate(-1, 1, reason=ONE_OBSERVATION, note=FEW_RESPONDENTS)
    assert result.unweighted == Estimate(0, 1, reason=ONE_OBSERVATION, note=FEW_RESPONDENTS)
    assert result.weighted == Estimate(None, 0, reason=NO_WEIGHTS)


def test_equal_gaps_have_no_interval_and_it_says_so():
    assert servqual([ANN] * 8, TWO).dimensions[0].gap == Estimate(-1, 8, 0.0, reason=ALL_EQUAL)


@pytest.mark.parametrize(("n", "note"), [(7, FEW_RESPONDENTS), (8, None)])
def test_below_eight_respondents_it_notes_that_they_are_few(n, note):
    result = servqual([ANN, BOB] + [ANN] * (n - 2), TWO, weights={"first": 50, "second": 50})
    assert [each.gap.note for each in result.dimensions] == [note, note]
    assert (result.unweighted.note, result.weighted.note) == (note, note)


def test_four_of_five_complete_pairs_count_and_three_do_not():
    four = of(([5, 5, 5, 5, None], [4, 4, 4, 4, 1]), ([4], [4]))
    three = of(([5, 5, 5, 5, None], [4, 4, 4, None, 4]), ([4], [4]))
    first = servqual([four, three], TWO).dimensions[0]
    assert (first.n, first.left_out, first.perception, first.expectation, first.gap.value) == (1, 1, 5, 4, 1)


def test_only_complete_pairs_enter_perception_and_expectation():
    # Pairs 5-6, 6-6, 7-6, 4-6: P 5.5, E 6.
    one = of(([5, 6, 7, 4, 1], [6, 6, 6, 6, None]), ([4], [4]))
    first = servqual([one], TWO).dimensions[0]
    assert (first.perception, first.expectation, first.gap.value) == (5.5, 6, -0.5)


def test_a_dimension_that_the_form_does_not_ask_is_not_left_out_but_not_asked():
    some = Respondent({"first": [4]}, {"first": [5]})
    empty = Respondent({"first": [4], "second": []}, {"first": [6], "second": []})
    result = servqual([some, empty, ANN], TWO)
    second = result.dimensions[1]
    assert (second.n, second.left_out, second.gap.value) == (1, 0, 1)
    # First -1, -2, -1: -4/3; second 1: overall -1/6, of one respondent who scored both.
    assert result.unweighted.value == pytest.approx(-1 / 6)
    assert (result.unweighted.n, result.unweighted.interval, result.unweighted.reason) == (1, None, NOT_EVERYBODY)
    assert result.unweighted.note == FEW_RESPONDENTS
    nobody_whole = servqual([some, Respondent({"second": [4]}, {"second": [6]})], TWO).unweighted
    assert nobody_whole == Estimate(-1.5, 0, reason=NOT_EVERYBODY)
    weighted = servqual([some, empty, ANN], TWO, weights={"first": 1, "second": 1}).weighted
    assert (weighted.reason, weighted.note, weighted.n) == (NOT_EVERYBODY, WEIGHTS_RESCALED, 1)
    unscored = servqual([some, ANN], (*TWO, "third")).unweighted
    assert unscored == Estimate(None, 0, reason=DIMENSION_MISSING)


def test_a_dimension_that_nobody_scored_leaves_no_overall():
    result = servqual([Respondent({"first": [4]}, {"first": [5]})], TWO, weights={"first": 50, "second": 50})
    assert result.unweighted == result.weighted == Estimate(None, 0, reason=DIMENSION_MISSING)


@pytest.mark.parametrize(("points", "note"), [(99.5, None), (100.5, None), (99.4, WEIGHTS_RESCALED), (100.6, WEIGHTS_RESCALED)])
def test_weights_outside_half_a_point_of_a_hundred_are_noted_as_rescaled(points, note):
    people = [ANN, BOB] * 4
    weighted = servqual(people, TWO, weights={"first": points - 70, "second": 70}).weighted
    assert weighted.note == note
    shares = np.array([points - 70, 70]) / points
    each = [shares @ (-1, 1), shares @ (0, -2)] * 4
    assert (weighted.value, weighted.sd) == pytest.approx((fmean(each), stdev(each)))


def test_points_of_each_respondent_weigh_his_or_her_own_gaps():
    # Ann 80 / 20: -.8 + .2 = -.6; Bob 10 / 30 is 25 / 75: -1.5; together -1.05, Bob's rescaled.
    ann = of(([4, 5], [5, 6]), ([6], [5]), {"first": 80, "second": 20})
    bob = of(([3, 7], [4, 6]), ([2], [4]), {"first": 10, "second": 30})
    result = servqual([ann, bob, BOB], TWO)
    assert (result.personal.value, result.personal.n) == (pytest.approx(-1.05), 2)
    assert result.personal.sd == pytest.approx(0.9 / 2**0.5)
    assert (result.personal.note, result.points_rescaled) == (POINTS_RESCALED, 1)
    assert servqual([bob, bob, ann], TWO).points_rescaled == 2
    alone = servqual([ann], TWO)
    assert (alone.personal.note, alone.points_rescaled) == (FEW_RESPONDENTS, 0)


@pytest.mark.parametrize(("points", "rescaled"), [(99.5, 0), (100.5, 0), (99.4, 1), (100.6, 1)])
def test_points_outside_half_a_point_of_a_hundred_are_counted_as_rescaled(points, rescaled):
    one = of(([4], [5]), ([6], [5]), {"first": points - 70, "second": 70})
    result = servqual([one], TWO)
    assert result.points_rescaled == rescaled
    assert result.personal.value == pytest.approx((140 - points) / points)


def test_points_count_only_where_all_are_given_and_all_dimensions_scored():
    missing_point = of(([4], [5]), ([6], [5]), {"first": 100, "second": None})
    absent_point = of(([4], [5]), ([6], [5]), {"first": 100})
    missing_answer = of(([4], [5]), ([None], [5]), {"first": 10, "second": 20})
    none_given = of(([4], [5]), ([6], [5]), {})
    result = servqual([missing_point, absent_point, missing_answer, none_given], TWO)
    assert result.personal == Estimate(None, 0, reason=NO_POINTS)
    assert result.points_rescaled == 0


@pytest.mark.parametrize("points", [(0, 0), (-1, 101), (nan, 50), (inf, 50), (-5, None), (0, None)])
def test_points_that_weigh_nothing_are_refused(points):
    with pytest.raises(ValueError, match="^points must be 0 or more and not all 0$"):
        servqual([of(([4], [5]), ([6], [5]), dict(zip(TWO, points, strict=True)))], TWO)


def test_points_may_all_go_to_one_dimension():
    assert servqual([of(([4], [5]), ([6], [5]), {"first": 0, "second": 100})], TWO).personal.value == 1


@pytest.mark.parametrize("answer", [0.9, 7.1, nan, inf, -inf])
def test_an_answer_outside_the_scale_is_refused_by_name_and_changes_nothing(answer):
    survey = ServqualSurvey(TWO)
    survey.add(ANN)
    before = survey.result()
    for bad in (of(([4, answer], [5, 5]), ([4], [4])), of(([4], [4]), ([4], [answer])), of(([4, None], [5, answer]), ([4], [4]))):
        with pytest.raises(ValueError, match=rf"^an answer must lie within 1\.\.7, not {answer}$"):
            survey.add(bad)
    assert survey.result() == before


def test_the_ends_of_the_scale_are_on_it():
    assert servqual([of(([1], [7]), ([7], [1]))], TWO).dimensions[0].normalised == -100
    assert servqual([of(([0], [10]), ([10], [0]))], TWO, low=0, high=10).dimensions[1].normalised == 100


def test_it_refuses_lists_that_do_not_match():
    for one in (of(([4, 5], [5]), ([4], [4])), Respondent({"first": [4]}, {}), Respondent({}, {"first": [4]})):
        with pytest.raises(ValueError, match="^perceptions and expectations must be of the same items$"):
            servqual([one], TWO)


def test_it_refuses_a_dimension_that_it_does_not_have():
    for one in (Respondent({"third": [4]}, {}), Respondent({}, {"third": []})):
        with pytest.raises(ValueError, match="^the survey has no dimension 'third'$"):
            servqual([one], TWO)


@pytest.mark.parametrize("names", [(), ("first", "first")])
def test_it_refuses_no_names_and_equal_ones(names):
    with pytest.raises(ValueError, match="^a survey needs dimensions, each with a name of its own$"):
        ServqualSurvey(names)


@pytest.mark.parametrize(("low", "high"), [(7, 7), (7, 1)])
def test_it_refuses_a_scale_without_length(low, high):
    with pytest.raises(ValueError, match="^the low end of the scale must lie below the high end$"):
        ServqualSurvey(TWO, low=low, high=high)


@pytest.mark.parametrize("weights", [{"first": 1}, {"first": 0, "second": 0}, {"first": -1, "second": 2}])
def test_it_refuses_weights_that_weigh_nothing(weights):
    with pytest.raises(ValueError, match="weight"):
        ServqualSurvey(TWO, weights=weights)


def test_another_level_is_taken_by_every_interval():
    ann = of(([4, 5], [5, 6]), ([6], [5]), {"first": 80, "second": 20})
    bob = of(([3, 7], [4, 6]), ([2], [4]), {"first": 10, "second": 90})
    result = servqual([ann, bob], TWO, weights={"first": 30, "second": 70}, level=0.9)
    overall = (result.unweighted, result.weighted, result.personal)
    assert {each.interval.level for each in (*(d.gap for d in result.dimensions), *overall)} == {0.9}
    usual = servqual([ann, bob], TWO)
    assert {each.interval.level for each in (usual.dimensions[0].gap, usual.unweighted, usual.personal)} == {0.95}


cells = st.one_of(st.none(), st.integers(1, 7))


@st.composite
def people(draw):
    rows = st.lists(st.tuples(cells, cells), min_size=3, max_size=3)
    return [
        of(*([[p for p, _ in rows_of], [e for _, e in rows_of]] for rows_of in (draw(rows), draw(rows))))
        for _ in range(draw(st.integers(1, 15)))
    ]


@settings(max_examples=30)
@given(people())
def test_a_dimension_agrees_with_numpy_over_complete_pairs(everybody):
    result = servqual(everybody, TWO)
    for name, got in zip(TWO, result.dimensions, strict=True):
        pairs = [list(zip(each.perceptions[name], each.expectations[name], strict=True)) for each in everybody]
        # Of three items all three are needed: ceil(2.4) = 3.
        whole = [np.array(rows, dtype=float).mean(axis=0) for rows in pairs if not any(None in row for row in rows)]
        assert (got.n, got.left_out) == (len(whole), len(everybody) - len(whole))
        if whole:
            p, e = np.mean(whole, axis=0)
            assert (got.perception, got.expectation) == pytest.approx((p, e), rel=1e-12)
            assert got.gap.value == pytest.approx(p - e, abs=1e-12)


@settings(max_examples=20)
@given(people())
def test_the_order_of_respondents_does_not_matter(everybody):
    there, back = servqual(everybody, TWO), servqual(everybody[::-1], TWO)
    for one, other in zip(there.dimensions, back.dimensions, strict=True):
        assert one.n == other.n
        assert one.gap.value == pytest.approx(other.gap.value, abs=1e-12)
        assert one.gap.sd == pytest.approx(other.gap.sd, abs=1e-9)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=50))
def test_a_running_mean_agrees_with_the_one_of_the_list(values):
    running = Running()
    for value in values:
        running.add(value)
    there, here = mean_of(values), running.estimate()
    assert (running.n, here.value) == (len(values), pytest.approx(there.value, rel=1e-9, abs=1e-6))
    assert here.sd == pytest.approx(there.sd, rel=1e-9, abs=1e-6)


def test_a_running_mean_keeps_its_digits_far_from_nought():
    running = Running()
    for value in (1e9, 1e9 + 1, 1e9 + 2):
        running.add(value)
    estimate = running.estimate(level=0.9)
    assert (estimate.value, estimate.sd, estimate.interval.level) == (1e9 + 1, 1, 0.9)
    assert running.estimate().interval.level == 0.95
    assert Running().estimate() == Estimate(None, 0, reason=NO_OBSERVATION)
