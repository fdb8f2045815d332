from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.intervals import NO_OBSERVATION, ONE_OBSERVATION, Estimate
from cxtrain.measures.zone_of_tolerance import ZONE_HAS_NO_WIDTH, Levels, zone_of_tolerance

rows = st.lists(st.builds(Levels, *[st.integers(1, 9)] * 3), max_size=30)


def test_it_matches_sums_done_by_hand():
    # M 5 6, D 8 8, P 6 8: MSA 1 and 2, MSS -2 and 0, width 3 and 2; means 1.5, -1, 2.5; position 1.5 / 2.5 = .6.
    zone = zone_of_tolerance([Levels(5, 8, 6), Levels(6, 8, 8)])
    assert (zone.n, zone.rejected, zone.incomplete) == (2, 0, 0)
    assert (zone.minimum, zone.desired, zone.perceived) == (5.5, 8, 7)
    assert (zone.adequacy.value, zone.superiority.value, zone.width.value) == (1.5, -1, 2.5)
    assert (zone.state, zone.position, zone.reason) == ("in_zone", 0.6, None)
    half = stats.t.ppf(0.975, 1) * 0.5
    assert (zone.adequacy.interval.low, zone.adequacy.interval.high) == pytest.approx((1.5 - half, 1.5 + half), rel=1e-9)
    assert zone.superiority.interval.half_width == pytest.approx(2 * half, rel=1e-9)
    assert zone.width.interval.half_width == pytest.approx(half, rel=1e-9)


def test_rows_with_a_minimum_above_the_desired_level_are_rejected_and_counted():
    zone = zone_of_tolerance([Levels(5, 7, 6), Levels(8, 7, 6), Levels(9, 1, 5)])
    assert (zone.n, zone.rejected, zone.adequacy) == (1, 2, Estimate(1, 1, reason=ONE_OBSERVATION))


def test_rows_with_a_missing_answer_are_left_out_and_counted():
    zone = zone_of_tolerance([Levels(5, 7, 6), Levels(None, 7, 6), Levels(5, None, 6), Levels(5, 7, None), Levels(9, 1, None)])
    assert (zone.n, zone.rejected, zone.incomplete) == (1, 0, 4)


@pytest.mark.parametrize(
    ("row", "state", "position"),
    [
        ((5, 7, 4), "below_minimum", -0.5),
        ((5, 7, 5), "in_zone", 0),
        ((5, 7, 6), "in_zone", 0.5),
        ((5, 7, 7), "above_desired", 1),
        ((5, 7, 8), "above_desired", 1.5),
    ],
)
def test_the_state_changes_at_the_minimum_and_at_the_desired_level(row, state, position):
    zone = zone_of_tolerance([Levels(*row)])
    assert (zone.state, zone.position, zone.reason) == (state, position, None)


@pytest.mark.parametrize(("perceived", "state"), [(4, "below_minimum"), (5, "above_desired")])
def test_a_zone_without_width_has_a_state_but_no_position_and_says_so(perceived, state):
    zone = zone_of_tolerance([Levels(5, 5, perceived)])
    assert (zone.n, zone.rejected, zone.state, zone.position, zone.reason) == (1, 0, state, None, ZONE_HAS_NO_WIDTH)


def test_nothing_answered_has_no_zone_and_says_so():
    zone = zone_of_tolerance([])
    assert (zone.n, zone.state, zone.position, zone.reason) == (0, None, None, NO_OBSERVATION)
    assert (zone.minimum, zone.desired, zone.perceived) == (None, None, None)
    assert zone.adequacy == zone.superiority == zone.width == Estimate(None, 0, reason=NO_OBSERVATION)


@pytest.mark.parametrize("row", [(nan, 7, 5), (inf, 7, 5), (5, 7, -inf), (5, nan, None)])
def test_it_refuses_what_is_no_number(row):
    with pytest.raises(ValueError, match="^answers must be finite numbers or None$"):
        zone_of_tolerance([Levels(*row)])


@given(rows)
def test_width_is_adequacy_minus_superiority(levels):
    zone = zone_of_tolerance(levels, level=0.9)
    assert zone.n + zone.rejected + zone.incomplete == len(levels)
    if zone.n:
        assert zone.width.value == pytest.approx(zone.adequacy.value - zone.superiority.value, abs=1e-9)
        assert zone.width.value >= 0
    for each in (zone.adequacy, zone.superiority, zone.width):
        assert each.interval is None or each.interval.level == 0.9


def test_intervals_are_those_of_95_percent_unless_told():
    zone = zone_of_tolerance([Levels(5, 8, 6), Levels(6, 8, 8)])
    assert {each.interval.level for each in (zone.adequacy, zone.superiority, zone.width)} == {0.95}
