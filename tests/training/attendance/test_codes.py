"""The code on the screen: fresh in its half minute and the next, and nothing to be guessed from it."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.training.classes.attendance.codes import LENGTH, STEP, code_of, is_fresh, seconds_left, step_at

MOMENTS = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2090, 1, 1), timezones=st.just(dt.UTC))
SECRETS = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(MOMENTS, SECRETS, st.integers(1, 10**6), st.integers(-10, 10))
def test_a_code_is_taken_in_its_step_and_one_beside_it_and_in_no_other(moment, secret, session, skew):
    code = code_of(secret, session, step_at(moment) - skew)
    assert is_fresh(code, secret, session, moment) == (abs(skew) <= 1)


@given(MOMENTS, SECRETS, st.integers(1, 10**6), st.integers(0, 3 * STEP))
def test_whoever_scans_has_half_a_minute_at_least_and_a_minute_at_most(moment, secret, session, later):
    fresh = is_fresh(code_of(secret, session, step_at(moment)), secret, session, moment + dt.timedelta(seconds=later))
    assert fresh or later > STEP - 1
    assert not fresh or later < 2 * STEP


@given(MOMENTS, SECRETS, SECRETS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_another_class_and_another_session_have_other_codes(moment, secret, other, session, second):
    code = code_of(secret, session, step_at(moment))
    assert len(code) == LENGTH
    assert is_fresh(code, other, session, moment) == (other == secret)
    assert is_fresh(code, secret, second, moment) == (second == session)


@given(st.text(max_size=40), MOMENTS)
@settings(max_examples=50)
def test_whatever_somebody_makes_up_is_refused_and_breaks_nothing(text, moment):
    assert not is_fresh(text, "0" * 32, 1, moment)


@given(MOMENTS)
def test_the_screen_knows_how_long_its_code_stands(moment):
    left = seconds_left(moment)
    assert 1 <= left <= STEP
    assert step_at(moment + dt.timedelta(seconds=left)) == step_at(moment) + 1
