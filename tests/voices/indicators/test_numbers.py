"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.voices.indicators.definition import CORE, SHIPPED, TEMPLATES
from cxtrain.voices.indicators.numbers import NotANumber, Number, as_typed, number, read

SHARE = SHIPPED["cross-sell"]
EVERY = st.sampled_from([each for each in (*CORE, *TEMPLATES)])
PLAIN = st.integers(0, 10**12).map(lambda cents: cents / 100)


@pytest.mark.parametrize("text, value", [
    ("1,234.5", 1234.5), ("1.2万", 12000), ("3亿", 3e8), ("¥ 1 200", 1200), ("１２３", 123), ("-5", -5), (".5", 0.5),
    ("31.5%", 0.315), ("1,234,567", 1234567), ("8元", 8)])
def test_a_number_is_read_as_people_write_it(text, value):
    assert read(text).value == value


@pytest.mark.parametrize("text", ["12,34", "1e9", "nan", "inf", "1.2.3", "--5", "abc", "5%%", "万", "%", "1 234,5"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        read(text)


@given(EVERY, PLAIN, st.integers(0, 10**6), st.integers(0, 10**6))
def test_what_was_kept_is_read_again_as_it_was(definition, value, part, more):
    kept = Number(float(part), float(part + more)) if definition.is_share else Number(float(int(value)))
    assert number(definition, *as_typed(definition, kept)) == kept
    if definition.form == "mean":
        kept = Number(value, float(more))
        assert number(definition, *as_typed(definition, kept)) == kept


@given(st.integers(0, 10**6))
def test_a_percentage_alone_is_read_again_as_it_was(millionths):
    kept = Number(millionths / 10**6)
    assert number(SHARE, *as_typed(SHARE, kept)) == kept


@given(st.text(max_size=20), st.text(max_size=20), EVERY)
def test_whatever_is_typed_is_a_number_or_refused(part, whole, definition):
    try:
        found = number(definition, part, whole)
    except NotANumber as fault:
        assert fault.field in ("part", "whole") and fault.message
    else:
        assert found is None or abs(found.value) <= 1e13
