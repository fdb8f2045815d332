"""Points on a plane."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.web.scatter import Spot, scatter

VALUE = st.floats(1, 7)


@given(st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=12), VALUE, VALUE)
def test_every_point_and_both_lines_lie_within_the_frame(points, upright, level):
    drawn = scatter([Spot(str(at), x, y, (max(1, x - .2), min(7, x + .2))) for at, (x, y) in enumerate(points)],
                    lines=(upright, level))
    f = drawn.frame
    for each in drawn.spots:
        assert f.left <= each.x <= f.right and f.top <= each.y <= f.bottom
        assert each.x_whisker[0] <= each.x <= each.x_whisker[1] and each.y_whisker is None
    assert f.left <= drawn.upright <= f.right and f.top <= drawn.across <= f.bottom


def test_what_lies_right_of_the_line_is_drawn_right_of_it_and_above_is_above():
    drawn = scatter([Spot("better", 6, 6), Spot("worse", 4, 3)], lines=(5, 5))
    better, worse = drawn.spots
    assert worse.x < drawn.upright < better.x and better.y < drawn.across < worse.y
    assert [each.number for each in drawn.spots] == ["1", "2"]


def test_the_numbers_of_two_points_in_one_place_stand_apart():
    first, second = scatter([Spot("a", 5, 5), Spot("b", 5, 5)], lines=(4, 4)).spots
    assert (first.text_x, first.text_y) != (second.text_x, second.text_y)


def test_it_needs_a_point():
    with pytest.raises(ValueError, match="at least one"):
        scatter([], lines=(4, 4))
