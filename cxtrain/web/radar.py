"""A radar of dimensions, for paper: one's, the standard, and others in grey. Pure; see charts for units and colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import cos, pi, sin

from cxtrain.web.charts import TONES, Reading, Row, row
from cxtrain.web.scales import Point, Scale, number, scale, ticks

RADIUS, SIDE, TOP = 100, 110, 40  # of the outer ring; room for the labels beside and above it
TEXT_GAP = 14  # from the outer ring to a label


@dataclass(frozen=True)
class Spoke:
    """One axis: where its ring ends, and its label with the value and n below it."""

    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str
    label: str
    text: str
    n: int | None
    color: str
    dot: Point


@dataclass(frozen=True)
class Radar:
    """The drawing: closed paths of the rings, the standard, the others and the values; and the rows of the table beside it."""

    width: float
    height: float
    centre: Point
    rings: tuple[tuple[str, float, str], ...]  # path, y of its number, number
    spokes: tuple[Spoke, ...]
    value: str
    standard: str
    reference: str
    rows: tuple[Row, ...]


def radar(readings: Sequence[Reading], *, low: float, high: float) -> Radar | None:
    """Return the radar of three or more readings, the first at the top and on clockwise; None where a value is missing.

    The centre is `low`. A standard or reference is drawn where every reading has one.

    Raises:
        ValueError: the ends are no range.
    """
    if len(readings) < 3 or any(each.value is None for each in readings):
        return None
    outwards, centre = scale(low, high, start=0, stop=RADIUS), (float(SIDE + RADIUS), float(TOP + RADIUS))
    angles = [2 * pi * index / len(readings) for index in range(len(readings))]
    marks = ticks(low, high, about=7)[1:]
    shape = partial(_shape, centre, angles, outwards)
    return Radar(
        2 * (SIDE + RADIUS), 2 * (TOP + RADIUS), centre,
        tuple((shape([mark] * len(angles)), centre[1] - outwards(mark), number(mark, 0)) for mark in marks),
        tuple(_spoke(each, centre, angle, _at(centre, angle, outwards(each.value or low)))
              for each, angle in zip(readings, angles, strict=True)),
        shape([each.value for each in readings]), shape([each.standard for each in readings]),
        shape([each.reference for each in readings]), tuple(row(each) for each in readings))


def _shape(centre: Point, angles: Sequence[float], outwards: Scale, values: Sequence[float | None]) -> str:
    """Return the path through the values, or nothing where one is missing."""
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return ""
    return closed([_at(centre, angle, outwards(value)) for angle, value in zip(angles, known, strict=True)])


def closed(points: Sequence[Point]) -> str:
    """Return the closed SVG path through `points`."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _at(centre: Point, angle: float, distance: float) -> Point:
    return round(centre[0] + distance * sin(angle), 1), round(centre[1] - distance * cos(angle), 1)


def _spoke(each: Reading, centre: Point, angle: float, dot: Point) -> Spoke:
    (x, y), (text_x, text_y) = _at(centre, angle, RADIUS), _at(centre, angle, RADIUS + TEXT_GAP)
    anchor = "middle" if abs(sin(angle)) < 0.1 else "start" if sin(angle) > 0 else "end"
    lift = -12 if cos(angle) > 0.9 else 8 if cos(angle) < -0.5 else 0
    return Spoke(x, y, text_x, text_y + lift, anchor, each.label, number(each.value), each.n, TONES[each.tone], dot)
