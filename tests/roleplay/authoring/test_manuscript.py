"""What an author does to a scenario's document: nothing else changes, and nothing that led somewhere is lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.authoring import manuscript
from cxtrain.roleplay.authoring.manuscript import branches_of, leading_to, opened, read, scenes_of, written
from cxtrain.roleplay.scenario import parse
from tests.roleplay.stories import LATE_CHECK_IN, both, choice, ending, scene, story
from tests.roleplay.stories import written as as_json

PACKS = Path(__file__).parents[3] / "scenarios"
FILES = [LATE_CHECK_IN, *(path.read_text() for path in sorted(PACKS.glob("*/scenarios/*.yaml")))]


def whole():
    """Return the short story's document."""
    return read(LATE_CHECK_IN)[0]


def targets(document):
    """Return (scene, choice, where it leads) of all ways on."""
    return [(name, choice["id"], way.get("to")) for name, part in scenes_of(document).items()
            for choice in part.get("choices", []) for way in branches_of(choice)]


@pytest.mark.parametrize("text", FILES)
def test_what_is_written_says_what_was_read(text):
    document, faults = read(text)
    assert faults == () and opened(written(document)) == document
    assert parse(written(document)).errors == ()


def test_equal_documents_give_equal_texts_and_the_house_keeps_its_order_of_keys():
    document = whole()
    turned = dict(reversed(document.items()))
    assert written(turned) == written(document)
    assert list(opened(written(turned)))[:4] == ["format", "slug", "touchpoint", "title"]


@pytest.mark.parametrize("gap", ["title: {zh: 只有中文}", "title:", "brief: {zh: '', en: ''}"])
def test_a_file_with_gaps_becomes_a_draft(gap):
    lines = [line for line in LATE_CHECK_IN.splitlines() if not line.startswith(gap.split(":")[0])]
    document, faults = read("\n".join([*lines, gap]))
    assert faults == () and document["slug"] == "late-check-in"


@pytest.mark.parametrize(("text", "line"), [
    ("scenes: {a: 3}", 1), ("slug: a\nscenes:\n  a: {says: hello}", 3), ("- a\n- b", 1), ("a: 1\na: 2", 2),
    ("slug: a\nunknown: 3", 2)])
def test_a_file_of_another_shape_is_refused_by_line(text, line):
    document, faults = read(text)
    assert document is None and line in {fault.line for fault in faults}


@given(st.sampled_from(FILES), st.data())
def test_another_name_keeps_all_roads(text, data):
    before = read(text)[0]
    name = data.draw(st.sampled_from(sorted(scenes_of(before))))
    after = manuscript.renamed(before, name, "another")
    moved = [(("another" if scene == name else scene), choice, ("another" if to == name else to))
             for scene, choice, to in targets(before)]
    assert targets(after) == moved and list(scenes_of(after)).index("another") == list(scenes_of(before)).index(name)
    assert manuscript.renamed(after, "another", name) == before
    assert parse(written(after)).errors == ()


@given(st.sampled_from(FILES), st.data())
def test_a_removed_scene_hands_its_roads_over(text, data):
    before = read(text)[0]
    name, instead = data.draw(st.permutations(sorted(scenes_of(before))))[:2]
    after = manuscript.without_scene(before, name, instead=instead)
    kept = [(scene, choice, instead if to == name else to) for scene, choice, to in targets(before) if scene != name]
    assert targets(after) == kept and name not in scenes_of(after)
    open_ended = manuscript.without_scene(before, name)
    assert {(scene, choice) for scene, choice in leading_to(before, name) if scene != name} >= {
        (scene, choice["id"]) for scene, part in scenes_of(open_ended).items() for choice in part.get("choices", [])
        if "next" not in choice}
    assert not [to for *_where, to in targets(open_ended) if to == name]


def test_the_first_scene_can_be_removed_and_another_can_follow_it():
    assert "start" not in manuscript.without_scene(whole(), "arrival")
    assert manuscript.without_scene(whole(), "arrival", instead="search")["start"] == "search"


def test_a_copy_stands_right_behind_with_the_words_of_other_customers():
    told = story({"a": scene(choice("x", "end")), "end": ending()},
                 variants=[{"customer": {"name": both("Mr Wu")}, "says": {"a": both("psst")}}])
    after, name = manuscript.with_copy(read(as_json(told))[0], "a")
    assert list(scenes_of(after)) == ["a", name, "end"] and scenes_of(after)[name] == scenes_of(after)["a"]
    assert after["variants"][0]["says"][name]["en"] == "psst" and leading_to(after, name) == []


def test_a_new_scene_never_takes_the_name_of_another():
    document, first = manuscript.with_new_scene(whole())
    document, second = manuscript.with_new_scene(document)
    _document, last = manuscript.with_new_scene(document, ending=True)
    assert len({first, second, last}) == 3 and scenes_of(document)[second] == {"choices": []}


def test_ways_on_to_what_does_not_exist_yet_make_it():
    document = read(as_json(story({"a": scene(choice("x", "end"), choice("y", "end")), "end": ending()})))[0]
    scenes_of(document)["a"]["choices"][0]["next"] = "/scene"
    scenes_of(document)["a"]["choices"][1]["next"] = [{"when": {"mood": 1}, "to": "/ending"}, {"to": "end"}]
    after, added = manuscript.with_wishes(document, "a", {"/scene": False, "/ending": True})
    first, second = scenes_of(after)["a"]["choices"]
    assert [first["next"], second["next"][0]["to"]] == added and "ending" in scenes_of(after)[added[1]]
    assert second["next"][1] == {"to": "end"}


def test_a_part_of_the_state_is_renamed_wherever_it_is_read_or_changed():
    document = read(as_json(story(
        {"a": scene(choice("x", [{"when": {"told": True}, "to": "end"}, {"to": "a"}], effects={"told": True}, when={"told": False})),
         "end": ending()}, state={"mood": {"start": 0}, "told": {"start": False}})))[0]
    after = manuscript.with_state_renamed(document, {"told": "knows"})
    assert "told" not in written(after).replace("told: {zh", "")
    assert after["state"]["knows"] == {"start": False} and document["state"]["told"] == {"start": False}


def test_two_authors_saw_the_same_only_where_all_that_the_page_changes_is_the_same():
    document = whole()
    seen = manuscript.seen_scene(document, "search")
    changed = manuscript.with_scene(document, "arrival", {"says": both("other")})
    assert manuscript.seen_scene(changed, "search") == seen != manuscript.seen_scene(document, "arrival")
    assert manuscript.seen_scene(changed, "arrival") != manuscript.seen_scene(document, "arrival")


def test_what_an_author_begins_with_has_an_opening_and_two_endings():
    document = manuscript.begun(slug="a-b", touchpoint="desk", title={"zh": "甲"}, customer={})
    assert opened(written(document)) == {"format": 1, **document}
    assert [to for *_where, to in targets(document)] == ["good-end", "poor-end"]


def test_where_a_story_goes_otherwise_is_a_road_too():
    told = story({"a": scene(choice("x", "b")), "b": scene(choice("x", "end"), when={"mood": 1}, otherwise="c"),
                  "c": scene(choice("x", "end")), "end": ending()})
    document = read(as_json(told))[0]
    assert leading_to(document, "c") == [("b", "")]
    assert scenes_of(manuscript.renamed(document, "c", "d"))["b"]["otherwise"] == "d"
    assert "otherwise" not in scenes_of(manuscript.without_scene(document, "c"))["b"]
    assert scenes_of(manuscript.without_scene(document, "c", instead="end"))["b"]["otherwise"] == "end"
    renamed = manuscript.with_state_renamed(document, {"mood": "face"})
    assert scenes_of(renamed)["b"]["when"] == {"face": 1}
