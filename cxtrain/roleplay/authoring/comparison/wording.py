"""Two versions of a text, and which of their words are not the same. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"[^\W\d_\u2e80-\u9fff]+|\d+|\s+|.", re.DOTALL)  # a Latin word is one, and so is each Chinese character
ALIKE = 0.5  # of the words must have stayed; of texts less alike than that everything counts as changed
LONGEST = 4_000  # words; longer texts are shown whole


@dataclass(frozen=True)
class Piece:
    """A stretch of a text."""

    text: str
    is_changed: bool


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces: what only one of them has is changed."""
    former, later = WORD.findall(before), WORD.findall(after)
    if len(former) + len(later) > LONGEST:
        return (Piece(before, True),), (Piece(after, True),)
    matcher = SequenceMatcher(None, former, later, autojunk=False)
    if matcher.ratio() < ALIKE:
        return (Piece(before, True),), (Piece(after, True),)
    steps = matcher.get_opcodes()
    return (
        tuple(Piece("".join(former[start:end]), tag != "equal") for tag, start, end, _, _ in steps if end > start),
        tuple(Piece("".join(later[start:end]), tag != "equal") for tag, _, _, start, end in steps if end > start),
    )
