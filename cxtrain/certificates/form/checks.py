"""What may not stand on a form: words of the state, unrecorded assessments, unknown placeholders. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

from cxtrain.certificates.form.breaking import ems
from cxtrain.certificates.form.forbidden import state_words, unrecorded_words
from cxtrain.certificates.form.placeholders import strays, used
from cxtrain.certificates.form.sheet import FormSheet
from cxtrain.web.bilingual import N_

STATE = N_(
    'Line %(line)s, character %(place)s: "%(word)s" may not stand on a firm\'s certificate: it would look like one of the '
    "state. Only the firm's registered name may contain it.")
UNRECORDED = N_(
    'Line %(line)s, character %(place)s: write {assessed} instead of "%(word)s"; it names a practical assessment where one '
    "was recorded, and only there.")
STRAY = N_('Line %(line)s, character %(place)s: "%(word)s" is no placeholder. Those that may be used stand below the text.')
NAMELESS = N_("Nobody is named in this text: put {name} where the person's name belongs.")
BOTH = N_("Fill this in too: a certificate speaks both languages.")
TOO_WIDE = N_("This is too long for its place: at most %(most)s characters as wide as Chinese ones.")
TOO_LONG = N_("This text is too long for the paper, even in the smallest letters.")
BREAKS = N_("This takes at most %(most)s lines.")
MOST_TITLE, MOST_FIRM, MOST_LINES = 60, 80, 4
FIRM_LINES = 2
WIDEST = {"title_zh": 17, "firm_zh": 32}  # em, in the smallest letters
WIDEST_SIGNER = 10  # post and name, beneath one line


@dataclass(frozen=True)
class Fault:
    """What is wrong, in which field; `message` is English for the catalogue, with `facts` in it."""

    where: str  # name of the field
    message: str
    facts: dict[str, Any] = field(default_factory=dict)


def faults(sheet: FormSheet, registered: tuple[str, ...]) -> Iterator[Fault]:
    """Yield what is wrong with the words of `sheet`; `registered`: the firm's own names, which may say what they say."""
    for name, text in texts(sheet):
        yield from (_at(name, STATE, text, place, word) for place, word in state_words(text, registered))
        yield from (_at(name, UNRECORDED, text, place, word) for place, word in unrecorded_words(text))
    for name, text in (("text_zh", sheet.text.zh), ("text_en", sheet.text.en)):
        yield from (_at(name, STRAY, text, place, word) for place, word in strays(text))
        yield from _too_many_lines(name, text, MOST_LINES)
    for name, text in (("firm_zh", sheet.firm.zh), ("firm_en", sheet.firm.en)):
        yield from _too_many_lines(name, text, FIRM_LINES)
    yield from _too_wide(sheet)
    if sheet.text.en and "name" not in used(sheet.text.en):
        yield Fault("text_en", NAMELESS)
    for name, pair in (("title", sheet.title), ("firm", sheet.firm), ("text", sheet.text)):
        if bool(pair.zh) != bool(pair.en):
            yield Fault(f"{name}_{'en' if pair.zh else 'zh'}", BOTH)


def texts(sheet: FormSheet) -> Iterator[tuple[str, str]]:
    """Yield (field, text) of everything that is typed into a form."""
    for name, pair in (("title", sheet.title), ("text", sheet.text), ("firm", sheet.firm)):
        yield from ((f"{name}_zh", pair.zh), (f"{name}_en", pair.en))
    for part, signer in zip(("first", "second"), sheet.signers, strict=False):
        yield from ((f"{part}-name", signer.name), (f"{part}-post_zh", signer.post.zh), (f"{part}-post_en", signer.post.en))


def _at(name: str, message: str, text: str, place: int, word: str) -> Fault:
    before = text[:place]
    return Fault(name, message, {"line": before.count("\n") + 1, "place": place - (before.rfind("\n") + 1) + 1, "word": word})


def _too_wide(sheet: FormSheet) -> Iterator[Fault]:
    for name, text in texts(sheet):
        if ems(text) > WIDEST.get(name, inf):
            yield Fault(name, TOO_WIDE, {"most": WIDEST[name]})
    for part, signer in zip(("first", "second"), sheet.signers, strict=False):
        if ems(f"{signer.post.zh}　{signer.name}") > WIDEST_SIGNER + 1:
            yield Fault(f"{part}-post_zh", TOO_WIDE, {"most": WIDEST_SIGNER})


def _too_many_lines(name: str, text: str, most: int) -> Iterator[Fault]:
    if len(text.splitlines()) > most:
        yield Fault(name, BREAKS, {"most": most})
