"""Rows of marks: read from what was pasted, and checked."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.papers.exams.keyed import (
    ABOVE,
    ABOVE_ALL,
    COUNT,
    KEYED,
    LEFT,
    NO_MARKS,
    NOT_MARKS,
    OWN,
    SUM,
    TWICE,
    UNKNOWN,
    Person,
    Row,
    checked,
    row_of,
    score_of,
)
from cxtrain.web.keying import read_pasted

MOST = (Fraction(20), Fraction(20), Fraction(10))
PEOPLE = {"S0102": Person(2, "王喆"), "S0103": Person(3, "赵䶮", has_left=True), "S0104": Person(4, "李", is_own=True),
          "S0105": Person(5, "孙", is_keyed=True)}


def found(marks, number="S0102"):
    """Return (marks, sum, messages) of one row."""
    row = checked([Row(number, "", marks)], MOST, PEOPLE)[0]
    return row.marks, row.earned, [each.message for each in row.complaints]


@pytest.mark.parametrize(("text", "expected"), [
    ("20 15.5 10", ((20, Fraction(31, 2), 10), Fraction(91, 2))), ("20，15，10", ((20, 15, 10), 45)),
    ("２０ １５ １０", ((20, 15, 10), 45)), ("20+15+10", ((20, 15, 10), 45)), ("20 15 10 45", ((20, 15, 10), 45)), ("45", ((), 45)),
    ("0", ((), 0)), ("50", ((), 50))])
def test_marks_are_those_of_each_section_or_the_total_or_both(text, expected):
    assert found(text) == (*expected, [])


@pytest.mark.parametrize(("text", "message"), [
    ("", NO_MARKS), ("good", NOT_MARKS), ("-3", NOT_MARKS), ("1e3", NOT_MARKS), ("20 15", COUNT), ("1 2 3 4 5", COUNT),
    ("21 15 10", ABOVE), ("51", ABOVE_ALL), ("20 15 10 46", SUM)])
def test_what_cannot_be_is_refused(text, message):
    assert found(text) == ((), None, [message])


@pytest.mark.parametrize(("number", "message"), [("S0999", UNKNOWN), ("S0103", LEFT), ("S0104", OWN), ("S0105", KEYED)])
def test_whose_marks_cannot_be_kept_is_said(number, message):
    assert found("45", number)[2] == [message]


def test_a_number_in_two_rows_is_wrong_in_both_however_it_is_written():
    rows = checked([Row("S0102", "", "45"), Row("ｓ0102 ", "", "44")], MOST, PEOPLE)
    assert [[each.message for each in row.complaints] for row in rows] == [[TWICE], [TWICE]]


def test_a_pasted_table_gives_rows_without_its_heading_and_names():
    pasted = "工号\t姓名\t卷\t一\t二\t三\nS0102\t王喆\tA卷\t20\t15\t10\nS0103\t赵䶮\tB\t45\n\n合计\t\t\t90"
    assert read_pasted(pasted, row_of) == ([Row("S0102", "A", "20 15 10"), Row("S0103", "B", "45")], "合计\t\t\t90")
    assert read_pasted("S0102,王喆,45\r\nS0103,,44", row_of)[0] == [Row("S0102", "", "45"), Row("S0103", "", "44")]
    assert read_pasted("S0102 20 15 10", row_of)[0] == [Row("S0102", "", "20 15 10")]
    assert read_pasted("", row_of) == ([], "")
    assert read_pasted("no row here", row_of) == ([], "no row here")


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_without_failing(text):
    for row in read_pasted(text, row_of)[0]:
        checked([row], MOST, PEOPLE)


@given(st.tuples(*(st.fractions(0, limit, max_denominator=2) for limit in (20, 20, 10))))
def test_marks_within_their_limits_are_kept_exactly(marks):
    row = checked([Row("S0102", "", " ".join(f"{float(each):g}" for each in marks))], MOST, PEOPLE)[0]
    assert (row.marks, row.earned) == (marks, sum(marks))
    assert 0 <= score_of(row.earned, MOST) <= 100


def test_a_score_is_rounded_down_so_that_a_missed_pass_mark_stays_missed():
    assert score_of(Fraction(2999, 100), (Fraction(50),)) == 59.9
    assert score_of(Fraction(30), (Fraction(50),)) == 60.0
