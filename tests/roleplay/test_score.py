"""Scores: worst and best totals by search, against every play written out."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.roleplay.graph import NOTHING, TooLarge, components, explore, gain_of, plus
from cxtrain.roleplay.play import advance, opening, replay
from cxtrain.roleplay.records import scenario_of
from cxtrain.roleplay.scenario import parse
from cxtrain.roleplay.schema import DIMENSIONS, STEPS, ScenarioFile
from cxtrain.roleplay.score import PointsCycle, extremes_of, score, search, step_extremes_of, step_gain_of, step_marks
from tests.roleplay.states import spot, spots
from tests.roleplay.stories import LATE_CHECK_IN, choice, ending, files, scenario, scene, story, written

LATE = parse(LATE_CHECK_IN).scenario


def totals(story_, position=None, seen=frozenset(), *, gain=gain_of):
    """Yield the totals of every play that never comes to the same scene in the same state twice: the slow oracle."""
    position = position or opening(story_)
    here = spot(story_, position)
    if position.scene.ending:
        total = NOTHING
        for beat in position.trail:
            total = plus(total, gain(beat.choice))
        yield total
    elif here not in seen:
        for one in position.offered:
            yield from totals(story_, advance(story_, position, one.id), seen | {here}, gain=gain)


def test_a_score_matches_a_sum_done_by_hand():
    # Worst: pass-on (reliability -1), nothing (empathy -1) = -2. Best: own-it 3, garden 3, confirm 1 = 7.
    # promise 0, upgrade +1, own-up +1, confirm +1 = 3, which is 5 of the 9 points between them: 55.55 %.
    got = score(LATE, replay(LATE, ["promise", "upgrade", "own-up", "confirm"]))
    assert (got.overall.points, got.overall.worst, got.overall.best) == (3, -2, 7)
    assert got.overall.percent == 55.5
    assurance = got.dimensions["assurance"]
    assert (assurance.points, assurance.worst, assurance.best, assurance.percent) == (2, -1, 2, 100)


def test_where_every_play_earns_the_same_there_is_no_score():
    assert score(LATE, replay(LATE, ["own-it", "nothing"])).dimensions["tangibles"].percent is None
    flat = scenario({"a": scene(choice("x", "end", points={"empathy": 1}), choice("y", "end", points={"empathy": 1})),
                     "end": ending()})
    assert score(flat, replay(flat, ["x"])).overall.percent is None


def test_the_best_and_the_worst_play_score_100_and_0():
    assert score(LATE, replay(LATE, ["own-it", "garden", "confirm"])).overall.percent == 100
    assert score(LATE, replay(LATE, ["pass-on", "nothing"])).overall.percent == 0


def test_a_loop_without_points_changes_no_score():
    short, long = ["own-it", "garden", "app"], ["own-it", *["look-again"] * 50, "garden", "app"]
    assert score(LATE, replay(LATE, short)) == score(LATE, replay(LATE, long))


def test_a_play_that_closed_without_an_ending_counts_as_the_worst_way_on():
    # passport +1, then 199 times look-again; the worst way on from there is nothing (-1): 0, 2 of 9 above the worst,
    # which is 22.22 %.
    got = score(LATE, replay(LATE, ["passport", *["look-again"] * 199]))
    assert got.overall.points == 0
    assert got.overall.percent == 22.2


def test_a_condition_keeps_points_out_of_reach():
    # 5 points need mood 2, which no play has; so the best is 1, not 6.
    story_ = scenario({"a": scene(choice("x", "b", effects={"mood": 1}, points={"empathy": 1}), choice("y", "b")),
                       "b": scene(choice("x", "end"), choice("y", "end", when={"mood": ">= 2"}, points={"empathy": 5})),
                       "end": ending()})
    assert extremes_of(story_).best[0][DIMENSIONS.index("empathy")] == 1


def test_points_given_and_taken_back_in_a_circle_count_once():
    # There (+2) and back (-2) is nothing, so from b the best exit earns 2 + 3 = 5 and from a it earns 1: 5 is best.
    there, back = choice("there", "b", points={"empathy": 2}), choice("back", "a", points={"empathy": -2})
    story_ = scenario({"a": scene(there, choice("out", "end", points={"empathy": 1})),
                       "b": scene(back, choice("out", "end", points={"empathy": 3})), "end": ending()})
    extremes = extremes_of(story_)
    assert (extremes.worst[0][-1], extremes.best[0][-1]) == (1, 5)


def test_a_cycle_that_changes_one_dimension_for_another_is_refused():
    swap = choice("swap", "a", points={"empathy": 1, "assurance": -1})
    raw = scenario_of(ScenarioFile.model_validate(story({"a": scene(swap, choice("out", "end")), "end": ending()})))
    with pytest.raises(PointsCycle):
        search(explore(raw))


def test_a_search_that_would_not_end_is_refused():
    count, out = choice("x", "a", effects={"n": 1}), choice("y", "end", when={"n": 3})
    state = {"mood": {"start": 0}, "n": {"start": 0, "min": 0, "max": 99_999}}
    raw = scenario_of(ScenarioFile.model_validate(story({"a": scene(count, out), "end": ending()}, state=state)))
    with pytest.raises(TooLarge):
        explore(raw)


def test_what_no_condition_reads_any_more_keeps_no_two_states_apart():
    # The mood is read in b only, so that after it no two moods differ: of ten places six are left.
    moods = [choice(f"m{n}", "b", effects={"mood": n}) for n in (-1, 0, 1)]
    story_ = scenario({"a": scene(*moods), "b": scene(choice("x", "c", when={"mood": "> 0"}), choice("y", "c", effects={"mood": 2})),
                       "c": scene(choice("x", "end")), "end": ending()})
    graph = explore(story_)
    assert [node.scene for node in graph.nodes] == ["a", "b", "b", "b", "c", "end"] and spots(story_, 99) == 10
    assert graph.names == {"a": ("mood",), "b": ("mood",), "c": (), "end": ()}
    after = replay(story_, ["m1", "y"])
    assert graph.number_of("c", after.state) == 4 and graph.state_of(3) == {"mood": 1} and graph.state_of(4) == {}


def test_moments_of_truth_are_counted_along_the_longest_way():
    # Arrival and goodbye lie on one way.
    assert extremes_of(LATE).moments == 2


def test_nodes_that_reach_each_other_form_one_component_after_those_they_lead_to():
    # 0 and 1 go round, 2 goes on to 3, which ends.
    found = [sorted(part) for part in components([[1], [0, 2], [3], []])]
    assert found == [[3], [2], [0, 1]]


def test_decimal_points_make_exact_scores():
    worths = {"x": 0.1, "y": 0.3, "z": 0.2}
    choices = [choice(name, "end", points={"empathy": worth}) for name, worth in worths.items()]
    story_ = scenario({"a": scene(*choices), "end": ending()})
    got = score(story_, replay(story_, ["z"])).overall
    assert (got.points, got.percent) == (Fraction(1, 5), 50)


@given(files())
@settings(max_examples=80, deadline=None)
def test_worst_and_best_are_those_of_all_plays(file):
    story_ = parse(written(file)).scenario
    if story_ is None or not spots(story_, 25):
        return
    every = list(totals(story_))
    extremes = extremes_of(story_)
    for place in range(len(NOTHING)):
        assert extremes.worst[0][place] == min(total[place] for total in every)
        assert extremes.best[0][place] == max(total[place] for total in every)


def test_the_points_of_a_step_stand_against_the_worst_and_best_of_that_step():
    # explore: own-it 3, passport 1, none at best 0 ... pass-on has no step; so worst 0, best 3. Here own-it earned 3.
    marks = step_marks(LATE, replay(LATE, ["own-it", "upgrade", "app"]))
    assert (marks["explore"].points, marks["explore"].worst, marks["explore"].best) == (3, 0, 3)
    # offer: promise 0 and upgrade 1, no other; upgrade was said.
    assert (marks["offer"].points, marks["offer"].worst, marks["offer"].best) == (1, 0, 1)


def test_a_cycle_that_moves_points_between_steps_leaves_the_score_and_gives_no_marks_of_steps():
    there = choice("there", "b", step="explore", points={"empathy": 1})
    back = choice("back", "a", step="offer", points={"empathy": -1})
    story_ = scenario({"a": scene(there, choice("out", "end")), "b": scene(back, choice("out", "end")),
                       "end": ending()})
    position = replay(story_, ["there", "out"])
    assert score(story_, position).overall.percent == 100
    assert step_marks(story_, position) == {}


@given(files(), st.lists(st.sampled_from([*STEPS, None]), min_size=20, max_size=20))
@settings(max_examples=60, deadline=None)
def test_worst_and_best_of_a_step_are_those_of_all_plays(file, steps):
    choices = [one for each in file["scenes"].values() for one in each.get("choices", [])]
    for one, step in zip(choices, steps, strict=False):
        if step:
            one["step"] = step
    story_ = parse(written(file)).scenario
    if story_ is None or not spots(story_, 25) or step_extremes_of(story_) is None:
        return
    every = list(totals(story_, gain=step_gain_of))
    extremes = step_extremes_of(story_)
    for place in range(len(STEPS)):
        assert extremes.worst[0][place] == min(total[place] for total in every)
        assert extremes.best[0][place] == max(total[place] for total in every)
