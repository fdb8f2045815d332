"""Instrument files: what is read, and what is refused, with its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.instrument import recalled, recalled_survey, stored
from cxtrain.quality.instrument_file import read_form, read_survey

FILES = Path(__file__).parents[2] / "scenarios" / "instruments"
SURVEY = (FILES / "servqual-22.yaml").read_text()
FORMS = sorted(path for path in FILES.glob("*.yaml") if path.name != "servqual-22.yaml")

FORM = """\
format: 1
slug: counter
kind: mystery_shop
touchpoint: counter
title: {zh: 柜台, en: Counter}
uses: servqual-22
persona: {zh: 客人, en: A guest}
script:
  - {zh: 问一句, en: Ask}
sections:
  - slug: greet
    title: {zh: 接待, en: Greet}
    items:
      - use: s10
      - {use: s13, critical: {effect: cap, at_or_below: 2, cap: 3}}
      - use: s16
"""


@pytest.fixture(scope="module")
def surveys():
    survey, faults = read_survey(SURVEY)
    assert not faults
    return {survey.slug: survey}


def sentences(checked):
    return [(fault.line, fault.sentence) for fault in checked.faults if fault.level == "error"]


def test_the_survey_has_the_counts_of_the_published_scale(surveys):
    # Parasuraman, Zeithaml & Berry 1988: 4 tangibles, 5 reliability, 4 responsiveness, 4 assurance, 5 empathy.
    names = [item.dimension for item in surveys["servqual-22"].items]
    assert [names.count(name) for name in ("tangibles", "reliability", "responsiveness", "assurance", "empathy")] == [
        4, 5, 4, 4, 5]


def test_person_items_are_the_eleven_that_one_employee_can_answer_for(surveys):
    # Neat dress, helping with a problem, the three of willing attention, three of assurance, three of empathy.
    person = [item.number for item in surveys["servqual-22"].items if item.of == "person"]
    assert person == [3, 6, 10, 12, 13, 14, 16, 17, 19, 20, 21]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_each_form_we_ship_is_complete(path, surveys):
    checked = read_form(path.read_bytes(), surveys)
    assert checked.faults == ()
    assert 12 <= len(checked.instrument.items) <= 15


def test_a_form_takes_the_items_in_full_and_in_its_own_order(surveys):
    instrument = read_form(FORM, surveys).instrument
    assert [item.id for item in instrument.items] == ["s10", "s13", "s16"]
    assert instrument.items[1].critical.cap == 3
    assert instrument.items[0].shopper == surveys["servqual-22"].items[9].shopper
    assert instrument.scale.anchors.high.zh


def test_what_is_stored_comes_back_equal(surveys):
    instrument = read_form(FORM, surveys).instrument
    assert recalled(stored(instrument)) == instrument
    assert recalled_survey(stored(surveys["servqual-22"])) == surveys["servqual-22"]


def test_it_warns_of_a_short_form_and_of_single_items(surveys):
    warnings = [fault.sentence for fault in read_form(FORM, surveys).faults]
    assert "The form asks 3 items; 12 to 15 are what a shopper remembers." in warnings
    assert 'A single item of "assurance" gives no score of that dimension.' in warnings


@pytest.mark.parametrize(("old", "new", "line", "sentence"), [
    ("use: s10", "use: s99", 14, 'The survey has no item "s99".'),
    ("use: s10", "use: s18", 14, 'Item "s18" is for customers only: one visit cannot show it.'),
    ("use: s16", "use: s10", 16, 'Item "s10" is asked twice.'),
    ("at_or_below: 2", "at_or_below: 7", 15, "at_or_below must lie on the scale, below its top."),
    (", cap: 3", "", 15, "cap belongs to the effect cap, and only to it."),
    ("effect: cap", "effect: zero", 15, "cap belongs to the effect cap, and only to it."),
    ("cap: 3", "cap: 60", 15, "cap is written in points of the scale."),
    ("uses: servqual-22", "uses: other", 6, 'There is no survey "other": publish its file first.'),
    ("touchpoint: counter", "touchpoint: counter\nnote_below: 9", 5, "note_below lies outside the scale."),
])
def test_it_names_line_and_fault(old, new, line, sentence, surveys):
    checked = read_form(FORM.replace(old, new), surveys)
    assert checked.instrument is None
    assert (line, sentence) in sentences(checked)


def test_it_refuses_two_sections_of_one_name(surveys):
    twice = FORM + FORM[FORM.index("  - slug: greet"):].replace("s10", "s3").replace("s13", "s17").replace("s16", "s20")
    assert sentences(read_form(twice, surveys)) == [(17, 'Two sections are called "greet".')]


def test_a_survey_with_two_items_of_one_id_is_refused():
    survey, faults = read_survey(SURVEY.replace("id: s2\n", "id: s1\n", 1))
    assert survey is None
    assert [fault.sentence for fault in faults] == ['Two items have the same id "s1".']


def test_a_scale_of_one_point_is_refused():
    survey, faults = read_survey(SURVEY.replace("max: 7", "max: 1", 1))
    assert survey is None
    assert faults[0].sentence == "The scale needs 2 to 10 points, from min to max."


@given(cut=st.integers(0, len(FORM)), put=st.text(max_size=6))
def test_any_damage_gives_faults_or_an_instrument_and_never_raises(cut, put, surveys):
    checked = read_form(FORM[:cut] + put + FORM[cut + 3:], surveys)
    assert (checked.instrument is None) == any(fault.level == "error" for fault in checked.faults)
