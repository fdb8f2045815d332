"""Features as numbered points on a plane: Better against Worse, and the continuous plot. Pure; see web.charts for units."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxtrain.measures.intervals import Estimate
from cxtrain.measures.kano import ATTRACTIVE, INDIFFERENT, MIDDLE, MUST_BE, ONE_DIMENSIONAL
from cxtrain.voices.kano.results import Reading
from cxtrain.voices.kano.study import CATEGORIES
from cxtrain.web.charts import Frame, Tick, axis
from cxtrain.web.scales import Point, Scale, scale

SIZE = 360.0
DIGIT, HEIGHT, DOT = 8, 12, 5  # how wide a character is drawn at most, how high, and a point's radius
BESIDE = ((9, 4, "start"), (-9, 4, "end"), (0, -9, "middle"), (0, 18, "middle"), (9, -7, "start"), (-9, 16, "end"))
CORNERS = (ATTRACTIVE, ONE_DIMENSIONAL, INDIFFERENT, MUST_BE)  # above left, above right, below left, below right


@dataclass(frozen=True)
class Dot:
    """One feature: where it stands, how far its intervals reach, and where its number is written."""

    number: str
    label: str
    x: float
    y: float
    across: Point | None  # the interval's ends along x
    up: Point | None  # and along y
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True)
class Corner:
    """What a quarter of the plane means: an English word for the catalogue, and where it is written."""

    word: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Plane:
    """Points between two axes, with the lines that part the quarters."""

    frame: Frame
    dots: tuple[Dot, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    middle: Point
    corners: tuple[Corner, ...]


@dataclass(frozen=True)
class _Spot:
    number: int
    label: str
    x: Estimate
    y: Estimate


def coefficients(readings: Sequence[Reading], language: str) -> Plane | None:
    """Return Better (up) against Worse (to the right, 0 to -1); None where nothing can be drawn."""
    spots = [_Spot(number, reading.feature.name.in_(language), reading.kano.worse, reading.kano.better)
             for number, reading in enumerate(readings, 1) if reading.is_shown]
    return _plane(spots, across=(0.0, -1.0), up=(0.0, 1.0), middle=(-0.5, 0.5))


def continuous(readings: Sequence[Reading], language: str) -> Plane | None:
    """Return DuMouchel's plane: how much it is missed to the right, how much it pleases upwards, -2 to 4."""
    spots = [_Spot(number, reading.feature.name.in_(language), place.dysfunctional, place.functional)
             for number, reading in enumerate(readings, 1) if reading.is_shown and (place := reading.kano.continuous)]
    return _plane(spots, across=(-2.0, 4.0), up=(-2.0, 4.0), middle=(MIDDLE, MIDDLE))


def _plane(spots: Sequence[_Spot], *, across: Point, up: Point, middle: Point) -> Plane | None:
    frame = Frame(SIZE, SIZE, left=40, right=SIZE - 18, top=28, bottom=SIZE - 40)
    falling = across[0] > across[1]
    along = scale(*sorted(across), start=frame.right if falling else frame.left, stop=frame.left if falling else frame.right)
    rise = scale(*up, start=frame.bottom, stop=frame.top)
    drawn = [spot for spot in spots if spot.x.value is not None and spot.y.value is not None]
    if not drawn:
        return None
    cross = (along(middle[0]), rise(middle[1]))
    return Plane(frame, _dots(drawn, along, rise), axis(along, about=7, digits=1), axis(rise, about=7, digits=1), cross,
                 _corners(frame))


def _corners(frame: Frame) -> tuple[Corner, ...]:
    places = ((frame.left + 6, frame.top + 16, "start"), (frame.right - 6, frame.top + 16, "end"),
              (frame.left + 6, frame.bottom - 8, "start"), (frame.right - 6, frame.bottom - 8, "end"))
    return tuple(Corner(CATEGORIES[letter], *place) for letter, place in zip(CORNERS, places, strict=True))


def _dots(spots: Sequence[_Spot], along: Scale, rise: Scale) -> tuple[Dot, ...]:
    points = [(along(spot.x.value or 0.0), rise(spot.y.value or 0.0)) for spot in spots]
    taken: list[tuple[float, float, float, float]] = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points]
    dots = []
    for spot, (x, y) in zip(spots, points, strict=True):
        text = str(spot.number)
        boxes = [(_box(text, x + dx, y + dy, anchor), x + dx, y + dy, anchor) for dx, dy, anchor in BESIDE]
        free = (each for each in boxes if not any(_cover(each[0], other) for other in taken))
        box, text_x, text_y, anchor = next(free, boxes[0])
        taken.append(box)
        dots.append(Dot(text, spot.label, x, y, _ends(spot.x, along), _ends(spot.y, rise), round(text_x, 1), round(text_y, 1),
                        anchor))
    return tuple(dots)


def _box(text: str, x: float, y: float, anchor: str) -> tuple[float, float, float, float]:
    wide = DIGIT * len(text)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return left, y - HEIGHT, left + wide, y


def _cover(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _ends(estimate: Estimate, along: Scale) -> Point | None:
    if estimate.interval is None:
        return None
    return along(estimate.interval.low), along(estimate.interval.high)
