"""What a change brought: against a simulation with known truth, and in words that claim no more than the numbers."""

from random import Random

import pytest

from cxtrain.measures.difference_in_differences import Observation, difference_in_differences
from cxtrain.measures.effects import difference
from cxtrain.measures.intervals import Sums
from cxtrain.planning.boards.effect import (
    BEFORE_AFTER,
    DOWN,
    OPEN,
    PLACES,
    TOO_FEW,
    UP,
    UP_ALONE,
    VALUES,
    Place,
    effect,
    four_means,
)


def values(random, mean, n=40, sd=1.0):
    return Sums.of(random.gauss(mean, sd) for _ in range(n))


def place(random, key, *, changed, gain, start=5.0, n=40):
    return Place(key, changed, values(random, start, n), values(random, start + gain, n))


def test_among_several_places_it_is_the_difference_in_differences_of_their_means():
    random = Random(1)
    places = [place(random, f"c{i}", changed=True, gain=1.0) for i in range(4)]
    places += [place(random, f"o{i}", changed=False, gain=0.3) for i in range(5)]
    found = effect("shopper", places)
    same = difference_in_differences(Observation(each.key, each.changed, late, (each.after if late else each.before).mean)
                                     for each in places for late in (False, True))
    assert found.method == PLACES
    assert (found.value, found.low, found.high) == (same.value, same.interval.low, same.interval.high)
    assert (found.gain, found.other_gain) == same.gains
    assert (found.places, found.other_places, found.before_n, found.other_after_n) == (4, 5, 160, 200)
    assert found.words == UP


def test_a_single_changed_place_is_compared_value_by_value():
    random = Random(2)
    found = effect("shopper", [place(random, "c", changed=True, gain=-1.0, n=200), place(random, "o", changed=False, gain=0.0, n=200)])
    assert found.method == VALUES and found.words == DOWN


def test_what_rises_everywhere_is_no_effect():
    random = Random(3)
    found = effect("csat", [place(random, "c", changed=True, gain=0.8), *(
        place(random, f"o{i}", changed=False, gain=0.8) for i in range(3))])
    assert found.words == OPEN and found.gain > 0.4


def test_without_a_comparison_it_says_that_nobody_can_tell():
    found = effect("nps", [place(Random(4), "c", changed=True, gain=2.0)])
    assert found.method == BEFORE_AFTER and found.words == UP_ALONE and found.other_gain is None


@pytest.mark.parametrize("places", [
    [], [Place("c", True, Sums.of([5.0, 6.0]), Sums(0, 0, 0))],
    [Place("c", True, Sums.of([5.0, 6.0]), Sums.of([6.0])), Place("o", False, Sums.of([5.0]), Sums(0, 0, 0))],
])
def test_too_few_give_no_number(places):
    found = effect("shopper", places)
    assert found.value is None and found.words == TOO_FEW and found.reaches(0.5) is None


def test_a_single_value_on_a_side_gives_no_interval_and_no_claim():
    found = effect("shopper", [Place("c", True, Sums.of([5.0, 6.0]), Sums.of([6.0])), Place("o", False, Sums.of([5.0, 5.5]), Sums.of([5.0]))])
    assert found.value is not None and found.low is None and "no way yet to tell" in found.words


def test_four_means_with_a_quiet_comparison_come_to_welch_on_the_changed_side():
    # Where the comparison hardly varies, its share of the variance vanishes, and what is left is Welch's test of two means.
    random = Random(5)
    before, after = values(random, 5), values(random, 6)
    quiet = Sums.of([4.0, 4.0 + 1e-7] * 5000)
    value, ends = four_means({(True, False): before, (True, True): after, (False, False): quiet, (False, True): quiet})
    welch = difference(before, after)
    assert value == pytest.approx(welch.value)
    assert ends == pytest.approx((welch.interval.low, welch.interval.high), abs=1e-6)


def test_the_interval_of_single_values_holds_the_truth_as_often_as_it_says():
    held = 0
    for seed in range(400):
        random = Random(seed)
        found = effect("shopper", [place(random, "c", changed=True, gain=0.7, n=12), place(random, "o", changed=False, gain=0.2, n=12)])
        held += found.low <= 0.5 <= found.high
    assert 0.92 <= held / 400 <= 0.98


def test_a_target_is_reached_missed_or_open():
    random = Random(6)
    found = effect("shopper", [place(random, "c", changed=True, gain=1.0, n=400), place(random, "o", changed=False, gain=0.0, n=400)])
    assert found.reaches(0.3) is True and found.reaches(2.0) is False and found.reaches(found.value) is None
