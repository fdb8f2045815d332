"""The life of a huddle: every run of moves is a path of the table, and the end is final."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.huddles.forms import MOVES
from cxtrain.training.huddles.stages import LASTS, NEXT, IllegalMove, after, is_open

STAGES = ("lobby", "asking", "counted", "shown", "ended")
AT = dt.datetime(2026, 11, 22, 8, tzinfo=dt.UTC)


@given(st.lists(st.tuples(st.sampled_from(MOVES), st.booleans()), max_size=40))
def test_any_run_of_moves_stays_within_the_table_and_ends_once(moves):
    stage = "lobby"
    for move, over in moves:
        try:
            reached = after(stage, move, over=over)
        except IllegalMove:
            assert stage == "ended" or (move != "end" and (stage, move) not in NEXT)
            continue
        assert stage != "ended"
        assert reached == "ended" if move == "end" or (move == "on" and over) else reached == NEXT[stage, move]
        stage = reached


def test_the_reaction_comes_only_after_the_count_and_every_stage_can_be_left():
    assert {before for (before, _), reached in NEXT.items() if reached == "shown"} == {"counted"}
    assert {stage for stage in STAGES for move in MOVES if (stage, move) in NEXT} == set(STAGES) - {"ended"}
    assert all(after(stage, "end", over=False) == "ended" for stage in STAGES[:-1])
    with pytest.raises(IllegalMove):
        after("ended", "end", over=True)


def test_it_is_open_until_it_has_ended_or_three_hours_are_over():
    assert is_open("lobby", AT, AT) and is_open("shown", AT, AT + LASTS - dt.timedelta(seconds=1))
    assert not is_open("asking", AT, AT + LASTS) and not is_open("ended", AT, AT)
