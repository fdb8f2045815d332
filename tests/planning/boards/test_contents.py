"""Whom a note mentions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.planning.boards.contents import numbers_in


@pytest.mark.parametrize(("words", "numbers"), [
    ("@S0102 看一下", ("S0102",)), ("请@S0102和@s0103看", ("S0102", "s0103")), ("写信给 a@b.com", ()), ("@ 没有人", ()),
    ("@S0102 @S0102", ("S0102",)), ("(@0003)", ("0003",)),
])
def test_staff_numbers_after_an_at(words, numbers):
    assert numbers_in(words) == numbers


@given(st.text(max_size=200))
def test_any_text_is_read(words):
    found = numbers_in(words)
    assert len(set(found)) == len(found) and all(f"@{number}" in words for number in found)
