from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.people.permissions import Actor, Held, Role
from cxtrain.planning.lifecycle import Case, IllegalMove, Move, State, moved, moves_of, owns

REGION, STORE, OTHER = "/1/2/", "/1/2/3/", "/1/2/4/"
LI, WANG, CHEN = 1, 2, 3


def actor(employee_id, role=None, path=STORE):
    held = (Held(role, 3, path),) if role else ()
    return Actor(employee_id, employee_id, "S1", "x", "x", "zh_Hans", 3, STORE, "x", "Asia/Shanghai", held)


def coaching(state, drafted_by=LI):
    return Case(state, STORE, WANG, drafted_by)


SUPERVISOR, EMPLOYEE = actor(LI, Role.SUPERVISOR), actor(WANG)


def test_a_supervisor_edits_approves_and_withdraws_a_draft():
    assert moves_of(SUPERVISOR, coaching(State.DRAFT)) >= {Move.EDIT, Move.APPROVE, Move.WITHDRAW}


def test_a_supervisor_shows_a_draft_once_and_notes_talks_until_the_end():
    shown = replace(coaching(State.DRAFT), is_shared=True)
    assert Move.SHARE in moves_of(SUPERVISOR, coaching(State.DRAFT)) and Move.SHARE not in moves_of(SUPERVISOR, shown)
    assert Move.SHARE not in moves_of(SUPERVISOR, Case(State.DRAFT, STORE, None, LI))
    assert [state for state in State if Move.TALK in moves_of(SUPERVISOR, coaching(state))] == [State.DRAFT, State.APPROVED]


def test_the_employee_answers_an_approved_plan_adds_own_options_and_nothing_else():
    assert moves_of(EMPLOYEE, coaching(State.APPROVED)) == {Move.ANSWER, Move.OPTION}
    assert moves_of(EMPLOYEE, replace(coaching(State.DRAFT), is_shared=True)) == {Move.OPTION}
    assert moves_of(EMPLOYEE, coaching(State.DRAFT)) == frozenset()


def test_an_employee_may_write_but_not_approve_the_own_draft():
    assert moves_of(EMPLOYEE, coaching(State.DRAFT, drafted_by=WANG)) == {Move.EDIT, Move.WITHDRAW, Move.OPTION}


def test_a_supervisor_of_another_store_may_do_nothing():
    chen = actor(CHEN, Role.SUPERVISOR, OTHER)
    assert all(moves_of(chen, coaching(state)) == frozenset() for state in State)


def test_an_edit_takes_an_approved_plan_back_to_a_draft():
    assert moved(State.APPROVED, Move.EDIT) is State.DRAFT


def test_the_owner_of_an_action_says_that_it_is_done_once_the_plan_is_approved():
    assert owns(EMPLOYEE, coaching(State.APPROVED), WANG)
    assert owns(SUPERVISOR, coaching(State.APPROVED), WANG)
    assert not owns(EMPLOYEE, coaching(State.APPROVED), LI)
    assert not owns(EMPLOYEE, coaching(State.DRAFT), WANG)


@given(st.sampled_from(list(Role)), st.sampled_from(list(State)), st.integers(1, 3), st.sampled_from([REGION, STORE]))
def test_nobody_decides_the_own_case(role, state, drafted_by, path):
    own = Case(state, STORE, WANG, drafted_by)
    assert not moves_of(actor(WANG, role, path), own) & {Move.APPROVE, Move.CLOSE, Move.ACT, Move.TALK, Move.SHARE}


@given(st.sampled_from(list(Role)), st.sampled_from(list(State)), st.sampled_from([LI, WANG, CHEN]))
def test_only_moves_that_the_state_allows_are_offered(role, state, employee_id):
    for move in moves_of(actor(employee_id, role), coaching(state)):
        assert moved(state, move) in State


@given(st.lists(st.sampled_from(list(Move)), max_size=30))
def test_what_is_closed_or_withdrawn_stays_so_and_nothing_closes_unapproved(moves):
    state, been = State.DRAFT, [State.DRAFT]
    for move in moves:
        try:
            state = moved(state, move)
        except IllegalMove:
            continue
        assert been[-1] not in (State.CLOSED, State.WITHDRAWN)
        assert state is not State.CLOSED or been[-1] is State.APPROVED
        been.append(state)


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
@pytest.mark.parametrize("move", list(Move))
def test_an_end_refuses_every_move(state, move):
    with pytest.raises(IllegalMove, match=state):
        moved(state, move)
