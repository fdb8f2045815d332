"""Which months are before and after a change."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.planning.boards.windows import drawn, shifted, windows

days = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


def test_a_change_in_mid_month_leaves_that_month_out():
    found = windows(dt.date(2026, 5, 12), dt.date(2026, 9, 3))
    assert (found.before, found.after) == (("2025-05", "2026-04"), ("2026-06", "2026-09"))


def test_a_change_on_the_first_counts_its_month():
    assert windows(dt.date(2026, 5, 1), dt.date(2026, 5, 20)).after == ("2026-05", "2026-05")


def test_there_is_no_after_while_the_month_of_the_change_lasts():
    assert windows(dt.date(2026, 5, 12), dt.date(2026, 5, 30)).after is None


@given(days, days)
def test_before_and_after_never_overlap_and_before_is_a_year(change, today):
    found = windows(change, today)
    assert shifted(found.before[0], 11) == found.before[1] < found.change
    if found.after:
        assert found.before[1] < found.after[0] <= found.after[1] and found.after[0] >= found.change


@given(days, st.integers(0, 800))
def test_the_chart_draws_two_years_before_the_change_and_all_since(change, days_since):
    today = change + dt.timedelta(days_since)
    months = drawn(change, today)
    assert months == sorted(set(months)) and months[24] == f"{change:%Y-%m}" and months[-1] == f"{today:%Y-%m}"
