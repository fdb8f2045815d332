"""The texts of one question in one form: plain, HTML of a few safe tags, or Markdown. Pure.

Other tools give each text a form of its own. Texts of the same form stay as they are; where they differ, all become HTML.
What HTML may hold here is listed; anything else is taken out and named, for nothing is dropped in silence.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3
from markdown_it import MarkdownIt

from cxtrain.quizzes.fingerprint import words_of
from cxtrain.web.bilingual import N_

PLAIN, HTML, MARKDOWN, AUTO = "plain", "html", "markdown", "auto"  # auto is HTML where it has tags, else plain
TAGS = frozenset(
    "a b blockquote br caption code dd del div dl dt em h3 h4 h5 h6 hr i ins li ol p pre s small span strong sub sup table "
    "tbody td tfoot th thead tr u ul".split())
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
SCHEMES = {"http", "https"}
SILENT = frozenset({"rel", "target"})  # of links, which pages set themselves
REMOVED = N_("Left out, because questions cannot hold it: %(what)s.")
HAS_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--|&(?:[a-zA-Z]{2,8}|#\d{2,6});")
SPECIAL = {
    HTML: re.compile("[<&]"), PLAIN: re.compile("[<&\n]"),
    MARKDOWN: re.compile(r"[\\`*_<>&\[\]#|~!\n]|^\s*(?:[-+]|\d+[.)])\s"),
}
LINES = re.compile(r"[ \t]*\n\s*")

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Said:
    """A text as it was read. `en` holds the English where the file gives both languages; `text` is then the Chinese."""

    text: str
    form: str = PLAIN
    en: str = ""

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.text.strip() or self.en.strip())

    @property
    def both(self) -> tuple[str, ...]:
        """Its texts."""
        return (self.text, self.en) if self.en else (self.text,)


def markup_of(texts: Sequence[Said]) -> str:
    """Return the form for all texts of a question, the first of which is its stem."""
    found = [_settled(said) for said in texts]
    first = found[0] if found else PLAIN
    others = {form for said, form in zip(texts, found, strict=True) if form != first and not _is_neutral(said, form, first)}
    return first if not others else HTML


def _settled(said: Said) -> str:
    if said.form != AUTO:
        return said.form
    return HTML if any(HAS_TAG.search(text) for text in said.both) else PLAIN


def _is_neutral(said: Said, form: str, other: str) -> bool:
    """Whether the text means the same in both forms."""
    return not any(SPECIAL[each].search(text) for each in (form, other) for text in said.both)


def as_markup(text: str, form: str, markup: str) -> str:
    """Return a text of one form as it is written in the question's."""
    if form == AUTO:
        form = HTML if HAS_TAG.search(text) else PLAIN
    if markup != HTML:
        return text.strip()
    if form == MARKDOWN:
        return _without_frame(_markdown.render(text))
    if form == PLAIN:
        return html.escape(text.strip(), quote=False).replace("\n", "<br>")
    return text.strip()


def _without_frame(rendered: str) -> str:
    """Return what Markdown made of one paragraph without the paragraph's tags."""
    text = rendered.strip()
    inner = text.removeprefix("<p>").removesuffix("</p>")
    return inner if text.startswith("<p>") and "<p>" not in inner and text.endswith("</p>") else text


class _Finder(HTMLParser):
    """Collects what is not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: dict[str, None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, with the name of the file that it shows, or those of its attributes that cannot stay."""
        given = {name: value or "" for name, value in attrs}
        if tag not in TAGS:
            source = given.get("src") or given.get("data") or ""
            self.found[f"{tag} ({_shortened(source)})" if source else tag] = None
            return
        for name, value in given.items():
            if name not in ATTRIBUTES.get(tag, ()) and name not in SILENT:
                self.found[name] = None
            elif name == "href" and value.partition(":")[0].strip().lower() not in SCHEMES:
                self.found[f"href ({_shortened(value)})"] = None

    def handle_comment(self, data: str) -> None:
        """Note a comment."""
        self.found["<!-- -->"] = None


def _shortened(address: str) -> str:
    kind, _, rest = address.partition(",")
    return f"{kind[:40]}…" if address.startswith("data:") and rest else address[-80:]


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """Return HTML of the allowed tags only, and the names of what was taken out."""
    if "<" not in text and "&" not in text:
        return text, ()
    clean = nh3.clean(text, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, url_relative="deny")
    finder = _Finder()
    try:
        finder.feed(text)
        finder.close()
    except (AssertionError, ValueError):  # the standard library's parser asserts on some broken declarations
        finder.found["<!"] = None
    return clean.strip(), tuple(finder.found)


def removed_note(names: Iterable[str]) -> dict[str, object]:
    """Return the values for REMOVED, each thing named once."""
    return {"what": ", ".join(dict.fromkeys(names))[:600]}


def typed(said: Said) -> str:
    """Return a text that people type, which has no form: one line, without tags."""
    return " ".join(words_of(said.text, _settled(said)).split())


def unwrapped(text: str, form: str) -> str:
    """Return a text without the line breaks of its source; in HTML and Markdown they stay."""
    return text.strip() if form in (HTML, MARKDOWN) else LINES.sub(" ", text.strip())
