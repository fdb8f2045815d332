"""What the checker finds, said by scene, answer and text."""

from cxtrain.roleplay.authoring.manuscript import begun, read, written
from cxtrain.roleplay.authoring.problems import MISSING, checked, problems_in, problems_of
from cxtrain.roleplay.drift import ONLY_CHINESE
from tests.roleplay.stories import LATE_CHECK_IN, choice, ending, scene, story
from tests.roleplay.stories import written as as_json


def found(document):
    return [(one.scene, one.choice, one.parts, one.fault.message) for one in problems_of(checked(written(document)))
            if one.is_error]


def test_what_is_still_to_be_written_is_named_by_its_place():
    gaps = found(begun(slug="a-b", touchpoint="desk", title={"zh": "甲"}, customer={"zh": "王"}))
    assert (None, None, ("brief",), MISSING) in gaps
    assert (None, None, ("title",), "The English text (en) is missing.") in gaps
    assert ("opening", None, ("says",), MISSING) in gaps and ("opening", 2, ("coaching",), MISSING) in gaps


def test_a_text_in_one_language_is_named_with_the_other():
    document = read(as_json(story({"a": scene(choice("x", "end"), choice("y", "end")), "end": ending()})))[0]
    del document["scenes"]["a"]["choices"][1]["reaction"]["zh"]
    assert found(document) == [("a", 2, ("reaction",), "The Chinese text (zh) is missing.")]


def test_errors_stand_before_advice_and_a_right_story_has_no_error():
    document = read(LATE_CHECK_IN)[0]
    assert found(document) == []
    document["scenes"]["lonely"] = {"ending": {"outcome": "lost"}}
    levels = [one.is_error for one in problems_of(checked(written(document)))]
    assert levels == sorted(levels, reverse=True) and levels[0]


def test_a_language_that_was_left_behind_since_the_publication_is_advice():
    document = read(LATE_CHECK_IN)[0]
    document["scenes"]["search"]["says"]["zh"] = "到底怎么样？"
    stale = [one for one in problems_in(written(document), LATE_CHECK_IN) if one.fault.message == ONLY_CHINESE]
    assert [(one.scene, one.parts, one.is_error) for one in stale] == [("search", ("says", "en"), False)]
    assert not [one for one in problems_in(LATE_CHECK_IN, LATE_CHECK_IN) if one.fault.message == ONLY_CHINESE]
