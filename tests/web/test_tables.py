"""Tables in and out: the habits of real exports, hostile workbooks, and formulas that must stay text."""

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.web.cells import harmless, number_text, plain_value
from cxtrain.web.tables import (
    Sheet,
    TableError,
    as_date,
    column_letter,
    csv_bytes,
    read_csv,
    read_sheets,
    was_shortened,
    xlsx_bytes,
)

ROSTER = "工号,姓名,门店\n00123,王喆,静安店\n"
READ = (("工号", "姓名", "门店"), ("00123", "王喆", "静安店"))


def workbook(*rows: tuple[object, ...]) -> bytes:
    """Return an XLSX file as another program (openpyxl) writes it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the zip `data` with the member `name` replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return file.getvalue()


def sheet_xml(rows: str) -> bytes:
    """Return a worksheet part around `rows`."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16")],
)
def test_it_reads_the_same_rows_in_every_encoding(encoding, named):
    sheet = read_csv(ROSTER.encode(encoding))
    assert (sheet.rows, sheet.encoding) == (READ, named)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_it_finds_the_delimiter_below_a_title_with_commas_in_cells(delimiter):
    text = '鹤鸣酒店,员工花名册,2026\n工号D姓名D备注D岗位\n1D王喆D"早班, 周末"D前台\n2D李想D无D客房\n3D赵D无D餐厅\n'
    assert read_csv(text.replace("D", delimiter).encode()).rows[2] == ("1", "王喆", "早班, 周末", "前台")


def test_it_obeys_the_line_that_names_the_delimiter():
    assert read_csv(b"sep=;\r\na;b,c\r\n").rows == (("a", "b,c"),)


def test_it_keeps_line_breaks_in_quotes_and_blank_rows_in_their_place():
    rows = read_csv('工号,备注\r\n\r\n1,"早班\n周末"\r\n'.encode()).rows
    assert rows == (("工号", "备注"), (), ("1", "早班\n周末"))


def test_it_bears_a_stray_quotation_mark():
    assert read_csv('工号,姓名\n1,"老王"店长\n'.encode()).rows[1] == ("1", "老王店长")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        ('工号,姓名\n1,"王喆\n2,李想\n'.encode(), "never closed"),
        ("工号,王喆".encode()[:-1], "middle of a letter"),
        (b"\x00\x01\x02,\x00", "not a text file"),
        (b"a,\xff\xff\xff b", "Byte 3"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".xls"),
        (b"%PDF-1.7 1 0 obj", "not a table"),
        (b"\r\n<html><table>", "not a table"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"a" * 200_000 + b",b", "longer"),
        (b"," * 2_000_001, "too large"),
    ],
)
def test_it_says_in_a_sentence_why_a_file_is_no_table(data, says):
    with pytest.raises(TableError, match=says) as fault:
        read_sheets(data)
    assert str(fault.value).endswith(".")


@given(st.binary(max_size=300))
def test_no_bytes_end_in_anything_but_sheets_or_a_sentence(data):
    try:
        assert all(isinstance(sheet, Sheet) for sheet in read_sheets(data))
    except TableError as fault:
        assert str(fault)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (138.0, "138"),
        (13800138000.0, "13800138000"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (dt.datetime(2026, 5, 6), "2026-05-06"),
        (dt.datetime(2026, 5, 6, 8, 30), "2026-05-06 08:30:00"),
        (dt.date(2026, 5, 6), "2026-05-06"),
        (" 00123\u200b ", "00123"),
        ("", ""),
    ],
)
def test_a_cell_becomes_the_text_a_person_reads(cell, text):
    assert plain_value(cell) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.3800138000E+10", "13800138000"),  # ten decimals for ten places: nothing was cut
        ("1.38E+10", "1.38E+10"),
        ("1.38001E10", "1.38001E10"),
        ("1E0", "1"),
        ("13800138000.0", "13800138000"),
        ("5.0", "5.0"),
        ('="00123"', "00123"),
        ("'00123", "00123"),
        ("'=1+1", "=1+1"),
        ("O'Neil", "O'Neil"),
        ("00123\t", "00123"),
    ],
)
def test_a_number_kept_as_text_loses_its_wrapping_and_no_digit(text, number):
    assert number_text(text) == number


@given(st.integers(10**10, 10**11 - 1), st.integers(10, 15))
def test_a_long_number_in_powers_of_ten_comes_back_where_all_digits_are_there(number, decimals):
    assert number_text(f"{number:.{decimals}E}") == str(number)


@given(st.integers(10**10, 10**11 - 1), st.integers(0, 9))
def test_a_long_number_with_fewer_digits_is_never_guessed(number, decimals):
    text = number_text(f"{number:.{decimals}E}")
    assert was_shortened(text) and not text.isdigit()


@pytest.mark.parametrize(
    "text",
    ["2026-05-06", "2026.5.6", "2026/5/6", "20260506", "2026年5月6日", "2026-05-06 00:00:00", "46148", "46148.5"],
)
def test_a_day_is_read_however_it_was_written(text):
    assert as_date(text) == dt.date(2026, 5, 6)  # 46148 days after 1899-12-30


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13-01", "2026-02-30", "6/5/2026", "26.5.6", "待定", "99999", "00000"]
)
def test_what_is_no_day_is_none(text):
    assert as_date(text) is None


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)))
def test_every_day_survives_each_way_of_writing_it(day):
    serial = str((day - dt.date(1899, 12, 30)).days)
    dotted = f"{day.year}.{day.month}.{day.day}"
    assert {as_date(text) for text in (day.isoformat(), dotted, f"{day:%Y%m%d}", serial)} == {day}


def test_columns_are_named_as_a_spreadsheet_names_them():
    assert [column_letter(index) for index in (0, 25, 26, 51, 701, 702)] == ["A", "Z", "AA", "AZ", "ZZ", "AAA"]


def test_a_workbook_gives_text_in_place_with_blank_rows_kept():
    data = workbook(("花名册",), (), ("工号", "手机", "入职"), (123, 13800138000, dt.datetime(2026, 5, 6)))
    (sheet,) = read_sheets(data)
    assert [tuple(cell for cell in row if cell) for row in sheet.rows] == [
        ("花名册",),
        (),
        ("工号", "手机", "入职"),
        ("123", "13800138000", "2026-05-06"),
    ]


@pytest.mark.parametrize(("value", "form", "text"), [
    (7, "00000", "00007"), (123, "0000", "0123"), (123456, "0000", "123456"), (7, "0", "7"), (7, "General", "7"),
    ("7", "00000", "7"), (7.5, "0000", "7.5"), (None, "0000", ""), (dt.date(2026, 5, 6), "yyyy-mm-dd", "2026-05-06"),
])
def test_a_number_keeps_the_zeros_that_its_format_shows(value, form, text):
    book = openpyxl.Workbook()
    sheet = book.create_sheet("花名册")
    sheet["B3"], sheet["C4"] = value, "end"
    sheet["B3"].number_format = form
    file = io.BytesIO()
    book.save(file)
    assert read_sheets(file.getvalue())[1].rows[2][1] == text


def test_hidden_sheets_stay_hidden():
    book = openpyxl.load_workbook(io.BytesIO(workbook(("工号",))))
    book.create_sheet("薪资").sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    assert [sheet.name for sheet in read_sheets(file.getvalue())] == ["Sheet"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3000000"><c><v>1</v></c></row>',
        '<row r="1"><c r="AAAAAAAA1"><v>1</v></c></row>',
        '<row r="1"><c s="&gt;" r="ZZZ9999999"><!-- far --><v>1</v></c></row>',
        '<row r="x"/>',
        "<row>",
    ],
)
def test_a_workbook_whose_cells_reach_too_far_is_not_opened(rows):
    with pytest.raises(TableError, match="too large|damaged"):
        read_sheets(with_part(workbook(("a",)), SHEET, sheet_xml(rows)))


def test_rows_and_cells_that_only_carry_a_format_do_no_harm():
    # Office programs write such cells out to the last column and row when a whole line was coloured.
    rows = '<row r="1"><c r="A1" t="n"><v>7</v></c><c r="XFD1" s="1"/></row><row r="1048576" ht="12"/>'
    assert read_sheets(with_part(workbook(("a",)), SHEET, sheet_xml(rows)))[0].rows == (("7",),)


def test_one_long_text_used_by_every_cell_is_refused():
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 30_000))
    text = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    data = with_part(with_part(workbook(("a",)), SHEET, sheet_xml(cells)), "xl/sharedStrings.xml", text)
    with pytest.raises(TableError, match="too large"):
        read_sheets(data)


def test_a_zip_that_unpacks_to_far_more_than_it_weighs_is_refused():
    data = with_part(workbook(("a",)), "xl/theme/theme1.xml", b" " * 20_000_000)
    assert len(data) < 100_000
    with pytest.raises(TableError, match="too large"):
        read_sheets(data)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (SHEET, b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'),
        (SHEET, b"<worksheet><sheetData><row r='1'>"),
        ("xl/workbook.xml", b"nonsense"),
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>"),
    ],
)
def test_a_damaged_part_is_a_sentence_and_never_a_crash(part, content):
    with pytest.raises(TableError, match="damaged"):
        read_sheets(with_part(workbook(("a",)), part, content))


def test_a_zip_of_something_else_is_named_so():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    with pytest.raises(TableError, match="no XLSX file"):
        read_sheets(file.getvalue())


@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_overwritten_bytes_is_read_or_refused_in_a_sentence(position, noise):
    data = bytearray(workbook(("工号", "姓名"), (1, "王喆")))
    data[position % len(data) : position % len(data) + len(noise)] = noise
    try:
        read_sheets(bytes(data))
    except TableError as fault:
        assert str(fault)


DANGEROUS = ["=1+1", "+8613800138000", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\ufeff=1", "\u3000@a"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_that_is_written_can_run_as_a_formula(text):
    (row,) = list(csv.reader(io.StringIO(csv_bytes([text], []).decode("utf-8-sig"), newline="")))
    page = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": [["h"], [text]]}))).active
    assert row[0].startswith("'") and page["A2"].value.startswith("'") and page["A2"].data_type == "s"


def test_numbers_days_and_staff_numbers_keep_what_they_are():
    rows = [["工号", "差距", "日期", "无"], ["00123", -5.2, dt.date(2026, 5, 6), None], ["1", float("nan"), 3, ""]]
    page = openpyxl.load_workbook(io.BytesIO(xlsx_bytes({"a": rows}))).active
    assert [cell.value for cell in page[2]] == ["00123", -5.2, dt.datetime(2026, 5, 6), None]
    assert (page["A2"].number_format, page["B3"].value, page.freeze_panes) == ("@", None, "A2")


def test_equal_rows_give_equal_bytes():
    rows = [["工号"], ["00123"]]
    assert xlsx_bytes({"a/b": rows, "c": rows}) == xlsx_bytes({"a/b": rows, "c": rows})


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")), max_size=20)


@given(st.lists(st.lists(CELLS.filter(lambda cell: number_text(cell) == cell), min_size=2, max_size=4), max_size=6))
def test_what_is_written_is_read_back(rows):
    # Every text cell that is not a wrapped number survives both formats, the guard against formulas included.
    table = [["工号", "姓名", "门店"], *[[*row, "", ""][:3] for row in rows]]
    from_csv = [list(row) for row in read_csv(csv_bytes(table[0], table[1:])).rows]
    assert from_csv == table
    from_xlsx = [[*row, "", "", ""][:3] for row in read_sheets(xlsx_bytes({"a": table}))[0].rows]
    assert [row for row in from_xlsx if any(row)] == [row for row in table if any(row)]


def test_harmless_leaves_ordinary_text_alone():
    assert [harmless(cell) for cell in ("王喆", "O'Neil", "a=b", 5, -1.5, None)] == [
        "王喆",
        "O'Neil",
        "a=b",
        5,
        -1.5,
        None,
    ]
