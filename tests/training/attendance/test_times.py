"""Doors, lateness and the minutes that count."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.classes.attendance.times import STATES, Span, arrival, counted, door

NINE = dt.datetime(2026, 5, 6, 9, tzinfo=dt.UTC)
SPAN = Span(NINE, NINE + dt.timedelta(minutes=90), 80)
STATE = st.sampled_from(STATES)


def at(minutes):
    return NINE + dt.timedelta(minutes=minutes)


@pytest.mark.parametrize(("minutes", "says"), [(-61, "early"), (-60, "open"), (0, "open"), (89, "open"), (90, "over")])
def test_the_door_opens_an_hour_before_and_shuts_at_the_end(minutes, says):
    assert door(SPAN, at(minutes)) == says


@pytest.mark.parametrize(("minutes", "expected"), [
    (-30, ("present", 80)), (0, ("present", 80)), (10, ("present", 80)), (10.1, ("late", 79)), (30, ("late", 60)), (89, ("late", 1))])
def test_who_comes_after_ten_minutes_is_late_and_has_what_is_left(minutes, expected):
    assert arrival(SPAN, at(minutes)) == expected


@pytest.mark.parametrize(("state", "given_", "expected"), [
    ("present", 20, 80), ("late", None, 70), ("late", 55, 55), ("left_early", 500, 80), ("leave", 40, 0), ("absent", None, 0)])
def test_minutes_keyed_in_count_as_far_as_the_state_lets_them(state, given_, expected):
    assert counted(state, SPAN, given_) == expected


@given(st.integers(-60, 89), STATE, st.none() | st.integers(0, 9999), st.integers(1, 200))
def test_never_more_minutes_than_the_session_has(minutes, state, given_, teaching):
    span = Span(NINE, NINE + dt.timedelta(minutes=90), teaching)
    assert 0 <= arrival(span, at(minutes))[1] <= teaching
    assert 0 <= counted(state, span, given_) <= teaching
