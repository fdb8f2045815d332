"""A workbook of three sheets, as another program reads it."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from flask_babel import force_locale

from cxtrain.web.report_books import report_book

PRINTED = [("指标", "本月", "n"), ("首考通过率", "85.0 %", 40), ("=1+1", None, 3)]
DATA = [("工号", "手机", "学时", "日期"), ("00123", "13800138000", 4.5, dt.date(2026, 5, 6)), ("=cmd()", "+86", None, None)]
DEFINITIONS = [("指标", "口径"), ("首考通过率", "第一次参加考试的人中通过的比例")]


@pytest.fixture
def made(app):
    """A book made in Chinese, and read again."""
    with app.test_request_context(), force_locale("zh_Hans"):
        body = report_book(PRINTED, DATA, DEFINITIONS, title="2026年5月 月报 A&B", lines=("静安店 (S01)", "制表 2026-06-01"),
                           foot=("▲ 有把握",))
        again = report_book(PRINTED, DATA, DEFINITIONS, title="2026年5月 月报 A&B", lines=("静安店 (S01)", "制表 2026-06-01"),
                            foot=("▲ 有把握",))
    assert body == again
    return body


def cells(page):
    return [cell for row in page.iter_rows() for cell in row if cell.value is not None]


def test_it_has_three_sheets_and_no_formula(made):
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["打印版", "数据", "口径"]
    assert all(cell.data_type != "f" for page in book for cell in cells(page))
    assert "formula" not in "".join(zipfile.ZipFile(io.BytesIO(made)).namelist())


def test_the_print_version_lies_across_with_title_and_header_on_each_page(made):
    page = openpyxl.load_workbook(io.BytesIO(made))["打印版"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage and (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$1:$4" and page.freeze_panes == "A5" and page.oddFooter.right.text == "第 &P 页，共 &N 页"
    assert [page.cell(4, x).value for x in (1, 2, 3)] == list(PRINTED[0]) and page["A1"].value == "2026年5月 月报 A&B"
    assert page["A5"].value == "首考通过率" and page["C5"].value == 40 and page["A8"].value == "▲ 有把握"


def test_the_data_have_one_header_row_nothing_merged_and_numbers_that_stay_text(made):
    book = openpyxl.load_workbook(io.BytesIO(made))
    page = book["数据"]
    assert [cell.value for cell in page[1]] == list(DATA[0]) and not any(each.merged_cells.ranges for each in book)
    assert [(page[place].value, page[place].data_type) for place in ("A2", "B2")] == [("00123", "s"), ("13800138000", "s")]
    assert page["A2"].number_format == "@" and page["C2"].value == 4.5 and page["D2"].value == dt.datetime(2026, 5, 6)
    assert page.auto_filter.ref == "A1:D3" and page.print_title_rows == "$1:$1"


def test_columns_are_as_wide_as_their_words_and_the_explaining_one_is_wide(made):
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert book["打印版"].column_dimensions["A"].width < 20  # the long title does not widen it
    assert book["口径"].column_dimensions["B"].width > 60


def test_an_empty_report_is_a_book_all_the_same(app):
    with app.test_request_context():
        book = openpyxl.load_workbook(io.BytesIO(report_book([("a",)], [("a",)], [("a", "b")], title="t")))
    assert len(book.sheetnames) == 3 and book.worksheets[1].auto_filter.ref is None
