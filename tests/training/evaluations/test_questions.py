"""Tallies, when a class may be evaluated, and what is shown."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.classes.evaluations.questions import (
    ENOUGH,
    QUESTIONS,
    Tally,
    faults_of,
    is_open,
    sheets_of,
    tally_of,
    to_show,
)

END = dt.datetime(2026, 5, 6, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@st.composite
def tallies(draw):
    """A tally that can be."""
    sheets = draw(st.integers(0, 12))
    counts = []
    for _ in QUESTIONS:
        ticks = draw(st.lists(st.integers(1, 5), max_size=sheets))
        counts.append(tuple(ticks.count(mark) for mark in range(1, 6)))
    words = draw(st.lists(st.text("abc好", min_size=1, max_size=5), max_size=sheets))
    return Tally(sheets, tuple(counts), tuple(sorted(words)))


@given(tallies(), st.integers())
def test_sheets_add_up_to_the_tally_they_were_made_of(tally, seed):
    assert tally_of(sheets_of(tally, random.Random(seed))) == tally


def test_more_ticks_or_remarks_than_sheets_are_named():
    tally = Tally(2, ((0, 0, 0, 0, 2), (1, 1, 1, 0, 0), *[(0, 0, 0, 0, 0)] * 3), ("a", "b", "c"))
    assert faults_of(tally) == ([1], True)
    with pytest.raises(ValueError, match="for each sheet"):
        sheets_of(tally, random.Random(1))


@pytest.mark.parametrize(("closed", "at", "expected"), [
    (None, END - DAY, False), (None, END, True), (None, END + 400 * DAY, True),
    (END + DAY, END + 14.9 * DAY, True), (END + DAY, END + 15 * DAY, False)])
def test_it_is_open_from_the_end_until_two_weeks_after_the_close(closed, at, expected):
    assert is_open(END, closed, at) == expected


def test_a_class_without_sessions_is_not_evaluated():
    assert not is_open(None, None, END)


@given(st.lists(st.sampled_from(("screen", "paper")), max_size=40))
def test_no_two_looks_differ_by_fewer_than_five_whom_somebody_could_take_apart(arrivals):
    # As operations keep them: whatever waits is shown in one go, or not at all.
    waiting, jumps = {"screen": 0, "paper": 0}, []
    for source in arrivals:
        waiting[source] += 1
        shown = to_show(waiting["screen"], waiting["paper"])
        if shown:
            jumps.append({each: waiting[each] for each in shown})
            waiting |= dict.fromkeys(shown, 0)
    for jump in jumps:
        assert jump.get("screen", 0) in (0, ENOUGH)
        assert sum(jump.values()) >= ENOUGH
    assert waiting["screen"] < ENOUGH
