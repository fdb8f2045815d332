"""The certificate's border: interlaced hairlines as on banknotes, computed. Pure; lengths in millimetres.

A band is one bead repeated, so that the drawing stays small; strands leave a bead at the heights where they enter the
next. Curves are cubic Bézier pieces through exact points with exact slopes (Hermite form).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, pi, sin

TEAL, BRASS = "#0f5f58", "#a98543"
HAIR, RULE = 0.12, 0.3
Curve = Callable[[float], tuple[float, float]]  # 0..1 to a point
STEP = 1e-5  # Of the curve's parameter, for slopes; far below what a printer resolves.


@dataclass(frozen=True)
class Stroke:
    """Lines of one colour and width, as one SVG path."""

    color: str
    width: float
    path: str


@dataclass(frozen=True)
class Placement:
    """Where a copy of a bead or rosette stands, turned by `turn` degrees."""

    x: float
    y: float
    turn: int = 0


@dataclass(frozen=True)
class Border:
    """A sheet's border: what a bead and a rosette look like, where each stands, and the rules along them."""

    width: float
    height: float
    clearing: float  # radius of the white disc beneath a rosette
    bead: tuple[Stroke, ...]
    rosette: tuple[Stroke, ...]
    beads: tuple[Placement, ...]
    rosettes: tuple[Placement, ...]
    rules: tuple[Stroke, ...]


ROOM, PITCH = 10.2, 8.7  # A rosette keeps 10.2 clear on either side; a bead wants 8.7.


def border(
    width: float = 297, height: float = 210, *, inset: float = 16.5, main: str = TEAL, second: str = BRASS
) -> Border:
    """Return the border of a sheet in two colours, its bands' centre lines `inset` from the edge.

    Raises:
        ValueError: the sheet is too small for rosettes and at least one bead on each side.
    """
    xs, ys = _starts(width, inset), _starts(height, inset)
    if not (xs and ys):
        raise ValueError("the sheet is too small for this border")
    beads = [Placement(x, y) for x in xs for y in (inset, height - inset)]
    beads += [Placement(x, y, 90) for y in ys for x in (inset, width - inset)]
    return Border(
        width=width,
        height=height,
        clearing=ROOM + 0.2,
        bead=_bead_strokes(main, second),
        rosette=_rosette_strokes(main, second),
        beads=tuple(beads),
        rosettes=tuple(Placement(x, y) for x in (inset, width - inset) for y in (inset, height - inset)),
        rules=_rules(width, height, inset, second),
    )


def _bead_strokes(main: str, second: str) -> tuple[Stroke, ...]:
    return (
        Stroke(second, HAIR, bead(PITCH, 2.2, strands=4, waist=1)),
        Stroke(main, HAIR, bead(PITCH, 3.9, strands=14)),
    )


def _rosette_strokes(main: str, second: str) -> tuple[Stroke, ...]:
    return (
        Stroke(main, HAIR, rosette(10, depth=0.4, petals=9, strands=10)),
        Stroke(second, HAIR, rosette(4.4, depth=0.3, petals=9, strands=5)),
        Stroke(second, 0.35, rosette(0.8, depth=0, petals=1, strands=1)),
    )


def _rules(width: float, height: float, inset: float, color: str) -> tuple[Stroke, ...]:
    return (
        Stroke(color, RULE, _rectangle(width, height, inset - 6.3)),
        Stroke(color, HAIR, _rectangle(width, height, inset - 7)),
        Stroke(color, HAIR, _notched(width, height, inset + 6.1, 6)),
    )


def bead(length: float, swell: float, *, strands: int, waist: float = 0.1) -> str:
    """Return the strands of one bead from (0, 0) to (length, 0), evenly spaced in phase.

    Args:
        swell: half its height, in the middle.
        waist: its height at the ends, as a share of the middle's.
    """

    def strand(phase: float) -> Curve:
        def at(u: float) -> tuple[float, float]:
            height = swell * (waist + (1 - waist) * (1 - cos(2 * pi * u)) / 2)
            return length * u, height * cos(2 * pi * u + phase)

        return at

    return "".join(trace(strand(2 * pi * (index + 0.5) / strands), pieces=6) for index in range(strands))


def rosette(radius: float, *, depth: float, petals: int, strands: int) -> str:
    """Return closed wavy circles within `radius`, their waves `depth` of it deep, turned against one another."""

    def strand(phase: float) -> Curve:
        def at(u: float) -> tuple[float, float]:
            distance = radius * (1 - depth + depth * cos(2 * pi * petals * u + phase))
            return distance * cos(2 * pi * u), distance * sin(2 * pi * u)

        return at

    pieces = max(8, 6 * petals)
    return "".join(trace(strand(2 * pi * index / strands), pieces=pieces) + "Z" for index in range(strands))


def flourish(length: float, swell: float) -> str:
    """Return a braid that tapers to nothing at both ends, centred on (0, 0): the ornament beneath a title."""

    def strand(phase: float) -> Curve:
        def at(u: float) -> tuple[float, float]:
            return length * (u - 0.5), swell * sin(pi * u) ** 2 * cos(8 * pi * (u - 0.5) + phase)

        return at

    return "".join(trace(strand(2 * pi * index / 6), pieces=24) for index in range(6))


def trace(curve: Curve, *, pieces: int) -> str:
    """Return the SVG path of `curve` in `pieces` cubic pieces, to a hundredth of a millimetre."""
    knots = [_knot(curve, index / pieces, 1 / pieces) for index in range(pieces + 1)]
    path = [f"M{_pair(knots[0][:2])}"]
    for (x0, y0, dx0, dy0), (x1, y1, dx1, dy1) in zip(knots, knots[1:], strict=False):
        path.append("C" + " ".join(_pair(p) for p in ((x0 + dx0, y0 + dy0), (x1 - dx1, y1 - dy1), (x1, y1))))
    return "".join(path)


def _knot(curve: Curve, u: float, share: float) -> tuple[float, float, float, float]:
    """Return the point at `u` and a third of its slope over a piece of length `share`."""
    (x, y), (x0, y0), (x1, y1) = curve(u), curve(u - STEP), curve(u + STEP)
    third = share / 3 / (2 * STEP)
    return x, y, (x1 - x0) * third, (y1 - y0) * third


def _pair(point: Iterable[float]) -> str:
    return " ".join(f"{round(value, 2) + 0.0:g}" for value in point)


def _starts(side: float, inset: float) -> list[float]:
    """Return where each bead along a side begins: as many as fit, the band centred between the rosettes."""
    length = side - 2 * inset
    count = int((length - 2 * ROOM) / PITCH + 0.5)
    first = inset + (length - count * PITCH) / 2
    return [round(first + index * PITCH, 2) for index in range(count)]


def _rectangle(width: float, height: float, inset: float) -> str:
    w, h = round(width - 2 * inset, 2), round(height - 2 * inset, 2)
    return f"M{inset:g} {inset:g}h{w:g}v{h:g}h{-w:g}z"


def _notched(width: float, height: float, inset: float, notch: float) -> str:
    """Return a rectangle whose corners are cut by quarter circles, which make way for the rosettes."""
    w, h = round(width - 2 * inset - 2 * notch, 2), round(height - 2 * inset - 2 * notch, 2)
    arc = f"a{notch:g} {notch:g} 0 0 0 "
    corners = [f"{notch:g} {notch:g}", f"{-notch:g} {notch:g}", f"{-notch:g} {-notch:g}", f"{notch:g} {-notch:g}"]
    sides = [f"h{w:g}", f"v{h:g}", f"h{-w:g}", f"v{-h:g}"]
    return f"M{inset + notch:g} {inset:g}" + "".join(s + arc + c for s, c in zip(sides, corners, strict=True)) + "z"
