"""How wide words are in the certificate's typeface, and lines broken so that no row is left nearly empty. Pure."""

import re
from collections.abc import Sequence
from itertools import accumulate

from cxtrain.certificates.form.placeholders import Run

Line = tuple[Run, ...]
NOT_FIRST, NOT_LAST = "，。、；：！？）》”】,.;:!?)", "（《“【(“"
GOOD = "，；。、,;"  # a row likes to end here
FAVOUR = 2.5  # em that a row may be uneven for the sake of such an end
PIECES = re.compile(r"[\u2e80-\uffff]|[^\u2e80-\uffff ]+ ?| ")


def ems(text: str) -> float:
    """Return about how wide `text` is set, in em. Measured on LXGW WenKai; a Chinese character has 1."""
    return sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter > "\u2e80":
        return 1.0
    if letter.isdigit():
        return 0.6
    if letter.isalpha():
        return 0.68 if letter.isupper() else 0.52
    return 0.4


def balanced(line: Line, most: float) -> tuple[Line, ...]:
    """Return `line` as one or more rows of much the same width, none wider than about `most` em."""
    pieces = [piece for run in line for piece in ([run] if run.together else map(Run, PIECES.findall(run.text)))]
    ends = list(accumulate(ems(piece.text) for piece in pieces))
    if not ends or ends[-1] <= most:
        return (line,)
    count = int(ends[-1] // most) + 1
    cuts = [_cut(pieces, ends, ends[-1] * row / count) for row in range(1, count)]
    edges = [0, *sorted({cut for cut in cuts if cut}), len(pieces)]
    return tuple(_joined(pieces[start:end]) for start, end in zip(edges, edges[1:], strict=False))


def _cut(pieces: Sequence[Run], ends: Sequence[float], wish: float) -> int:
    """Return before which piece to break so that the row ends nearest to `wish` em; 0 where no break is good."""
    fit = [place for place in range(1, len(pieces)) if _may_break(pieces[place - 1].text, pieces[place].text)]
    return min(fit, default=0, key=lambda place: abs(ends[place - 1] - wish) - FAVOUR * (pieces[place - 1].text[-1] in GOOD))


def _may_break(before: str, after: str) -> bool:
    if before[-1] in NOT_LAST or after[0] in NOT_FIRST:
        return False
    return before.endswith(" ") or before[-1] > "\u2e80" or after[0] > "\u2e80"


def _joined(pieces: Sequence[Run]) -> Line:
    """Return pieces as runs again, plain neighbours joined, without blanks at the ends."""
    runs: list[Run] = []
    for piece in pieces:
        if runs and not (runs[-1].together or piece.together):
            runs[-1] = Run(runs[-1].text + piece.text)
        else:
            runs.append(piece)
    if runs:
        runs[-1] = Run(runs[-1].text.rstrip(" "), runs[-1].together)
        runs[0] = Run(runs[0].text.lstrip(" "), runs[0].together)
    return tuple(runs)
