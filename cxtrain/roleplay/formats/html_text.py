"""HTML that an author's tool wrote, as plain text; nothing of it is ever run or kept as markup. Pure."""

from html.parser import HTMLParser

BLOCKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "blockquote", "hr"}
SILENT = {"script", "style", "head", "title", "template"}
MEDIA = {"img", "video", "audio", "iframe", "object", "embed"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.media = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line at a block; count what is no text."""
        self.media += tag in MEDIA
        self._silent += tag in SILENT
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line at a block."""
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words that a reader would see."""
        if not self._silent:
            self.parts.append(data)


def text_of(html: str) -> tuple[str, int]:
    """Return the text of a piece of HTML, a line per block, and how many pictures or films stood in it."""
    reader = _Text()
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError):  # the standard library's parser asserts on some broken declarations
        return "", reader.media
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line), reader.media
