"""Which time a sitting is: 首考, 补考, or practice after a pass."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.quizzes.sittings.kinds import ROUND, Before, Form, Kind, kind_of

DAY = dt.date(2026, 3, 2)
turns = st.lists(st.tuples(st.integers(0, 300), st.sampled_from(Form), st.booleans()), min_size=1, max_size=12)


def walk(turns):
    """Return (kind, form, day, passed) of sittings that come some days after another."""
    before, day, found = Before(), DAY, []
    for days, form, passed in turns:
        day += dt.timedelta(days)
        kind = kind_of(before, day, form)
        before = Before(kind, passed, day if passed else before.passed_on)
        found.append((kind, form, day, passed))
    return found


@given(turns)
@settings(max_examples=200)
def test_a_resit_follows_a_sitting_that_failed_and_nothing_else(turns):
    walked = walk(turns)
    assert walked[0][0] is Kind.FIRST
    for (former, _form, _day, passed), (kind, *_rest) in zip(walked, walked[1:], strict=False):
        assert (kind is Kind.RESIT) == (former is not Kind.AGAIN and not passed)


@given(turns)
@settings(max_examples=200)
def test_practice_is_only_on_screen_and_soon_after_a_pass(turns):
    passed_on = None
    for kind, form, day, passed in walk(turns):
        if kind is Kind.AGAIN:
            assert form is Form.SCREEN and passed_on is not None and day - passed_on < ROUND
        passed_on = day if passed else passed_on


def test_an_exam_on_site_after_a_pass_begins_a_new_round():
    before = Before(Kind.FIRST, passed=True, passed_on=DAY)
    assert kind_of(before, DAY, Form.SITE) is kind_of(before, DAY, Form.PAPER) is Kind.FIRST
    assert kind_of(before, DAY, Form.SCREEN) is Kind.AGAIN
    assert kind_of(before, DAY + ROUND, Form.SCREEN) is Kind.FIRST
