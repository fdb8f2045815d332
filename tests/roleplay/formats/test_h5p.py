"""H5P Branching Scenario: questions become scenes; media, scores and settings are refused by name; packages cannot hurt."""

import io
import json
import zipfile
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.formats import h5p_package
from cxtrain.roleplay.formats.html_text import text_of
from cxtrain.roleplay.formats.reading import import_file
from cxtrain.roleplay.scenario import parse
from tests.roleplay.formats.results import document, refused


def question(text, *alternatives, nested=True):
    """Return a question node in the newer shape, or in the older one."""
    inner = {"question": text, "alternatives": list(alternatives)}
    params = {"branchingQuestion": inner} if nested else inner
    return {"type": {"library": "H5P.BranchingQuestion 1.0", "params": params}}


def way(text, to=None, **feedback):
    """Return an alternative."""
    return {"text": text, **({} if to is None else {"nextContentId": to}), **({"feedback": feedback} if feedback else {})}


WORDS = {"type": {"library": "H5P.AdvancedText 1.1", "params": {"text": "<p>It is late.</p><p>A guest &amp; a case.<img src=x></p>"},
                  "metadata": {"title": "Arrival"}}, "nextContentId": 1, "proceedButtonText": "On"}
FILM = {"type": {"library": "H5P.Video 1.5", "params": {}, "metadata": {"title": "The lift"}}, "nextContentId": -2}
MAIN = {
    "title": "<b>Late</b>", "startScreen": {"startScreenTitle": "Late", "startScreenSubtitle": "<p>You are alone.</p>", "startScreenImage": {"path": "a.png"}},
    "endScreens": [{"endScreenTitle": "Over", "endScreenSubtitle": "Done", "contentId": -1, "endScreenScore": 5},
                   {"endScreenTitle": "Lost", "contentId": -2}, {"endScreenTitle": "Never", "contentId": -3}],
    "content": [WORDS, question("<p>A room?</p>", way("Yes", 2, title="Good", subtitle="Quick.", endScreenScore=3), way("No"), way("Hm", 9)), FILM],
    "behaviour": {}, "l10n": {},
}


def package(main=MAIN, *, language="en", library="H5P.BranchingScenario", files=()):
    """Return the bytes of a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("h5p.json", json.dumps({"title": "T", "language": language, "mainLibrary": library}))
        archive.writestr("content/content.json", main if isinstance(main, str) else json.dumps({"branchingScenario": main}))
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def imported(data):
    """Return the result of importing a package."""
    result = import_file(data, "late.h5p")
    assert result.is_accounted
    return result


def test_each_node_becomes_a_scene_and_each_alternative_a_choice():
    draft = document(imported(package()))
    assert draft["title"] == {"en": "Late"} and draft["brief"] == {"en": "Late\nYou are alone."} and draft["start"] == "Arrival"
    assert draft["scenes"]["Arrival"] == {
        "sees": {"en": "It is late.\nA guest & a case."}, "choices": [{"id": "continue", "say": {"en": "On"}, "next": "scene"}]}
    asked = draft["scenes"]["scene"]
    assert asked["says"] == {"en": "A room?"}
    assert asked["choices"] == [{"id": "yes", "say": {"en": "Yes"}, "coaching": {"en": "Good\nQuick."}, "next": "The-lift"},
                                {"id": "no", "say": {"en": "No"}, "next": "end"}, {"id": "hm", "say": {"en": "Hm"}}]
    assert draft["scenes"]["end"] == {"ending": {"title": {"en": "Over"}, "debrief": {"en": "Done"}}}
    assert draft["scenes"]["The-lift"]["choices"][0]["say"] == {"zh": "继续", "en": "Continue"}


def test_the_older_shape_of_a_question_gives_the_same():
    old, new = ({**MAIN, "content": [question("A?", way("b", -1), way("c"), nested=nested)]} for nested in (False, True))
    assert document(imported(package(old))) == document(imported(package(new)))


def test_what_does_not_come_over_is_named():
    result = imported(package(files=[("content/images/a.png", b"x"), ("H5P.Video-1.5/video.js", b"x"), ("H5P.Video-1.5/a.css", b"x")]))
    assert refused(result, "links") == [("scene", "“Hm” leads to content 9, which the file does not have.")]
    assert [place for place, _ in refused(result, "media")] == ["Arrival", "The-lift", "startScreen"]
    assert [sentence[:11] for _, sentence in refused(result, "scores")] == ["The score 3", "The score 5"]
    assert refused(result, "end screens") == [("Never", "Nothing leads to this end screen.")]
    assert [place for place, _ in refused(result, "files")] == ["content/images/a.png", "H5P.Video-1.5"]
    assert len(refused(result, "settings")) == 2
    assert result.held["files"] == 5 and result.imported["files"] == 2 and result.held["nodes"] == 3


def test_another_content_is_refused_by_its_name():
    result = imported(package("{}", library="H5P.Essay"))
    assert result.text is None
    assert refused(result, "contents")[0][1] == "This is H5P.Essay. Of H5P, only Branching Scenario becomes a scenario."


def test_a_content_json_alone_is_read():
    result = import_file(json.dumps({"branchingScenario": MAIN}).encode(), "late.json")
    assert result.format == "h5p" and result.is_accounted and "Arrival" in document(result)["scenes"]


def test_the_language_is_the_packages_own_or_what_its_letters_show():
    nodes = {"content": [question("要房吗？", way("OK"))]}
    assert document(imported(package(nodes, language="zh-cn")))["scenes"]["scene"]["choices"][0]["say"] == {"zh": "OK"}
    scene = document(imported(package(nodes, language="und")))["scenes"]["scene"]
    assert scene["says"] == {"zh": "要房吗？"} and scene["choices"][0]["say"] == {"en": "OK"}


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "content/../../evil", "C:\\evil", "..\\evil"])
def test_a_name_that_leads_out_of_the_package_is_refused(name):
    assert "leads out of the package" in dict(refused(imported(package(files=[(name, b"x")])), "files"))[name]


def test_a_bomb_is_refused_without_unpacking_it_whole(monkeypatch):
    monkeypatch.setattr(h5p_package, "MOST_JSON", 1000)
    result = imported(package(" " * 50_000_000))
    assert result.text is None and "once it is unpacked" in refused(result, "files")[0][1]


def test_a_package_of_too_many_files_and_one_with_two_contents_are_refused(monkeypatch):
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = package(files=[("content/content.json", b"{}")])
    assert "same name" in refused(imported(twice), "files")[0][1]
    monkeypatch.setattr(h5p_package, "MOST_FILES", 3)
    assert "more than 3 files" in refused(imported(package(files=[("a", b""), ("b", b"")])), "files")[0][1]


def test_html_becomes_text_and_its_scripts_nothing():
    assert text_of("<p>a<br>b</p><script>x()</script>&lt;c&gt;<img>") == ("a\nb\n<c>", 1)


JUNK = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(
    [[], {}, [1], -1, 0, 1e400, "\ud800", "<p>", "<![", {"question": 1}, {"alternatives": 3}, {"image": 1}])


@given(st.data())
def test_any_mutated_package_gives_a_result_in_which_all_is_accounted_for(data):
    main = json.loads(json.dumps(MAIN))
    for _ in range(data.draw(st.integers(1, 4))):
        node = main
        while node:
            key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
            if isinstance(node[key], (dict, list)) and node[key] and data.draw(st.integers(0, 3)):
                node = node[key]
                continue
            node[key] = deepcopy(data.draw(JUNK))  # a later round may change it, and the samples must stay as they are
            break
    result = imported(package(main, language=data.draw(st.sampled_from(["en", "und", "zh"]))))
    assert result.text is None or result.is_complete == (parse(result.text).errors == ())


@given(st.integers(0, 700), st.binary(max_size=4))
def test_any_damaged_package_gives_a_result(at, junk):
    data = package()
    assert import_file(data[:at] + junk + data[at + len(junk):], "x.h5p").is_accounted
    assert import_file(data[:at], "x.h5p").is_accounted
