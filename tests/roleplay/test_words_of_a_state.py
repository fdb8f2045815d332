"""A part of the state that is one word of a list: set by effects, read by conditions, counted in the search."""

import pytest

from cxtrain.roleplay.graph import explore
from cxtrain.roleplay.play import replay
from cxtrain.roleplay.score import extremes_of
from tests.roleplay.states import spots
from tests.roleplay.stories import choice, ending, scenario, scene, sentences, story

MOOD = {"start": 0, "min": -5, "max": 5}
TEMPER = {"mood": MOOD, "temper": {"start": "calm", "words": ["calm", "upset", "cold"]}}
SCENES = {
    "a": scene(choice("snap", "b", effects={"temper": "upset"}), choice("ask", "b"),
               choice("shrug", "b", effects={"temper": "cold"})),
    "b": scene(choice("joke", "end", when={"temper": "== calm"}, points={"empathy": 2}), choice("sorry", "end"),
               choice("wait", [{"when": {"temper": "!= upset"}, "to": "end"}, {"to": "gone"}], points={"empathy": -1})),
    "end": ending(), "gone": ending("lost")}


def test_a_word_is_set_by_an_effect_and_read_by_conditions():
    told = scenario(SCENES, state=TEMPER)
    assert [one.id for one in replay(told, ["ask"]).offered] == ["joke", "sorry", "wait"]
    upset = replay(told, ["snap"])
    assert upset.state["temper"] == "upset"
    assert [one.id for one in upset.offered] == ["sorry", "wait"]
    assert replay(told, ["snap", "wait"]).outcome == "lost"
    assert replay(told, ["shrug", "wait"]).outcome == "satisfied"


def test_each_word_that_is_reached_is_a_state_of_its_own():
    # a once; b calm, upset, cold; both endings once, where no condition reads the temper any more: six. Best is joke (2), worst is wait (-1).
    # At an end no condition reads the word any more, so that the graph has a, three times b, end and gone.
    told = scenario(SCENES, state=TEMPER)
    assert spots(told, 99) == 8 and len(explore(told).nodes) == 6
    assert (extremes_of(told).worst[0][-1], extremes_of(told).best[0][-1]) == (-1, 2)


def file_with(state=None, **more):
    """Return a story with one choice that has `more`."""
    return story({"a": scene(choice("x", "end", **more), choice("y", "end")), "end": ending()}, state=state or TEMPER)


@pytest.mark.parametrize(("state", "more", "sentence"), [
    (None, {"effects": {"temper": "angry"}}, '"temper" is a word; write one of calm, upset, cold.'),
    (None, {"effects": {"temper": True}}, '"temper" is a word; write one of calm, upset, cold.'),
    (None, {"effects": {"temper": 1}}, '"temper" is a word; write one of calm, upset, cold.'),
    (None, {"when": {"temper": "== angry"}}, '"temper" is a word; write one of calm, upset, cold.'),
    (None, {"when": {"temper": ">= 1"}}, '"temper" is a word; write one of calm, upset, cold.'),
    (None, {"effects": {"mood": "calm"}}, '"mood" is a number: a word cannot be used.'),
    (None, {"when": {"mood": "== calm"}}, '"mood" is a number: a word cannot be used.'),
    ({"mood": {"start": "calm", "words": ["calm", "upset"]}}, {}, "The mood must be a number."),
    ({"mood": MOOD, "t": {"start": "c", "words": ["a", "b"]}}, {}, "The start must be one of the words."),
    ({"mood": MOOD, "t": {"start": 1, "words": ["a", "b"]}}, {}, "The start must be one of the words."),
    ({"mood": MOOD, "t": {"start": "a", "words": ["a", "b"], "min": 1}}, {}, "A word of a list has no min and max."),
    ({"mood": MOOD, "t": {"start": "a", "words": ["a", "a"]}}, {}, "The same word stands twice in the list."),
    ({"mood": MOOD, "t": {"start": "a", "words": ["a", "b c"]}}, {},
     '"b c" cannot be a word of a list: use letters, digits and hyphens, a letter first, at most 64.'),
    ({"mood": MOOD, "t": {"start": "a", "words": ["a"]}}, {}, "At least 2 must stand here."),
])
def test_a_word_that_does_not_fit_is_named(state, more, sentence):
    assert sentence in sentences(file_with(state, **more))


def test_a_dead_end_names_the_word_as_it_is_written():
    state = {"mood": MOOD, "temper": {"start": "Calm", "words": ["Calm", "upset"]}}
    only = choice("x", "end", when={"temper": "== upset"})
    assert sentences(story({"a": scene(only), "end": ending()}, state=state)) == [
        'The scene "a" is a dead end: it offers no choice when temper = Calm.',
        'The conditions never let a play come to the scene "end".']
