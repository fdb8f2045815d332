"""A report as a workbook of three sheets: one to print, one to compute with, one that says what the numbers mean.

    report_book(printed, data, definitions, title="2026-05 …", lines=("静安店", "2026-06-01"))

Each table's first row is its header. Equal tables give equal bytes; no cell is a formula, and text stays text.
"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from flask_babel import gettext as _

from cxtrain.web.tables import Value, column_widths, put_cell

Table = Sequence[Sequence[Value]]
A4 = 9
WIDE = 72  # characters of the column that explains
LINE = {"border": 1, "border_color": "#C9C4B8", "valign": "top", "text_wrap": True}
MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # of every book, so that equal tables give equal bytes


def report_book(printed: Table, data: Table, definitions: Table, *, title: str, lines: Sequence[str] = (),
                foot: Sequence[str] = ()) -> bytes:
    """Return an XLSX file with the sheets 打印版, 数据 and 口径, named in the reader's language.

    Args:
        printed: what goes to paper, A4 across, one page wide; title and header stand on top of each page.
        data: one header row, no merged cells; staff numbers and mobiles given as text keep their zeros.
        definitions: what each number is; its last column is the widest.
        title: of the first sheet, and of the file.
        lines: below the title: of which unit, of when, made by whom.
        foot: below the printed table: signs, signatures.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": MADE, "title": title[:200]})
    formats = _formats(book)
    _print_version(book.add_worksheet(_("Print version")), printed, formats, words=(title, *lines), foot=foot)
    _data(book.add_worksheet(_("Data")), data, formats)
    _data(book.add_worksheet(_("Definitions")), definitions, formats, last=WIDE)
    book.close()
    return file.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16}), "line": book.add_format({"font_color": "#55625F"}),
        "head": book.add_format({**LINE, "bold": True, "bg_color": "#F4F2EC"}),
        "text": book.add_format({**LINE, "num_format": "@"}), "number": book.add_format(LINE),
        "day": book.add_format({**LINE, "num_format": "yyyy-mm-dd", "align": "left"}),
    }


def _print_version(page: Any, table: Table, formats: Mapping[str, Any], *, words: Sequence[str], foot: Sequence[str]) -> None:
    """Write the first sheet. Nothing is merged: a title runs over the empty cells to its right by itself."""
    for y, text in enumerate(words):
        put_cell(page, (y, 0), text, {"text": formats["line"], "head": formats["title"]})
    first = len(words)
    _rows(page, table, formats, first=first)
    for y, text in enumerate(foot, first + len(table) + 1):
        put_cell(page, (y, 0), text, {"text": formats["line"], "head": formats["line"]})
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, first)
    page.freeze_panes(first + 1, 0)
    page.set_footer(f"&L{words[0].replace('&', '&&')[:100]}&R" + _("Page %(n)s of %(all)s", n="&P", all="&N"))


def _data(page: Any, table: Table, formats: Mapping[str, Any], *, last: int = 0) -> None:
    _rows(page, table, formats, last=last)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    if len(table) > 1 and not last:
        page.autofilter(0, 0, len(table) - 1, len(table[0]) - 1)


def _rows(page: Any, table: Table, formats: Mapping[str, Any], *, first: int = 0, last: int = 0) -> None:
    head, body = {**formats, "text": formats["head"]}, {**formats, "head": formats["text"]}
    for y, row in enumerate(table):
        for x, cell in enumerate(row):
            put_cell(page, (first + y, x), cell, body if y else head)
    widths = column_widths(table)
    for x, width in enumerate(widths):
        page.set_column(x, x, last if last and x == len(widths) - 1 else width)
