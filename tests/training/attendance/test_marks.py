"""The trainer's list as it comes back: only what was touched says something."""

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.classes.attendance.marks import Line, Typed, read, unmarked, was
from cxtrain.training.classes.attendance.times import AWAY, STATES

STATE = st.sampled_from(("", *STATES))


def sent(before, now, **fields):
    return read({"was": was({1: Line(before)}), **fields}, {1: now}, 80)


def test_one_tap_says_something_new():
    found = sent("", Line(), **{"state-1": "present"})
    assert (found.changed, found.overtaken, found.faults) == ((1,), (), {})
    assert found.typed[1] == Typed("present", "", "")


def test_a_line_that_was_not_touched_does_not_undo_who_signed_in_meanwhile():
    assert sent("", Line("present", 80)).changed == ()
    assert sent("absent", Line("present", 80), **{"state-1": "absent"}).changed == ()


def test_a_line_that_both_touched_is_shown_before_it_is_kept():
    found = sent("", Line("late", 60), **{"state-1": "absent"})
    assert (found.changed, found.overtaken) == ((1,), (1,))
    assert sent("", Line("late", 60), **{"state-1": "late"}).overtaken == ()


def test_minutes_are_whole_and_at_most_the_sessions():
    for text in ("81", "many", "-3", "1.5"):
        assert 1 in sent("late", Line("late", 70), **{"state-1": "late", "minutes-1": text}).faults
    fine = sent("late", Line("late", 70), **{"state-1": "late", "minutes-1": "55"})
    assert (fine.changed, fine.faults, fine.typed[1].given) == ((1,), {}, 55)


def test_a_reason_alone_is_something_new():
    assert sent("leave", Line("leave"), **{"state-1": "leave", "why-1": "孩子生病"}).changed == (1,)
    assert sent("leave", Line("leave", 0, "孩子生病"), **{"state-1": "leave", "why-1": "孩子生病"}).changed == ()


def test_all_others_are_those_of_whom_nobody_has_said_anything():
    assert unmarked({1: Line(), 2: Line("late", 70), 3: Line()}, [3]) == [1]


@given(STATE, STATE, STATE)
def test_what_is_kept_is_what_was_tapped_last_and_nothing_is_lost_unseen(before, now, tapped):
    found = sent(before, Line(now, 0 if now in AWAY else 80), **({"state-1": tapped} if tapped else {}))
    if not tapped or tapped == before:
        assert found.changed == ()
    elif now not in (before, tapped):
        assert found.overtaken == (1,)
    assert set(found.overtaken) <= set(found.changed)
