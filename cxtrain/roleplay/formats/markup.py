"""The text of a passage: its links, the macros of story formats that we do not run, and the words that remain. Pure.

Links are those of Twine 2: [[to]], [[words->to]], [[to<-words]], [[words|to]], with or without a setter [..][$a to 1].
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINK = r"\[\[(?P<link>[^\n]{0,2000}?)\](?:\[(?P<setter>[^\n\]]{0,2000})\])?\]"
SUGARCUBE = r"<<(?P<sugarcube>(?:[^>]|>(?!>)){0,4000})>>"
SNOWMAN = r"<%(?P<snowman>.{0,8000}?)%>"
CHAPBOOK = r"\{(?P<chapbook>[^{}\n]{0,2000})\}"
HARLOWE = r"\((?P<harlowe>[A-Za-z][\w-]*):"
# Each is bounded, so that a hostile file costs no more than its length.
MODIFIER = (
    r"^[ \t]*\[(?P<modifier>(?:if|unless|else|ifalways|ifnever|continued?|cont'?d?|after|align|append|note|javascript|css)"
    r"\b[^\]\n]{0,2000})\][ \t]*$"
)
TOKEN = re.compile("|".join((LINK, SUGARCUBE, SNOWMAN, CHAPBOOK, HARLOWE, MODIFIER)), re.S | re.M | re.I)
OPENING = re.compile(r"\[\[|<<|<%|\{|\([A-Za-z]|^[ \t]*\[", re.M)
CLOSING = {"[[": "]", "<<": ">>", "<%": "%>"}
VARIABLES = re.compile(r"\A(?:[^\n:]+:[^\n]*\n|[ \t]*\n)+--[ \t]*(?:\n|\Z)")
HARLOWE_NAMES = frozenset(
    "set put move if unless else-if elseif else for loop either cond nth print display show hide rerun link link-goto "
    "link-reveal link-repeat link-rerun link-show link-undo link-replace link-reveal-goto link-fullscreen link-storylet "
    "click click-goto click-replace click-append click-prepend click-undo mouseover mouseout go-to goto undo redirect "
    "text-style text-colour text-color colour color background bg font align transition t8n transition-time hook live "
    "stop event after more alert prompt confirm input input-box force-input checkbox dropdown cycling-link seq-link meter "
    "replace append prepend enchant change css random random-choice shuffled a array dm datamap ds dataset num text "
    "str string history visited passage passages save-game load-game savegame loadgame storylet open-storylets macro "
    "output data dialog columns box float-box icon-undo icon-redo stylechanger hover-style verbatim unpack forget-undos "
    "restart reload goto-url open-url page-url scroll".split()
)


@dataclass(frozen=True)
class Link:
    """A way on as it is written."""

    words: str
    target: str


@dataclass(frozen=True)
class Marked:
    """What a passage's text holds."""

    words: str  # what remains without links and macros
    links: tuple[Link, ...]
    macros: tuple[str, ...]  # as they are written, shortened


def link_of(inside: str) -> Link:
    """Return the link that stands between double brackets."""
    for mark, words_first, rightmost in (("->", True, True), ("<-", False, False), ("|", True, True)):
        if mark in inside:
            left, _, right = inside.rpartition(mark) if rightmost else inside.partition(mark)
            words, target = (left, right) if words_first else (right, left)
            return Link(words.strip() or target.strip(), target.strip())
    return Link(inside.strip(), inside.strip())


def marked(text: str, story_format: str = "") -> Marked:
    """Return the links, macros and remaining words of a passage, for the story format it was written for."""
    form = story_format.lower()
    macros: list[str] = []
    if form in ("", "chapbook") and (section := VARIABLES.match(text)):
        macros += [line.strip() for line in section[0].splitlines() if line.strip(" \t-")]
        text = text[section.end() :]
    links, words, at = [], [], 0
    for start, end, token in _tokens(text, form):
        words.append(text[at:start])
        at = end
        if isinstance(token, Link):
            links.append(token)
        else:
            macros.append(token)
    return Marked("".join([*words, text[at:]]), tuple(links), tuple(" ".join(macro.split())[:80] for macro in macros))


def _tokens(text: str, form: str) -> Iterator[tuple[int, int, Link | str]]:
    at = 0
    while opening := OPENING.search(text, at):
        match = TOKEN.match(text, opening.start()) if _may_close(text, opening) else None
        if match is None:
            at = opening.start() + 1
            continue
        kind, end = match.lastgroup or "", match.end()
        if match["link"] is not None:
            yield match.start(), end, link_of(match["link"])
            if match["setter"] is not None:
                yield end, end, f"[{match['setter']}]"
        elif _is_macro(match, kind, form):
            end = _closed(text, match.start()) if kind == "harlowe" else end
            yield match.start(), end, text[match.start() : end]
        else:
            end = match.start() + 1
        at = end


def _may_close(text: str, opening: re.Match[str]) -> bool:
    """Whether what is opened may be closed at all; to find out is cheap, and to match in vain is not."""
    closing = CLOSING.get(opening[0])
    return closing is None or text.find(closing, opening.end(), opening.end() + 8000) >= 0


def _is_macro(match: re.Match[str], kind: str, form: str) -> bool:
    """Whether what looks like a macro is one in this story format; in prose, brackets are only brackets."""
    if kind == "harlowe":
        return form == "harlowe" or (not form and match["harlowe"].lower() in HARLOWE_NAMES)
    if kind in ("chapbook", "modifier"):
        return form in ("", "chapbook")
    return True


def _closed(text: str, start: int) -> int:
    """Return where the bracket opened at `start` is closed, quotations left out; the end of its line where it never is."""
    depth, quote = 0, ""
    for at in range(start, min(len(text), start + 8000)):
        letter = text[at]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and depth:
            quote = letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
            if not depth:
                return at + 1
    line = text.find("\n", start)
    return len(text) if line < 0 else line
