"""Files made to hurt whoever opens them: small ones that become large, deep, many, or something other than they say."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.fuzz.facts import WORKBOOK
from tests.fuzz.targets import PARTS

MB = 1_000_000


def zipped(*members: tuple[zipfile.ZipInfo | str, bytes], packed: bool = True) -> bytes:
    """Return a zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return file.getvalue()


def _link(name: str) -> zipfile.ZipInfo:
    """Return a member that says it is a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def _lying(data: bytes) -> bytes:
    """Return a zip whose directory says that every member is ten bytes long."""
    raw, at = bytearray(data), data.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 24:at + 28] = struct.pack("<I", 10)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


def _overlapping(data: bytes) -> bytes:
    """Return a zip whose directory names one member's bytes two hundred times over."""
    start = data.find(b"PK\x01\x02")
    end = data.find(b"PK\x05\x06")
    entry = data[start:end]
    many = b"".join(entry.replace(b"big.xml", f"b{at:02x}.xml".rjust(7, "0").encode()) for at in range(200))
    return data[:start] + many + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 200, 200, len(many), start, 0)


def packages() -> Iterator[tuple[str, bytes]]:
    """Yield zips that are bombs, traps or broken, each with its name."""
    whole = [(name, content.encode()) for name, content in WORKBOOK.items()]
    big, blank = b" " * 60 * MB, b"{" + b" " * 40 * MB + b"}"
    yield "sheet of spaces", zipped(*whole, ("xl/worksheets/sheet1.xml", big))
    yield "sheet that lies about its size", _lying(zipped(*whole, ("xl/worksheets/sheet1.xml", big)))
    yield "one member two hundred times", _overlapping(zipped(("big.xml", big)))
    yield "story of spaces", zipped(("h5p.json", b"{}"), ("content/content.json", blank))
    yield "story that lies about its size", _lying(zipped(("h5p.json", b"{}"), ("content/content.json", blank)))
    yield "a zip of zips", zipped(("h5p.json", b"{}"), ("content/content.json", zipped(("x", zipped(("x", big))))))
    yield "too many members", zipped(*((f"{at}.xml", b"") for at in range(20_000)))
    yield "too deep", zipped(("h5p.json", b"{}"), ("content/content.json", b"[" * 100_000 + b"]" * 100_000))
    yield "a number of a million digits", zipped(("h5p.json", b"{}"), ("content/content.json", b"[" + b"9" * MB + b"]"))
    for name in ("../../evil", "/etc/evil", "C:\\evil", "content/../../evil"):
        yield f"out of the package: {name}", zipped((name, b"x"), (f"xl/{name}.xml", b"x"), ("h5p.json", b"{}"))
    for name in ("h5p.json", "content/content.json", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        yield f"link: {name}", zipped((_link(name), b"/etc/passwd"), *(part for part in whole if part[0] != name))
    for bit in (0, 3, 5, 6, 11, 13):
        yield f"flag {bit}", _flagged(zipped(*whole), 1 << bit)
    for method in (1, 6, 9, 12, 14, 93, 95, 97, 98, 99):
        yield f"packed by method {method}", _method(zipped(*whole), method)


def _flagged(data: bytes, flag: int) -> bytes:
    raw = bytearray(data)
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(sign)
        while at >= 0:
            raw[at + place] |= flag & 255
            raw[at + place + 1] |= flag >> 8
            at = data.find(sign, at + 4)
    return bytes(raw)


def _method(data: bytes, method: int) -> bytes:
    raw = bytearray(data)
    for sign, place in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        at = data.find(sign)
        while at >= 0:
            raw[at + place:at + place + 2] = struct.pack("<H", method)
            at = data.find(sign, at + 4)
    return bytes(raw)


def _png(width: int, height: int, rows: int) -> bytes:
    """Return a black PNG that says it is so large, with so many rows of it there: a thousandth of their size in bytes."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    body = zlib.compress(b"\0" * (rows * (1 + (width + 7) // 8)), 9)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", body)
            + chunk(b"IEND", b""))


def texts() -> Iterator[tuple[str, str, bytes]]:
    """Yield (target, name, bytes) of texts and pictures that are deep, many, long or endless."""
    billion = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    entities = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{billion}]>'.encode()
    yield "moodle", "entities", entities + b"<quiz><question>&a9;</question></quiz>"
    yield "moodle", "a file of the server", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'
    yield "workbook", "entities", entities + b"<worksheet><sheetData><row><c><v>&a9;</v></c></row></sheetData></worksheet>"
    yield "workbook", "entities in shared texts", b"<worksheet><sheetData/></worksheet>" + PARTS + entities + b"<sst><si><t>&a9;</t></si></sst>"
    yield "moodle", "deep", b"<a>" * 100_000
    yield "moodle", "many", b"<quiz>" + b"<a/>" * 700_000 + b"</quiz>"
    yield "workbook", "deep", b"<a>" * 100_000
    yield "workbook", "many rows", b"<worksheet><sheetData>" + b"<row><c><v>1</v></c></row>" * 100_000 + b"</sheetData></worksheet>"
    for form in ("scenario", "content", "bank"):
        yield form, "deep", b"[" * 100_000
        yield form, "deep keys", b"".join(b" " * at + b"a:\n" for at in range(900))
        yield form, "long", b"a: " + b"x" * 2 * MB
        yield form, "many", b"a: [" + b"1, " * 300_000 + b"1]"
        yield form, "aliases", b"a: &a [x]\n" + b"".join(b"b%d: [*a, *a, *a]\n" % at for at in range(20_000))
        yield form, "many keys", b"".join(b"k%d: 1\n" % at for at in range(70_000))
    yield "story", "deep", b'{"branchingScenario": ' + b"[" * 100_000
    yield "story", "a number of a million digits", b'{"branchingScenario": ' + b"9" * MB + b"}"
    yield "story", "many passages", b":: a\nx\n" * 300_000
    yield "story", "many links", b":: a\n" + b"[[a]]" * 300_000
    yield "story", "many nodes", json.dumps({"branchingScenario": {"content": [{"type": {}}] * 100_000}}).encode()
    yield "table", "many cells", b"," * 3 * MB
    yield "table", "one long cell", b"a" * 3 * MB
    yield "table", "a quotation that never ends", b'"' + b"a,\n" * MB
    yield "aiken", "many", b"q\nA. a\nB. b\nANSWER: A\n\n" * 21_000
    yield "gift", "many", b"q{=a~b}\n\n" * 21_000
    yield "gift", "braces", b"{" * 500_000
    yield "picture", "one pixel too many", _png(50_001, 1_000, 1_000)
    yield "picture", "as large as can be written", _png(2**31 - 1, 2**31 - 1, 0)


def all_of_them() -> Iterator[tuple[str, str, bytes]]:
    """Yield (target, name, bytes)."""
    yield from (("archive", name, data) for name, data in packages())
    yield from texts()
