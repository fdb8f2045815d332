"""A visit in words."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quality.answers import Answer
from cxtrain.quality.highlights import highlights
from cxtrain.quality.instrument_file import read_form, read_survey

FILES = Path(__file__).parents[2] / "scenarios" / "instruments"
SURVEY, _ = read_survey((FILES / "servqual-22.yaml").read_bytes())
FORM = read_form((FILES / "hotel-breakfast.yaml").read_bytes(), {SURVEY.slug: SURVEY}).instrument
PERSON = [item.id for item in FORM.items if item.of == "person"]


def test_it_takes_the_two_best_and_the_one_lowest():
    found = highlights(FORM, {"s13": Answer(7), "s19": Answer(6, note="asked about the child"), "s16": Answer(7, note="x"),
                              "s20": Answer(3, note="did not ask"), "s17": Answer(5)})
    assert [point.item.id for point in found.good] == ["s16", "s13"]
    assert (found.to_try.item.id, found.to_try.note) == ("s20", "did not ask")


def test_place_and_process_never_stand_in_a_persons_words():
    # 2 the room, 11 the wait: not the employee's doing.
    found = highlights(FORM, {"s2": Answer(7), "s11": Answer(1, note="20 minutes")})
    assert found == highlights(FORM, {})


def test_nothing_to_try_where_everything_was_good():
    assert highlights(FORM, {"s16": Answer(7), "s17": Answer(6), "s3": Answer(missing="na")}).to_try is None


@given(st.dictionaries(st.sampled_from(PERSON), st.integers(1, 7).map(Answer)))
def test_what_went_well_is_never_what_to_try(answers):
    found = highlights(FORM, answers)
    assert len(found.good) <= 2
    assert found.to_try is None or found.to_try.item.id not in {point.item.id for point in found.good}
