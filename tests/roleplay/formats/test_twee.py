"""Twee 3 and Twine: a story becomes a draft, nothing is dropped in silence, and our own comes back equal."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.formats.markup import Link, link_of, marked
from cxtrain.roleplay.formats.reading import import_file
from cxtrain.roleplay.formats.twee_export import export_twee
from cxtrain.roleplay.formats.twee_file import Passage, read_twee, twee_of
from cxtrain.roleplay.scenario import parse
from tests.roleplay.formats.results import document, refused
from tests.roleplay.stories import LATE_CHECK_IN, both, choice, damaged, ending, files, scene, story, written

STORY = """line outside

:: StoryTitle
Lock and key

:: StoryData
{"ifid": "2B68ECD6-348F-4CF5-96F8-549A512A8128", "format": "Harlowe", "start": "Hall", "zoom": 1}

:: Hall [moment-of-truth dark] {"position": "10,20"}
A hall. (set: $key to "a)b")
[[Open the door->Exit]]
[[Cellar<-Go down]] [[Back|Hall]] [[Site->https://example.org]]

:: Exit [delighted]
You are out.

:: Style [stylesheet]
a { color: red }

:: Exit
Twice.
"""


def imported(text, name="story.twee"):
    """Return the result of importing a story."""
    result = import_file(text.encode(), name)
    assert result.is_accounted
    return result


def test_each_passage_becomes_a_scene_and_each_link_a_choice():
    draft = document(imported(STORY))
    assert draft["title"] == {"en": "Lock and key"} and draft["slug"] == "lock-and-key" and draft["start"] == "Hall"
    hall = draft["scenes"]["Hall"]
    assert hall["moment_of_truth"] is True and hall["sees"] == {"en": "A hall."}
    assert hall["choices"] == [{"id": "open-the-door", "say": {"en": "Open the door"}, "next": "Exit"},
                               {"id": "back", "say": {"en": "Back"}, "next": "Hall"}]
    assert draft["scenes"]["Exit"] == {
        "ending": {"outcome": "delighted", "title": {"en": "Exit"}, "debrief": {"en": "You are out."}}}


def test_what_does_not_come_over_is_named_with_its_passage():
    result = imported(STORY)
    assert refused(result, "links") == [
        ("Hall", "The link “Go down” leads to “Cellar”, and no scene of that name came over."),
        ("Hall", "The link “Site” leads to a web address; a scenario stays on its own pages.")][0:2]
    assert refused(result, "macros") == [
        ("Hall", 'This macro is not run, write it as conditions and effects: (set: $key to "a)b")')]
    assert refused(result, "tags") == [("Hall", "The tag “dark” has no meaning in a scenario.")]
    assert [place for place, _ in refused(result, "passages")] == ["Style", "Exit"]
    assert refused(result, "lines") == [("twee", "This line stands before the first passage: line outside")]
    assert [sentence.split("“")[1] for _, sentence in refused(result, "settings")] == [
        "ifid”: 2B68ECD6-348F-4CF5-96F8-549A512A8128", "zoom”: 1"]


def test_held_is_what_counting_in_the_file_itself_gives():
    result = imported(STORY)
    assert result.held["passages"] == len(re.findall(r"(?m)^::", STORY)) == 6
    assert result.held["links"] == STORY.count("[[") == 4
    assert result.imported["passages"] == 4 and result.imported["links"] == 2


def test_a_published_page_gives_what_its_twee_gives():
    page = """<!doctype html><script>var a = "[[no]]";</script><tw-storydata name="Lock" startnode="2" format="SugarCube"
      ifid="X" hidden><style role="stylesheet">b {}</style><tw-passagedata pid="1" name="Out" tags="lost">Gone &amp; done
      </tw-passagedata><tw-passagedata pid="2" name="In" tags="" position="1,2">&lt;&lt;set $a to 1&gt;&gt;[[Leave|Out]]
      </tw-passagedata></tw-storydata>"""
    result = imported(page, "lock.html")
    draft = document(result)
    assert result.format == "twine" and draft["start"] == "In"
    assert draft["scenes"]["Out"]["ending"]["debrief"] == {"en": "Gone & done"}
    assert draft["scenes"]["In"]["choices"][0]["next"] == "Out" and len(refused(result, "macros")) == 1
    assert result.held["passages"] == 3 and [place for place, _ in refused(result, "passages")] == ["<style>"]


@pytest.mark.parametrize(("inside", "link"), [
    ("Exit", Link("Exit", "Exit")), ("Go->Exit", Link("Go", "Exit")), ("a->b->Exit", Link("a->b", "Exit")),
    ("Exit<-Go", Link("Go", "Exit")), ("Exit<-a<-b", Link("a<-b", "Exit")), ("Go|Exit", Link("Go", "Exit")),
    ("->Exit", Link("Exit", "Exit")), ("Go->", Link("Go", "")), ("", Link("", "")),
])
def test_links_are_read_as_twine_reads_them(inside, link):
    assert link_of(inside) == link


@pytest.mark.parametrize(("text", "form", "macros", "words"), [
    ("<<if $a>>yes<</if>>", "SugarCube", ("<<if $a>>", "<</if>>"), "yes"),
    ("(if: $a is (b: 1))[yes]", "Harlowe", ("(if: $a is (b: 1))",), "[yes]"),
    ("(note: not a macro)", "", (), "(note: not a macro)"),
    ("(set: never closed\nnext", "Harlowe", ("(set: never closed",), "\nnext"),
    ("<% var a; %>x", "Snowman", ("<% var a; %>",), "x"),
    ("key: true\n--\n[if key]\n{back link}x", "Chapbook", ("key: true", "[if key]", "{back link}"), "\nx"),
    ("{plain}", "SugarCube", (), "{plain}"),
    ("[[a|b][$x to 1]]", "SugarCube", ("[$x to 1]",), ""),
])
def test_macros_are_told_from_words(text, form, macros, words):
    found = marked(text, form)
    assert (found.macros, found.words) == (macros, words)


def test_headers_keep_their_escapes_and_bad_metadata_keeps_its_passage():
    text = ':: a\\[b\\] [x\\]y z] {"position": "1,2"}\nhi\n:: b {bad\nho\n::\nnameless\n'
    first, second, third = read_twee(text).passages
    assert first == Passage("a[b]", "hi", ("x]y", "z"), {"position": "1,2"}, "", 1)
    assert (second.name, second.broken, second.text) == ("b", "{bad", "ho") and third.name == ""
    assert imported(text).is_accounted


def round_trip(text):
    """Return a scenario's document before and after its way through Twee, and the result of the import."""
    before = parse(text)
    assert before.scenario, before.errors
    result = imported(export_twee(before.tree.data))
    return before.tree.data, document(result), result


def test_ours_comes_back_equal_and_complete():
    before, after, result = round_trip(LATE_CHECK_IN)
    assert after == before and list(after["scenes"]) == list(before["scenes"])
    assert result.is_complete and result.refused == ()


def test_ours_shows_its_texts_and_links_to_twine():
    twee = export_twee(parse(LATE_CHECK_IN).tree.data)
    shown = read_twee(twee)
    arrival = next(passage for passage in shown.passages if passage.name == "arrival")
    assert shown.title == "深夜入住 / Late check-in" and shown.data["start"] == "arrival"
    targets = {link.target for link in marked(arrival.text, "SugarCube").links}
    scenario = parse(LATE_CHECK_IN).scenario
    assert targets == {branch.to for each in scenario.opening.choices for branch in each.branches}
    assert re.fullmatch(r"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}", shown.data["ifid"])
    assert export_twee(parse(LATE_CHECK_IN).tree.data) == twee


ODD = ["[[a]]", "::b", "a->b", "a|b<-c", "x\n\ny", "# no", "yes", "1e3", "0x1", "-", "\\n", "{a}", "<<x>>", "12:30", "~", " a", "\u2028z", "'", ": "]
words = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8)


@given(st.data(), files())
def test_any_valid_scenario_comes_back_equal(data, file):
    file["title"] = {"zh": data.draw(words), "en": data.draw(words)}
    for each in file["scenes"].values():
        for one in each.get("choices", []):
            one["say"] = {"zh": data.draw(words), "en": data.draw(words)}
    text = written(file)
    if parse(text).scenario:
        before, after, result = round_trip(text)
        assert after == before and result.refused == ()


def test_scenes_whose_names_mean_something_to_twine_come_back_equal():
    file = story({"StoryData": scene(choice("a", "StoryInit")), "StoryInit": scene(choice("b", "[x]")), "[x]": ending()}, start="StoryData")
    before, after, result = round_trip(written(file))
    assert after == before and result.refused == ()


SMALL = written(story({"a": scene(choice("c", "b"), choice("d", "e"), sees=both("door")), "b": ending(), "e": ending("lost")}))


def changed(old, new):
    """Return the result of importing our own small story, with one passage of its Twee changed by hand."""
    twee = export_twee(parse(SMALL).tree.data)
    assert twee.count(old) == 1, twee
    return imported(twee.replace(old, new))


def test_a_text_changed_in_the_file_is_taken():
    result = changed("\ndoor\n", "\nA new door.\n")
    assert document(result)["scenes"]["a"]["sees"] == {"zh": "door，好", "en": "A new door."} and result.refused == ()


def test_a_link_led_elsewhere_in_the_file_is_taken():
    result = changed("say d->e]]", "say d->b]]")
    assert [each["next"] for each in document(result)["scenes"]["a"]["choices"]] == ["b", "b"] and result.refused == ()


def test_a_link_added_by_hand_or_led_to_nothing_is_refused():
    assert "was not: [[new->b]]" in refused(changed("say d->e]]", "say d->e]]\n\n[[new->b]]"), "links")[0][1]
    assert refused(changed("say d->e]]", "say d->no]]"), "links") == [
        ("a", "The link was changed to lead to “no”, which is no passage of this file.")]


def test_a_passage_that_lost_its_data_is_named():
    twee = re.sub(r"(?m)^(:: e \[lost\]).*$", r"\1", export_twee(parse(SMALL).tree.data))
    assert refused(imported(twee), "texts") == [("e", "The file is one of ours, but this passage has lost its data: write it in again.")]


def test_ours_without_any_metadata_is_an_ordinary_draft():
    passages = read_twee(export_twee(parse(SMALL).tree.data)).passages
    result = imported(twee_of(Passage(each.name, each.text, each.tags) for each in passages if each.name != "StoryData"))
    assert len(document(result)["scenes"]["a"]["choices"]) == 2 and not result.is_complete
    assert document(result)["scenes"]["e"]["ending"]["outcome"] == "lost"


@given(st.data())
def test_any_mutated_story_gives_a_result_in_which_all_is_accounted_for(data):
    text = data.draw(st.sampled_from([STORY, export_twee(parse(SMALL).tree.data)]))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        junk = data.draw(st.sampled_from(["[[", "]]", "::", '{"', "}", "<<", "(if:", "null", "\\", "\n:: a\n", '"\\ud800"', "->"]) | st.text(max_size=3))
        text = text[:at] + junk + text[at + data.draw(st.integers(0, 30)):]
    result = import_file(text.encode("utf-8", "replace"), "s.twee")
    assert result.is_accounted
    assert result.text is None or result.is_complete == (parse(result.text).errors == ())


@given(damaged())
def test_any_data_of_our_own_gives_a_result(text):
    try:
        inner = json.loads(text)
    except ValueError:
        return
    scenes = inner.get("scenes") if isinstance(inner, dict) else None
    passages = [Passage("StoryData", json.dumps({"cx": inner}))]
    passages += [Passage(name, "", (), {"cx": {"name": name, "scene": each}})
                 for name, each in (scenes.items() if isinstance(scenes, dict) else ())]
    result = import_file(twee_of(passages).encode(), "s.twee")
    assert result.is_accounted and (result.text is None or result.is_complete == (parse(result.text).errors == ()))
