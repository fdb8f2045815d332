"""A sheet as fields and back: what nobody changed is published unchanged, and no button of the page loses anything."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.training.practicals.sheet import parse
from cxtrain.training.practicals.sheet_text import document_of, text_of
from cxtrain.training.practicals.sheets.manuscript import changed, document_from, fields_of, has_anchors, named
from tests.training.practicals.conftest import SHEET, sheets

SMALL = parse(SHEET).sheet
IDS = [item.id for item in SMALL.items]


@given(sheets())
@settings(max_examples=50)
def test_a_sheet_that_nobody_changed_comes_back_as_it_was(sheet):
    again = parse(text_of(document_from(sheet.slug, fields_of(sheet), [item.id for item in sheet.items]))).sheet

    def one_line(text):
        return " ".join(text.split())
    assert [(item.id, item.points, item.critical, len(item.anchors)) for item in again.items] == [
        (item.id, item.points, item.critical, len(item.anchors)) for item in sheet.items]
    assert again.title.zh == one_line(sheet.title.zh) and again.pass_mark == sheet.pass_mark


def test_the_small_sheet_comes_back_word_for_word():
    assert document_from(SMALL.slug, fields_of(SMALL), IDS) == document_of(SMALL)


def test_a_new_item_gets_a_name_of_its_own_and_a_forged_one_too():
    fields = changed(fields_of(SMALL), "item-0")
    fields["parts"][0]["items"][-1] |= {"id": "forged", "text_zh": "点头", "text_en": "Looks up", "points": 3}
    items = document_from(SMALL.slug, fields, IDS)["parts"][0]["items"]
    assert [item["id"] for item in items] == ["looks-up", "warmth", "looks-up-2"]


def test_buttons_add_move_and_remove():
    fields = fields_of(SMALL)
    assert [item["id"] for item in changed(fields, "down-0-0")["parts"][0]["items"]] == ["warmth", "looks-up"]
    assert [part["title_en"] for part in changed(fields, "up-1")["parts"]] == ["Checking in", "Greeting"]
    assert len(changed(fields, "drop-0")["parts"]) == 1 and len(changed(fields, "part")["parts"]) == 3
    assert changed(fields, "up-0-0") == changed(fields, "down-1") == changed(fields, "drop-7-9") == fields


@given(st.from_regex(r"(up|down|drop|item|part|x)(-[0-9]{1,3}){0,3}", fullmatch=True) | st.text(max_size=12))
@settings(max_examples=80)
def test_no_button_makes_it_fall(act):
    fields = fields_of(SMALL)
    after = changed(fields, act)
    assert fields == fields_of(SMALL) and abs(len(after["parts"]) - 2) <= 1


def test_names_are_short_and_free():
    assert named("Looks up!", {"looks-up"}) == "looks-up-2" and named("抬头", set()) == "item"
    assert has_anchors("a\nb\n\nc\nd") and not has_anchors("a\nb\nc") and not has_anchors("a\nb\nc\nc")
