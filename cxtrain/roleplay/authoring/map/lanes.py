"""How roads that lead back up run: around the other scenes, in lanes at either side of the map. Pure.

All roads to one scene share a lane on their side, as near to the boxes as what lies between their rows lets it come.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cxtrain.roleplay.authoring.map.drawing import Box
from cxtrain.roleplay.authoring.map.layers import Road

FIRST = 24  # from the outermost box to the first lane
STEP = 12  # from lane to lane
TRACKS = 3  # roads beside each other between two rows; further ones lie over them
IN, OUT = 18, 30  # below a box's upper border: where a road comes in from the side, and where it leaves
BEFORE, AFTER, APART = 16, 10, 6  # between rows: above the box it comes to, below the one it leaves, between two tracks
ASIDE = 24  # from the middle of the box that a road comes to from above

Side: TypeAlias = Literal["left", "right"]
Point: TypeAlias = tuple[int, int]
Reach: TypeAlias = tuple[int, int]  # the first and the last of the rows that a lane passes


@dataclass(frozen=True)
class Lane:
    """Where roads to one scene run up, and which track they take between two rows."""

    x: int
    track: int


@dataclass(frozen=True)
class Edge:
    """One side of the map: by row, where it ends there, and which boxes have nothing between them and it."""

    ends: Sequence[int]
    outward: Literal[-1, 1]  # the sign of x towards the outside
    open: frozenset[str]

    def border(self, box: Box) -> int:
        """Return where `box` ends on this side."""
        return box.right if self.outward > 0 else box.x

    def along(self, reach: Reach) -> int:
        """Return where the outermost of these rows ends."""
        return max(self.ends[reach[0] : reach[1] + 1], key=lambda end: end * self.outward)

    def toll(self, source: Box, target: Box) -> int:
        """Return how far a road from box to box has to go on this side; a way between two rows counts more."""
        lane = self.along((target.layer, source.layer))
        return sum(abs(lane - box.centre) + (0 if box.id in self.open else 4 * box.width) for box in (source, target))


@dataclass(frozen=True)
class Lanes:
    """Which side each road takes, and by side and scene the lane that leads there."""

    edges: Mapping[Side, Edge]
    sides: Mapping[Road, Side]
    lanes: Mapping[tuple[Side, str], Lane]

    def is_below(self, road: Road) -> bool:
        """Whether the road leaves its scene by the lower border."""
        return road not in self.sides or road[0] not in self.edges[self.sides[road]].open

    def way(self, source: Box, target: Box, port: int) -> list[Point]:
        """Return the corners of the way from box to box; `port` is where it leaves the lower border if it does."""
        side = self.sides[source.id, target.id]
        edge, lane = self.edges[side], self.lanes[side, target.id]
        if source.id in edge.open:
            way = [(edge.border(source), source.y + OUT), (lane.x, source.y + OUT)]
        else:
            below = source.bottom + AFTER + APART * lane.track
            way = [(port, source.bottom), (port, below), (lane.x, below)]
        if target.id in edge.open:
            return [*way, (lane.x, target.y + IN), (edge.border(target), target.y + IN)]
        above, x = target.y - BEFORE - APART * lane.track, target.centre + edge.outward * ASIDE
        return [*way, (lane.x, above), (x, above), (x, target.y)]


def lanes_of(roads: Iterable[Road], boxes: Mapping[str, Box], edges: Mapping[Side, Edge]) -> Lanes:
    """Return lanes for the roads that lead up; a road from a scene to itself needs none."""
    sides: dict[Road, Side] = {}
    reaches: dict[Side, dict[str, Reach]] = {side: {} for side in edges}
    for source, target in roads:
        if source != target:
            ends = boxes[source], boxes[target]
            side = min(edges, key=lambda one: edges[one].toll(*ends))
            sides[source, target] = side
            top, bottom = reaches[side].get(target, (ends[1].layer, 0))
            reaches[side][target] = top, max(bottom, ends[0].layer)
    placed = {(side, name): lane for side in edges for name, lane in _placed(reaches[side], edges[side])}
    return Lanes(edges, sides, placed)


def _placed(reaches: Mapping[str, Reach], edge: Edge) -> Iterator[tuple[str, Lane]]:
    """Give each lane its place outside the boxes and the shorter lanes that it passes."""
    taken: list[tuple[Reach, int]] = []
    for name in sorted(reaches, key=lambda name: reaches[name][1] - reaches[name][0]):
        top, bottom = reach = reaches[name]
        place = edge.along(reach) + edge.outward * FIRST
        for other in sorted(x * edge.outward for (first, last), x in taken if first <= bottom and top <= last):
            if abs(other - place * edge.outward) < STEP:
                place = (other + STEP) * edge.outward
        yield name, Lane(place, len(taken) % TRACKS)
        taken.append((reach, place))


def rounded(way: Sequence[Point], radius: int = 10) -> str:
    """Return an SVG path along level and upright stretches, its corners rounded."""
    parts = [f"M{way[0][0]} {way[0][1]}"]
    for before, corner, after in zip(way, way[1:], way[2:], strict=False):
        near, far = _towards(corner, before, radius), _towards(corner, after, radius)
        parts.append(f"L{near[0]} {near[1]}Q{corner[0]} {corner[1]} {far[0]} {far[1]}")
    return "".join([*parts, f"L{way[-1][0]} {way[-1][1]}"])


def _towards(corner: Point, other: Point, radius: int) -> Point:
    """Return the point `radius` from `corner` on the way to `other`, at most half of that way."""
    x, y = other[0] - corner[0], other[1] - corner[1]
    step = min(radius, max(abs(x), abs(y)) // 2)
    return corner[0] + step * ((x > 0) - (x < 0)), corner[1] + step * ((y > 0) - (y < 0))
