"""Sessions as typed: what is wrong with each, their order, and who is expected in two places at once."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.classes.timetable import (
    BACKWARDS,
    BEGUN,
    INCOMPLETE,
    KEPT,
    MORE_THAN_ALL,
    OVERLAPS,
    TOO_LONG,
    Busy,
    Planned,
    Row,
    clashes,
    timetable,
)

SHANGHAI = "Asia/Shanghai"
DAY = dt.date(2026, 5, 6)


def row(begin="09:00", end="11:00", day=DAY, **more):
    """Return a session as typed."""
    return Row(day, dt.time.fromisoformat(begin), dt.time.fromisoformat(end), **more)


def test_sessions_stand_in_the_order_of_time_and_without_minutes_teach_all_of_it():
    found = timetable([row("13:30", "16:00", minutes=135), Row(), row()], SHANGHAI).sessions
    assert [(each.starts_at.hour, each.minutes) for each in found] == [(1, 120), (5, 135)]


@pytest.mark.parametrize(("typed", "told"), [
    (Row(DAY), INCOMPLETE), (Row(topic="情景"), INCOMPLETE), (row("11:00", "09:00"), BACKWARDS), (row("09:00", "09:00"), BACKWARDS),
    (row("06:00", "19:00"), TOO_LONG), (row(minutes=121), MORE_THAN_ALL)])
def test_it_says_what_is_wrong_with_a_row(typed, told):
    read = timetable([row("20:00", "21:00"), typed], SHANGHAI)
    assert read.sessions == ()
    assert {place: each.message for place, each in read.complaints.items()} == {1: told}


def test_two_sessions_that_overlap_are_both_named_and_two_that_touch_are_not():
    assert {each.message for each in timetable([row(), row("10:59", "12:00")], SHANGHAI).complaints.values()} == {OVERLAPS}
    assert timetable([row(), row("11:00", "12:00")], SHANGHAI).complaints == {}


def test_a_session_at_which_somebody_signed_in_keeps_its_time_and_may_have_another_topic():
    begun = {7: timetable([row(id=7)], SHANGHAI).sessions[0]}
    assert timetable([row(id=7, topic="另一个主题")], SHANGHAI, begun).sessions[0].topic == "另一个主题"
    assert timetable([row("09:00", "10:00", id=7)], SHANGHAI, begun).complaints[0].message == BEGUN
    assert timetable([row("14:00", "15:00")], SHANGHAI, begun).complaints[1].message == KEPT


times = st.times().map(lambda time: time.replace(second=0, microsecond=0, fold=0))
rows = st.lists(st.builds(Row, st.none() | st.dates(dt.date(2026, 5, 1), dt.date(2026, 5, 4)), st.none() | times,
                          st.none() | times, st.none() | st.integers(1, 800)), max_size=5)


@given(rows)
def test_whatever_is_typed_is_either_read_whole_or_complained_about(typed):
    read = timetable(typed, SHANGHAI)
    asked = [each for each in typed if not each.is_blank]
    assert len(read.sessions) == (0 if read.complaints else len(asked))
    assert set(read.complaints) <= {at for at, each in enumerate(typed) if not each.is_blank}
    for before, after in zip(read.sessions, read.sessions[1:], strict=False):
        assert before.ends_at <= after.starts_at
    assert all(0 < each.minutes * 60 <= (each.ends_at - each.starts_at).total_seconds() for each in read.sessions)


def test_who_is_expected_elsewhere_is_named_once_for_each_reason():
    morning = timetable([row()], SHANGHAI).sessions[0]

    def busy(who, hours, why="class", where="另一个班"):
        return Busy(who, morning.starts_at + dt.timedelta(hours=hours), morning.ends_at + dt.timedelta(hours=hours), why, where)
    found = clashes([morning], [busy(1, 1), busy(1, -1), busy(2, 2), busy(3, 0, "away", "")])
    assert [(each.employee_id, each.why) for each in found] == [(1, "class"), (3, "away")]
    assert clashes([], [busy(1, 0)]) == clashes([Planned(*[morning.starts_at, morning.ends_at, 1, "", ""])], []) == ()
