"""A drawing that lies under every page of a document: stored once, in a form XObject, and hidden from screen readers.

WeasyPrint draws vector art anew on each page, which is a third of a certificate's time and most of a print run's size.
Its `finisher` hook hands over the PDF before it is written; the layout of that object is pydyf 0.13's.
"""

import zlib
from dataclasses import dataclass
from typing import Any

import pydyf


@dataclass(frozen=True)
class Form:
    """A page's drawing operators (deflated), its box, and the graphics states they name."""

    content: bytes
    box: tuple[float, ...]
    states: bytes


def form_of(pdf: pydyf.PDF) -> Form:
    """Return the first page of a document that is about to be written. It must hold lines and fills only, no text."""
    page = _pages(pdf)[0]
    stream = pdf.objects[_number(page["Contents"])].stream
    content = b"\n".join(part if isinstance(part, bytes) else str(part).encode() for part in stream)
    states = pdf.objects[_number(page["Resources"])]["ExtGState"].data
    return Form(zlib.compress(content, 9), tuple(page["MediaBox"]), states)


def lay_under(form: Form, _: Any, pdf: pydyf.PDF) -> None:
    """Put `form` beneath each page of a document that is about to be written."""
    extra = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": pydyf.Array(form.box),
        "Resources": b"<</ExtGState " + form.states + b">>",
        "Filter": "/FlateDecode",
    }
    drawing = pydyf.Stream([form.content], extra)
    pdf.add_object(drawing)
    for page in _pages(pdf):
        pdf.objects[_number(page["Resources"])]["XObject"]["Art"] = drawing.reference
        pdf.objects[_number(page["Contents"])].stream.insert(0, b"/Artifact BMC q /Art Do Q EMC")


def _pages(pdf: pydyf.PDF) -> list[Any]:
    return [pdf.objects[_number(reference)] for reference in pdf.page_references]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
