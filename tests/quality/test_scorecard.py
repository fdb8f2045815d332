"""A scorecard as a page posts it."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.answers import Answer
from cxtrain.quality.instrument_file import read_form, read_survey
from cxtrain.quality.scorecard import Scorecard, read
from cxtrain.quality.sheet import Sheet
from cxtrain.quality.timetable import Times

FILES = Path(__file__).parents[2] / "scenarios" / "instruments"
SURVEY, _ = read_survey((FILES / "servqual-22.yaml").read_bytes())
FORM = read_form((FILES / "hotel-breakfast.yaml").read_bytes(), {SURVEY.slug: SURVEY}).instrument
STORED = Scorecard(Sheet(Times("08:00"), praise="warm"), {"s2": Answer(6), "s3": Answer(missing="na", note="busy")})
NAMES = [*STORED.fields, "s13", "s13-note"]


def test_part_of_a_page_changes_that_part_only():
    typed = read(FORM, {"s2": "5", "left": "08:30"}, STORED, names=True)
    assert typed.changed == {"s2": Answer(5)}
    assert typed.scorecard.sheet == Sheet(Times("08:00", left="08:30"), praise="warm")
    assert typed.scorecard.answers["s3"] == STORED.answers["s3"]
    assert (typed.answered, typed.faults) == (2, {})


def test_faults_of_both_parts_come_together():
    assert list(read(FORM, {"s2": "9", "left": "noon"}, STORED, names=True).faults) == ["s2", "left"]


def test_a_note_alone_is_no_answer():
    assert read(FORM, {"s13-note": "waved"}, STORED, names=True).answered == 2


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["", "1", "6", "na", "08:15", "hm"])))
def test_posting_what_came_out_changes_nothing_more(posted):
    first = read(FORM, posted, STORED, names=True).scorecard
    again = read(FORM, first.fields, first, names=True)
    assert (again.scorecard, again.changed, again.faults) == (first, {}, {})
