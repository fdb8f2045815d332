"""Which turn a sitting is: the first is never a resit, what was put off is none either, and numbers are never given twice."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cxtrain.training.practicals.turns import (
    KINDS,
    STAGES,
    Stage,
    Turn,
    kind_put_off,
    may_change,
    next_kind,
    next_number,
    stage_of,
)


def turn(kind="first", *, decided=True, withdrawn=False, number=1):
    """Return a sitting of the past."""
    return Turn(number, kind, decided, withdrawn)


def test_who_has_never_sat_sits_first_and_who_has_sat_resits():
    assert next_kind([]) == "first" and next_kind([turn()]) == "resit" and next_kind([turn("deferred")]) == "resit"
    assert next_kind([turn(decided=False, withdrawn=True)]) == "first"
    assert next_kind([turn(), turn("resit", decided=False, number=2)]) is None


def test_a_first_sitting_put_off_is_deferred_and_a_resit_stays_one():
    assert (kind_put_off("first"), kind_put_off("deferred"), kind_put_off("resit")) == ("deferred", "deferred", "resit")


def test_stages_follow_from_what_was_handed_in():
    def at(**facts):
        return stage_of(**{"decided": False, "withdrawn": False, "handed_in": 0, "assessors": 2, **facts})
    assert [at(), at(handed_in=1), at(handed_in=2), at(decided=True, handed_in=2), at(withdrawn=True)] == [
        Stage.PLANNED, Stage.WAITING, Stage.TALK, Stage.DECIDED, Stage.WITHDRAWN]
    assert [stage for stage in Stage if may_change(stage)] == [Stage.PLANNED]
    assert set(STAGES) == set(Stage) and set(KINDS) == {"first", "resit", "deferred"}


class Life(RuleBasedStateMachine):
    """One person at one sheet."""

    def __init__(self):
        super().__init__()
        self.turns = []

    @rule()
    def plan(self):
        kind = next_kind(self.turns)
        assert (kind is None) == any(turn.is_open for turn in self.turns)
        if kind:
            self.turns.append(Turn(next_number(self.turns), kind, decided=False, withdrawn=False))

    @precondition(lambda self: self.turns and self.turns[-1].is_open)
    @rule(act=st.sampled_from(["decide", "withdraw", "put off"]))
    def act(self, act):
        last = self.turns.pop()
        kind = kind_put_off(last.kind) if act == "put off" else last.kind
        self.turns.append(Turn(last.number, kind, decided=act == "decide", withdrawn=act == "withdraw"))

    @invariant()
    def at_most_one_sat_sitting_is_no_resit(self):
        sat = [turn for turn in self.turns if turn.decided]
        assert [turn.kind == "resit" for turn in sat] == [index > 0 for index in range(len(sat))]

    @invariant()
    def numbers_rise_and_one_is_open_at_most(self):
        assert [turn.number for turn in self.turns] == list(range(1, len(self.turns) + 1))
        assert sum(turn.is_open for turn in self.turns) <= 1


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=40, stateful_step_count=15)
