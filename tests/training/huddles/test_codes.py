"""Codes: read aloud and typed without mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.huddles.codes import CODES, LENGTH, LETTERS, code_of, read_code

NUMBERS = st.integers(0, CODES - 1)


@given(NUMBERS, NUMBERS)
def test_each_number_has_a_code_of_its_own(one, other):
    assert len(code_of(one)) == LENGTH and set(code_of(one)) <= set(LETTERS)
    assert (code_of(one) == code_of(other)) == (one == other)


@given(NUMBERS, st.booleans(), st.sampled_from(["", " ", "-", "　"]))
def test_it_is_read_in_any_case_and_grouping_and_in_full_width(number, lower, gap):
    code = code_of(number)
    typed = code[:3] + gap + code[3:]
    assert read_code(typed.lower() if lower else typed) == code
    assert read_code("".join(chr(ord(letter) + 0xFEE0) for letter in code)) == code


@given(st.text())
def test_anything_else_is_no_code(text):
    assert read_code(text) in ("", "".join(c for c in text.upper() if c in LETTERS)) or text != text.upper() or not text.isascii()


@pytest.mark.parametrize("number", [-1, CODES])
def test_a_number_beyond_has_none(number):
    with pytest.raises(ValueError, match="no code"):
        code_of(number)


def test_there_are_hundreds_of_millions_and_no_letter_that_looks_like_another():
    assert CODES == 387_420_489 and not set(LETTERS) & set("AEIOU01L")
