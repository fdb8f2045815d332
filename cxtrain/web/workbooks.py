"""XLSX files, opened only after their zip and their cells were counted: a small file can ask for gigabytes. Pure."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

import python_calamine

from cxtrain.web.bilingual import N_
from cxtrain.web.cells import plain_value
from cxtrain.web.zero_formats import Cell, padded_cells

MAX_CELLS = 2_000_000  # about 200 MB of rows; 50,000 people with 40 columns
MAX_MEMBERS = 500  # files inside; an ordinary workbook has about 15
MAX_UNPACKED = 100 * 1024 * 1024  # bytes; 50,000 people make about 40 MB
MAX_RATIO = 100  # unpacked to packed, once past PATIENCE; sheets reach 20 to 40
PATIENCE = 4 * 1024 * 1024  # bytes of unpacked content that no ratio is asked of
MAX_REPEATED_TEXT = 256 * 1024 * 1024  # bytes of shared text once it is written into every cell that uses it


class TableError(ValueError):
    """A file that cannot be read as a table. `message` is a sentence for the catalogue, `values` fills it."""

    def __init__(self, message: str, **values: object) -> None:
        """Keep the sentence apart from its values, so that a page can say it in the reader's language."""
        super().__init__(message % values if values else message)
        self.message, self.values = message, values


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of text, ragged, blank rows kept so that positions are those of the file."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    encoding: str = ""  # of a CSV file: utf-8, utf-16 or gb18030


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets of an XLSX file, in their order.

    Raises:
        TableError: it is no XLSX file, or damaged, protected, or larger than a table of people ever is.
    """
    parts = _unpacked(data)
    _check_sizes(parts)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(_repacked(parts)))
        visible = python_calamine.SheetVisibleEnum.Visible
        names = [sheet.name for sheet in book.sheets_metadata if sheet.visible == visible]
        padded = padded_cells(parts)
        return tuple(Sheet(name, _rows(book.get_sheet_by_name(name), padded.get(name, {}))) for name in names)
    except BaseException as fault:
        # The reader's library panics on some damaged files, and a panic is no Exception.
        if not isinstance(fault, Exception) and type(fault).__name__ != "PanicException":
            raise
        raise _damaged() from fault


def _rows(sheet: python_calamine.CalamineSheet, padded: Mapping[Cell, int]) -> tuple[tuple[str, ...], ...]:
    rows = [list(map(plain_value, row)) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), digits in padded.items():
        if row < len(rows) and column < len(rows[row]) and rows[row][column].isdecimal():
            rows[row][column] = rows[row][column].zfill(digits)
    return tuple(map(tuple, rows))


def _damaged() -> TableError:
    return TableError(N_("The file is damaged, or no XLSX file. Open it in a spreadsheet and save it again."))


def _too_large() -> TableError:
    return TableError(N_("The table is too large. Split it into several files."))


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Return the XML files inside, their real bytes counted while unpacking and never taken from the zip's word."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS or len({member.filename for member in members}) < len(members):
                raise _damaged()
            if any(member.flag_bits & 1 for member in members):
                raise TableError(N_("The file is protected by a password. Save it without one."))
            wanted = [member for member in members if member.filename.endswith((".xml", ".rels"))]
            parts = _read(archive, wanted, allowed=min(MAX_UNPACKED, max(PATIENCE, MAX_RATIO * len(data))))
    except TableError:
        raise
    except Exception as fault:  # broken zips end in a dozen unrelated exceptions, zlib's own among them
        raise _damaged() from fault
    if "xl/workbook.xml" not in parts:
        raise TableError(N_("This is no XLSX file. Save the table as .xlsx or .csv."))
    return parts


def _read(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], *, allowed: int) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    for member in members:
        with archive.open(member) as stream:
            parts[member.filename] = stream.read(allowed + 1)
        allowed -= len(parts[member.filename])
        if allowed < 0:
            raise _too_large()
    return parts


def _repacked(parts: dict[str, bytes]) -> bytes:
    """Return a zip of exactly what was counted, so that no second reading of the zip finds something else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _check_sizes(parts: dict[str, bytes]) -> None:
    shared = parts.get("xl/sharedStrings.xml", b"")
    longest = max(map(len, re.split(rb"<(?:\w+:)?si\b", shared)))
    for name, content in parts.items():
        if name == "xl/sharedStrings.xml" or b"sheetData" not in content:
            continue
        extent = _Extent(content)
        if extent.rows * extent.columns > MAX_CELLS or extent.shared * longest > MAX_REPEATED_TEXT:
            raise _too_large()


class _Extent:
    """How far the filled cells of a worksheet reach (1-based), and how many of them point to shared text."""

    def __init__(self, content: bytes) -> None:
        self.rows = self.columns = self.shared = 0
        self._row = self._column = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as fault:
            raise fault if isinstance(fault, TableError) else _damaged() from fault

    def _refuse(self, *_: object) -> None:
        raise _damaged()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif tag == "c":
            self._move(attributes.get("r"))
            self.shared += attributes.get("t") == "s"
        elif tag in ("v", "is"):
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)

    def _move(self, reference: str | None) -> None:
        self._column += 1
        if reference is None:
            return
        parts = re.fullmatch(r"([A-Za-z]{1,3})([1-9]\d{0,6})", reference)
        if not parts:
            raise _damaged()
        self._row, self._column = int(parts[2]), 0
        for letter in parts[1].upper():
            self._column = self._column * 26 + ord(letter) - 64
