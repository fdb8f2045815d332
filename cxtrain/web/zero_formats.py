"""Numbers that a spreadsheet shows with leading zeros: 7 with the number format 00000 is read as 00007. Pure."""

import posixpath
import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

ZEROS = re.compile(r"0{2,20}")  # a whole number format that only pads
Attributes = dict[str, str]
Cell = tuple[int, int]  # row and column, from 0


def padded_cells(parts: Mapping[str, bytes]) -> dict[str, dict[Cell, int]]:
    """Return, by sheet name, how many digits a cell shows where its format pads numbers with zeros.

    Args:
        parts: the XML files of a workbook by their names, each known to be well formed or to be refused later.
    """
    widths = _widths(parts.get("xl/styles.xml", b""))
    if not widths:
        return {}
    return {name: _cells(parts.get(part, b""), widths) for name, part in _sheets(parts).items()}


def _walk(content: bytes, start: Callable[[str, Attributes], None], end: Callable[[str], None] | None = None) -> None:
    """Call `start` and `end` with each element's name, without its namespace; stop where the XML is broken."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(" ")[2], attributes)
    parser.StartDoctypeDeclHandler = _refuse
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        return


def _refuse(*_: object) -> None:
    raise ValueError("no spreadsheet declares entities")


def _widths(styles: bytes) -> dict[str, int]:
    """Return the digits shown by each cell style whose number format is zeros only."""
    formats: dict[str, int] = {}
    widths: dict[str, int] = {}
    seen = [False, 0]  # within cellXfs, and how many of its styles came before

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "numFmt" and ZEROS.fullmatch(attributes.get("formatCode", "")):
            formats[attributes.get("numFmtId", "")] = len(attributes["formatCode"])
        elif tag == "cellXfs":
            seen[0] = True
        elif tag == "xf" and seen[0]:
            if attributes.get("numFmtId") in formats:
                widths[str(seen[1])] = formats[attributes["numFmtId"]]
            seen[1] += 1

    def end(tag: str) -> None:
        seen[0] = seen[0] and tag != "cellXfs"

    _walk(styles, start, end)
    return widths


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the file of each sheet by the sheet's name."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("xl", attributes.get("Target", "")))

    def sheet(tag: str, attributes: Attributes) -> None:
        key = next((value for name, value in attributes.items() if name.endswith("/relationships id")), "")
        if tag == "sheet" and key in targets:
            sheets[attributes.get("name", "")] = targets[key].removeprefix("/")

    _walk(parts.get("xl/_rels/workbook.xml.rels", b""), relation)
    _walk(parts.get("xl/workbook.xml", b""), sheet)
    return sheets


def _cells(sheet: bytes, widths: Mapping[str, int]) -> dict[Cell, int]:
    found: dict[Cell, int] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if tag != "c" or attributes.get("s") not in widths or attributes.get("t", "n") != "n":
            return
        place = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", attributes.get("r", ""))
        if place:
            found[int(place[2]) - 1, _column(place[1])] = widths[attributes["s"]]

    _walk(sheet, start)
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
