"""What of active time lies within working time, by the clock of the unit."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxtrain.training.activity.hours import Share, shares

SHANGHAI = "Asia/Shanghai"
ZONES = (SHANGHAI, "Europe/Berlin", "America/Sao_Paulo", "America/Havana", "Asia/Kolkata", "Pacific/Kiritimati", "Asia/Beirut")
moments = st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2027, 1, 1), timezones=st.just(dt.UTC)).map(
    lambda moment: moment.replace(microsecond=0))


def cut(start, end, zone=SHANGHAI):
    """Return (day, outside, minutes) between two moments of the zone's clock, such as "2026-05-06 20:50"."""
    low, high = (dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (start, end))
    return [(share.day.isoformat(), share.outside, share.seconds / 60) for share in shares(low, high, zone)]


def test_by_day_it_is_within_working_time():
    assert cut("2026-05-06 10:00", "2026-05-06 10:20") == [("2026-05-06", False, 20)]


def test_nine_in_the_evening_is_a_border():
    assert cut("2026-05-06 20:50", "2026-05-06 21:10") == [("2026-05-06", False, 10), ("2026-05-06", True, 10)]


def test_nine_in_the_morning_is_a_border():
    assert cut("2026-05-06 08:50", "2026-05-06 09:10") == [("2026-05-06", True, 10), ("2026-05-06", False, 10)]


def test_midnight_parts_the_days():
    assert cut("2026-05-06 23:50", "2026-05-07 00:10") == [("2026-05-06", True, 10), ("2026-05-07", True, 10)]


def test_exactly_at_a_border_nothing_is_cut_off():
    assert cut("2026-05-06 21:00", "2026-05-06 21:01") == [("2026-05-06", True, 1)]
    assert cut("2026-05-06 20:59", "2026-05-06 21:00") == [("2026-05-06", False, 1)]


def test_a_night_on_which_clocks_go_forward_is_shorter_and_one_on_which_they_go_back_is_longer():
    assert cut("2026-03-28 23:00", "2026-03-29 09:00", "Europe/Berlin") == [
        ("2026-03-28", True, 60), ("2026-03-29", True, 8 * 60)]
    assert cut("2026-10-24 23:00", "2026-10-25 09:00", "Europe/Berlin") == [
        ("2026-10-24", True, 60), ("2026-10-25", True, 10 * 60)]


def test_it_goes_by_the_unit_s_clock():
    start = dt.datetime(2026, 5, 6, 12, tzinfo=dt.UTC)  # 20:00 in Shanghai, 14:00 in Berlin
    end = start + dt.timedelta(minutes=90)
    assert [share.seconds for share in shares(start, end, SHANGHAI) if share.outside] == [1800]
    assert list(shares(start, end, "Europe/Berlin")) == [Share(dt.date(2026, 5, 6), False, 5400)]


@given(moments, st.integers(0, 40 * 3600), st.sampled_from(ZONES))
@example(dt.datetime(2026, 3, 28, 22, tzinfo=dt.UTC), 40 * 3600, "Europe/Berlin")
@example(dt.datetime(2018, 11, 4, 2, tzinfo=dt.UTC), 3 * 3600, "America/Sao_Paulo")  # midnight did not exist
@example(dt.datetime(2026, 11, 1, 3, tzinfo=dt.UTC), 6 * 3600, "America/Havana")  # midnight to one came twice
def test_the_shares_add_up_to_the_whole_in_order_and_each_on_its_day(start, length, zone):
    end = start + dt.timedelta(seconds=length)
    found = list(shares(start, end, zone))
    assert sum(share.seconds for share in found) == length
    reached = start
    for share in found:
        low, high = (moment.astimezone(ZoneInfo(zone)) for moment in (
            reached, reached + dt.timedelta(seconds=share.seconds - 1)))
        assert low.date() == high.date() == share.day
        for local in (low, high):
            assert share.outside == (local.hour < 9 or local.hour >= 21)
        reached += dt.timedelta(seconds=share.seconds)


@pytest.mark.parametrize("zone", ZONES)
def test_a_whole_day_has_twelve_hours_of_each(zone):
    day = dt.datetime(2026, 6, 10, tzinfo=ZoneInfo(zone))
    found = list(shares(day, day + dt.timedelta(days=1), zone))
    assert [(share.outside, share.seconds) for share in found] == [(True, 9 * 3600), (False, 12 * 3600), (True, 3 * 3600)]
