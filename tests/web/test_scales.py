import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.web.scales import MINUS, monotone_slopes, number, path, scale, ticks

finite = st.floats(-1e6, 1e6, allow_nan=False)


def test_it_puts_a_value_where_its_share_of_the_range_lies():
    # 4 is half-way from 1 to 7, so half-way from 10 to 350: 180.
    assert scale(1, 7, start=10, stop=350)(4) == 180


def test_it_holds_values_outside_at_the_edge():
    upwards = scale(-5, 5, start=174, stop=36)
    assert (upwards(9), upwards(-9)) == (36, 174)


@pytest.mark.parametrize("ends", [(1, 1), (7, 1), (float("nan"), 7), (1, float("inf"))])
def test_it_refuses_ends_that_are_no_range(ends):
    with pytest.raises(ValueError, match="two finite ends"):
        scale(*ends, start=0, stop=1)


@pytest.mark.parametrize(
    ("low", "high", "about", "expected"),
    [
        (1, 7, 7, (1, 2, 3, 4, 5, 6, 7)),
        (0, 100, 5, (0, 20, 40, 60, 80, 100)),
        (-5, 5, 5, (-4, -2, 0, 2, 4)),
        (0.2, 0.9, 5, (0.2, 0.4, 0.6, 0.8)),
    ],
)
def test_it_chooses_round_ticks(low, high, about, expected):
    assert ticks(low, high, about=about) == pytest.approx(expected)


@settings(deadline=None)
@given(finite, st.floats(0.01, 1e6), st.integers(3, 9))
def test_ticks_lie_inside_at_even_steps(low, width, about):
    chosen = ticks(low, low + width, about=about)
    slack = 1e-6 * (abs(low) + width)
    assert all(low - slack <= tick <= low + width + slack for tick in chosen)
    # The step is at most 2.5 times the wished one, so at least one tick falls inside for three or more.
    assert 1 <= len(chosen) <= 3 * about
    gaps = [b - a for a, b in zip(chosen, chosen[1:], strict=False)]
    assert all(gap == pytest.approx(gaps[0], rel=1e-3, abs=slack) for gap in gaps)


def test_it_writes_a_true_minus_and_no_negative_zero():
    assert (number(-1.25, 1), number(-0.04, 1), number(None)) == (f"{MINUS}1.2", "0.0", "")


@settings(deadline=None)
@given(st.lists(finite, min_size=2, max_size=12))
def test_a_bent_line_never_overshoots_its_points(values):
    # Evaluated at ten places within each step, the cubic stays between that step's two ends.
    points = [(10.0 * index, value) for index, value in enumerate(values)]
    slopes = monotone_slopes(points)
    for (x0, y0), (x1, y1), m0, m1 in zip(points, points[1:], slopes, slopes[1:], strict=False):
        third = (x1 - x0) / 3
        c0, c1 = y0 + m0 * third, y1 - m1 * third
        slack = 1e-6 * (1 + abs(y0) + abs(y1))
        for t in (index / 10 for index in range(11)):
            y = (1 - t) ** 3 * y0 + 3 * (1 - t) ** 2 * t * c0 + 3 * (1 - t) * t * t * c1 + t**3 * y1
            assert min(y0, y1) - slack <= y <= max(y0, y1) + slack


def test_a_straight_path_visits_its_points():
    assert path([(0, 1), (10, 2.5)]) == "M0 1L10 2.5"
