"""What is said about a whole scenario, as fields and back."""

import pytest

from cxtrain.roleplay.authoring import heads
from cxtrain.roleplay.authoring.manuscript import begun, read, scenes_of
from cxtrain.roleplay.authoring.sheet import NoNumber
from tests.roleplay.authoring.test_manuscript import FILES
from tests.roleplay.stories import both, choice, ending, scene, story, written


@pytest.mark.parametrize("text", FILES)
def test_the_heads_come_back_as_they_were(text):
    document = read(text)[0]
    assert heads.document_of(heads.filled(document), document) == document


def test_a_draft_with_gaps_has_fields_too():
    document = begun(slug="a", touchpoint="", title={}, customer={})
    after = heads.document_of(heads.filled(document), document)
    assert "title" not in after and "touchpoint" not in after and after["scenes"] == document["scenes"]


def a_document():
    told = story({"a": scene(choice("x", "end", effects={"told": True}, when={"told": False})), "end": ending()},
                 state={"mood": {"start": 0, "min": -5, "max": 5}, "told": {"start": False}},
                 variants=[{"customer": {"name": both("Mr Wu")}, "says": {"a": both("psst")}},
                           {"customer": {"name": both("Ms Li")}}])
    return read(written(told))[0]


def changed(**parts):
    document = a_document()
    return heads.document_of({**heads.filled(document), **parts}, document)


def test_a_part_of_the_state_that_is_renamed_is_renamed_in_the_scenes():
    rows = heads.filled(a_document())["gauges"]
    rows[1]["name"] = "knows"
    answer = scenes_of(changed(gauges=rows))["a"]["choices"][0]
    assert (answer["effects"], answer["when"]) == ({"knows": True}, {"knows": False})


@pytest.mark.parametrize(("row", "part"), [
    ({"kind": "flag", "start": "是"}, {"start": True}), ({"kind": "flag", "start": ""}, {"start": False}),
    ({"kind": "number", "start": "２", "min": "0", "max": "9"}, {"start": 2, "min": 0, "max": 9}),
    ({"kind": "number", "start": ""}, {"start": 0}),
    ({"kind": "word", "words": "calm，upset、平静", "start": ""}, {"start": "calm", "words": ["calm", "upset", "平静"]}),
])
def test_new_parts_of_the_state_are_numbers_yes_or_no_or_words(row, part):
    empty = {"was": "", "name": "new", "start": "", "min": "", "max": "", "words": ""}
    assert changed(gauges=[*heads.filled(a_document())["gauges"], {**empty, **row}])["state"]["new"] == part


def test_a_number_that_is_none_is_refused():
    rows = heads.filled(a_document())["gauges"]
    rows[0]["max"] = "lots"
    with pytest.raises(NoNumber):
        changed(gauges=rows)


def test_a_customer_without_a_name_goes_with_its_words_and_the_others_keep_theirs():
    rows = heads.filled(a_document())["variants"]
    rows[0] |= {"customer_zh": "", "customer_en": ""}
    assert changed(variants=rows)["variants"] == [{"customer": {"name": both("Ms Li")}}]
    rows = [*heads.filled(a_document())["variants"], {"at": "", "customer_zh": "陈", "customer_en": "", "kind": "shy"}]
    kept = changed(variants=rows)["variants"]
    assert kept[0]["says"]["a"]["en"] == "psst" and kept[2] == {"customer": {"name": {"zh": "陈"}, "kind": "shy"}}
