"""Until when an answer is kept; why a door is closed is proved with the page."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.voices.answering.door import kept_until
from cxtrain.voices.answering.receipt import LETTERS, code_of, read_code


@pytest.mark.parametrize("day, months, until", [
    ("2026-05-12", 24, "2028-05-12"), ("2026-01-31", 1, "2026-02-28"), ("2027-12-31", 2, "2028-02-29"), ("2026-12-01", 12, "2027-12-01")])
def test_months_are_those_of_the_calendar(day, months, until):
    assert kept_until(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(until)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2090, 12, 31)), st.integers(1, 60))
def test_an_answer_is_never_kept_longer_than_was_said(day, months):
    until = kept_until(day, months)
    assert (until.year - day.year) * 12 + until.month - day.month == months and until.day <= day.day


@given(st.uuids(), st.text(min_size=1))
def test_a_receipt_is_read_back_however_it_is_written(key, secret):
    code = code_of(key.hex, secret)
    assert read_code(code) == read_code(code.lower().replace("-", " ")) == code.replace("-", "")
    assert set(code.replace("-", "")) <= set(LETTERS) and code == code_of(key.hex, secret) != code_of(key.hex, secret + "x")


@given(st.text())
def test_whatever_is_typed_is_a_code_or_none(typed):
    found = read_code(typed)
    assert found is None or (len(found) == 12 and set(found) <= set(LETTERS))
