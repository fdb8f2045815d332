import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.demo.calendar import MONTHS, Year

days = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


@given(days)
def test_the_months_follow_each_other_and_end_today(today):
    year = Year(today)
    every = [day for month in range(1, MONTHS + 1) for day in year.days(month)]
    assert every == [year.start + dt.timedelta(n) for n in range(len(every))]
    assert every[-1] == today
    assert len(every) in (365, 366)


@given(days, st.integers(0, 364))
def test_a_day_lies_in_the_month_that_lists_it(today, back):
    year = Year(today)
    day = year.before(back)
    assert day in year.days(year.month_of(day))


def test_months_begin_on_the_day_after_the_present_day_of_the_month():
    # A year that ends on 31 January has months ending on the last days of February to January.
    year = Year(dt.date(2026, 1, 31))
    assert [year.first_day(month) for month in (1, 2, 13)] == [dt.date(2025, 2, 1), dt.date(2025, 3, 1), dt.date(2026, 2, 1)]


def test_a_day_before_the_year_is_in_no_month():
    assert Year(dt.date(2026, 5, 6)).month_of(dt.date(2024, 1, 1)) == 0
