"""A scene with a condition of its own: where it does not hold, the story goes on to another one instead."""

import pytest

from cxtrain.roleplay.authoring.comparison.differences import differences
from cxtrain.roleplay.graph import explore
from cxtrain.roleplay.play import advance, opening
from cxtrain.roleplay.score import extremes_of
from tests.roleplay.stories import choice, ending, scenario, scene, sentences, story

YES, NO = choice("yes", "told", effects={"told": True}, points={"empathy": 2}), choice("no", "told")
STATE = {"mood": {"start": 0, "min": -5, "max": 5}, "told": {"start": False}}


def guarded(**more):
    """Return a story in which what follows depends on whether something was told."""
    told = {**scene(choice("on", "end"), when={"told": True}, otherwise="untold"), **more}
    return {"a": scene(YES, NO), "told": told, "untold": scene(choice("on", "end")), "end": ending()}


def test_the_story_comes_to_it_only_where_its_condition_holds():
    made = scenario(guarded(), state=STATE)
    assert advance(made, opening(made), "yes").scene.id == "told"
    assert advance(made, opening(made), "no").scene.id == "untold"


def test_several_conditions_in_a_row_are_passed_one_by_one():
    scenes = {**guarded(), "untold": scene(choice("on", "end"), when={"mood": ">= 1"}, otherwise="cold"),
              "cold": scene(choice("on", "end"))}
    made = scenario(scenes | {"a": scene(YES, NO, choice("smile", "told", effects={"mood": 2}))}, state=STATE)
    reached = {name: advance(made, opening(made), name).scene.id for name in ("yes", "no", "smile")}
    assert reached == {"yes": "told", "no": "cold", "smile": "untold"}


def test_it_holds_behind_each_of_several_ways_on():
    ways = [{"when": {"mood": ">= 1"}, "to": "told"}, {"to": "end"}]
    first = scene(choice("warm", ways, effects={"mood": 1}), choice("cool", ways), YES)
    made = scenario(guarded() | {"a": first}, state=STATE)
    reached = {name: advance(made, opening(made), name).scene.id for name in ("warm", "cool", "yes")}
    assert reached == {"warm": "untold", "cool": "end", "yes": "told"}


def test_the_search_for_best_and_worst_goes_through_it():
    # By hand: yes, told, on gives 2 of empathy; no, untold, on gives 0. Six places: a, told, untold, end twice over states.
    made = scenario(guarded(), state=STATE)
    assert (extremes_of(made).best[0][-1], extremes_of(made).worst[0][-1]) == (2, 0)
    assert {node.scene for node in explore(made).nodes} == {"a", "told", "untold", "end"}


@pytest.mark.parametrize(("scenes", "sentence"), [
    (guarded(otherwise=None), 'The scene "told" needs both `when` and `otherwise`'),
    (guarded(when=None), 'The scene "told" needs both `when` and `otherwise`'),
    (guarded(otherwise="nowhere"), 'There is no scene "nowhere".'),
    (guarded(when={"toled": True}), 'The state has no "toled"; did you mean "told"?'),
    (guarded(when={"told": 3}), '"told" is a yes-or-no: write true or false.'),
    (guarded(when={"told": True, "mood": "> 9"}), 'The conditions never let a play come to the scene "told".'),
    (guarded() | {"untold": scene(choice("on", "end"), when={"told": True}, otherwise="told")}, "could go round for ever"),
    (guarded() | {"a": scene(YES, NO, when={"told": True}, otherwise="told")}, "so it can have no condition")])
def test_what_is_wrong_with_it_is_named(scenes, sentence):
    scenes = {name: {key: value for key, value in part.items() if value is not None} for name, part in scenes.items()}
    assert any(sentence in found for found in sentences(story(scenes, state=STATE))), sentences(story(scenes, state=STATE))


def test_a_way_on_that_its_scene_always_passes_on_is_still_a_way_that_is_taken():
    # The way is taken, though never to the scene that it names, so it is no advice; the scene that nobody meets is an error.
    ways = [{"when": {"mood": ">= 1"}, "to": "told"}, {"to": "end"}]
    first = scene(choice("warm", ways, effects={"mood": 1}), YES)
    made = scenario(guarded() | {"a": first}, state=STATE)
    assert advance(made, opening(made), "warm").scene.id == "untold"


def test_its_changes_are_told_in_words():
    before, after = (story(guarded(when={"told": told}, otherwise=to), state=STATE) for told, to in ((True, "untold"), (False, "end")))
    assert [one.message for one in differences(before, after)][0] == "The story comes here under another condition."
    assert len(differences(before, after)) == 2
