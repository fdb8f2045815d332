"""Times of a visit and what is due when."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.timetable import Times, clock, is_late, moment_left, of, order_fault, release_due

UTC = dt.UTC
DAY = dt.date(2026, 5, 6)


@pytest.mark.parametrize(("text", "time"), [
    ("9:05", "09:05"), ("23:59", "23:59"), (" 08：30 ", "08:30"), ("24:00", None), ("8", None), ("8:5", None), ("", None),
])
def test_it_reads_times_as_people_type_them(text, time):
    assert clock(text) == time


def test_times_in_order_are_fine_even_past_midnight():
    assert order_fault(Times("23:40", "23:41", None, "00:15")) is None
    assert order_fault(Times("10:00", None, None, "10:00")) is None
    assert order_fault(Times("10:00")) is None


@pytest.mark.parametrize("times", [
    Times("10:00", "09:59", None, "10:20"),
    Times("10:00", "10:05", "10:30", "10:20"),
    Times("10:00", None, None, "23:00"),  # thirteen hours
])
def test_times_out_of_order_are_named(times):
    assert "not in order" in order_fault(times)


def test_what_is_kept_comes_back():
    times = Times("10:00", None, "10:04", "10:20", 75)
    assert of(times.as_dict()) == times
    assert times.as_dict() == {"arrived": "10:00", "served": "10:04", "left": "10:20", "waited": 75}


def test_leaving_after_midnight_is_the_next_day():
    # Shanghai is UTC+8: 00:15 on 7 May there is 16:15 on 6 May in UTC.
    assert moment_left(DAY, Times("23:40", left="00:15"), "Asia/Shanghai") == dt.datetime(2026, 5, 6, 16, 15, tzinfo=UTC)
    assert moment_left(DAY, Times("10:00"), "Asia/Shanghai") is None


def test_two_hours_are_in_time_and_a_second_more_is_late():
    left = dt.datetime(2026, 5, 6, 8, 0, tzinfo=UTC)
    assert not is_late(left + dt.timedelta(hours=2), left)
    assert is_late(left + dt.timedelta(hours=2, seconds=1), left)
    assert not is_late(left, None)


def test_release_is_due_three_calendar_days_after_submitting():
    assert release_due(dt.datetime(2026, 5, 8, 9, tzinfo=UTC)) == dt.datetime(2026, 5, 11, 9, tzinfo=UTC)


@given(st.times(), st.lists(st.integers(0, 200), min_size=3, max_size=3))
def test_any_visit_that_moves_forward_is_in_order(start, steps):
    minute, shown = start.hour * 60 + start.minute, []
    for step in [0, *steps]:
        minute += step
        shown.append(f"{minute // 60 % 24:02d}:{minute % 60:02d}")
    assert order_fault(Times(*shown)) is None
