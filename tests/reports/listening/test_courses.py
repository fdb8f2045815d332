"""Months or quarters of scores, and the last months against those before."""

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.reports.figures import months_back
from cxtrain.reports.listening.courses import course
from cxtrain.reports.listening.queries import Told

MONTHS = months_back("2026-05", 12)


def told(month, **answers):
    return {month: [Told(month, kind, "", value, 0, n) for kind, given in answers.items() for value, n in given.items()]}


def test_nothing_answered_is_no_course():
    found = course({}, {}, MONTHS)
    assert found.periods == () and found.nps_change.value is None and found.with_csat.value is None


def test_it_begins_with_the_first_month_that_has_answers():
    found = course(told("2026-02", csat={5: 40}), {}, MONTHS)
    assert [each.label for each in found.periods] == ["2026 Q1", "2026 Q2"]
    found = course({month: rows for name in MONTHS[8:] for month, rows in told(name, csat={5: 40}).items()}, {}, MONTHS)
    assert [each.label for each in found.periods] == list(MONTHS[8:]) and not found.by_quarter


def test_a_month_with_few_answers_has_no_point_but_is_there():
    counts = {month: rows for name in MONTHS for month, rows in told(name, csat={5: 40}).items()} | told(MONTHS[5], csat={5: 29})
    found = course(counts, {}, MONTHS)
    assert [each.csat for each in found.periods].count(None) == 1 and len(found.periods) == 12


@given(st.lists(st.integers(0, 60), min_size=12, max_size=12))
def test_quarters_lose_no_answer(counts):
    rows = {month: [Told(month, "nps", "", 9, 0, n)] for month, n in zip(MONTHS, counts, strict=True) if n}
    found = course(rows, {}, MONTHS)
    assert sum(each.scores.nps.n for each in found.periods) == sum(counts)


def test_shoppers_have_a_point_from_five_visits():
    counts = {month: rows for name in MONTHS for month, rows in told(name, csat={5: 40}).items()}
    visits = {MONTHS[0]: Sums.of([5.0] * 4), MONTHS[1]: Sums.of([6.0] * 5)}
    found = course(counts, visits, MONTHS)
    assert [each.seen for each in found.periods][:3] == [None, 6.0, None]


def test_the_last_three_months_are_held_against_those_before():
    counts = {month: rows for at, name in enumerate(MONTHS)
              for month, rows in told(name, csat={5: 40, 1: 0 if at > 8 else 40}).items()}
    found = course(counts, {}, MONTHS)
    assert found.csat_change.value == .5 and found.csat_change.interval.low > 0
