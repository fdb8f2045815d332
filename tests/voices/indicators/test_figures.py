"""From what was entered to what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.lifetime_value import churn
from cxtrain.people.models import Unit
from cxtrain.voices.indicators import queries
from cxtrain.voices.indicators.definition import SHIPPED, TEMPLATES
from cxtrain.voices.indicators.figures import Figure, change, derived, figure, held, pool
from cxtrain.voices.indicators.numbers import Number

OCCUPANCY, DWELL = TEMPLATES[3], TEMPLATES[1]
COUNTS = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=6)


@given(COUNTS)
def test_shares_of_stores_are_put_together_by_their_counts(stores):
    numbers = [Number(float(part), float(part + rest)) for part, rest in stores]
    found = figure(OCCUPANCY, "2026-05", pool(OCCUPANCY, numbers), len(stores))
    whole = sum(part + rest for part, rest in stores)
    if whole:
        assert found.value == pytest.approx(sum(part for part, _ in stores) / whole)
        assert found.low <= found.value <= found.high and found.n == whole
    else:
        assert found.value is None and found.reason


def test_means_are_put_together_by_how_many_they_rest_on():
    found = figure(DWELL, "2026-05", pool(DWELL, [Number(10, 100), Number(20, 300)]), 2)
    assert (found.value, found.n) == (17.5, 400)


def test_percentages_and_means_without_their_counts_stand_alone_and_are_not_put_together():
    assert figure(OCCUPANCY, "m", pool(OCCUPANCY, [Number(0.5)]), 1).value == 0.5
    assert figure(OCCUPANCY, "m", pool(OCCUPANCY, [Number(0.5), Number(1, 2)]), 2).reason
    assert figure(DWELL, "m", pool(DWELL, [Number(5), Number(6, 2)]), 2).value is None


def test_churn_is_what_the_measure_says():
    kept = derived({"customers-start": Number(1010), "customers-lost": Number(101)})
    found = figure(SHIPPED["churn"], "m", pool(SHIPPED["churn"], [kept["churn"]]), 1)
    wanted = churn(101, 1010)
    assert (found.value, found.low, found.high) == (
        wanted.churn.value, wanted.churn.interval.low, wanted.churn.interval.high)
    assert figure(SHIPPED["retention"], "m", pool(SHIPPED["retention"], [kept["retention"]]), 1).value == wanted.retention.value


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(0, 10**6)), min_size=1, max_size=2))
def test_nothing_is_divided_by_no_customers(stores):
    for start, lost, revenue in stores:
        kept = derived({"customers-start": Number(float(start)), "customers-lost": Number(float(min(lost, start))),
                        "revenue": Number(float(revenue))})
        assert ("revenue-per-customer" in kept) == bool(start)


def test_the_database_puts_together_what_the_pure_functions_do(db, cast, enter, months):
    entered = {cast.jingan: {"customers-start": 100, "customers-lost": 10, "revenue": 900, "cross-sell": (3, 10)},
               cast.xuhui: {"customers-start": 300, "customers-lost": 6, "revenue": 500, "cross-sell": (5, 40)}}
    for unit_id, numbers in entered.items():
        enter(unit_id, months[-2], numbers)
    found = queries.figures_of(db.session.get(Unit, cast.east), months, queries.definitions())
    for slug in ("churn", "retention", "revenue-per-customer", "revenue", "cross-sell", "customers-start"):
        each = [{name: Number(*value) if isinstance(value, tuple) else Number(value) for name, value in numbers.items()}
                for numbers in entered.values()]
        wanted = [({**numbers, **derived(numbers)})[slug] for numbers in each]
        assert found[slug][-2] == figure(SHIPPED[slug], months[-2], pool(SHIPPED[slug], wanted), 2), slug


def test_a_sum_is_held_against_the_year_and_reached_only_when_it_is():
    revenue, cost = SHIPPED["revenue"], SHIPPED["cost-to-serve"]
    months = [Figure(f"2026-{month:02d}", 10.0, stores=1, of=1) for month in range(1, 6)]
    assert held(revenue, 50, months).met is True and held(revenue, 60, months).met is None
    assert held(cost, 60, months).met is None and held(cost, 40, months).met is False
    assert (held(revenue, 60, months).monthly, held(revenue, 60, months).so_far) == (5, 50)


def test_a_change_is_told_only_between_the_same_stores():
    assert change(Figure("b", 12.0, stores=2, of=2), Figure("a", 10.0, stores=2, of=2), share=False) == pytest.approx(0.2)
    assert change(Figure("b", 12.0, stores=2, of=2), Figure("a", 10.0, stores=1, of=2), share=False) is None
    assert change(Figure("b", 0.5, stores=1, of=1), Figure("a", 0.4, stores=1, of=1), share=True) == pytest.approx(10)
