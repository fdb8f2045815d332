"""CSV and XLSX in and out: what a spreadsheet, a chat tool or a till exported becomes rows of text, and back. Pure.

A cell is always text here, as a person would read it: 138.0 is "138", a date is "2026-05-06". Row 0 of a sheet is
row 1 of the spreadsheet, blank rows included, so that a fault can be named by the row people see.
"""

import csv
import datetime as dt
import io
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from cxtrain.web.bilingual import N_
from cxtrain.web.cells import Value, as_date, column_letter, harmless, number_text, was_shortened
from cxtrain.web.workbooks import MAX_CELLS, Sheet, TableError, read_workbook

__all__ = [
    "Sheet",
    "TableError",
    "Value",
    "as_date",
    "column_letter",
    "column_widths",
    "csv_bytes",
    "harmless",
    "put_cell",
    "read_csv",
    "read_sheets",
    "was_shortened",
    "xlsx_bytes",
]

MAX_CELL_TEXT = 32_767  # characters; the most a spreadsheet keeps in one cell
DELIMITERS = ",;\t|"


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of an XLSX file, or the one table of a text file; content decides, not the name.

    Raises:
        TableError: it is empty, too large, damaged, protected, or of another kind.
    """
    if not data.strip():
        raise TableError(N_("The file is empty."))
    if data.startswith(b"PK"):
        return read_workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(N_("This is an old .xls file or one protected by a password. Save it as .xlsx without one."))
    if data.startswith(b"%PDF") or re.match(rb"\s*<(!doctype|html|\?xml|table)", data[:200].lower()):
        raise TableError(N_("This is a web page or a document, not a table. Save it as .xlsx or .csv."))
    return (read_csv(data),)


def read_csv(data: bytes) -> Sheet:
    """Return the table of a text file: UTF-8, GB18030 or UTF-16, its delimiter found, line breaks in quotes kept.

    Raises:
        TableError: it is no text, cut off, too large, or a quotation mark never closes.
    """
    text, encoding = _decoded(data)
    if "\0" in text:
        raise TableError(N_("This is not a text file. Save it as .xlsx or .csv."))
    declared = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    text = text[declared.end() :] if declared else text
    delimiter = declared[1] if declared else _delimiter(text)
    if text.count(delimiter) + text.count("\n") > MAX_CELLS:
        raise TableError(N_("The table is too large. Split it into several files."))
    return Sheet("", tuple(tuple(map(number_text, row)) for row in _records(text, delimiter)), encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as fault:
        if fault.start > 3 and fault.start >= len(data) - 3 and any(byte > 127 for byte in data[: fault.start]):
            raise TableError(N_("The file ends in the middle of a letter. Export it again.")) from fault
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as fault:
        raise TableError(
            N_("Byte %(position)s is neither UTF-8 nor GB18030. Save the file as UTF-8."), position=fault.start + 1
        ) from fault


def _delimiter(text: str) -> str:
    """Return the delimiter that splits the rows of the beginning most evenly into the most cells."""
    sample = text[:20_000]

    def regularity(delimiter: str) -> int:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
        except csv.Error:
            return 0
        return max(((width - 1) * count for width, count in widths.items()), default=0)

    return max(DELIMITERS, key=regularity)


def _records(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as fault:
        if "unexpected end" in str(fault):
            raise TableError(N_("A quotation mark is opened and never closed. Export the file again.")) from fault
    try:  # a stray quotation mark inside a cell is a habit of hand-made files and does no harm
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as fault:
        raise TableError(N_("A cell is longer than any spreadsheet allows. Export the file again.")) from fault


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a CSV file in UTF-8 with the mark that spreadsheets need, no cell of it a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(sheets: Mapping[str, Sequence[Sequence[Value]]], landscape: Collection[str] = ()) -> bytes:
    """Return an XLSX file of sheets by name, the first row of each its header. Equal rows give equal bytes.

    Text stays text (a staff number keeps its zeros), numbers and days are real ones. Sheets named in `landscape` print on
    A4 across, as wide as a page.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": dt.datetime(2026, 1, 1)})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
    }
    for name, rows in sheets.items():
        page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31] or "1")
        _fill(page, rows, formats)
        if name in landscape:
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
    book.close()
    return file.getvalue()


def _fill(page: Any, rows: Sequence[Sequence[Value]], formats: Mapping[str, Any]) -> None:
    """Write the rows; `page` and `formats` are the writing library's own, which it gives no types."""
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            put_cell(page, (y, x), cell, formats)
    for x, width in enumerate(column_widths(rows)):
        page.set_column(x, x, width)


def put_cell(page: Any, place: tuple[int, int], cell: Value, formats: Mapping[str, Any]) -> None:
    """Write one cell by the formats "text" ("head" in the first row), "day" and, where there is one, "number"."""
    if isinstance(cell, dt.datetime):  # a moment was already put into the reader's zone, which a cell cannot hold
        cell = cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, str):
        page.write_string(*place, str(harmless(cell))[:MAX_CELL_TEXT], formats["text" if place[0] else "head"])
    elif isinstance(cell, dt.date):
        page.write_datetime(*place, cell, formats["day"])
    elif cell is not None and math.isfinite(cell):
        page.write_number(*place, cell, formats.get("number"))


def column_widths(rows: Sequence[Sequence[Value]]) -> list[int]:
    """Return column widths that fit the first 200 rows, a Chinese character counted as two, between 6 and 40."""
    widths = [6] * max(map(len, rows), default=0)
    for row in rows[:200]:
        for x, cell in enumerate(row):
            line = str(cell if cell is not None else "").partition("\n")[0]
            widths[x] = min(40, max(widths[x], 2 + sum(2 if ord(letter) > 0x2E7F else 1 for letter in line)))
    return widths
