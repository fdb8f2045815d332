"""A scene as fields and back: nothing is lost on the way, and numbers are read as people write them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.authoring import sheet
from cxtrain.roleplay.authoring.manuscript import read, scenes_of
from cxtrain.roleplay.conditions import condition_of
from tests.roleplay.authoring.test_manuscript import FILES
from tests.roleplay.stories import both, choice, conditions, ending, scene, story, written

PACKS = Path(__file__).parents[3] / "scenarios"


@pytest.mark.parametrize("text", FILES)
def test_each_scene_comes_back_as_it_was(text):
    document = read(text)[0]
    for name, part in scenes_of(document).items():
        fields = sheet.filled(document, name)
        assert sheet.scene_of(fields, part, document["state"]) == part, name
        said = [variant.get("says", {}).get(name, {}) for variant in document.get("variants", [])]
        assert list(sheet.voices_of(fields).values()) == said


STATE = {"mood": {"start": 0, "min": -2, "max": 2}, "calls": {"start": 1, "min": 0, "max": 3}, "told": {"start": False},
         "temper": {"start": "calm", "words": ["calm", "upset", "平静"]}}


@given(conditions)
def test_a_condition_comes_back_with_its_meaning(when):
    rows = sheet._rows(when)
    assert condition_of(sheet.when_of(rows, STATE)) == condition_of(when)


@pytest.mark.parametrize(("word", "number"), [
    ("2", 2), ("+1", 1), ("-1.5", -1.5), ("−3", -3), ("＋２", 2), ("", None), ("  ", None), ("0.5", 0.5)])
def test_numbers_are_read_as_people_write_them(word, number):
    assert sheet.number_of(word) == number


@pytest.mark.parametrize("word", ["two", "1,5", "1..2", "--1", "nan", "inf", "1e999999", "二"])
def test_what_is_no_number_is_refused(word):
    with pytest.raises(sheet.NoNumber):
        sheet.number_of(word)


@given(st.text(max_size=30))
def test_no_word_makes_the_reading_of_numbers_fail_otherwise(word):
    try:
        found = sheet.number_of(word)
    except sheet.NoNumber:
        return
    assert found is None or abs(found) >= 0


@pytest.mark.parametrize(("said", "told"), [("yes", True), ("No", False), ("是", True), ("否", False), ("", None)])
def test_a_yes_or_no_is_read_in_both_languages(said, told):
    assert sheet._value(said, {"start": False}) is told


def fields(*names):
    """Return the fields of a scene with these choices."""
    document = read(written(story({"a": scene(*(choice(name, "end") for name in names)), "end": ending()})))[0]
    return sheet.filled(document, "a")["choices"]


@pytest.mark.parametrize(("do", "order"), [
    ("up:1", "bac"), ("down:0", "bac"), ("up:0", "abc"), ("down:2", "abc"), ("delete:1", "ac"), ("copy:0", "a_bc"),
    ("choice", "abc_"), ("", "abc"), ("delete:9", "abc"), ("up:x", "abc"), ("fly:1", "abc"), ("delete:-1", "abc")])
def test_answers_are_added_moved_copied_and_deleted(do, order):
    assert "".join(each["id"] or "_" for each in sheet.arranged(fields("a", "b", "c"), do)) == order


def test_a_new_answer_gets_a_name_from_its_words_that_no_other_has():
    state = STATE
    made = sheet.filled(read(written(story({"a": scene(choice("of-course", "end")), "end": ending()})))[0], "a")
    for words in ("Of course", "", "当然"):
        made["choices"].append({**sheet.blank(), "say_en": words if words.isascii() else "", "say_zh": "" if words.isascii() else words})
    names = [each["id"] for each in sheet.scene_of(made, {"choices": []}, state)["choices"]]
    assert len(set(names)) == 4 and names[1] == "of-course-2" and names[3] == "dang-ran"


def test_what_the_page_does_not_show_is_kept():
    was = {"says": both("hm"), "choices": [], "later": {"zh": "甲", "en": "A"}}
    kept = sheet.scene_of(sheet.filled({"scenes": {"a": was}}, "a"), was, STATE)
    assert kept == was


def test_an_empty_text_leaves_a_gap_and_not_an_empty_word():
    was = scene(choice("x", "end"))
    made = sheet.filled({"scenes": {"a": was}, "state": STATE}, "a")
    made |= {"says_zh": "  ", "says_en": "Hello\r\nthere"}
    assert sheet.scene_of(made, was, STATE)["says"] == {"en": "Hello\nthere"}


def test_an_ending_that_does_not_say_how_it_ends_is_not_given_an_outcome():
    was = {"ending": {"title": {"en": "Home"}}}
    assert sheet.scene_of(sheet.filled({"scenes": {"a": was}}, "a"), was, STATE) == was
