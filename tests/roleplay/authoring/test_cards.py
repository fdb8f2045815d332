"""What stands in the boxes of the map, from drafts whole and broken."""

from pathlib import Path

import pytest
from hypothesis import given

from cxtrain.roleplay.authoring.map.cards import cards_of, roads_of, shortened, width_of
from cxtrain.roleplay.authoring.map.layout import laid_out
from cxtrain.roleplay.authoring.problems import problems_of
from cxtrain.roleplay.scenario import parse
from cxtrain.web.yaml_tree import plant
from tests.roleplay.authoring.test_differences import PLAIN, SHAPED
from tests.roleplay.stories import both, choice, ending, scene, silence, story, written

SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("*/scenarios/*.yaml"))
STORY = story({"a": scene(choice("x", "b"), choice("y", [{"when": {"mood": 1}, "to": "end"}, {"to": "b"}]), moment_of_truth=True),
               "b": scene(choice("z", "nowhere"), silence("end")), "end": ending("lost")})


def cards(file, locale="en", **more):
    """Return the cards of a file."""
    return cards_of(file, locale=locale, address=lambda name: f"/scenes/{name}", **more)


def test_roads_are_counted_once_for_each_choice():
    assert roads_of(STORY) == ("a", {"a": ("b", "end", "b"), "b": ("nowhere", "end"), "end": ()})


def test_a_card_says_what_a_scene_is():
    found = cards(STORY)
    assert (found["a"].words, found["a"].is_start, found["a"].is_moment, found["a"].outcome) == ("hm", True, True, None)
    assert (found["end"].words, found["end"].is_start, found["end"].outcome, found["end"].href) == ("end", False, "lost", "/scenes/end")
    assert [(way.words, way.targets) for way in found["a"].ways] == [("say x", ("b",)), ("say y", ("end", "b"))]
    assert [way.words for way in found["b"].ways] == ["say z", ""]


def test_words_are_in_the_readers_language_or_in_the_one_there_is():
    assert cards(STORY, "zh_Hans")["a"].words == "hm，好"
    assert cards({"scenes": {"a": {"says": {"zh": "好"}}}})["a"].words == "好"
    assert cards({"scenes": {"a": {"sees": both("rain")}}})["a"].words == "rain"
    assert cards({"scenes": {"a": None}})["a"].words == ""


def test_problems_are_counted_by_scene():
    file = written({**STORY, "scenes": {**STORY["scenes"], "apart": scene(choice("w", "end"))}})
    found = cards(plant(file)[0].data, problems=problems_of(parse(file)))
    assert found["b"].errors >= 1 and found["a"].errors == 0


@pytest.mark.parametrize("text, room, cut", [
    ("so", 100, "so"), ("", 10, ""), ("two  words\nand more", 300, "two words and more"), ("今天的房间", 65, "今天的房间"),
    ("今天的房间", 52, "今天的…"), ("good morning", 61, "good m…")])
def test_text_is_cut_to_the_room_it_has(text, room, cut):
    # A Chinese character takes 13 pixels, an ellipsis 12, a narrow letter 5, a broad one 12, any other 8.
    assert shortened(text, room) == cut
    assert width_of(cut) <= max(room, 12)


def test_an_outcome_leaves_less_room_for_words():
    card = cards({"scenes": {"end": {"ending": {"outcome": "lost", "title": both("a rather long title of an ending")}}}})["end"]
    assert len(card.beside("Indifferent")) < len(card.beside("Lost")) < len(card.beside(""))


@given(PLAIN)
def test_any_plain_data_has_a_map_and_cards(data):
    assert set(cards(data)) <= {box.id for box in laid_out(*roads_of(data)).boxes}


@given(SHAPED)
def test_whatever_has_the_keys_of_a_scenario_has_a_map_and_cards(data):
    assert set(cards(data)) <= {box.id for box in laid_out(*roads_of(data)).boxes}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_scene_of_the_shipped_stories_has_a_card_with_words(path):
    data = plant(path.read_text())[0].data
    for locale in ("zh_Hans", "en"):
        found = cards(data, locale)
        assert set(found) == set(data["scenes"]) and all(card.words for card in found.values())
        assert sum(card.is_start for card in found.values()) == 1
