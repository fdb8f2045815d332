import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.planning.months import last_day, month_after, month_of, months_back


@pytest.mark.parametrize(
    ("day", "first", "following"),
    [
        (dt.date(2026, 5, 6), "2025-06", "2026-06"),
        (dt.date(2026, 12, 31), "2026-01", "2027-01"),
        (dt.date(2026, 1, 1), "2025-02", "2026-02"),
    ],
)
def test_twelve_months_end_with_this_one(day, first, following):
    assert (months_back(day), month_after(day)) == (first, following)


@given(st.dates(dt.date(1000, 1, 1), dt.date(9000, 1, 1)), st.integers(1, 60))
def test_one_month_back_is_this_month_and_more_is_earlier(day, count):
    assert months_back(day, 1) == month_of(day) < month_after(day)
    assert months_back(day, count + 1) < months_back(day, count) <= month_of(day)


@given(st.dates(dt.date(1000, 1, 1), dt.date(9000, 1, 1)))
def test_the_last_day_of_a_month_is_followed_by_the_next_month(day):
    last = last_day(month_of(day))
    assert month_of(last) == month_of(day) and month_of(last + dt.timedelta(1)) == month_after(day)
