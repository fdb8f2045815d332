"""A workbook that says in its properties who took it and what for, and how many rows a file has. Pure."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

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
