from math import inf, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.control_charts import (
    FEW_POINTS,
    NO_NEIGHBOURS,
    NO_VARIATION,
    SMALL_GROUPS,
    TOO_FEW_POINTS,
    ShareChart,
    SharePoint,
    XmrChart,
    p_chart,
    xmr_chart,
)
from cxtrain.measures.control_signals import OUTSIDE, RUN, TREND, Signal

MORTGAGES = [310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304]
# Orange juice cans that leak, of 50 each: Montgomery, Introduction to Statistical Quality Control, table 7.1.
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]


def test_it_meets_xmr_mortgage():
    # Montgomery, Introduction to Statistical Quality Control, individuals: 20 loan costs.
    chart = xmr_chart(MORTGAGES)
    assert (chart.n, chart.baseline, chart.centre) == (20, 20, 300.5)
    assert chart.mean_range == pytest.approx(7.789473684, abs=1e-6)
    assert (chart.low, chart.high) == pytest.approx((279.7833147, 321.2166853), abs=1e-6)
    assert chart.range_high == pytest.approx(25.44821053, abs=1e-6)
    assert chart.sigma == pytest.approx(7.789473684 / 1.128, abs=1e-6)
    assert (chart.signals, chart.range_signals, chart.reason, chart.note) == ((), (), None, None)


def test_it_meets_the_orange_juice_cans():
    # Printed: p .2313, limits .0524 and .4102, samples 15 and 23 outside.
    chart = p_chart(CANS, [50] * 30)
    assert (chart.n, chart.baseline, chart.centre) == (30, 30, 347 / 1500)
    assert {(round(point.low, 4), round(point.high, 4)) for point in chart.points} == {(0.0524, 0.4102)}
    assert [signal.index + 1 for signal in chart.signals if signal.kind == OUTSIDE] == [15, 23]
    assert (chart.laney, chart.reason, chart.note) == (False, None, None)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=30).filter(lambda v: len(set(v)) > 1))
def test_the_limits_agree_with_numpy(values):
    chart = xmr_chart(values)
    reach = 3 * np.abs(np.diff(values)).mean() / 1.128
    assert (chart.low, chart.high) == pytest.approx((np.mean(values) - reach, np.mean(values) + reach), rel=1e-9, abs=1e-9)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=30).filter(lambda v: len(set(v)) > 1), st.integers(-50, 50))
def test_adding_a_constant_moves_the_limits_and_keeps_the_signals(values, by):
    chart, moved = xmr_chart(values), xmr_chart([value + by for value in values])
    assert (moved.low, moved.high) == pytest.approx((chart.low + by, chart.high + by), abs=1e-9)
    assert (moved.signals, moved.range_signals) == (chart.signals, chart.range_signals)


def test_a_point_far_out_is_outside_and_so_is_its_range():
    # Ten quiet points of mean range 1, then 20: the frozen limits are 0.5 ± 3 / 1.128.
    chart = xmr_chart([0, 1] * 5 + [20], baseline=10)
    assert (chart.n, chart.baseline, chart.centre, chart.mean_range) == (11, 10, 0.5, 1)
    assert (chart.low, chart.high) == pytest.approx((0.5 - 3 / 1.128, 0.5 + 3 / 1.128), rel=1e-12)
    assert chart.signals == (Signal(10, OUTSIDE),)
    assert chart.range_signals == (10,)
    assert chart.ranges == (None, *[1] * 9, 19)


def test_a_range_on_its_limit_is_within_it():
    # Frozen mean range 1, so the limit is 3.267: a step of 3.267 is within, one of 3.268 beyond.
    quiet = [0, 1] * 4
    assert xmr_chart([*quiet, 1 - 3.267], baseline=8).range_signals == ()
    assert xmr_chart([*quiet, 1 - 3.268], baseline=8).range_signals == (8,)


def test_without_a_baseline_all_points_count_and_a_long_baseline_waits_for_more():
    assert xmr_chart([1, 2, 4]) == xmr_chart([1, 2, 4], baseline=5)
    assert xmr_chart([1, 2, 4, 9], baseline=3).centre == pytest.approx(7 / 3)
    assert xmr_chart([1, 2, 4, 9], baseline=3).mean_range == 1.5
    assert xmr_chart([1, 3, 9, 9], baseline=2).centre == 2


def test_missing_points_have_no_range_and_end_runs():
    # Known ranges: 1 (1 to 2) and 3 (5 to 8); nothing is known about 2 to 5.
    chart = xmr_chart([1, 2, None, 5, 8])
    assert (chart.n, chart.baseline, chart.centre, chart.mean_range) == (4, 4, 4, 2)
    assert chart.ranges == (None, 1, None, None, 3)
    frozen = [2, 0] * 4
    assert [s.kind for s in xmr_chart([*frozen, *[1.5] * 8], baseline=8).signals] == [RUN] * 1
    assert xmr_chart([*frozen, *[1.5] * 4, None, *[1.5] * 4], baseline=8).signals == ()


@pytest.mark.parametrize(("values", "n", "centre"), [([], 0, None), ([None], 0, None), ([4], 1, 4), ([None, 4, None], 1, 4)])
def test_fewer_than_two_points_have_no_limits_and_it_says_so(values, n, centre):
    ranges = (None,) * len(values)
    assert xmr_chart(values) == XmrChart(n, n, centre, ranges=ranges, reason=TOO_FEW_POINTS, note=FEW_POINTS)


def test_points_without_a_neighbour_have_no_limits_and_it_says_so():
    ranges = (None, None, None)
    assert xmr_chart([1, None, 2]) == XmrChart(2, 2, 1.5, ranges=ranges, reason=NO_NEIGHBOURS, note=FEW_POINTS)


def test_points_that_do_not_vary_have_no_limits_and_it_says_so():
    ranges = (None, *[0] * 8)
    assert xmr_chart([5] * 9) == XmrChart(9, 9, 5, mean_range=0, ranges=ranges, reason=NO_VARIATION)
    assert xmr_chart([0, 0]).reason == NO_VARIATION
    assert xmr_chart([0.1 + 0.2, 0.3, 0.3]).reason == NO_VARIATION
    assert xmr_chart([-5.0, -5.0 - 1e-13]).reason == NO_VARIATION
    assert xmr_chart([1.0, 1.0 + 1e-11]).reason is None


def test_fewer_than_eight_points_have_limits_with_a_note():
    assert xmr_chart([1, 2] * 3 + [1]).note == FEW_POINTS
    assert xmr_chart([1, 2] * 3 + [1]).low is not None
    assert xmr_chart([1, 2] * 4).note is None
    assert xmr_chart([1, 2] * 4, baseline=7).note == FEW_POINTS
    assert FEW_POINTS.startswith("Fewer than eight points")


@pytest.mark.parametrize("bad", [1, 0, -3])
def test_a_baseline_below_two_points_is_refused(bad):
    for chart in (lambda: xmr_chart([1, 2], baseline=bad), lambda: p_chart([1], [2], baseline=bad)):
        with pytest.raises(ValueError, match=r"^the baseline must be 2 points or more$"):
            chart()


@pytest.mark.parametrize("bad", [nan, inf])
def test_values_that_are_not_finite_are_refused(bad):
    with pytest.raises(ValueError, match="finite"):
        xmr_chart([1, bad])


def test_each_size_has_its_own_limits_clipped_to_nought_and_one():
    # p = 10 / 20 = .5; for n 4 the reach is 3 * .25 = .75, for n 16 it is 3 * .125 = .375.
    chart = p_chart([1, 9], [4, 16])
    assert chart.points == (SharePoint(0.25, 4, 0.0, 1.0), SharePoint(0.5625, 16, 0.125, 0.875))
    assert (chart.n, chart.baseline, chart.centre, chart.note) == (2, 2, 0.5, FEW_POINTS)


@given(st.lists(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=3, max_size=20))
def test_shares_and_laney_agree_with_numpy(groups):
    counts, sizes = map(np.array, zip(*groups, strict=True))
    p = counts.sum() / sizes.sum()
    chart, laney = p_chart(*zip(*groups, strict=True)), p_chart(*zip(*groups, strict=True), laney=True)
    if p in (0, 1):
        assert (chart.reason, laney.reason) == (NO_VARIATION, NO_VARIATION)
        return
    sigma = np.sqrt(p * (1 - p) / sizes)
    sigma_z = np.abs(np.diff((counts / sizes - p) / sigma)).mean() / 1.128
    assert (chart.centre, chart.sigma_z) == pytest.approx((p, sigma_z), rel=1e-9, abs=1e-12)
    assert [point.high for point in chart.points] == pytest.approx(np.minimum(1, p + 3 * sigma), rel=1e-9)
    if sigma_z > 1e-9:
        assert [point.low for point in laney.points] == pytest.approx(np.maximum(0, p - 3 * sigma * sigma_z), rel=1e-9, abs=1e-12)
        z = (counts / sizes - p) / sigma / sigma_z
        outside = [signal.index for signal in laney.signals if signal.kind == OUTSIDE]
        assert outside == list(np.flatnonzero(np.abs(z) > 3 + 1e-9))


def test_large_groups_that_vary_more_than_chance_are_calmed_by_laney():
    # p = .5, sigma = .005; z = -10, 10 in turn, so sigma z = 20 / 1.128.
    counts, sizes = [4500, 5500] * 4, [10_000] * 8
    plain, laney = p_chart(counts, sizes), p_chart(counts, sizes, laney=True)
    assert len([s for s in plain.signals if s.kind == OUTSIDE]) == 8
    assert plain.sigma_z == laney.sigma_z == pytest.approx(20 / 1.128, rel=1e-9)
    assert (laney.laney, laney.signals, laney.reason) == (True, (), None)
    assert laney.points[0].high == pytest.approx(0.5 + 3 * 0.005 * 20 / 1.128, rel=1e-9)


def test_limits_of_shares_freeze_after_the_baseline():
    # p = 4 / 8 of the first two; the third, 40 of 40, is measured against that: 0.5 + 3 * sqrt(.25 / 40).
    chart = p_chart([1, 3, 40], [4, 4, 40], baseline=2)
    assert (chart.n, chart.baseline, chart.centre) == (3, 2, 0.5)
    assert chart.points[2].high == pytest.approx(0.5 + 3 * sqrt(0.25 / 40), rel=1e-12)
    assert chart.signals == (Signal(2, OUTSIDE),)
    # z of the first two: -1 and 1, so the range is 2; the third's does not enter.
    assert chart.sigma_z == pytest.approx(2 / 1.128, rel=1e-12)


def test_missing_and_empty_groups_are_gaps():
    chart = p_chart([1, None, 3, 0, 2], [4, 4, None, 0, 4])
    assert (chart.n, chart.baseline, chart.centre) == (2, 2, 3 / 8)
    assert [point is None for point in chart.points] == [False, True, True, True, False]
    assert (chart.sigma_z, chart.reason) == (None, None)
    assert p_chart([1, None, 2], [4, 4, 4], laney=True).reason == NO_NEIGHBOURS
    rising = [1, 2, 3, 4, 5, 6]
    assert [s.kind for s in p_chart(rising, [10] * 6).signals] == [TREND]
    assert p_chart([*rising[:3], None, *rising[3:]], [10] * 7).signals == ()


@pytest.mark.parametrize(("counts", "sizes", "n", "centre"), [([], [], 0, None), ([0], [0], 0, None), ([1], [4], 1, 0.25)])
def test_fewer_than_two_groups_have_no_limits_and_it_says_so(counts, sizes, n, centre):
    assert p_chart(counts, sizes) == ShareChart(n, n, centre=centre, reason=TOO_FEW_POINTS, note=FEW_POINTS)


@pytest.mark.parametrize(("counts", "centre"), [([0, 0], 0), ([4, 4], 1)])
def test_shares_of_all_or_of_none_do_not_vary_and_it_says_so(counts, centre):
    assert p_chart(counts, [4, 4]) == ShareChart(2, 2, centre=centre, reason=NO_VARIATION, note=FEW_POINTS)


def test_equal_shares_have_plain_limits_but_none_of_laneys():
    assert p_chart([2, 2], [4, 4]).reason is None
    chart = p_chart([2, 2], [4, 4], laney=True)
    assert (chart.reason, chart.points, chart.sigma_z) == (NO_VARIATION, (), 0)


def test_groups_of_fewer_than_five_get_a_note():
    assert p_chart([1, 2] * 4, [5] * 7 + [4]).note == SMALL_GROUPS
    assert p_chart([1, 2] * 4, [5] * 8).note is None
    assert p_chart([1, 2] * 4, [5] * 7 + [None]).note == FEW_POINTS
    assert p_chart([1, 2] * 4 + [0], [5] * 8 + [0]).note is None


@pytest.mark.parametrize("group", [(5, 4), (-1, 4), (1, 0)])
def test_counts_beyond_their_size_are_refused(group):
    with pytest.raises(ValueError, match=r"^each count must lie within 0\.\.size$"):
        p_chart([1, group[0]], [4, group[1]])


def test_lists_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match=r"^counts and sizes must be of the same groups$"):
        p_chart([1], [])
