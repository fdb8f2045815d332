"""The card on top of a scorecard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.sheet import Sheet, fields, read
from cxtrain.quality.timetable import Times

FULL = Sheet(Times("10:00", "10:01", None, "10:20", 75), "She carried the bags", False, "0102", "R-88")


def test_it_lays_what_is_posted_over_what_was_there():
    reading = read({"greeted": "", "left": "10:25", "praise": " He smiled\r\nfirst ", "receipt": "R-89"}, FULL)
    assert reading.sheet == Sheet(Times("10:00", None, None, "10:25", 75), "He smiled\nfirst", False, "0102", "R-89")
    assert reading.faults == {}


def test_where_no_names_are_stored_a_badge_is_not_taken():
    assert read({"badge": "Wang"}, Sheet(), names=False).sheet.badge == ""


@pytest.mark.parametrize(("field", "value"), [
    ("arrived", "25:00"), ("left", "ten"), ("waited", "-5"), ("waited", "1.5"), ("waited", "99999"), ("waited", "٣"),
    ("praise", "好" * 1001), ("badge", "x" * 81), ("receipt", "x" * 81),
])
def test_what_cannot_be_read_is_named_and_keeps_its_part(field, value):
    reading = read({field: value}, FULL)
    assert list(reading.faults) == [field]
    assert reading.sheet == FULL


@pytest.mark.parametrize(("sheet", "missing"), [
    (Sheet(), ("arrived", "left", "praise")),
    (Sheet(Times("10:00", left="10:20"), nothing_to_praise=True), ()),
    (Sheet(Times("10:00"), praise="warm"), ("left",)),
])
def test_it_names_what_submitting_needs(sheet, missing):
    assert sheet.missing == missing


@given(st.dictionaries(st.sampled_from(
    ["arrived", "greeted", "served", "left", "waited", "praise", "nothing", "badge", "receipt", "state"]), st.text()))
def test_anything_posted_is_read_or_named(posted):
    reading = read(posted, FULL)
    assert set(reading.faults) <= set(posted)
    again = read(posted, reading.sheet)
    assert again.sheet == reading.sheet


def test_fields_are_what_a_page_would_post():
    assert read(fields(FULL), Sheet()).sheet == FULL
