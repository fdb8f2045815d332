"""What a cell shows at n = 0, 2, 3 and 20, and what may be said about a person."""

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.reports import figures


def test_a_cell_without_visits_shows_no_number():
    empty = figures.cell(None, 6.0)
    assert (empty.n, empty.value, empty.low, empty.is_provisional) == (0, None, None, False)


def test_two_visits_give_an_n_and_no_number():
    assert figures.cell(Sums.of([7, 1]), 6.0).value is None


def test_three_visits_give_a_provisional_number_with_its_interval():
    # 5, 6, 7: mean 6, s = 1, t(.975, 2) = 4.3027, half-width 4.3027 / √3 = 2.484; clipped to the scale.
    three = figures.cell(Sums.of([5, 6, 7]), 6.0)
    assert three.value == 6 and three.is_provisional
    assert round(three.low, 3) == 3.516 and three.high == 7.0


def test_twenty_visits_are_not_hatched_and_their_colour_says_below():
    twenty = figures.cell(Sums.of([4, 5] * 10), 6.0)
    assert twenty.value == 4.5 and not twenty.is_provisional and twenty.heat.name == "heat-below-3"


def test_what_may_be_said_changes_at_one_three_and_six():
    said = [figures.standing(n) for n in (0, 1, 2, 3, 5, 6, 20)]
    assert [said.index(text) for text in said] == [0, 1, 1, 3, 3, 5, 5]


def test_months_cross_the_year():
    assert figures.months_back("2026-02", 4) == ("2025-11", "2025-12", "2026-01", "2026-02")


@given(st.integers(2000, 2100), st.integers(1, 12), st.integers(1, 40))
def test_months_are_consecutive_and_end_where_asked(year, month, count):
    months = figures.months_back(f"{year:04d}-{month:02d}", count)
    numbers = [int(m[:4]) * 12 + int(m[5:]) for m in months]
    assert len(months) == count and months[-1] == f"{year:04d}-{month:02d}"
    assert [b - a for a, b in zip(numbers, numbers[1:])] == [1] * (count - 1)


def test_a_table_by_person_needs_three_people_with_three_visits():
    rows = {(person, "empathy"): Sums.of([5] * 3) for person in (1, 2)}
    assert not figures.enough_people(rows)
    assert not figures.enough_people({**rows, (3, "empathy"): Sums.of([5, 5])})
    assert figures.enough_people({**rows, (3, "empathy"): Sums.of([5, 5, 6])})


def test_the_standard_is_that_of_the_touchpoints_where_the_visits_took_place():
    # Three visits where 6 is asked and one where 5 is: (3 · 6 + 5) / 4 = 5.75; the third touchpoint does not count.
    assert figures.standard_where_seen([(3, 6.0), (1, 5.0)], [6.0, 5.0, 2.0]) == 5.75
    assert figures.standard_where_seen([], [6.0, 5.0]) == 5.5
    assert figures.standard_where_seen([], []) == 4.0
