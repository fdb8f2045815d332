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
    assert (8 if checked.instrument.kind == "coaching" else 12) <= len(checked.instrument.items) <= 15


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


CHECKLIST = """\
format: 1
slug: opening
kind: announced_check
title: {zh: 开店检查, en: Opening check}
scale: {min: 1, max: 5, anchors: {low: {zh: 差, en: Poor}, high: {zh: 好, en: Good}}}
sections:
  - slug: floor
    title: {zh: 店内, en: The floor}
    items:
      - id: y1
        kind: yes_no
        of: place
        shopper: {zh: 地面有水, en: The floor was wet}
        good: no
        photo_below: 1
        critical: {effect: cap, cap: 3}
      - id: n1
        kind: number
        of: process
        shopper: {zh: 第一位客人等的秒数, en: Seconds the first guest waited}
        unit: seconds
        limits: {at_most: 60}
        na: false
      - {id: t1, kind: text, of: place, shopper: {zh: 先做什么, en: What comes first}}
      - {id: p1, kind: photo, of: place, shopper: {zh: 入口的照片, en: A photo of the entrance}}
      - id: r1
        of: person
        shopper: {zh: 看得懂, en: Signs were clear}
        weight: 2
"""


def test_a_form_may_have_items_of_its_own_of_every_kind_and_no_survey():
    form = read_form(CHECKLIST, {}).instrument
    assert [item.kind for item in form.items] == ["yes_no", "number", "text", "photo", "rating"]
    assert (form.touchpoint, form.note_below, form.scale.max) == ("", 3, 5)
    wet, seconds = form.items[:2]
    assert (wet.good, wet.photo_below, wet.critical.cap, wet.number) == ("no", 1, 3, None)
    assert (seconds.unit, seconds.limits.at_most, seconds.na) == ("seconds", 60, False)
    assert recalled(stored(form)) == form


def test_a_form_may_say_an_item_of_the_survey_in_its_own_words(surveys):
    own = "- {use: s16, shopper: {zh: 打包时, en: While packing}, na: false, note_below: 6, weight: 2}"
    form = read_form(FORM.replace("- use: s16", own), surveys).instrument
    item, before = form.items[2], surveys["servqual-22"].items[15]
    assert (item.shopper.zh, item.na, item.note_below, item.weight) == ("打包时", False, 6, 2)
    assert (item.dimension, item.customer, item.number) == (before.dimension, before.customer, 16)


@pytest.mark.parametrize(("old", "new", "line", "sentence"), [
    ("- use: s10", "- {use: s10, id: x1}", 14, "An item has either use (one of the survey's) or id (the form's own)."),
    ("- use: s10", "- {weight: 2}", 14, "An item has either use (one of the survey's) or id (the form's own)."),
    ("- use: s10", "- {use: s10, of: place}", 14, '"of" comes with the survey\'s item.'),
    ("- use: s10", "- {id: s11, of: place, shopper: {zh: 一, en: one}}", 14,
     '"s11" is an item of the survey: write use, or another id.'),
    ("- use: s10", "- {id: x1, shopper: {zh: 一, en: one}}", 14, 'The key "of" is missing.'),
    ("- use: s10", "- {use: s10, step: act}", 14, "Only a coaching observation has steps."),
    ("persona: {zh: 客人, en: A guest}\n", "", 1, "A shopper's form needs a persona: whom the shopper plays."),
    ("touchpoint: counter\n", "", 1, "A shopper's form belongs to a touchpoint."),
    ("uses: servqual-22\n", "", 1, 'The key "scale" is missing.'),
])
def test_it_names_line_and_fault_of_what_items_of_both_sorts_say(old, new, line, sentence, surveys):
    assert (line, sentence) in sentences(read_form(FORM.replace(old, new), surveys))


@pytest.mark.parametrize(("old", "new", "line", "sentence"), [
    ("max: 5", "max: 1", 5, "The scale needs 2 to 10 points, from min to max."),
    ("good: no", "unit: count", 14, "Only a number has a unit."),
    ("good: no", "limits: {at_most: 1}", 14, "Only a number has limits."),
    ("weight: 2", "good: no", 29, "Only a yes/no item says which answer is good."),
    ("unit: seconds\n        ", "", 17, "A number needs its unit: seconds, minutes or count."),
    ("{at_most: 60}", "{at_least: 61, at_most: 60}", 22, "No number is both at_least and at_most what stands here."),
    ("{at_most: 60}", "{}", 22, "Limits need at_least, at_most or both."),
    ("photo_below: 1", "photo_below: 2", 15, "Of yes/no items and numbers, photo_below is 1 (when it is not as it should be) or 0."),
    ("weight: 2", "note_below: 6", 29, "note_below lies outside the scale."),
    ("id: t1, ", "id: t1, note_below: 1, ", 24, "Only what is judged can be below something."),
    ("{effect: cap, cap: 3}", "{effect: zero, at_or_below: 2}", 16,
     "Of yes/no items and numbers, at_or_below is 0: not as it should be."),
    ("id: t1, ", "id: t1, critical: {effect: flag}, ", 24,
     "Only a rating, a yes/no item or a number with limits can be critical."),
    ("kind: announced_check", "kind: coaching", 10,
     "A coaching observation says of each behaviour which step it is: explore, offer, act, confirm."),
])
def test_it_names_line_and_fault_of_each_kind_of_item(old, new, line, sentence):
    checked = read_form(CHECKLIST.replace(old, new), {})
    assert checked.instrument is None
    assert (line, sentence) in sentences(checked)


def test_it_advises_on_checks_and_coaching_observations():
    long = CHECKLIST + "".join(
        f"      - {{id: x{n}, of: place, kind: yes_no, shopper: {{zh: 第{n}, en: No. {n}}}}}\n" for n in range(11))
    assert [fault.sentence for fault in read_form(long, {}).faults] == [
        "The form asks 16 items; one page holds 15.", "A rating without a dimension enters the visit's score and no mean."]
    one = CHECKLIST[:CHECKLIST.index("      - id: n1")].replace("announced_check", "coaching").replace("good: no", "step: act")
    assert [fault.sentence for fault in read_form(one, {}).faults] == [
        "A coaching observation has eight behaviours, two of each step."]


@given(cut=st.integers(0, len(CHECKLIST)), put=st.text(max_size=6))
def test_any_damage_to_items_of_every_kind_gives_faults_or_an_instrument(cut, put):
    checked = read_form(CHECKLIST[:cut] + put + CHECKLIST[cut + 3:], {})
    assert (checked.instrument is None) == any(fault.level == "error" for fault in checked.faults)


def test_a_version_stored_before_there_were_kinds_of_items_is_read():
    words = '{"zh":"字","en":"words"}'
    item = ('{"id":"s10","number":10,"dimension":"responsiveness","of":"person","see":"visit","customer":W,"shopper":W,'
            '"critical":{"effect":"cap","at_or_below":2,"cap":3},"weight":1.0}')
    old = ('{"slug":"a","kind":"mystery_shop","touchpoint":"desk","title":W,'
           '"scale":{"min":1,"max":7,"anchors":{"low":W,"high":W}},"persona":W,"script":[],"test_questions":[],"note_below":4,'
           f'"sections":[{{"slug":"s","title":W,"weight":1.0,"items":[{item}]}}]}}')
    found = recalled(old.replace("W", words)).items[0]
    assert (found.kind, found.na, found.critical.cap) == ("rating", True, 3)
