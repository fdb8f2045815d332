"""What a file bears: a workbook who took it and what for, a CSV its number. And how many rows it has. Pure."""

import io
import re
import zipfile
from urllib.parse import quote
from xml.sax.saxutils import escape

from werkzeug.http import dump_options_header, parse_options_header

DC = "http://purl.org/dc/elements/1.1/"
OLD = re.compile(rb"<dc:description[^>]*/>|<dc:description\b[^>]*>.*?</dc:description>", re.DOTALL)
CORE, ROW = "docProps/core.xml", re.compile(rb"<row[ >]")


def is_workbook(body: bytes) -> bool:
    """Whether the bytes are those of a workbook (XLSX)."""
    if not body.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return CORE in book.namelist() and "xl/workbook.xml" in book.namelist()


def marked(body: bytes, mark: str) -> bytes:
    """Return a workbook with the mark as its description; any other file as it is."""
    if not is_workbook(body):
        return body
    out, said = io.BytesIO(), f'<dc:description xmlns:dc="{DC}">{escape(mark)}</dc:description></cp:coreProperties>'.encode()
    with zipfile.ZipFile(io.BytesIO(body)) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in book.infolist():
            content = book.read(part)
            if part.filename == CORE:
                content = OLD.sub(b"", content).replace(b"</cp:coreProperties>", said)
            new.writestr(part, content)
    return out.getvalue()


def rows_in(body: bytes, kind: str) -> int | None:
    """Return how many rows a workbook or a CSV has, headings included; None of anything else."""
    if kind.startswith("text/csv"):
        return body.count(b"\n")
    if not is_workbook(body):
        return None
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return sum(len(ROW.findall(book.read(name))) for name in book.namelist() if name.startswith("xl/worksheets/sheet"))


def numbered(name: str, number: int) -> str:
    """Return the name of a CSV, which has no place for a mark, with the number by which the ledger knows the file."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-file{number}{dot}{ending}" if ending == "csv" else name


def disposition(header: str, number: int) -> str:
    """Return a Content-Disposition in which the name of a CSV bears the number."""
    kind, options = parse_options_header(header)
    name = options.get("filename", "")
    if numbered(name, number) == name:
        return header
    name = numbered(name, number)
    return dump_options_header(kind, {"filename": name} if name.isascii() else {"filename*": f"UTF-8''{quote(name)}"})
