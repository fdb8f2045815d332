"""Playing: where choices lead, what is refused, in which order choices are dealt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.roleplay.play import MOST_CHOICES, IllegalChoice, advance, dealt, opening, replay
from cxtrain.roleplay.scenario import parse
from tests.roleplay.stories import LATE_CHECK_IN, choice, ending, files, scenario, scene, written

LATE = parse(LATE_CHECK_IN).scenario


def test_a_replay_ends_where_the_choices_lead():
    # promise sets promised and mood 1; garden makes it 3, so the first way on (promised, mood >= 0) is taken.
    position = replay(LATE, ["promise", "garden"])
    assert position.scene.id == "kept"
    assert position.state == {"mood": 3, "minutes": 0, "promised": True}
    assert [beat.choice.id for beat in position.trail] == ["promise", "garden"]
    assert position.outcome is None
    assert replay(LATE, ["promise", "garden", "thanks"]).outcome == "delighted"


def test_ways_on_are_tried_in_order_after_the_effects():
    # confirm adds 1: own-it (1) + garden (2) + confirm (1) = 4 >= 2 leads to happy, pass-on (-2) + 2 + 1 = 1 does not.
    assert replay(LATE, ["own-it", "garden", "confirm"]).scene.id == "happy"
    assert replay(LATE, ["pass-on", "garden", "confirm"]).scene.id == "calm"


def test_a_choice_is_offered_only_where_its_condition_holds():
    # upgrade needs mood >= -1; pass-on makes it -2.
    assert [one.id for one in replay(LATE, ["pass-on"]).offered] == ["look-again", "garden", "nothing"]
    with pytest.raises(IllegalChoice):
        replay(LATE, ["pass-on", "upgrade"])


def test_a_number_stays_within_its_bounds():
    story = scenario({"a": scene(choice("down", "b", effects={"mood": -9})),
                      "b": scene(choice("up", "end", effects={"mood": 1})), "end": ending()})
    assert replay(story, ["down"]).mood == -5
    assert replay(story, ["down", "up"]).mood == -4


@pytest.mark.parametrize("choices", [["nonsense"], ["own-it", "own-it"], ["own-it", "nothing", "nothing"], [""]])
def test_a_choice_the_scene_does_not_offer_is_refused(choices):
    with pytest.raises(IllegalChoice):
        replay(LATE, choices)


def test_a_play_that_does_not_end_is_lost_after_200_choices():
    position = replay(LATE, ["own-it"] + ["look-again"] * (MOST_CHOICES - 1))
    assert (len(position.trail), position.outcome, position.offered) == (200, "lost", ())
    with pytest.raises(IllegalChoice):
        advance(LATE, position, "garden")


def test_choices_are_dealt_in_an_order_and_by_words_that_only_the_seed_decides():
    start = opening(LATE)
    orders = {tuple(one.id for one in dealt(start, f"seed {n}").values()) for n in range(60)}
    assert len(orders) > 10  # of 24 orders of four choices
    assert list(dealt(start, "x")) == list(dealt(start, "x"))
    assert not set(dealt(start, "x")) & set(dealt(start, "y"))


def test_the_same_choice_has_another_word_when_the_scene_comes_again():
    again = replay(LATE, ["own-it"]), replay(LATE, ["own-it", "look-again"])
    assert again[0].scene is again[1].scene
    assert not set(dealt(again[0], "x")) & set(dealt(again[1], "x"))


@given(files(), st.lists(st.integers(0, 5), max_size=30))
@settings(deadline=None)
def test_a_replay_is_what_was_played_step_by_step(file, picks):
    story = parse(written(file)).scenario
    if story is None:
        return
    position, made = opening(story), []
    for pick in picks:
        if position.outcome:
            break
        made.append(position.offered[pick % len(position.offered)].id)
        position = advance(story, position, made[-1])
    assert replay(story, made) == position
    assert position.state["temper"] in story.gauges["temper"].words
    for gauge in story.gauges.values():
        if gauge.lowest is not None:
            assert gauge.lowest <= position.state[gauge.name] <= gauge.highest
