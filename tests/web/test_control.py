"""Control charts as drawn: the axis shows what is needed, lines break, flags stand at their points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.web.charts import Reading
from cxtrain.web.control import Limits, control_chart

VALUES = st.lists(st.one_of(st.none(), st.floats(1, 7)), min_size=1, max_size=60)


def readings(values, standard=None):
    return [Reading(f"{index}", value, n=9, standard=standard) for index, value in enumerate(values)]


@given(VALUES, st.one_of(st.none(), st.floats(1, 7)))
def test_every_point_lies_within_the_frame(values, standard):
    chart = control_chart(readings(values, standard), [Limits(0, len(values), 4.0, 0.5, 7.5)])
    frame = chart.frame
    assert len(chart.dots) == sum(value is not None for value in values)
    for x, y in [(dot.x, dot.y) for dot in chart.dots] + [(level.right - 10, level.y) for level in chart.levels]:
        assert frame.left <= x <= frame.right and frame.top <= y <= frame.bottom
    assert len(chart.rows) == len(values)


def test_higher_values_stand_higher_and_a_gap_breaks_the_line():
    chart = control_chart(readings([4, 5, None, 5, 6]), [])
    assert [dot.y for dot in chart.dots] == sorted((dot.y for dot in chart.dots), reverse=True)
    assert len(chart.lines) == 2


def test_only_the_last_limits_are_written_at_their_ends():
    chart = control_chart(readings([4, 5, 4, 5]), [Limits(0, 2, 4.5, 4, 5), Limits(2, 4, 4.6, 4.1, 5.1)])
    assert [level.text for level in chart.levels] == ["", "", "", "4.60", "4.10", "5.10"]
    assert [level.role for level in chart.levels[:3]] == ["centre", "limit", "limit"]


def test_flags_and_signals_stand_at_their_points():
    chart = control_chart(readings([4, 5, 6]), [], signals={2}, flags=[(1, "1")])
    assert [dot.signal for dot in chart.dots] == [False, False, True] and chart.flags[0].x == chart.dots[1].x


def test_many_points_make_it_wider_and_none_is_no_chart():
    assert control_chart(readings([5] * 60), []).frame.width > control_chart(readings([5] * 5), []).frame.width
    assert control_chart(readings([5]), [], least_width=860).frame.width == 860
    with pytest.raises(ValueError, match="at least one"):
        control_chart([], [])
