"""The texts of one question in one form: plain, HTML of a few safe tags, or Markdown. Pure.

Other tools give each text a form of its own. Texts of the same form stay as they are; where they differ, all become HTML.
What HTML may hold here is listed; anything else is taken out and named, for nothing is dropped in silence.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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

OPENING = re.compile(r"<([a-zA-Z][\w:-]{0,40})((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)")
ATTRIBUTE = re.compile(r"([\w:@.-]{1,60})(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_cleaner = nh3.Cleaner(tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, url_relative="deny")
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


def _unfit(text: str) -> Iterator[str]:
    """Yield what HTML holds that is not allowed: a tag, with the name of the file that it shows, or an attribute."""
    for found in OPENING.finditer(text):
        tag = found[1].lower()
        given = {name.lower(): value.strip("\"'") for name, value in ATTRIBUTE.findall(found[2])}
        if tag not in TAGS:
            source = given.get("src") or given.get("data") or ""
            yield f"{tag} ({_shortened(source)})" if source else tag
            continue
        for name, value in given.items():
            if name not in ATTRIBUTES.get(tag, ()) and name not in SILENT:
                yield name
            elif name == "href" and value.partition(":")[0].strip().lower() not in SCHEMES:
                yield f"href ({_shortened(value)})"
    if "<!--" in text:
        yield "<!-- -->"


def _shortened(address: str) -> str:
    kind, _, rest = address.partition(",")
    return f"{kind[:40]}…" if address.startswith("data:") and rest else address[-80:]


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """Return HTML of the allowed tags only, and the names of what was taken out."""
    if "<" not in text and "&" not in text:
        return text, ()
    clean = _cleaner.clean(text).strip()
    if clean == text.strip():
        return clean, ()
    return clean, tuple(_unfit(text))


def removed_note(names: Iterable[str]) -> dict[str, object]:
    """Return the values for REMOVED, each thing named once."""
    return {"what": ", ".join(dict.fromkeys(names))[:600]}


def typed(said: Said) -> str:
    """Return a text that people type, which has no form: one line, without tags."""
    return " ".join(words_of(said.text, _settled(said)).split())


def unwrapped(text: str, form: str) -> str:
    """Return a text without the line breaks of its source; in HTML and Markdown they stay."""
    if form in (HTML, MARKDOWN):
        return text.strip()
    return " ".join(line for each in text.split("\n") if (line := each.strip()))
