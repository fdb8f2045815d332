"""A table of matters: all of it or none, each row once, every fault at its row."""

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from cxtrain.voices.feedback.imports.rows import Known, example, read
from cxtrain.voices.feedback.models import Feedback
from cxtrain.web.tables import csv_bytes, read_sheets, xlsx_bytes

KNOWN = Known({"s01": 3}, {"办理入住": 7, "check-in": 7}, dt.date(2026, 6, 1))
HEADER = ["编号", "日期", "门店编码", "类型", "触点", "内容", "严重程度", "能联系上", "处理结果"]
ROW = ["A-1", "2026-05-06", "S01", "投诉", "办理入住", "三点房间还没好", "严重", "否", ""]


def sent(browser, rows, page="/feedback/import", name="matters.csv"):
    """Send a table."""
    return browser.post(page, file=(io.BytesIO(csv_bytes(rows[0], rows[1:])), name))


def test_a_row_becomes_a_matter():
    matters, faults = read([["客服系统导出"], HEADER, ROW, [], ["A-2", *ROW[1:6]]], KNOWN)
    assert not faults and [one.number for one in matters] == ["s01/a-1", "s01/a-2"]
    first = matters[0]
    assert (first.row, first.kind, first.severity, first.reachable, first.unit_id, first.touchpoint_id) == (
        3, "complaint", "serious", False, 3, 7)


@pytest.mark.parametrize(("place", "cell", "words"), [
    (0, "", "number is missing"), (1, "soon", "no day"), (1, "2026-07-01", "no day"), (2, "S99", "No unit"),
    (3, "抱怨", "kind is none"), (4, "大堂", "No touchpoint"), (5, "", "words are missing"), (6, "急", "severity is none"),
    (5, "请回电 13800000001", "Leave out telephone")])
def test_each_fault_stands_at_its_row(place, cell, words):
    row = [*ROW]
    row[place] = cell
    matters, faults = read([HEADER, row], KNOWN)
    assert not matters and [fault.row for fault in faults] == [2] and words in faults[0].sentence


def test_the_same_number_twice_and_a_missing_column_are_said():
    assert "same number" in read([HEADER, ROW, ROW], KNOWN)[1][0].sentence
    assert [fault.row for fault in read([HEADER[1:], ROW[1:]], KNOWN)[1]] == [0]


@given(st.lists(st.lists(st.text(max_size=12) | st.sampled_from(HEADER + ROW), max_size=9), max_size=6))
def test_any_table_is_read_or_refused(rows):
    matters, faults = read(rows, KNOWN)
    assert all(fault.sentence for fault in faults) and all(one.words for one in matters)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_can_be_read(language):
    rows = read_sheets(xlsx_bytes({"1": example(language)}))[0].rows
    matters, faults = read(rows, KNOWN)
    assert not faults and len(matters) == 1


def test_twice_is_once_and_nothing_is_taken_of_a_table_with_faults(browser, db, cast, asked):
    browser.login(cast.he)
    row = ["A-1", "2026-05-06", "S01", "投诉", "front-desk-check-in", "三点房间还没好", "严重", "否", ""]
    answer = sent(browser, [HEADER, row, ["A-2", *row[1:3], "抱怨", *row[4:]]])
    assert answer.status_code == 400 and "Row 3:" in answer.text and db.session.scalar(select(func.count(Feedback.id))) == 0
    closed = ["A-2", *row[1:8], "换了房间"]
    assert sent(browser, [HEADER, row, closed]).status_code == 303
    db.session.expire_all()
    kept = db.session.scalars(select(Feedback).order_by(Feedback.source_key)).all()
    assert [(one.state, one.source, one.close_minutes) for one in kept] == [("open", "import", None), ("closed", "import", None)]
    assert kept[0].reply_due > kept[0].opened_at + dt.timedelta(days=1)  # its clock runs from when it came
    assert sent(browser, [HEADER, row, closed]).status_code == 303
    assert db.session.scalar(select(func.count(Feedback.id))) == 2


def test_only_hr_takes_tables_in_and_a_broken_file_says_so(browser, cast, asked):
    browser.login(cast.he)
    answer = browser.post("/feedback/import", file=(io.BytesIO(b"%PDF-1.7"), "x.pdf"))
    assert answer.status_code == 400 and "not a table" in answer.text
    assert browser.get("/feedback/import/example.xlsx").status_code == 200
    browser.login(cast.li)
    assert browser.get("/feedback/import").status_code == 403
