"""What is told of a month, and that nobody can work out more."""

from collections import defaultdict
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as some

from cxtrain.training.refreshers.retention.shares import FEWEST, Answered, shares_of

FIRM, EAST, WEST, JINGAN, XUHUI = "/1/", "/1/2/", "/1/3/", "/1/2/4/", "/1/2/5/"
UNITS = (FIRM, EAST, WEST, JINGAN, XUHUI)
CELLS = (("desk", "empathy"), ("desk", "assurance"), ("", "empathy"))
entries = some.lists(some.tuples(some.integers(1, 16), some.sampled_from(UNITS), some.sampled_from(CELLS)),
                     unique=True, max_size=40)


def answered(people, path, place=CELLS[0], right=1):
    return [Answered(person, path, *place, 2, right) for person in people]


def told(*groups):
    """Return (people, answers, right) by the unit's path."""
    paths = {int(path.split("/")[-2]): path for path in UNITS}
    return {paths[share.unit_id]: (share.people, share.n, share.right) for share in shares_of(sum(groups, []))}


def test_four_people_are_not_told_of_and_five_are():
    assert told(answered(range(4), JINGAN)) == {}
    assert told(answered(range(5), JINGAN)) == {JINGAN: (5, 10, 5), EAST: (5, 10, 5), FIRM: (5, 10, 5)}


def test_one_store_is_not_the_difference_between_its_region_and_the_other_store():
    # Two people of 徐汇 beside six of 静安: the region that held them would give them away.
    assert told(answered(range(6), JINGAN), answered((7, 8), XUHUI, right=0)) == {
        JINGAN: (6, 12, 6), EAST: (6, 12, 6), FIRM: (6, 12, 6)}


def test_two_small_stores_are_told_of_together():
    assert told(answered((1, 2, 3), JINGAN), answered((4, 5), XUHUI)) == {EAST: (5, 10, 5), FIRM: (5, 10, 5)}


def test_those_who_are_too_few_in_a_region_wait_for_the_firm():
    assert told(answered((1, 2, 3), JINGAN), answered((4, 5), WEST)) == {FIRM: (5, 10, 5)}


def test_somebody_who_moved_is_one_person():
    assert told(answered((1, 2, 3), JINGAN), answered((3, 4), XUHUI)) == {}


@given(entries)
def test_whoever_adds_and_subtracts_what_is_told_finds_five_people_or_none(made):
    # Entry i has 2**i answers, so that a figure names those who are in it.
    shares = shares_of([Answered(person, path, *place, 2**at, 0) for at, (person, path, place) in enumerate(made)])
    figures = [{at for at in range(len(made)) if share.n >> at & 1} for share in shares]
    assert all({made[at][2] for at in figure} == {(share.touchpoint, share.dimension)}
               for share, figure in zip(shares, figures, strict=True))
    # The finest parts: what no figure tells apart. Whatever is worked out from sums and differences is made of them.
    parts = defaultdict(set)
    for at in set().union(*figures):
        parts[tuple(at in figure for figure in figures)].add(made[at][0])
    assert all(len(people) >= FEWEST for people in parts.values())
    assert all(share.people == len({made[at][0] for at in figure}) >= FEWEST for share, figure in zip(shares, figures, strict=True))
    assert all(one <= other or other <= one or not one & other for one, other in combinations(figures, 2))


@given(entries)
def test_nothing_hangs_on_the_order_and_nothing_is_counted_twice(made):
    rows = [Answered(person, path, *place, 1, person % 2) for person, path, place in made]
    assert shares_of(rows) == shares_of(rows[::-1])
    firm = [share for share in shares_of(rows) if share.unit_id == 1]
    assert sum(share.n for share in firm) <= len(rows)
