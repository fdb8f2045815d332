"""What is added to a PDF just before it is written: drawings kept from one document to the next, and QR codes.

WeasyPrint draws and sets everything anew on each page. What is the same on all of them (a border, a signature, the lines
that every certificate of a form shares) is drawn once, kept as a form XObject, and laid under each page. A QR code is
drawn as rectangles over the box of a link with the class "qr", with that link's address: SVG would cost a fifth of a
certificate's time. Both go through the `finisher` hook; the layout of the object it hands over is pydyf 0.13's.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from cxtrain.web.qr import qr_code

REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
POINTS = 0.75  # points in a CSS pixel
INK = b"0.114 0.169 0.165 rg"  # #1d2b2a


@dataclass(frozen=True)
class Part:
    """An object of another document: its text with references, and the bytes of its stream, if it is one."""

    text: bytes
    stream: bytes


@dataclass(frozen=True)
class Form:
    """A page's drawing operators (deflated), its box, and the resources that they name."""

    name: str  # of the XObject, told by what is drawn
    content: bytes
    box: tuple[float, ...]
    resources: bytes
    parts: Mapping[int, Part]  # by their number in the document that they come from


class Copied(pydyf.Object):
    """An object that was written before."""

    def __init__(self, part: Part, numbers: Mapping[int, int]) -> None:
        """`numbers` tell the new number of each object that the old text refers to."""
        super().__init__()
        self._data = renumbered(part.text, numbers) + part.stream
        self._is_stream = bool(part.stream)

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self._data

    @property
    def compressible(self) -> bool:
        """Whether it may stand in an object stream."""
        return not self._is_stream


def renumbered(text: bytes, numbers: Mapping[int, int]) -> bytes:
    """Return `text` with its references led to the new numbers."""
    return REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], text)


def form_of(pdf: pydyf.PDF, name: str) -> Form:
    """Return the first page of a document that is about to be written, with all that it needs."""
    page = _pages(pdf)[0]
    resources = pdf.objects[_number(page["Resources"])].data
    parts: dict[int, Part] = {}
    _gather(pdf, resources, parts)
    content = _bytes(pdf.objects[_number(page["Contents"])].stream)
    return Form(name, zlib.compress(content, 9), tuple(page["MediaBox"]), resources, parts)


def _gather(pdf: pydyf.PDF, text: bytes, parts: dict[int, Part]) -> None:
    """Add every object that `text` refers to, and those that they refer to."""
    for found in REFERENCE.finditer(text):
        number = int(found[1])
        if number not in parts:
            head, mark, rest = pdf.objects[number].data.partition(b"\nstream\n")
            parts[number] = Part(head, mark + rest)
            _gather(pdf, head, parts)


def finish(forms: Sequence[Sequence[Form]], document: Any, pdf: pydyf.PDF) -> None:
    """Lay forms under each page that has any, and draw the QR codes over the links that want one.

    Args:
        forms: of each page, the lowest first; where there are fewer, the last page's go on.
        document: WeasyPrint's laid out pages.
        pdf: the same, about to be written.
    """
    known: dict[str, bytes] = {}
    for number, (page, laid) in enumerate(zip(_pages(pdf), document.pages, strict=True)):
        operators = pdf.objects[_number(page["Contents"])].stream
        for form in reversed(forms[min(number, len(forms) - 1)] if forms else ()):
            if form.name not in known:
                known[form.name] = _added(pdf, form)
            pdf.objects[_number(page["Resources"])]["XObject"][form.name] = known[form.name]
            operators.insert(0, b"/Artifact BMC q /%s Do Q EMC" % form.name.encode())
        operators += [_code(target, *box) for kind, target, box, link in laid.links
                      if kind == "external" and "qr" in link.element.get("class", "").split()]


def _added(pdf: pydyf.PDF, form: Form) -> bytes:
    """Add a form with its parts to a document and return the reference to it."""
    following = len(pdf.objects)
    numbers = {old: following + place for place, old in enumerate(form.parts)}
    for part in form.parts.values():
        pdf.add_object(Copied(part, numbers))
    extra = {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array(form.box), "Filter": "/FlateDecode",
             "Resources": renumbered(form.resources, numbers)}
    drawing = pydyf.Stream([form.content], extra)
    pdf.add_object(drawing)
    return bytes(drawing.reference)


def _code(address: str, *corners: float) -> bytes:
    """Return the operators of a QR code between two corners, in CSS pixels from the page's top left."""
    left, top, right, bottom = (POINTS * place for place in corners)
    code = qr_code(address)
    cell = min(right - left, bottom - top) / code.side
    runs = b" ".join(b"%d %d %d 1 re" % run for run in code.runs)
    return b"/Artifact BMC q %b %.4f 0 0 %.4f %.3f %.3f cm %b f Q EMC" % (INK, cell, cell, left, top, runs)


def _bytes(stream: Sequence[Any]) -> bytes:
    return b"\n".join(part if isinstance(part, bytes) else part.data if isinstance(part, pydyf.Object)
                      else str(part).encode() for part in stream)


def _pages(pdf: pydyf.PDF) -> list[Any]:
    return [pdf.objects[_number(reference)] for reference in pdf.page_references]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
