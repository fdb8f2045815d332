"""Advice to authors: what is right and could teach better. Each piece has its place; none of it stops a publication."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.roleplay.conditions import holds
from cxtrain.roleplay.play import MOST_CHOICES, advance, opening
from cxtrain.roleplay.scenario import parse
from tests.roleplay.stories import LATE_CHECK_IN, both, choice, ending, files, scene, silence, story, written


def advice(file, word):
    """Return the (line, column, sentence) of the warnings about a file whose sentence has `word` in it."""
    parsed = parse(file if isinstance(file, str) else written(file))
    assert parsed.errors == (), [fault.sentence for fault in parsed.errors]
    return [(fault.line, fault.column, fault.sentence) for fault in parsed.warnings if word in fault.sentence]


def looks(*choices):
    """Return the choices, given as (name, effect on the mood, points), that are said to look worse than they are."""
    made = [choice(name, "end", effects={"mood": mood}, points={"empathy": points}) for name, mood, points in choices]
    found = advice(story({"a": scene(*made), "end": ending()}), "poor one")
    return [sentence.split('"')[1] for _, _, sentence in found]


def test_the_best_points_for_the_lowest_mood_are_advised_against():
    assert looks(("kind", 2, 1), ("plain", 1, 0), ("stern", 0, 2)) == ["stern"]


def test_the_best_points_for_a_choice_at_which_the_mood_falls_are_advised_against():
    assert looks(("kind", 1, 1), ("honest", -1, 2), ("rude", -3, 0)) == ["honest"]


@pytest.mark.parametrize("choices", [
    [("kind", 2, 2), ("stern", -1, 1)],  # the best looks best
    [("bad", -1, 2), ("worse", -2, 1)],  # bad news: the mood falls whatever is said, and least after the best
    [("one", 0, 2), ("other", 0, 1)],  # the mood tells nothing
    [("kind", 2, 1), ("stern", -1, 1)],  # equal points: none is the best
    [("kind", 2, 2), ("stern", -1, 2), ("rude", -2, 0)],  # one of the two best looks best
    [("kind", 2, 0), ("plain", 1, 2), ("rude", 0, 0)],  # neither lowest nor falling
])
def test_other_points_are_left_alone(choices):
    assert looks(*choices) == []


def test_it_stands_at_the_points():
    file = LATE_CHECK_IN.replace("points: {reliability: -1}", "points: {reliability: 9}")
    lines = file.splitlines()
    [(line, column, sentence)] = advice(file, "poor one")
    assert lines[line - 1][column - 1:].startswith("points: {reliability: 9}") and '"pass-on"' in sentence


@pytest.mark.parametrize("words", ["…", "TODO", "待补", "略。", "n/a", "xxx"])
def test_coaching_that_says_nothing_is_missing(words):
    file = story({"a": scene(choice("x", "end", coaching={"zh": words, "en": "So it is."})), "end": ending()})
    [(_, _, sentence)] = advice(file, "no coaching")
    assert sentence.startswith('The choice "x" has no coaching yet')


def test_missing_coaching_is_named_in_the_language_it_is_missing_in():
    old = "en: You met her tiredness first and then gave a time.}"
    file = LATE_CHECK_IN.replace(old, "en: tbd}")
    [(line, column, _)] = advice(file, "no coaching")
    assert file.splitlines()[line - 1][column - 1:] == "tbd}"


@pytest.mark.parametrize("words", ["先接住疲惫。", "Nothing was asked.", "No.", "无条件答应会失信。"])
def test_short_coaching_is_coaching(words):
    file = story({"a": scene(choice("x", "end", coaching={"zh": words, "en": words})), "end": ending()})
    assert advice(file, "no coaching") == []


def test_a_scene_that_takes_long_to_read_says_how_long_and_by_which_rates():
    # 500 characters at 250 a minute are 120 s; with those of the choice and half a minute of English it is just above.
    file = story({"a": scene(choice("x", "end"), sees={"zh": "看" * 500, "en": "look " * 119}), "end": ending()})
    [(_, _, sentence)] = advice(file, "to read")
    assert sentence.startswith('The scene "a" takes about 12') and "our assumption" in sentence and "Brysbaert 2019" in sentence
    short = story({"a": scene(choice("x", "end"), sees=both("look")), "end": ending()})
    assert advice(short, "to read") == []


def ladder(*ways):
    """Return a `next` of several ways, each as (condition on the mood, scene); the last has none."""
    return [{"when": {"mood": when}, "to": to} if when else {"to": to} for when, to in ways]


def test_a_way_on_whose_condition_is_never_true_is_named_once_for_its_scene():
    up = ladder((">= 4", "end"), (">= 1", "fine"), (None, "bad"))
    file = story({"a": scene(choice("x", up, effects={"mood": 1}), choice("y", up), choice("z", "end")),
                  "end": ending("delighted"), "fine": ending(), "bad": ending("lost")})
    assert [sentence.split('"')[1] for *_, sentence in advice(file, "never taken")] == ["end"]


def test_a_way_on_that_comes_too_late_is_named():
    late = ladder((">= 0", "end"), (">= 1", "fine"), (None, "bad"))
    file = story({"a": scene(choice("x", late, effects={"mood": 1}), choice("y", late, effects={"mood": -1}),
                             choice("z", "fine")), "end": ending(), "fine": ending(), "bad": ending("lost")})
    assert [sentence.split('"')[1] for *_, sentence in advice(file, "never taken")] == ["fine"]


@given(files(), st.integers(0, 2**32))
@settings(max_examples=150, deadline=None)
def test_no_player_ever_takes_a_way_that_is_said_to_be_never_taken(file, seed):
    # Fortunes decide, not the search: a play that takes a named way would show that the search is wrong.
    parsed = parse(written(file))
    if parsed.scenario is None:
        return
    named = {(fault.line, fault.column) for fault in parsed.warnings if "never taken" in fault.sentence}
    fortune = random.Random(seed)
    for _ in range(5):
        position = opening(parsed.scenario)
        while position.outcome is None:
            one = fortune.choice(position.offered)
            here = position.scene
            position = advance(parsed.scenario, position, one.id)
            way = next(at for at, way in enumerate(one.branches) if holds(way.condition, position.state))
            path = ("scenes", here.id, "choices", here.choices.index(one), "next", way, "when")
            assert path not in parsed.tree.keys or tuple(parsed.tree.keys[path]) not in named


def far(count):
    """Return a story with an ending that takes `count` choices, and one that takes a single choice."""
    scenes = {f"s{at}": scene(choice("on", f"s{at + 1}" if at < count - 1 else "far"), choice("out", "near"))
              for at in range(count)}
    return story({**scenes, "near": ending(), "far": ending("lost")}, start="s0")


def test_an_ending_beyond_the_most_choices_is_named():
    assert advice(far(MOST_CHOICES), "it takes more than") == []
    [(_, _, sentence)] = advice(far(MOST_CHOICES + 1), "it takes more than")
    assert sentence.startswith('No play comes to the ending "far"')


def test_a_loop_that_only_a_state_never_reached_would_leave_is_an_error():
    file = story({"a": scene(choice("again", "a"), choice("out", "end", when={"mood": ">= 1"})), "end": ending()})
    assert 'The conditions never let a play come to the scene "end".' in [each.sentence for each in parse(written(file)).errors]
    assert 'From the scene "a" no ending can be reached when mood = 0.' in [each.sentence for each in parse(written(file)).errors]


def test_silence_is_no_answer_to_any_of_the_advice():
    # One answer is still one; four are not too many; silence is neither the worst-looking nor the longest one.
    one = {"a": scene(choice("x", "end"), silence("end")), "end": ending()}
    assert advice(story(one), "has one choice")
    four = [choice(name, "end") for name in "wxyz"]
    assert not advice(story({"a": scene(*four, silence("end")), "end": ending()}), "can weigh")
    best = choice("best", "end", points={"empathy": 2})
    quiet = silence("end", effects={"mood": 2}, points={"empathy": -1})
    assert not advice(story({"a": scene(best, choice("x", "end"), quiet), "end": ending()}), "poor one")
    long = {**silence("end", points={"empathy": -1}), "say": both("nothing " * 99)}
    told = {f"s{at}": scene(choice("x", f"s{at + 1}", points={"empathy": 1}), {**choice("y", "end"), "say": both("y" * 9)}, long)
            for at in range(4)}
    assert not advice(story({**told, "s4": scene(choice("x", "end"), choice("y", "end")), "end": ending()}, start="s0"), "longest")


def test_reading_leaves_out_what_silence_says():
    quiet = {**silence("end"), "say": both("nothing " * 900)}
    assert not advice(story({"a": scene(choice("x", "end"), choice("y", "end"), quiet), "end": ending()}), "to read")
