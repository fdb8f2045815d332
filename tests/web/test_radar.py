from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.web.charts import Reading
from cxtrain.web.radar import radar

values = st.lists(st.floats(1, 7), min_size=3, max_size=5)


@given(values)
def test_the_lowest_value_stands_in_the_middle_and_the_highest_on_the_outer_ring(scores):
    drawn = radar([Reading(str(index), value) for index, value in enumerate(scores)], low=1, high=7)
    for spoke, value in zip(drawn.spokes, scores, strict=True):
        away = hypot(spoke.dot[0] - drawn.centre[0], spoke.dot[1] - drawn.centre[1])
        assert away == pytest.approx(100 * (value - 1) / 6, abs=0.2)


@given(values)
def test_all_labels_stand_on_the_drawing(scores):
    drawn = radar([Reading("responsiveness", value, n=12) for value in scores], low=1, high=7)
    assert all(10 < spoke.text_y < drawn.height - 14 and 0 < spoke.text_x < drawn.width for spoke in drawn.spokes)


def test_it_draws_nothing_where_a_value_is_missing_or_there_are_only_two():
    assert radar([Reading("a", 5), Reading("b", None), Reading("c", 4)], low=1, high=7) is None
    assert radar([Reading("a", 5), Reading("b", 5)], low=1, high=7) is None


def test_a_standard_is_drawn_where_every_dimension_has_one():
    some = [Reading("a", 5, standard=6), Reading("b", 4, standard=6), Reading("c", 3)]
    assert radar(some, low=1, high=7).standard == ""
    assert radar([Reading(each.label, each.value, standard=6) for each in some], low=1, high=7).standard.startswith("M")
