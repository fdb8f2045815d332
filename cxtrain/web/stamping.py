"""Pages that differ in a few words only: laid out once, and painted with words of their own.

Three quarters of a renderer's time go into parsing and layout. Of pages of one shape the first is laid out; what they
share becomes a form XObject, and WeasyPrint's own text drawing sets the words of the elements of the class "own" where
those of the first one stood: at their size, in their colour, centred where they were centred. A page whose words do not
stand as they were given (a line was broken, say) makes no mould, and its pages are laid out one by one. The layout of
boxes is WeasyPrint 70's; a test holds such pages beside those of the ordinary way.
"""

from collections.abc import Iterator, Sequence
from typing import Any

SHARE = {"center": 0.5, "end": 1.0, "right": 1.0}  # of the room that shorter words leave, which stands before them


class Mould:
    """A laid out page, and the boxes of its own words in the order of the page."""

    def __init__(self, page: Any) -> None:
        """Take a page of WeasyPrint's."""
        self.page = page
        self.boxes = list(own_boxes(page))

    def holds(self, texts: Sequence[str]) -> bool:
        """Whether the page's own words stand each in one piece, as they were given."""
        return [box.text for box in self.boxes] == list(texts)

    def emptied(self) -> Any:
        """Return the page without its own words."""
        for box in self.boxes:
            box.text = " "
        return self.page

    def filled(self, texts: Sequence[str], link: str) -> "Stamped":
        """Return a page with these words in the place of its own, its QR code leading to `link`."""
        return Stamped(self.page, [with_text(box, text) for box, text in zip(self.boxes, texts, strict=True)], link)


class Stamped:
    """What WeasyPrint's `Document` takes for a page: it paints its own words and nothing else."""

    anchors: dict[str, Any] = {}
    bookmarks: tuple[Any, ...] = ()

    def __init__(self, page: Any, boxes: Sequence[Any], link: str) -> None:
        """Take over the size of `page`, and its links."""
        self.width, self.height, self.bleed = page.width, page.height, page.bleed
        self.links = [(kind, link if kind == "external" else target, place, box) for kind, target, place, box in page.links]
        self.forms: dict[Any, list[Any]] = {None: []}
        self._boxes = boxes

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the words."""
        from weasyprint.draw.text import draw_text

        with stream.stacked():
            stream.transform(a=scale, d=scale)
            for box in self._boxes:
                draw_text(stream, box, 0, "clip", "none")


def own_boxes(page: Any) -> Iterator[Any]:
    """Yield the boxes of text in elements of the class "own"."""
    from weasyprint.formatting_structure.boxes import TextBox

    for box in page._page_box.descendants(placeholders=True):
        if isinstance(box, TextBox) and box.element is not None and "own" in box.element.get("class", "").split():
            yield box


def with_text(box: Any, text: str) -> Any:
    """Return a copy of a box of text with another text on the same line."""
    from weasyprint.text.line_break import split_first_line

    found = box.copy()
    found.pango_layout, _, _, width, _, _ = split_first_line(text, box.style, None, None, 0)
    found.text, found.width = text, width
    found.position_x += SHARE.get(box.style["text_align_all"], 0.0) * (box.width - width)
    return found
