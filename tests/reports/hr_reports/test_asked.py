"""What HR asks its reports for, read from addresses."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.people.employment import EMPLOYMENTS
from cxtrain.reports.hr_reports.asked import LONGEST, PERIODS, read

DAY = dt.date(2026, 5, 20)
days = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(("period", "since", "until"), [
    ("last-month", "2026-04-01", "2026-04-30"), ("this-month", "2026-05-01", "2026-05-31"),
    ("quarter", "2026-02-01", "2026-04-30"), ("this-year", "2026-01-01", "2026-12-31"),
    ("last-year", "2025-01-01", "2025-12-31"), ("nonsense", "2026-04-01", "2026-04-30")])
def test_a_named_period_moves_with_the_day(period, since, until):
    wanted = read({"period": period}, DAY)
    assert (wanted.since.isoformat(), wanted.until.isoformat()) == (since, until)


@settings(max_examples=60)
@given(day=days)
def test_the_quarter_is_three_whole_months_and_ends_before_this_one(day):
    wanted = read({"period": "quarter"}, day)
    months = (wanted.until.year - wanted.since.year) * 12 + wanted.until.month - wanted.since.month + 1
    assert (months, wanted.since.day, wanted.until) == (3, 1, day.replace(day=1) - dt.timedelta(days=1))


def test_two_days_are_put_in_order_and_stay_where_they_are():
    wanted = read({"period": "days", "from": "2026-03-09", "to": "2026-02-01"}, DAY)
    assert (wanted.since, wanted.until) == (dt.date(2026, 2, 1), dt.date(2026, 3, 9))
    assert wanted.address()["from"] == "2026-02-01"


@pytest.mark.parametrize("parts", [{}, {"from": "2026-02-30", "to": "2026-03-01"}, {"from": "２０２６-01-01", "to": "x"}])
def test_days_that_are_none_give_last_month(parts):
    assert read({"period": "days", **parts}, DAY).period == "last-month"


def test_other_employers_people_are_left_out_unless_asked_for():
    assert read({}, DAY).left_out == ("dispatched", "promoter")
    assert read({"staff": "all"}, DAY).left_out == ()
    assert set(read({"staff": "intern"}, DAY).left_out) == set(EMPLOYMENTS) - {"intern"}


parts = st.fixed_dictionaries({}, optional={
    "period": st.sampled_from([*PERIODS, "x"]), "from": days.map(str) | st.text(max_size=12), "to": days.map(str),
    "by": st.sampled_from(["unit", "person", "'"]), "unit": st.text("0123456789-x", max_size=12),
    "staff": st.sampled_from(["own", "all", *EMPLOYMENTS, "cat"]), "page": st.text("0123456789", max_size=12)})


@settings(max_examples=150)
@given(parts=parts, day=days)
def test_any_address_is_read_and_its_own_address_reads_the_same(parts, day):
    wanted = read(parts, day)
    assert wanted.since <= wanted.until and (wanted.until - wanted.since).days <= LONGEST and 1 <= wanted.page <= 10_000
    again = read({key: str(value) for key, value in wanted.address().items() if value is not None}, day)
    assert again.address() == wanted.address() and (again.since, again.until) == (wanted.since, wanted.until)
