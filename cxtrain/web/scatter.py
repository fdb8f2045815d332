"""Points on a plane with the intervals of both their numbers, and two lines that make four quarters. Pure; see charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxtrain.web.charts import Frame, Tick, axis
from cxtrain.web.scales import Point, Scale, scale

WIDTH, HEIGHT = 360.0, 340.0
CLEAR = 20  # how far apart the numbers of two points must stand to be read


@dataclass(frozen=True)
class Spot:
    """One thing: its two numbers with their intervals, and whether its quarter is open."""

    label: str
    x: float
    y: float
    x_ends: Point | None = None
    y_ends: Point | None = None
    undecided: bool = False


@dataclass(frozen=True)
class Drawn:
    """A spot as drawn, with its number in the list beside the drawing."""

    number: str
    label: str
    x: float
    y: float
    x_whisker: Point | None
    y_whisker: Point | None
    text_x: float
    text_y: float
    undecided: bool


@dataclass(frozen=True)
class Scatter:
    """The drawing. `across` is the y of the level line, `upright` the x of the other."""

    frame: Frame
    across: float
    upright: float
    spots: tuple[Drawn, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


def scatter(spots: Sequence[Spot], *, lines: Point, ends: Point = (1, 7), width: float = WIDTH) -> Scatter:
    """Return the drawing of `spots`, numbered from 1 in their order.

    Args:
        spots: at least one.
        lines: the x of the upright line, and the y of the level one.
        ends: of both scales; the axes show what is needed of them.

    Raises:
        ValueError: there are no spots.
    """
    if not spots:
        raise ValueError("a plane needs at least one spot")
    frame = Frame(width, HEIGHT, left=34, right=width - 12, top=26, bottom=HEIGHT - 44)
    across = scale(*_reach([(each.x, each.x_ends) for each in spots], lines[0], ends), start=frame.left, stop=frame.right)
    up = scale(*_reach([(each.y, each.y_ends) for each in spots], lines[1], ends), start=frame.bottom, stop=frame.top)
    drawn: list[Drawn] = []
    for number, each in enumerate(spots, 1):
        drawn.append(_drawn(str(number), each, (across, up), drawn))
    return Scatter(frame, up(lines[1]), across(lines[0]), tuple(drawn), axis(across, about=6, digits=1),
                   axis(up, about=6, digits=1))


def _reach(numbers: Sequence[tuple[float, Point | None]], line: float, ends: Point) -> Point:
    """Return round ends of an axis that hold all numbers and the line, with half a unit of air, within the scale."""
    values = [line, *(value for number, both in numbers for value in (number, *(both or ())))]
    low, high = max(ends[0], (min(values) - .25) // .5 * .5), min(ends[1], -(-(max(values) + .25) // .5) * .5)
    return (low, high) if low < high else ends


def _drawn(number: str, spot: Spot, scales: tuple[Scale, Scale], before: Sequence[Drawn]) -> Drawn:
    x, y = scales[0](spot.x), scales[1](spot.y)
    places = [(x + dx, y + dy) for dx, dy in ((10, -8), (-10, -8), (10, 16), (-10, 16))]
    free = [place for place in places if all(abs(place[0] - other.text_x) + abs(place[1] - other.text_y) >= CLEAR
                                             for other in before)]
    at = (free or places)[0]
    return Drawn(number, spot.label, x, y, _ends(spot.x_ends, scales[0]), _ends(spot.y_ends, scales[1]), round(at[0], 1),
                 round(at[1], 1), spot.undecided)


def _ends(ends: Point | None, along: Scale) -> Point | None:
    return None if ends is None else (along(ends[0]), along(ends[1]))
