"""A roster from a list of staff numbers: read from whatever was pasted, checked row by row."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.classes.roster import (
    AWAY,
    BUSY,
    LEFT,
    ON_IT,
    TRAINER,
    TWICE,
    UNKNOWN,
    Person,
    TableError,
    checked,
    numbers_from,
    numbers_in,
)

WANG = Person(2, "王喆")


@pytest.mark.parametrize(("pasted", "numbers"), [
    ("S0102\nS0103\n", ["S0102", "S0103"]), ("S0102、S0103，S0104 S0105", ["S0102", "S0103", "S0104", "S0105"]),
    ("工号\t姓名\nS0102\t王喆\n０１０３\t赵䶮", ["S0102", "0103"]), ("S0102 王喆\nS0103 赵䶮", ["S0102", "S0103"]), ("", []),
    ("名单\n\n  S0102  ", ["S0102"])])
def test_numbers_are_read_from_lines_from_tables_and_from_lists(pasted, numbers):
    assert numbers_from(pasted) == numbers


@given(st.text(max_size=200))
def test_whatever_is_pasted_gives_numbers_with_a_digit_or_nothing(pasted):
    assert all(any(letter.isdigit() for letter in number) and number == number.strip() for number in numbers_from(pasted))


def test_a_workbook_is_read_by_its_heading_and_keeps_leading_zeros():
    book = openpyxl.Workbook()
    for line in (["二期名册 2026", None, None], ["姓名", "手机", "工号"], ["王喆", "13800000000", "0102"], ["赵䶮", "13800000001", "0103"]):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    assert numbers_in(out.getvalue()) == ["0102", "0103"]
    assert numbers_in("0102,王喆\n0103,赵䶮\n".encode()) == ["0102", "0103"]


def test_a_file_that_is_no_table_is_refused():
    with pytest.raises(TableError):
        numbers_in(b"%PDF-1.7 ...")


def test_each_row_says_what_is_wrong_and_what_is_worth_knowing():
    people = {"S0102": WANG, "S9": Person(9, "老周", has_left=True), "H0002": Person(7, "林老师", is_trainer=True),
              "S0103": Person(3, "赵䶮", is_on_it=True, is_away=True, is_busy=True)}
    found = checked(["s0102", "S9", "H0002", "S0103", "X1", "", "Ｓ０１０２"], people)
    assert [(each.number, each.complaints, each.remarks) for each in found] == [
        ("S0102", (TWICE,), ()), ("S9", (LEFT,), ()), ("H0002", (TRAINER,), ()), ("S0103", (), (ON_IT, AWAY, BUSY)),
        ("X1", (UNKNOWN,), ()), ("S0102", (TWICE,), ())]
