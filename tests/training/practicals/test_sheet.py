"""Sheets as trainers write them: every fault is named where it stands, and what is written anew is read as equal."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.training.practicals.sheet import json_schema, parse
from cxtrain.training.practicals.sheet_text import written
from tests.training.practicals.conftest import SHEET, sheets

FAULTS = [
    ("points: 10", "points: 0", "This number must be 1 or more."),
    ("{id: looks-up, measured: {zh: 抬头, en: Looks up}, points: 4", "{id: looks-up, points: 4",
     "An item is either measured (yes or no) or judged (0 to 3)."),
    ("measured: {zh: 抬头, en: Looks up}", "measured: {zh: 抬头, en: Looks up}, judged: {zh: 抬头, en: Looks up}",
     "An item is either measured (yes or no) or judged (0 to 3)."),
    (", {zh: 很好, en: warm}]", "]", "A judged item says what 0, 1, 2 and 3 look like: four anchors."),
    ("{zh: 很好, en: warm}", "{zh: 好, en: warm}", "Two anchors of this item say the same."),
    ("        points: 6\n", "        points: 6\n        critical: true\n",
     "Only a measured item can be critical: what everything hangs on is yes or no."),
    ("id: warmth", "id: looks-up", 'The item "looks-up" stands on this sheet twice.'),
    ("pass_mark: 70", "pass_mark: 101", "This number must be 100 or less."),
    ("en: Desk practical}", "}", "The English text (en) is missing."),
    ("minutes: 12", "minutes: 12\nhours: 2", 'The key "hours" is not known here.'),
]


def test_the_small_sheet_is_read():
    sheet = parse(SHEET).sheet
    assert [item.id for item in sheet.items] == ["looks-up", "warmth", "privacy"] and sheet.points == 20
    assert [item.is_judged for item in sheet.items] == [False, True, False] and sheet.item("privacy").critical
    assert sheet.item("nothing") is None


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS, ids=[fault[1][:30] for fault in FAULTS])
def test_a_fault_is_named(old, new, sentence):
    parsed = parse(SHEET.replace(old, new, 1))
    assert parsed.sheet is None and any(fault.sentence.startswith(sentence) for fault in parsed.faults), parsed.faults
    assert all(fault.line > 1 for fault in parsed.faults)


def test_a_sheet_has_a_part_and_a_part_an_item():
    head = SHEET[:SHEET.index("parts:")]
    assert [fault.sentence for fault in parse(head + "parts: []\n").faults] == ["A sheet has 1 to 8 parts."]
    assert [fault.sentence for fault in parse(head + "parts:\n  - {title: {zh: 一, en: one}, items: []}\n").faults] == [
        "This part has no items yet."]


def test_a_sheet_has_forty_items_at_most():
    rows = "".join(f"      - {{id: i{n}, measured: {{zh: 一, en: one}}, points: 1}}\n" for n in range(41))
    text = SHEET[:SHEET.index("parts:")] + f"parts:\n  - title: {{zh: 一, en: one}}\n    items:\n{rows}"
    assert [fault.sentence for fault in parse(text).faults] == ["A sheet has at most 40 items."]


@given(sheets())
@settings(max_examples=60)
def test_a_sheet_written_anew_is_read_as_equal(sheet):
    assert parse(written(sheet)).sheet == sheet


@given(st.text(max_size=200) | st.binary(max_size=80))
@settings(max_examples=60)
def test_no_text_makes_it_fall(text):
    parsed = parse(text)
    assert (parsed.sheet is None) == bool(parsed.faults)


def test_editors_get_a_schema():
    assert set(json_schema()["required"]) == {"format", "slug", "title", "brief", "minutes", "pass_mark", "parts"}


SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("*/practicals/*.yaml"))


def test_three_packs_bring_a_sheet():
    assert [path.stem for path in SHIPPED] == ["cafe-bar-practical", "front-desk-practical", "hotpot-table-practical"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_sheet_is_balanced_and_tells_each_item_what_to_practise(path):
    sheet = parse(path.read_bytes()).sheet
    assert sheet.points == 100 and 10 <= len(sheet.items) <= 14 and 1 <= sum(item.critical for item in sheet.items) <= 3
    judged = [item for item in sheet.items if item.is_judged]
    assert 30 <= sum(item.points for item in judged) <= 60 and all(item.tip for item in sheet.items)
    assert all("!" not in text.zh + text.en and "！" not in text.zh for item in sheet.items for text in (item.text, item.tip))
