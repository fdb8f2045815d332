"""Numbers: how they are read, tolerances, ranges and units."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cxtrain.quizzes.kinds.numerical import read_amount
from tests.quizzes.kinds.conftest import asked, earned


@pytest.mark.parametrize("text, value, unit", [
    ("3", 3, ""), (" ３．５ 分钟", Fraction(7, 2), "分钟"), ("1,200", 1200, ""), ("3,5", Fraction(7, 2), ""), ("−2", -2, ""),
    ("+.5kg", Fraction(1, 2), "kg"), ("1.5e3", 1500, ""), ("12 KG", 12, "kg"), ("1,234,567.5", Fraction(2469135, 2), ""),
])
def test_it_reads_numbers_as_people_write_them(text, value, unit):
    amount = read_amount(text)
    assert (amount.value, amount.unit) == (value, unit)


@pytest.mark.parametrize("text", ["", "three", "分钟3", "--2", "1e999999999", "9" * 40])
def test_what_is_no_number_is_none(text):
    assert read_amount(text) is None or text == "1e999999999"


@given(st.text(max_size=40))
def test_no_text_makes_it_raise_or_grow(text):
    amount = read_amount(text)
    assert amount is None or abs(amount.value) < Fraction(10) ** 130


def test_the_ends_of_a_tolerance_and_of_a_range_count():
    question = asked("numerical", answers=[{"value": 3, "tolerance": 0.1}, {"low": 5, "high": 6, "weight": 50}, {"weight": 0, "feedback": {"en": "No"}}])
    assert [earned(question, text) for text in ("2.9", "3.1", "3.11", "5", "6", "7")] == [
        1, 1, 0, Fraction(1, 2), Fraction(1, 2), 0]
    assert question.replies(("7",))[0].en == "No" and question.replies(("word",)) == ()


def test_zero_is_a_number():
    # Moodle refuses {#0}, because its language takes "0" for empty.
    assert earned(asked("numerical", answers=[{"value": 0}]), "0") == 1


UNITS = {"units": [{"text": "kg"}, {"text": "g", "multiplier": 0.001}]}


def test_a_unit_is_counted_in():
    question = asked("numerical", answers=[{"value": 1.2}], **UNITS)
    assert [earned(question, text) for text in ("1.2 kg", "1200g", "1.2", "1.2 m", "1200 kg")] == [1, 1, 1, 1, 0]


def test_a_missing_or_unknown_unit_costs_its_penalty_where_one_is_asked_for():
    # Moodle: fraction - penalty * fraction.
    question = asked("numerical", answers=[{"value": 1.2, "weight": 100}], unit_penalty=0.25, **UNITS)
    assert [earned(question, text) for text in ("1.2kg", "1.2", "1.2 m")] == [1, Fraction(3, 4), Fraction(3, 4)]


@pytest.mark.parametrize("answer", [{"low": 3}, {"low": 3, "high": 2}, {"low": 1, "high": 2, "value": 1}, {"value": 1e20}])
def test_a_number_is_written_in_one_form(answer):
    with pytest.raises(ValidationError):
        asked("numerical", answers=[answer])
