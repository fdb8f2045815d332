"""The six steps: whatever people try, a board only goes where the rules let it, and what is fixed stays fixed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.people.permissions import Actor, Held, Role
from cxtrain.planning.boards.steps import STEPS, IllegalMove, Move, Stand, State, Step, after, moves_of, possible

moves = st.lists(st.sampled_from(list(Move)), max_size=40)


def somebody(employee_id, role=None, path="/1/"):
    return Actor(1, employee_id, "S1", "甲", "", "en", 1, path, "", "Asia/Shanghai", (Held(role, 1, path),) if role else ())


@given(moves)
def test_a_board_walks_step_by_step_and_never_moves_once_it_has_ended(tried):
    step, state, seen = Step.IDENTIFY, State.OPEN, [Step.IDENTIFY]
    for move in tried:
        try:
            new, ended = after(step, state, move)
        except IllegalMove:
            continue
        assert state is State.OPEN
        assert abs(STEPS.index(new) - STEPS.index(step)) <= 1
        step, state = new, ended
        seen.append(step)
    if state is State.CLOSED:
        assert step is Step.IMPROVE and list(dict.fromkeys(seen)) == list(STEPS)


@given(moves)
def test_once_the_change_has_begun_the_plan_is_never_open_again(tried):
    step, state, begun = Step.IDENTIFY, State.OPEN, False
    for move in tried:
        try:
            step, state = after(step, state, move)
        except IllegalMove:
            continue
        begun = begun or move is Move.BEGIN
        assert not begun or step in (Step.IMPLEMENT, Step.IMPROVE)


@given(st.sampled_from(list(Step)), st.sampled_from(list(State)), st.booleans(), st.booleans(), st.booleans())
def test_who_may_do_what(step, state, is_member, improves, elsewhere):
    stand = Stand(state, step, "/1/2/", 7, frozenset({5, 7}))
    me = somebody(5 if is_member else 6, Role.SUPERVISOR if improves else None, "/9/" if elsewhere else "/1/")
    allowed = moves_of(me, stand)
    assert allowed <= possible(step)
    if state is not State.OPEN or not is_member and (elsewhere or not improves):
        assert allowed == frozenset()
    elif improves and not elsewhere:
        assert allowed == possible(step)
    else:
        assert allowed == {Move.WRITE}


@pytest.mark.parametrize("step", list(Step))
def test_every_open_board_can_be_written_on_and_has_a_way_on_or_an_end(step):
    assert Move.WRITE in possible(step)
    assert {Move.FORWARD, Move.BEGIN, Move.DECIDE} & possible(step)
