"""The shortest and the longest play, against every play written out."""

from hypothesis import given, settings

from cxtrain.roleplay.lengths import Lengths, lengths_of
from cxtrain.roleplay.play import MOST_CHOICES, advance, opening
from cxtrain.roleplay.scenario import parse
from tests.roleplay.states import spot, spots
from tests.roleplay.stories import LATE_CHECK_IN, choice, ending, files, scenario, scene, written


def plays(story, position=None, seen=frozenset()):
    """Yield the length of every play, None for one that comes to the same scene in the same state twice."""
    position = position or opening(story)
    here = spot(story, position)
    if position.scene.ending:
        yield len(position.trail)
    elif here in seen:
        yield None
    else:
        for one in position.answers:
            yield from plays(story, advance(story, position, one.id), seen | {here})


def test_a_story_without_a_loop_has_a_shortest_and_a_longest_play():
    # a-end is 1 choice; a-b-c-end is 3.
    story = scenario({"a": scene(choice("x", "b"), choice("y", "end")), "b": scene(choice("x", "c"), choice("y", "end")),
                      "c": scene(choice("x", "end"), choice("y", "end")), "end": ending()})
    assert lengths_of(story) == Lengths(1, 3)


def test_where_a_play_can_go_round_the_longest_is_the_one_that_is_closed():
    # own-it, nothing ends after two; look-again may be said for ever.
    assert lengths_of(parse(LATE_CHECK_IN).scenario) == Lengths(2, MOST_CHOICES)


@given(files())
@settings(max_examples=80, deadline=None)
def test_both_are_those_of_all_plays(file):
    story = parse(written(file)).scenario
    if story is None or not spots(story, 25):
        return
    every = list(plays(story))
    ended = [length for length in every if length is not None]
    assert lengths_of(story) == Lengths(min(ended), MOST_CHOICES if None in every else max(ended))
