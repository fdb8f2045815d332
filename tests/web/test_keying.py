"""What is pasted into a page of keying in: each line becomes a row, stays in its field, or is a heading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.web.keying import read_pasted

LINES = st.lists(st.one_of(st.from_regex(r"S[0-9]{4} [a-z]{1,5}", fullmatch=True), st.from_regex(r"[a-z]{1,9} [a-z]{1,9}", fullmatch=True)))


def row_of(cells):
    """A row is what begins with a figure or with S and figures."""
    text = " ".join(cells)
    return text if text[1:5].isdigit() else None


@given(LINES)
def test_no_line_after_the_first_row_is_lost(lines):
    rows, left = read_pasted("\n".join(lines), row_of)
    told = left.replace("\t", " ").split("\n") if left else []
    first = next((at for at, line in enumerate(lines) if row_of([line])), 0)
    assert rows == [line for line in lines if row_of([line])]
    assert told == [line for line in lines[first:] if not row_of([line])]


def test_a_heading_goes_and_a_footer_stays():
    assert read_pasted("No.\tName\nS0102\t王喆\nSum\t1", lambda cells: cells[0] if cells[0][1:].isdigit() else None) == (["S0102"], "Sum\t1")


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_nothing_gives_nothing(text):
    assert read_pasted(text, row_of) == ([], "")


def test_what_is_no_table_stays_whole():
    assert read_pasted("S0102\x00", lambda cells: cells) == ([], "S0102\x00")
