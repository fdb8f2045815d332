"""Looking back: moods, faces, the choices that mattered, the four steps."""

from dataclasses import replace

import pytest

from cxtrain.roleplay.debrief import debrief, face_of, mood_bounds
from cxtrain.roleplay.play import replay
from cxtrain.roleplay.records import Gauge, Scene
from cxtrain.roleplay.scenario import parse
from tests.roleplay.stories import LATE_CHECK_IN, choice, ending, scenario, scene, silence

LATE = parse(LATE_CHECK_IN).scenario


def looked_back(*choices):
    """Return the debrief of a play of the short story."""
    return debrief(LATE, replay(LATE, choices))


def test_moods_are_those_at_the_opening_and_after_each_choice():
    assert looked_back("promise", "upgrade", "own-up", "confirm").moods == (0, 1, 0, 0, 1)


def test_the_two_costliest_choices_are_named_with_the_better_answer():
    # passport leaves 1 + 3 + 1 = 5 of 7 to earn (2 lost); nothing leaves -1 where garden and confirm give 4 (5 lost).
    first, second = looked_back("passport", "nothing").turning_points
    assert (first.number, first.lost, first.better.id) == (2, 5, "garden")
    assert (second.number, second.lost, second.better.id) == (1, 2, "own-it")


def test_a_play_without_a_loss_shows_what_was_kept():
    # Nothing is lost. At arrival pass-on would leave 3 of 7 (4 kept), at search nothing would leave -1 of 4 (5 kept).
    first, second = looked_back("own-it", "garden", "confirm").turning_points
    assert (first.number, first.lost, first.kept, first.better) == (2, 0, 5, None)
    assert (second.number, second.kept) == (1, 4)


def test_a_better_answer_is_one_that_was_offered():
    # After pass-on the upgrade is not offered any more.
    for point in looked_back("pass-on", "look-again", "nothing").turning_points:
        assert point.better in point.beat.scene.offered(point.beat.before)


def test_a_story_without_points_has_no_turning_point():
    plain = scenario({"a": scene(choice("x", "end"), choice("y", "end")), "end": ending()})
    assert debrief(plain, replay(plain, ["x"])).turning_points == ()


def test_the_four_steps_show_which_were_taken():
    steps = {step.step: step.taken for step in looked_back("own-it", "garden", "app").steps}
    assert steps == {"explore": True, "offer": False, "act": True, "confirm": False}


@pytest.mark.parametrize(("choices", "expected"), [
    (("promise", "garden", "thanks"), True), (("own-it", "upgrade", "app"), False),
    (("own-it", "garden", "app"), False), (("passport", "upgrade", "app"), True),
])
def test_offering_before_asking_is_noticed(choices, expected):
    assert looked_back(*choices).offered_before_asking is expected


@pytest.mark.parametrize(("bounds", "faces"), [
    ((-5, 5), [0, 0, 1, 1, 1, 2, 3, 3, 3, 4, 4]), ((None, None), [0, 0, 1, 1, 1, 2, 3, 3, 3, 4, 4]),
    ((-2, 2), [0, 1, 2, 3, 4]), ((0, 4), [0, 1, 2, 3, 4]), ((-3, 1), [0, 0, 1, 2, 4]),
])
def test_the_face_follows_the_mood(bounds, faces):
    gauge = Gauge("mood", 0, *bounds)
    lowest, highest = mood_bounds(gauge)
    assert [face_of(mood, gauge) for mood in range(lowest, highest + 1)] == faces


def test_a_mood_whose_bounds_meet_has_a_face_all_the_same():
    assert face_of(0, Gauge("mood", 0, 0, 0)) == 2


def test_each_moment_of_truth_ends_with_the_mood_it_left():
    # promise leaves the mood at 1 in the arrival; upgrade 0 and own-up 0 follow, confirm ends the goodbye at 1.
    ends = [(end.number, end.feeling, end.change) for end in looked_back("promise", "upgrade", "own-up", "confirm").moments]
    assert ends == [(1, "positive", 1), (4, "positive", 1)]
    assert [(end.number, end.feeling) for end in looked_back("pass-on", "nothing").moments] == [(1, "negative")]


def test_what_was_skipped_is_named_where_there_was_a_chance():
    assert looked_back("promise", "garden", "thanks").missed[0] == "offered_before_asking"
    assert "never_asked" not in looked_back("promise", "garden", "thanks").missed
    assert looked_back("pass-on", "nothing").missed == ("never_asked", "never_offered", "never_acted")
    # The goodbye, where one may confirm, was never reached.
    assert "never_confirmed" in looked_back("own-it", "garden", "app").missed


def test_nobody_is_blamed_for_not_asking_where_no_answer_asked(monkeypatch):
    play = looked_back("promise", "garden", "thanks")
    assert play.offered_before_asking
    offered = Scene.offered
    monkeypatch.setattr(Scene, "offered", lambda scene, state: tuple(
        replace(choice, step=None) if choice.step == "explore" else choice for choice in offered(scene, state)))
    assert not looked_back("promise", "garden", "thanks").offered_before_asking


def test_silence_is_never_the_better_answer_nor_the_poorest_one_that_could_have_been_given():
    told = scenario({
        "a": scene(choice("good", "end", points={"empathy": 2}), choice("plain", "end", points={"empathy": 1}),
                   silence("end", points={"empathy": -3})), "end": ending()})
    [said] = debrief(told, replay(told, ["good"])).turning_points
    assert (said.lost, said.kept, said.better) == (0, 1, None)  # the poorest answer would have cost one point
    [silent] = debrief(told, replay(told, ["silence"])).turning_points
    assert (silent.lost, silent.better.id) == (5, "good")


def test_silence_gives_no_chance_to_take_a_step():
    told = scenario({"a": scene(choice("x", "end"), choice("y", "end"), silence("end", step="explore")), "end": ending()})
    assert debrief(told, replay(told, ["x"])).missed == ()
