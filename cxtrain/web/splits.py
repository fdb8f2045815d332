"""One bar that is split by answers, from the worst to the best. Pure; see charts for units and colours."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxtrain.web.charts import HEAT
from cxtrain.web.scales import number

WIDTH, HEIGHT = 360.0, 34.0
DIGIT, AIR = 8, 8  # how wide a character is drawn, and the room beside a text
_SHADES = ("below-3", "below-2", "below-1", "level", "above-1", "above-2", "above-3")
_OF = {3: (0, 3, 6), 5: (0, 2, 3, 4, 6), 7: tuple(range(7))}  # which shades, by how many pieces


@dataclass(frozen=True)
class Piece:
    """One answer: its share 0..1, where it stands, and the text in it, empty where it does not fit."""

    label: str
    n: int
    share: float
    percent: str
    x: float
    width: float
    text: str
    shade: str
    color: str


@dataclass(frozen=True)
class Split:
    """The bar."""

    width: float
    height: float
    n: int
    pieces: tuple[Piece, ...]


def split(counts: Sequence[tuple[str, int]], *, width: float = WIDTH) -> Split:
    """Return the bar of three, five or seven kinds of answers, the worst first.

    Raises:
        ValueError: there are other than three, five or seven, or nobody answered.
    """
    if len(counts) not in _OF or not sum(n for _, n in counts):
        raise ValueError("a split bar needs three, five or seven kinds of answers, and at least one answer")
    whole, pieces, x = sum(n for _, n in counts), list[Piece](), 0.0
    for (label, n), shade in zip(counts, _OF[len(counts)], strict=True):
        end = width * (sum(each.n for each in pieces) + n) / whole
        percent = f"{number(100 * n / whole, 0)} %"
        name = f"heat-{_SHADES[shade]}" if shade != 3 else "heat-level"
        fits = end - x >= DIGIT * len(percent) + AIR
        pieces.append(Piece(label, n, n / whole, percent, round(x, 1), round(end - x, 1), percent if fits else "", name,
                            HEAT[name]))
        x = end
    return Split(width, HEIGHT, whole, tuple(pieces))
