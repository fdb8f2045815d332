"""Reading answers from a page."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.answers import Answer, differing, fields, is_answered, read
from cxtrain.quality.instrument import FormItem, Instrument, Scale
from cxtrain.quality.instrument_file import read_form, read_survey

FILES = Path(__file__).parents[2] / "scenarios" / "instruments"
SURVEY, _ = read_survey((FILES / "servqual-22.yaml").read_bytes())
FORM = read_form((FILES / "hotel-breakfast.yaml").read_bytes(), {SURVEY.slug: SURVEY}).instrument
IDS = [item.id for item in FORM.items]


def test_it_reads_a_rating_a_missing_answer_and_a_note():
    reading = read(FORM, {"s2": "6", "s3": "na", "s4": "unnoticed", "s7-note": " 08:14 \r\n two plates "}, {})
    assert reading.answers == {"s2": Answer(6), "s3": Answer(missing="na"), "s4": Answer(missing="unnoticed"),
                               "s7": Answer(note="08:14 \n two plates")}
    assert reading.faults == {}


def test_what_is_not_posted_keeps_its_part():
    before = {"s2": Answer(3, note="sticky table"), "s3": Answer(7)}
    assert read(FORM, {"s2": "4"}, before).answers == {"s2": Answer(4, note="sticky table")}
    assert read(FORM, {"s2-note": "clean"}, before).answers == {"s2": Answer(3, note="clean")}


def test_what_did_not_change_is_not_returned():
    assert read(FORM, {"s2": "3", "s2-note": "x"}, {"s2": Answer(3, note="x")}).answers == {}


@pytest.mark.parametrize("value", ["0", "8", "-1", "6.0", "６", "null", "yes", " 6", "1e0"])
def test_a_value_off_the_scale_is_refused(value):
    reading = read(FORM, {"s2": value, "s3": "5"}, {})
    assert list(reading.faults) == ["s2"]
    assert reading.answers == {"s3": Answer(5)}


def test_a_note_of_a_thousand_characters_is_the_longest():
    assert read(FORM, {"s2-note": "字" * 1000}, {}).faults == {}
    assert "1,000" in read(FORM, {"s2-note": "字" * 1001}, {}).faults["s2"]


def test_items_of_other_forms_are_not_looked_at():
    assert read(FORM, {"s18": "7", "visit_id": "9", "s999-note": "x"}, {}).answers == {}


@given(st.dictionaries(st.sampled_from([*IDS, *(f"{i}-note" for i in IDS), "state"]), st.text(max_size=8)))
def test_anything_posted_gives_answers_on_the_scale_or_a_fault(posted):
    reading = read(FORM, posted, {})
    assert set(reading.answers) | set(reading.faults) <= set(IDS)
    assert all(answer.value is None or 1 <= answer.value <= 7 for answer in reading.answers.values())
    assert all(answer.value is None or answer.missing is None for answer in reading.answers.values())


@given(st.dictionaries(st.sampled_from(IDS), st.sampled_from(["1", "4", "7", "na", "unnoticed"])))
def test_reading_what_was_written_changes_nothing(posted):
    answers = read(FORM, posted, {}).answers
    assert {item: answer.choice for item, answer in answers.items()} == posted
    assert read(FORM, posted, answers).answers == {}


def test_fields_are_what_a_page_would_post():
    answers = {"s2": Answer(6, note="clean"), "s3": Answer(missing="na")}
    assert fields(answers) == {"s2": "6", "s2-note": "clean", "s3": "na", "s3-note": ""}
    assert read(FORM, fields(answers), {}).answers == answers


def test_differing_names_the_fields_and_what_the_other_says():
    assert differing({"s2": "6", "s3": "5", "s4": ""}, {"s3": "4", "s5": "7"}) == {"s2": "", "s3": "4", "s5": "7"}


def kinds():
    """A form with one item of each kind: a rating of 1 to 5, yes/no, a number, a text and a photo that always apply."""
    words = {"zh": "字", "en": "words"}
    scale = Scale.model_validate({"min": 1, "max": 5, "anchors": {"low": words, "high": words}})
    facts = {"r1": {"scale": scale}, "y1": {"kind": "yes_no", "na": False}, "n1": {"kind": "number"},
             "t1": {"kind": "text"}, "p1": {"kind": "photo"}}
    items = [FormItem.model_validate({"id": name, "of": "place", "shopper": words, **its}) for name, its in facts.items()]
    return Instrument.model_validate({
        **FORM.model_dump(), "sections": [{"slug": "all", "title": words, "weight": 1, "items": items}]})


KINDS = kinds()


def test_each_kind_is_read_as_what_it_is():
    posted = {"r1": "5", "y1": "0", "n1": "075", "t1": "", "t1-note": "a red tray", "p1": "unnoticed"}
    assert read(KINDS, posted, {}).answers == {
        "r1": Answer(5), "y1": Answer(0), "n1": Answer(75), "t1": Answer(note="a red tray"), "p1": Answer(missing="unnoticed")}


@pytest.mark.parametrize(("item", "value"), [
    ("r1", "6"), ("y1", "2"), ("y1", "yes"), ("n1", "-5"), ("n1", "1.5"), ("n1", "１２"), ("n1", "1234567"), ("n1", " 5"),
    ("t1", "1"), ("p1", "1"), ("y1", "na")])
def test_what_an_item_does_not_offer_is_refused(item, value):
    reading = read(KINDS, {item: value}, {})
    assert (list(reading.faults), reading.answers) == ([item], {})


@pytest.mark.parametrize("item", ["r1", "y1", "n1", "t1", "p1"])
def test_not_noticed_is_offered_everywhere(item):
    assert read(KINDS, {item: "unnoticed"}, {}).answers == {item: Answer(missing="unnoticed")}


def test_an_emptied_field_takes_a_number_back_and_leaves_a_rating():
    before = {"n1": Answer(75, note="by the clock"), "r1": Answer(4), "p1": Answer(missing="na")}
    assert read(KINDS, {"n1": "", "r1": "", "p1": ""}, before).answers == {"n1": Answer(note="by the clock"), "p1": Answer()}


def test_a_number_after_a_missing_answer_replaces_it():
    assert read(KINDS, {"n1": "75"}, {"n1": Answer(missing="unnoticed")}).answers == {"n1": Answer(75)}


def test_words_answer_a_text_and_a_photo_answers_a_photo_item():
    _, _, _, text, photo = KINDS.items
    assert is_answered(text, Answer(note="red")) and not is_answered(text, Answer(note=" ")) and not is_answered(text, None)
    assert is_answered(photo, None, {"p1"}) and not is_answered(photo, Answer(note="dark"), {"p2"})


@given(st.dictionaries(st.sampled_from(["r1", "y1", "n1", "t1", "p1", "t1-note"]),
                       st.one_of(st.sampled_from(["0", "1", "5", "6", "75", "", "na", "unnoticed"]), st.text(max_size=8))))
def test_what_was_read_of_any_kind_reads_the_same_again(posted):
    answers = read(KINDS, posted, {}).answers
    again = read(KINDS, fields(answers), answers)
    assert (again.answers, again.faults) == ({}, {})
