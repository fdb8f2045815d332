"""Paper forms keyed in: rows are read from whatever was pasted, and a row is kept only where nothing is wrong with it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.training.practicals.keying.keyed import (
    COUNT,
    DONE,
    NO_MARKS,
    NOT_A_MARK,
    TWICE,
    UNKNOWN,
    Person,
    Row,
    checked,
    row_of,
    signs_of,
)
from cxtrain.training.practicals.sheet import parse
from cxtrain.web.keying import read_pasted
from tests.training.practicals.conftest import SHEET

SMALL = parse(SHEET).sheet
WANG = {"S0102": Person(1, "王喆")}


def complaints(rows, people=WANG):
    """Return the sentences about the first row."""
    return [each.message for each in checked(SMALL, rows, people)[0].complaints]


@pytest.mark.parametrize("text", ["131", "1 3 1", "√3√", "是,3,是", "Y/3/y", "１３１", "1，3，1"])
def test_marks_are_read_however_they_are_written(text):
    row = checked(SMALL, [Row("s0102", text)], WANG)[0]
    assert dict(row.marks) == {"looks-up": True, "warmth": 3, "privacy": True} and row.outcome.score == 100 and not row.complaints


def test_crosses_and_noes_are_read():
    assert signs_of("× 否 N ✗ 0") == ["0"] * 5


@pytest.mark.parametrize(("rows", "sentence"), [
    ([Row("S0102", "")], NO_MARKS), ([Row("S0102", "13")], COUNT), ([Row("S0102", "141")], NOT_A_MARK),
    ([Row("S0102", "331")], NOT_A_MARK), ([Row("S9", "131")], UNKNOWN),
    ([Row("S0102", "131"), Row("ｓ0102 ", "131")], TWICE)])
def test_what_is_wrong_is_said(rows, sentence):
    assert sentence in complaints(rows)


def test_what_is_known_of_the_person_is_said():
    assert complaints([Row("S0102", "131")], {"S0102": Person(1, "王喆", (DONE,))}) == [DONE]


def test_rows_are_found_in_a_pasted_table():
    pasted = "工号\t姓名\t1\t2\t3\nS0102\t王喆\t√\t3\t√\nS0103\t赵䶮\t1\t0\t1\n\n合计\n"
    assert read_pasted(pasted, row_of)[0] == [Row("S0102", "√ 3 √"), Row("S0103", "1 0 1")]
    assert read_pasted("S0102 王喆 131", row_of) == ([Row("S0102", "131")], "") and read_pasted("", row_of) == ([], "")


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_nothing_that_is_pasted_makes_it_fall(text):
    for row in checked(SMALL, read_pasted(text, row_of)[0], WANG):
        assert row.complaints or (row.person and len(row.marks) == 3)
