"""What a class lacks before it is closed, and what being there is worth."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.classes.closing import Mark, Missing, minutes_of, missing, percents

NOW = dt.datetime(2026, 5, 6, 12, tzinfo=dt.UTC)
OVER, LATER = NOW - dt.timedelta(hours=1), NOW + dt.timedelta(hours=1)
HERE = Mark("present", 90)


def asked(people=(1, 2), sessions=None, marks=None, unanswered=0, summary="好"):
    """Return what a class of two people and one session lacks."""
    marks = {(9, 1): HERE, (9, 2): HERE} if marks is None else marks
    return missing(people, {9: OVER} if sessions is None else sessions, marks, now=NOW, unanswered=unanswered, summary=summary)


def test_a_class_that_has_everything_lacks_nothing():
    assert asked() == Missing()
    assert not asked()


@pytest.mark.parametrize(("more", "lacks", "forbids"), [
    ({"sessions": {9: LATER}}, Missing(not_over=True), True), ({"sessions": {}}, Missing(not_over=True), True),
    ({"people": ()}, Missing(empty=True), True), ({"marks": {(9, 1): HERE}}, Missing(unmarked=1), False),
    ({"marks": {(9, 1): HERE, (9, 2): Mark("present", 90, doubted=True)}}, Missing(doubted=1), True),
    ({"unanswered": 2}, Missing(unanswered=2), False), ({"summary": " "}, Missing(no_summary=True), False)])
def test_it_says_what_is_missing_and_what_forbids_closing(more, lacks, forbids):
    assert asked(**more) == lacks
    assert (asked(**more).forbids, bool(asked(**more))) == (forbids, True)


@pytest.mark.parametrize(("state", "typed", "minutes"), [
    ("present", None, 135), ("present", 10, 135), ("late", 100, 100), ("late", 500, 135), ("left_early", None, 135),
    ("leave", 50, 0), ("absent", None, 0)])
def test_minutes_follow_from_the_state(state, typed, minutes):
    assert minutes_of(state, 135, typed) == minutes


states = st.sampled_from(("present", "late", "left_early", "leave", "absent"))


@given(st.dictionaries(st.integers(1, 4), st.integers(1, 300), min_size=1), st.lists(st.tuples(states, st.integers(0, 400)), max_size=4))
def test_nobody_attended_more_than_all_and_a_missing_mark_is_an_absence(planned, given):
    marks = {(session, 1): Mark(state, minutes_of(state, planned[session], typed))
             for session, (state, typed) in zip(planned, given, strict=False)}
    spent, percent = percents([1, 2], planned, marks)[1]
    assert spent <= sum(planned.values()) and 0 <= percent <= 100
    assert percents([1, 2], planned, marks)[2] == (0, 0)
