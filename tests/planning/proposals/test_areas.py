from hypothesis import given
from hypothesis import strategies as st

from cxtrain.planning.proposals.areas import Area, Row, ancestors, peers, pooled

FIRM, EAST, NORTH = Area(1, "/1/", "firm"), Area(2, "/1/2/", "region"), Area(3, "/1/3/", "region")
INNER = Area(4, "/1/2/4/", "region")
STORES = [Area(10, "/1/2/10/", "store"), Area(11, "/1/2/4/11/", "store"), Area(12, "/1/3/12/", "store")]
ALL = [FIRM, EAST, NORTH, INNER, *STORES]
PATHS = {area.id: area.path for area in ALL}
SPOT = (7, "empathy")


def test_a_path_and_those_above_it():
    assert ancestors("/1/2/10/") == ["/1/2/10/", "/1/2/", "/1/"]


def test_a_region_is_compared_with_regions_as_far_below_the_root_and_a_store_with_every_store():
    assert peers(EAST, ALL) == [EAST, NORTH]
    assert peers(INNER, ALL) == [INNER]
    assert peers(STORES[0], ALL) == STORES


def test_a_region_holds_what_its_stores_hold():
    rows = [Row(store.id, SPOT, 2, 8.0, 34.0) for store in STORES]
    found = pooled(rows, [EAST, NORTH], PATHS)
    assert {key[0]: sums.n for key, sums in found.items()} == {2: 4, 3: 2}


def test_what_is_left_out_leaves_no_empty_cell():
    rows = [Row(10, SPOT, 1, 4.0, 16.0), Row(10, SPOT, -1, -4.0, -16.0)]
    assert pooled(rows, STORES, PATHS) == {}


@given(st.lists(st.tuples(st.sampled_from([10, 11, 12]), st.integers(1, 9)), max_size=20))
def test_the_firm_holds_every_visit_once_whatever_is_between(visits):
    rows = [Row(store, SPOT, n, 4.0 * n, 16.0 * n) for store, n in visits]
    for areas in ([FIRM], [EAST, NORTH], STORES):
        assert sum(sums.n for sums in pooled(rows, areas, PATHS).values()) == sum(n for _, n in visits)
