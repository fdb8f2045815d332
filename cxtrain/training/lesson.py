"""Lessons: Markdown in both languages, made into HTML that is safe to put on a page. Pure."""

import math
import re
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt

from cxtrain.web.bilingual import N_, Bilingual
from cxtrain.web.documents import Fault

LONGEST = 60_000  # characters of one language; a lesson of five minutes has about two thousand

# No images: they would be fetched from elsewhere, and tell others who reads what.
TAGS = {"h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "del", "blockquote", "code", "pre", "hr", "br", "a",
        "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"https", "http", "mailto", "tel"}

# Silent reading of English non-fiction. Source: Brysbaert, "How many words do we read per minute?", Journal of Memory
# and Language 109, 2019.
WORDS_A_MINUTE = 238
# Our own cautious figure: most adults read faster, but few of them while standing at a counter.
HANZI_A_MINUTE = 300
HANZI = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:['’.-][A-Za-z0-9\u00c0-\u024f]+)*")

_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@dataclass(frozen=True)
class Lesson:
    """A lesson in both languages."""

    slug: str
    title: Bilingual
    body: Bilingual  # sanitised HTML without the title
    minutes: int  # of reading, the slower of the two languages, at least 1


@dataclass(frozen=True)
class Texts:
    """The Markdown of a lesson."""

    zh: str
    en: str


@dataclass(frozen=True)
class Parsed:
    """What was read: `lesson` is None exactly when there are faults."""

    lesson: Lesson | None
    faults: tuple[Fault, ...]


def parse(slug: str, zh: str, en: str) -> Parsed:
    """Return the lesson whose Markdown is `zh` and `en`, or what is wrong with it.

    The first line of each is its title, "# title"; no other line is a heading of that size.
    """
    faults = (*_faults(zh, "zh"), *_faults(en, "en"))
    if faults:
        return Parsed(None, faults)
    (zh_title, zh_body), (en_title, en_body) = _split(zh), _split(en)
    minutes = max(reading_minutes(zh_body), reading_minutes(en_body))
    body = Bilingual(to_html(zh_body), to_html(en_body))
    return Parsed(Lesson(slug, Bilingual(zh_title, en_title), body, minutes), ())


def to_html(markdown: str) -> str:
    """Return `markdown` as HTML made of `TAGS` only; raw HTML in it comes out as text."""
    return nh3.clean(_markdown.render(markdown), tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES)


def reading_minutes(markdown: str) -> int:
    """Return the minutes that reading `markdown` takes, whole and at least 1, in Chinese, English or a mixture."""
    minutes = len(HANZI.findall(markdown)) / HANZI_A_MINUTE + len(WORD.findall(markdown)) / WORDS_A_MINUTE
    return max(1, math.ceil(minutes))


def _split(markdown: str) -> tuple[str, str]:
    first, _, rest = markdown.removeprefix("\ufeff").lstrip().partition("\n")
    return first.removeprefix("#").strip(), rest.strip()


def _faults(markdown: str, language: str) -> tuple[Fault, ...]:
    title, body = _split(markdown)
    found = []
    if not markdown.removeprefix("\ufeff").lstrip().startswith("# ") or not title:
        found.append(N_("The first line of the lesson in %(language)s must be its title: “# title”."))
    if not body:
        found.append(N_("The lesson in %(language)s has no text below its title."))
    if len(markdown) > LONGEST:
        found.append(N_("The lesson in %(language)s is too long: %(limit)s characters at most."))
    values = {"language": language, "limit": LONGEST}
    return tuple(Fault(1, 1, message, values) for message in found)
