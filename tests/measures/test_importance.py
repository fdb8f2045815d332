from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.importance import (
    CROSSES_THE_LINE,
    NO_INTERVAL,
    NO_PLACE,
    Attribute,
    importance_performance,
)
from cxtrain.measures.intervals import NO_OBSERVATION, mean_of

HIGH, LOW = [6, 7, 7, 7, 6, 7], [1, 2, 1, 1, 2, 1]  # means 6.67 and 1.33 with half-widths of .54
FOUR = [Attribute("a", HIGH, LOW), Attribute("b", HIGH, HIGH), Attribute("c", LOW, LOW), Attribute("d", LOW, HIGH)]


@pytest.mark.parametrize("crosshair", ["data", "scale"])
def test_each_quadrant_has_its_name(crosshair):
    grid = importance_performance(FOUR, crosshair=crosshair)
    assert [each.quadrant for each in grid.points] == ["concentrate", "keep_up", "low_priority", "overkill"]
    assert [each.name for each in grid.points] == ["a", "b", "c", "d"]
    assert not any(each.undecided for each in grid.points)
    assert {each.reason for each in grid.points} == {None}
    assert (grid.crosshair, grid.importance_line, grid.performance_line, grid.reason) == (crosshair, 4, 4, None)


def test_lines_from_the_data_are_the_means_over_attributes():
    # Importance means 6 and 4, performance means 3 and 2: lines 5 and 2.5, whatever the numbers of answers.
    grid = importance_performance([Attribute("a", [5, 7], [3]), Attribute("b", [4, 4, 4, 4], [1, 3, None])])
    assert (grid.importance_line, grid.performance_line) == (5, 2.5)
    assert (grid.mean_importance, grid.mean_performance) == (5, 2.5)
    assert [each.quadrant for each in grid.points] == ["keep_up", "low_priority"]


def test_lines_from_the_scale_are_its_middle_and_the_means_are_told_too():
    grid = importance_performance([Attribute("a", [5, 7], [3, 3])], crosshair="scale", low=0, high=10)
    assert (grid.importance_line, grid.performance_line) == (5, 5)
    assert (grid.mean_importance, grid.mean_performance) == (6, 3)
    usual = importance_performance([Attribute("a", [5, 7], [3, 3])], crosshair="scale")
    assert (usual.importance_line, usual.performance_line) == (4, 4)


def test_a_mean_on_the_line_counts_as_above_it():
    point = importance_performance([Attribute("a", [3, 5], [3, 5])], crosshair="scale").points[0]
    assert (point.quadrant, point.undecided, point.reason) == ("keep_up", True, CROSSES_THE_LINE)


def test_an_interval_on_either_axis_that_crosses_its_line_is_undecided():
    wide = [1, 7, 7, 7]  # mean 5.5, half-width 4.77
    sides = importance_performance([Attribute("a", wide, HIGH), Attribute("b", HIGH, wide)], crosshair="scale").points
    assert [(each.quadrant, each.undecided, each.reason) for each in sides] == [("keep_up", True, CROSSES_THE_LINE)] * 2


def test_an_interval_that_ends_on_the_line_crosses_it():
    # 3 and 5: mean 4, half-width 12.7062; a scale from 0 whose middle is exactly the upper end, and its mirror.
    answers = [3, 5]
    end = mean_of(answers).interval.high
    point = importance_performance([Attribute("a", answers, answers)], crosshair="scale", low=0, high=2 * end).points[0]
    assert (point.quadrant, point.reason) == ("low_priority", CROSSES_THE_LINE)
    mirror = [-3, -5]
    point = importance_performance([Attribute("a", mirror, mirror)], crosshair="scale", low=-2 * end, high=0).points[0]
    assert (point.quadrant, point.reason) == ("keep_up", CROSSES_THE_LINE)
    beyond = mean_of(answers).interval.high + 0.01
    point = importance_performance([Attribute("a", answers, answers)], crosshair="scale", low=beyond - 20, high=beyond + 20).points[0]
    assert (point.reason, point.quadrant) == (None, "low_priority")


@pytest.mark.parametrize(("importance", "performance"), [([6], HIGH), (HIGH, [6]), ([6, 6], HIGH)])
def test_a_point_without_an_interval_is_undecided_and_says_so(importance, performance):
    point = importance_performance([Attribute("a", importance, performance)], crosshair="scale").points[0]
    assert (point.quadrant, point.undecided, point.reason) == ("keep_up", True, NO_INTERVAL)


def test_missing_answers_leave_the_mean_of_their_own_axis():
    point = importance_performance([Attribute("a", [6, None, 7], [None, 2, 1])]).points[0]
    assert (point.importance, point.performance) == (mean_of([6, 7]), mean_of([2, 1]))


def test_an_attribute_without_answers_has_no_place_and_says_so_and_leaves_the_lines():
    grid = importance_performance([*FOUR, Attribute("e", [None], HIGH), Attribute("f", HIGH, [])])
    assert [(each.quadrant, each.undecided, each.reason) for each in grid.points[4:]] == [(None, True, NO_PLACE)] * 2
    assert grid.mean_importance == pytest.approx((3 * 40 / 6 + 2 * 8 / 6) / 5)
    assert grid.points[0].quadrant == "concentrate"


def test_nothing_observed_has_no_lines_and_says_so():
    grid = importance_performance([])
    assert (grid.points, grid.importance_line, grid.mean_performance, grid.reason) == ((), None, None, NO_OBSERVATION)
    half = importance_performance([Attribute("a", HIGH, [])])
    assert (half.performance_line, half.reason, half.points[0].reason) == (None, NO_OBSERVATION, NO_PLACE)
    assert importance_performance([Attribute("a", [], HIGH)]).reason == NO_OBSERVATION
    assert importance_performance([], crosshair="scale").importance_line == 4


def test_another_level_is_kept():
    point = importance_performance(FOUR, level=0.9).points[0]
    assert (point.importance.interval.level, point.performance.interval.level) == (0.9, 0.9)
    point = importance_performance(FOUR).points[0]
    assert (point.importance.interval.level, point.performance.interval.level) == (0.95, 0.95)


@pytest.mark.parametrize("answer", [0, 8, nan, inf])
def test_it_refuses_answers_outside_the_scale_and_names_them(answer):
    for bad in (Attribute("a", [4, answer], [4]), Attribute("a", [4], [None, answer])):
        with pytest.raises(ValueError, match=rf"^an answer to 'a' must lie within 1\.\.7, not {answer}$"):
            importance_performance([bad])


def test_the_ends_of_the_scale_are_on_it():
    assert importance_performance([Attribute("a", [1, 7], [7, 1])]).points[0].importance.n == 2


def test_it_refuses_arguments_that_make_no_sense():
    with pytest.raises(ValueError, match="^the crosshair is data or scale, not 'median'$"):
        importance_performance([], crosshair="median")
    for high in (7, 6):
        with pytest.raises(ValueError, match="^the low end of the scale must lie below the high end$"):
            importance_performance([], low=7, high=high)
    with pytest.raises(ValueError, match="^each attribute needs a name of its own$"):
        importance_performance([Attribute("a", [4], [4]), Attribute("a", [5], [5])])


answers = st.lists(st.one_of(st.none(), st.integers(1, 7)), max_size=8)


@given(st.lists(st.tuples(answers, answers), min_size=1, max_size=6))
def test_the_order_of_attributes_does_not_matter(columns):
    attributes = [Attribute(str(k), *each) for k, each in enumerate(columns)]
    there, back = importance_performance(attributes, crosshair="scale"), importance_performance(attributes[::-1], crosshair="scale")
    assert there.points == back.points[::-1]
    assert all(each.undecided == (each.reason is not None) for each in there.points)


def test_each_interval_is_held_against_the_line_of_its_own_axis():
    # Importance 4 +- 1.30 and 6.67 have their line at 5.33; performance 6.67 and 1.33 have it at 4.
    grid = importance_performance([Attribute("a", [3, 4, 5, 4], HIGH), Attribute("b", HIGH, LOW)])
    assert [(each.quadrant, each.reason) for each in grid.points] == [("overkill", None), ("concentrate", None)]
