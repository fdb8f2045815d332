"""What pages of places may conclude: cells beyond chance, tiers of stores, items that changed."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.measures.multiple import benjamini_hochberg
from cxtrain.quality.rollup import ItemCell
from cxtrain.reports.figures import cell
from cxtrain.reports.places.figures import against_standards, item_lines, proven, scale_ends, tiers

SHARES = st.floats(0.001, 1)


def item(month, values, *, scale="1-7", na=0, unnoticed=0, name="s1"):
    return ItemCell("desk", name, scale, month, len(values), sum(values), sum(v * v for v in values), na, unnoticed)


@given(st.lists(st.tuples(st.floats(-3, 3).filter(bool), SHARES), min_size=6, max_size=40))
def test_more_than_five_comparisons_are_held_together(tests):
    found = proven(dict(enumerate(tests)))
    wanted = benjamini_hochberg([p for _, p in tests]).found
    assert found.tested == len(tests) and found.is_many
    assert {key for key in found.signs} == {index for index, yes in enumerate(wanted) if yes}
    assert all(found.signs[index] == (1 if tests[index][0] > 0 else -1) for index in found.signs)


def test_up_to_five_stand_each_by_itself_and_what_was_not_tested_does_not_count():
    found = proven({"a": (0.5, 0.04), "b": (-0.5, 0.05), "c": (1.0, 0.06), "d": (1.0, None)})
    assert (found.signs, found.tested, found.above, found.below) == ({"a": 1, "b": -1}, 3, 1, 1)


def test_a_cell_of_too_few_visits_is_not_tested_however_far_off_it_is():
    low, enough = Sums.of([1, 2, 1, 2, 1, 2, 1]), Sums.of([1, 2, 1, 2, 1, 2, 1, 2])
    sums = {"few": low, "enough": enough}
    found = against_standards({key: cell(each, 6.0) for key, each in sums.items()}, sums)
    assert (found.signs, found.tested) == ({"enough": -1}, 1)


def stores(means, n=40, seed=1, places=(1, 2)):
    """Sums by (store, touchpoint): the second touchpoint is a point harder for everybody."""
    random = Random(seed)
    return {(store, place): Sums.of(mean - (place - 1) + random.gauss(0, 1) for _ in range(n))
            for store, mean in means.items() for place in places}


def test_stores_far_apart_stand_in_tiers_and_keep_their_order():
    found = tiers(stores({1: 6.0, 2: 4.0, 3: 5.0, 4: 5.0}), [4, 3, 2, 1])
    assert [each.unit_id for each in found.of(1)] == [1] and [each.unit_id for each in found.of(-1)] == [2]
    assert [each.unit_id for each in found.standings] == [4, 3, 2, 1] and found.told


def test_equal_stores_are_not_told_apart():
    told = sum(tiers(stores(dict.fromkeys(range(1, 9), 5.0), seed=seed), list(range(1, 9))).told for seed in range(60))
    # Each of 8 equal stores has a chance of .2 at most by the rule itself; drawing in leaves far fewer.
    assert told < 20


def test_another_mix_of_touchpoints_makes_no_tier():
    # Both stores are equal at each touchpoint, but one was mostly seen at the hard one.
    around = lambda mean, n: Sums.of(mean + (-1) ** index for index in range(n))  # noqa: E731
    grid = {(store, place): around(6 - place, 40) for store in (1, 2, 3) for place in (1, 2)}
    grid |= {(4, 1): around(5, 4), (4, 2): around(4, 80), (5, 1): around(5, 80), (5, 2): around(4, 4)}
    found = tiers(grid, [1, 2, 3, 4, 5])
    assert found.stores == 5 and not found.told


def test_few_stores_or_few_visits_are_not_set_side_by_side():
    assert tiers({}, [1, 2, 3]).standings == ()
    assert tiers(stores({1: 6.0, 2: 4.0}), [1, 2]).standings == ()
    found = tiers(stores({1: 6.0, 2: 4.0, 3: 5.0}) | {(4, 1): Sums.of([1, 1, 1])}, [1, 2, 3, 4])
    assert found.stores == 3 and {each.unit_id for each in found.standings} == {1, 2, 3}


def test_an_item_says_its_mean_its_shares_and_whether_it_changed():
    before, after = [5, 6, 5, 6, 5, 6, 5, 6], [2, 3, 2, 3, 2, 3, 2, 3]
    lines, found = item_lines([item("2026-01", before, na=2), item("2026-05", after, unnoticed=2)], ("2026-05",))
    assert (lines[0].value, lines[0].cell.n, lines[0].na, lines[0].unnoticed) == (4.0, 16, 0.1, 0.1)
    assert (lines[0].trend, found.tested) == (-1, 1)
    low, high = lines[0].ends
    assert 1 < low < 4 < high < 7


def test_a_change_of_too_few_visits_is_not_tested():
    lines, found = item_lines([item("2026-01", [7] * 4 + [6] * 4), item("2026-05", [1, 2, 1, 2, 1, 2, 1])], ("2026-05",))
    assert (lines[0].trend, found.tested) == (0, 0)


def test_a_share_has_wilsons_interval_and_stays_within_0_and_1():
    lines, _ = item_lines([item("2026-01", [1] * 20, scale="yes_no")], ())
    assert lines[0].is_share and lines[0].value == 1.0
    assert lines[0].ends == (pytest.approx(0.8389, abs=1e-4), 1.0)


def test_below_three_visits_an_item_has_no_number_and_below_eight_it_is_thin():
    few, _ = item_lines([item("2026-01", [5, 6])], ())
    some, _ = item_lines([item("2026-01", [5, 6, 5])], ())
    assert (few[0].value, few[0].ends, few[0].is_thin) == (None, None, False)
    assert some[0].is_thin


def test_items_of_one_name_on_two_scales_are_two_lines():
    lines, _ = item_lines([item("2026-01", [5] * 9), item("2026-02", [3] * 9, scale="1-5")], ("2026-02",))
    assert [(line.cell.scale, line.value) for line in lines] == [("1-7", 5.0), ("1-5", 3.0)]
    assert (scale_ends("1-5"), scale_ends("yes_no"), scale_ends("seconds")) == ((1, 5), (0, 1), (0, float("inf")))
