"""People side by side: drawn towards what they have in common, held against their touchpoints, in words."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.quality.rollup import Cell as Row
from cxtrain.reports import comparison
from cxtrain.reports.comparison import ALIKE, BELOW, FEW, MET, OPEN, compared, gaps, shifted

STANDARD = {"empathy": 5.5}


def row(person, touchpoint, *values):
    """What the roll-up holds of one person at one touchpoint."""
    sums = Sums.of(values)
    return Row(person, touchpoint, "empathy", "", sums.n, sums.total, sums.squares)


def group(**people):
    """Gaps of people by name; each is a list of distances from the standard."""
    return {(number, "empathy"): Sums.of(values) for number, values in enumerate(people.values())}


def test_who_works_at_a_hard_touchpoint_is_not_held_against_an_easy_one():
    found = gaps([row(1, 7, 5.0, 5.0), row(1, 8, 6.0)], {7: {"empathy": 5.0}, 8: {"empathy": 6.0}})
    assert found[1, "empathy"] == Sums(3, 0.0, 0.0)


@given(st.lists(st.floats(1, 7), max_size=8), st.floats(1, 7))
def test_shifted_sums_are_those_of_the_shifted_values(values, by):
    one, other = shifted(Sums.of(values), by), Sums.of(value - by for value in values)
    assert one.n == other.n and isclose(one.total, other.total, abs_tol=1e-9)
    assert isclose(one.squares, other.squares, abs_tol=1e-9)


def test_the_worked_example_of_the_measures():
    # measures.md 6.3: 8 visits of mean gap -1.10, s_w 1.0; here the group is made so that tau is what moments give.
    people = group(a=[-1.1 + d for d in (-1, 1, -1, 1, -1, 1, -1, 1)], b=[0.3 + d for d in (-1, 1, -1, 1, -1, 1, -1, 1)])
    side = compared(people, 0, STANDARD)["empathy"]
    pull = 1 - side.drawn.reliability
    assert side.value == pytest.approx(5.5 + pull * side.spread.mu + (1 - pull) * -1.1)
    assert side.interval.low < side.value < side.interval.high
    assert side.mean == pytest.approx(4.4)


def test_below_three_visits_there_is_a_word_and_no_number():
    side = compared(group(a=[-2, -2], b=[0, 1, 0], c=[1, 0, 1]), 0, STANDARD)["empathy"]
    assert (side.word, side.value, side.mean, side.interval) == (FEW, None, None, None)


def test_where_people_differ_by_chance_only_nobody_is_compared():
    side = compared(group(a=[-1, 1, 0, 0], b=[0, -1, 1, 0], c=[1, 0, -1, 0]), 0, STANDARD)["empathy"]
    assert (side.word, side.value, side.visits_to_go) == (ALIKE, None, None)
    assert side.mean == pytest.approx(5.5)


@pytest.mark.parametrize(("own", "word"), [([-2.1, -2.0, -1.9] * 3, BELOW), ([0.9, 1.0, 1.1] * 3, MET), ([-0.4, 0.0, -0.3] * 2, OPEN)])
def test_the_words_follow_the_certainty(own, word):
    people = group(a=own, b=[-1.0, -0.9, -1.1] * 3, c=[0.6, 0.5, 0.4] * 3, d=[0.0, 0.1, -0.1] * 3, e=[-0.5, 0.5, 0.0] * 3)
    assert compared(people, 0, STANDARD)["empathy"].word == word


def test_visits_still_needed_are_those_of_spearman_and_brown():
    # measures 2.12: at an ICC of .20 ten visits reach .70.
    side = compared(group(a=[-1, 0, 1, 0] * 2, b=[0, 1, 2, 1] * 2, c=[-2, -1, 0, -1] * 2), 0, STANDARD)["empathy"]
    icc = side.spread.icc
    assert side.visits_to_go == max(0, -(-0.7 * (1 - icc) // (icc * 0.3)) - 8)


@given(st.lists(st.lists(st.floats(-3, 3), max_size=6), min_size=1, max_size=6))
def test_whatever_was_seen_a_number_stands_with_its_word(people):
    found = {(number, "empathy"): Sums.of(values) for number, values in enumerate(people)}
    for number in range(len(people)):
        side = compared(found, number, STANDARD)["empathy"]
        assert (side.value is None) == (side.word in (FEW, ALIKE)) or side.drawn.se == 0
        assert side.value is None or min(side.common, side.mean) - 1e-9 <= side.value <= max(side.common, side.mean) + 1e-9


def test_a_cell_is_written_with_its_word_and_interval():
    people = group(a=[-2.1, -2.0, -1.9] * 3, b=[0.6, 0.5, 0.4] * 3, c=[0.0, 0.1, -0.1] * 3)
    side = compared(people, 0, STANDARD)["empathy"]
    shown = comparison.shown_beside(side, "%(low)s to %(high)s; standard %(standard)s", "Fairly sure")
    assert shown.value == f"{side.value:.1f}" and shown.n == 9 and shown.tip.startswith("Fairly sure. ") and "5.5" in shown.tip
    few = compared(group(a=[1], b=[0, 1, 0]), 0, STANDARD)["empathy"]
    assert comparison.shown_beside(few, "", "Too few").value == "–"
