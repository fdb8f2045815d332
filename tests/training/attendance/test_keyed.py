"""Staff numbers pasted from a signed sheet."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.classes.attendance.keyed import OWN, TWICE, UNKNOWN, UNSAID, Person, Row, checked, row_of
from cxtrain.web.keying import read_pasted

PEOPLE = {"S0102": Person(1, "王喆"), "S0103": Person(2, "赵䶮", "late"), "12": Person(3, "李想"), "13": Person(4, "陈晨", is_own=True)}


@pytest.mark.parametrize(("pasted", "rows"), [
    ("s0102\nS0103", [Row("s0102"), Row("S0103")]),
    ("序号\t工号\t姓名\t上午\n1\tS0102\t王喆\t√\n2\tS0103\t赵䶮\t迟到", [Row("S0102", "√"), Row("S0103", "迟到")]),
    ("S0102,王喆,静安店,前台,请假", [Row("S0102", "请假")]),
    ("１２　王喆　ＡＢＳＥＮＴ", [Row("12", "ABSENT")]),
    ("1 12 李想", [Row("12")]),
    ("工号 姓名", []), ("", []),
])  # fmt: skip
def test_numbers_are_found_with_the_word_beside_them(pasted, rows):
    assert read_pasted(pasted, partial(row_of, known=PEOPLE))[0] == rows


def test_each_row_gets_its_person_and_its_state():
    found = checked([Row("s0102"), Row("S0103", "迟到"), Row("12", "left_early")], PEOPLE)
    assert [(row.person.employee_id, row.state, row.complaints) for row in found] == [
        (1, "present", ()), (2, "late", ()), (3, "left_early", ())]


def test_strangers_doublets_and_odd_words_are_named_by_row():
    found = checked([Row("S9"), Row("S0102"), Row("S0102", "maybe"), Row("13")], PEOPLE)
    assert [[message for message, _ in row.complaints] for row in found] == [[UNKNOWN], [TWICE], [TWICE, UNSAID], [OWN]]


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_left_out(text):
    for row in checked(read_pasted(text, partial(row_of, known=PEOPLE))[0], PEOPLE):
        assert row.person or row.complaints
