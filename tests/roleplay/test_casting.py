"""Variants of the customer: chosen by the seed, with words of their own, and without any weight in the score."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.roleplay.casting import casting_of, part_of
from cxtrain.roleplay.ending import ending_of
from cxtrain.roleplay.play import opening, replay
from cxtrain.roleplay.screen import screen_of
from cxtrain.web.bilingual import Bilingual
from tests.roleplay.stories import both, choice, ending, scenario, scene, sentences, story

SCENES = {"a": scene(choice("x", "b", points={"empathy": 1}), choice("y", "b")),
          "b": scene(choice("x", "end"), choice("y", "end")), "end": ending()}
VARIANTS = [{"customer": {"name": both("Mr Old")}, "says": {"a": both("Speak up"), "end": both("Bye")}},
            {"customer": {"name": both("Ms Shy"), "kind": "shy"}}]
TOLD = scenario(SCENES, variants=VARIANTS)
SEEDS = {part_of(TOLD, str(number)): str(number) for number in range(50)}


def said(english):
    """Return the record of a text."""
    return Bilingual(**both(english))


def test_the_seed_decides_who_comes_and_all_come_about_as_often():
    counts = Counter(part_of(TOLD, f"seed {number}") for number in range(3000))
    # Each is expected 1,000 times with a deviation of 26; five deviations are 130.
    assert set(counts) == {0, 1, 2} and all(abs(count - 1000) < 130 for count in counts.values())
    assert part_of(TOLD, "x") == part_of(TOLD, "x")


def test_a_story_without_variants_has_its_own_customer_whatever_the_seed():
    plain = scenario(SCENES)
    assert {part_of(plain, str(number)) for number in range(20)} == {0}
    assert casting_of(plain, "x").customer is plain.customer


def test_a_variant_speaks_in_its_scenes_and_the_file_in_the_others():
    old = casting_of(TOLD, SEEDS[1])
    assert old.words_in(TOLD.scenes["a"]) == said("Speak up")
    assert old.words_in(TOLD.scenes["b"]) == said("hm")
    screen = screen_of(TOLD, opening(TOLD), seed=SEEDS[1], coached=True)
    assert (screen.customer, screen.says) == (said("Mr Old"), said("Speak up"))
    end = ending_of(TOLD, replay(TOLD, ["x", "y"]), seed=SEEDS[1])
    assert (end.customer, end.says, end.exchanges[0].says) == (said("Mr Old"), said("Bye"), said("Speak up"))
    assert screen_of(TOLD, opening(TOLD), seed=SEEDS[0], coached=True).says == said("hm")


@given(st.lists(st.sampled_from("xy"), min_size=2, max_size=2), st.text(max_size=8))
@settings(deadline=None, max_examples=50)
def test_scores_do_not_depend_on_the_customer(made, seed):
    position = replay(TOLD, made)
    assert ending_of(TOLD, position, seed=seed).overall == ending_of(TOLD, position).overall


def test_a_variant_that_speaks_in_a_scene_that_is_not_there_is_named():
    file = story(SCENES, variants=[{"customer": {"name": both("Mr Old")}, "says": {"c": both("Hello")}}])
    assert sentences(file) == ['There is no scene "c".']


def test_a_variant_in_one_language_is_named():
    file = story(SCENES, variants=[{"customer": {"name": {"zh": "老人"}}}])
    assert sentences(file) == ["The English text (en) is missing."]
