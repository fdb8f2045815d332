"""A question's texts as HTML that is safe to show, however they are written. Pure."""

import re
from functools import lru_cache
from html import escape, unescape

import nh3
from markdown_it import MarkdownIt

from cxtrain.quizzes.kinds.written import GAP

TAGS = {"a", "b", "blockquote", "br", "code", "del", "div", "em", "i", "li", "ol", "p", "pre", "span", "strong", "sub", "sup",
        "table", "tbody", "td", "th", "thead", "tr", "u", "ul"}
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
SCHEMES = {"http", "https"}
TAG = re.compile("<[^<>]*>")  # of cleaned HTML, in which no other < is left
_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def clean(html: str) -> str:
    """Return `html` made of `TAGS` only."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)


@lru_cache(maxsize=20_000)
def to_html(text: str, markup: str) -> str:
    """Return a text written as `markup` (plain, html or markdown) as HTML made of `TAGS` only."""
    if markup == "plain":
        return escape(text, quote=False).replace("\n", "<br>")
    return clean(text if markup == "html" else _markdown.render(text))


def pieces(html: str) -> list[str | int]:
    """Return a sentence's HTML in pieces: HTML, and for each gap its number, 1-based."""
    return [int(piece) if index % 2 else piece for index, piece in enumerate(GAP.split(html)) if piece]


def plainly(text: str, markup: str) -> str:
    """Return a text in one line without markup, a gap as `____`."""
    return unescape(" ".join(GAP.sub("____", TAG.sub(" ", to_html(text, markup))).split()))
