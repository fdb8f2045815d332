"""Reading answers that came on paper."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from cxtrain.voices.kano import queries
from cxtrain.voices.kano.sheets import entry, operations
from cxtrain.voices.kano.study import Feature, Group
from cxtrain.voices.models import Response, ResponseAnswer
from cxtrain.voices.sums.queries import verify_counts
from cxtrain.web.bilingual import Bilingual
from cxtrain.web.tables import csv_bytes, read_csv

WORD = Bilingual("一", "one")
KNOWN = entry.Known([Feature("fast", WORD, WORD, WORD), Feature("quiet", WORD, WORD, WORD)],
                    [Group("guests", Bilingual("住客", "Guests"))], {"S1": 7}, dt.date(2026, 5, 1), dt.date(2026, 5, 9))
GOOD = {"sheet": "12", "day": "2026-05-06", "store": "S1", "group": "住客", "fast+": "1", "fast-": "5", "quiet+": "", "quiet-": ""}


def test_a_good_sheet_is_read_with_the_answers_it_has():
    assert entry.read_one(GOOD, KNOWN) == (
        entry.Entry("12", dt.date(2026, 5, 6), 7, "guests", (("fast", 1, 5),)), [])


@pytest.mark.parametrize(("column", "text", "sentence"), [
    ("sheet", "", entry.NO_SHEET), ("sheet", "9" * 41, entry.LONG_SHEET), ("day", "昨天", entry.NO_DAY),
    ("day", "2026-05-10", entry.NO_DAY), ("store", "S2", entry.NO_STORE), ("group", "外星人", entry.NO_GROUP),
    ("fast+", "6", entry.NO_ANSWER), ("fast+", "", entry.HALF), ("quiet-", "2", entry.HALF)])
def test_what_is_wrong_is_named(column, text, sentence):
    read, faults = entry.read_one({**GOOD, column: text}, KNOWN)
    assert read is None
    assert [fault.sentence for fault in faults] == [sentence]


def test_a_sheet_without_an_answer_is_no_answer():
    assert entry.read_one({**GOOD, "fast+": "", "fast-": ""}, KNOWN)[1][0].sentence == entry.NOTHING


@given(st.dictionaries(st.sampled_from([*GOOD, "odd"]), st.text(max_size=12)))
def test_no_typed_text_makes_it_fail(cells):
    read, faults = entry.read_one(cells, KNOWN)
    assert (read is None) == bool(faults)


def file_of(*rows, head=None):
    """Return a CSV file read back, as an upload is."""
    return read_csv(csv_bytes(head or entry.columns(KNOWN.features), rows))


def test_a_file_gives_its_good_rows_and_names_the_others_by_row():
    read = entry.read_sheet(file_of(("1", "2026-05-06", "S1", "", "1", "5", "3", "3"), ("", "", "", "", "", "", "", ""),
                                    ("2", "2026-05-06", "S9", "", "1", "5", "3", "3"),
                                    ("1", "2026-05-06", "S1", "", "2", "5", "", "")), KNOWN)
    assert [(row, each.sheet) for row, each in read.entries] == [(2, "1")]
    assert [(fault.row, fault.sentence) for fault in read.faults] == [(4, entry.NO_STORE), (5, entry.TWICE)]


def test_a_file_may_have_chinese_heads_and_columns_in_any_order():
    read = entry.read_sheet(file_of(("5", "1", "2026-05-06", "S1", "1", "", ""),
                                    head=["fast-", "fast+", "日期", "门店", "编号", "quiet+", "quiet-"]), KNOWN)
    assert read.entries[0][1].pairs == (("fast", 1, 5),)


def test_a_file_without_a_column_says_which():
    read = entry.read_sheet(file_of(("1",), head=["sheet"]), KNOWN)
    assert {"day", "store", "fast+"} <= {fault.values["column"] for fault in read.faults}


def test_a_sheet_that_comes_twice_counts_once_and_the_counts_hold(db, asked_study):
    before = db.session.scalar(select(func.count()).select_from(Response))
    again = entry.Entry("1", dt.date(2026, 5, 6), asked_study.cast.jingan, "", (("fast", 1, 5),))
    assert operations.enter(asked_study.row, [again]) == (0, ["1"])
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(Response)) == before
    assert verify_counts()[1] == {}


def test_a_sheet_taken_out_is_gone_from_answers_and_counts(db, asked_study):
    sheet = queries.last_sheets(asked_study.row)[0]
    operations.take_out(asked_study.row, sheet)
    db.session.commit()
    assert queries.found_in(asked_study.row).reading("fast").n == 39
    assert db.session.scalar(select(func.count()).select_from(ResponseAnswer).where(ResponseAnswer.response_id == sheet.id)) == 0
    assert verify_counts()[1] == {}
