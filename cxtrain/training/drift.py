"""Lessons of which one language was changed and the other was not: they may no longer say the same. Pure."""

import re
from collections.abc import Iterator

from cxtrain.roleplay.drift import ONLY_CHINESE, ONLY_ENGLISH
from cxtrain.training.lesson import Texts
from cxtrain.web.documents import Fault, Place, warning_at

PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
TOP = Place(1, 1)


def drifted(now: Texts, before: Texts) -> Iterator[tuple[str, Fault]]:
    """Yield the language that was left behind ("zh" or "en"), and a warning at its paragraph.

    Paragraphs are held against each other where all four texts have as many; else the texts as wholes.
    """
    parts = [_paragraphs(text) for text in (now.zh, now.en, before.zh, before.en)]
    if len({len(part) for part in parts}) > 1:
        parts = [[(TOP, _folded(text))] for text in (now.zh, now.en, before.zh, before.en)]
    for (at_zh, zh), (at_en, en), (_, was_zh), (_, was_en) in zip(*parts, strict=True):
        if zh != was_zh and en == was_en:
            yield "en", warning_at(at_en, ONLY_CHINESE)
        elif en != was_en and zh == was_zh:
            yield "zh", warning_at(at_zh, ONLY_ENGLISH)


def _paragraphs(text: str) -> list[tuple[Place, str]]:
    return [(Place(text.count("\n", 0, found.start()) + 1, 1), _folded(found[0])) for found in PARAGRAPH.finditer(text)]


def _folded(text: str) -> str:
    return " ".join(text.split())
