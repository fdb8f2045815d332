"""The lines of a map: down through the gaps between rows, back up by a lane, or a small arc to the scene itself. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cxtrain.roleplay.authoring.map.drawing import Box, Line
from cxtrain.roleplay.authoring.map.lanes import Lanes, rounded
from cxtrain.roleplay.authoring.map.layers import Road
from cxtrain.roleplay.authoring.map.rows import Rows

PORTS = 24  # between two roads that leave a box below, where there is room
INSET = 24  # from a box's corners to the first and the last of them


@dataclass(frozen=True)
class Ground:
    """What lines are drawn over."""

    boxes: Mapping[str, Box]
    rows: Rows
    at: Sequence[int]  # by point: where from side to side
    levels: Sequence[tuple[int, int]]  # by point: where its row begins and ends
    lanes: Lanes

    @property
    def span(self) -> tuple[int, int]:
        """How far to the left and to the right anything lies."""
        edges = self.lanes.edges
        lanes = [lane.x for lane in self.lanes.lanes.values()]
        return (
            min([*edges["left"].ends, *lanes], default=0),
            max([*edges["right"].ends, *lanes], default=0),
        )


def lines_of(counts: Mapping[Road, int], ground: Ground) -> Iterator[Line]:
    """Yield a line for each road, with the count of ways on that it stands for."""
    ports = _ports(counts, ground)
    for road, count in counts.items():
        way = ground.rows.ways.get(road)
        if way:
            d = _down(way, ports[road], ground)
        elif road[0] == road[1]:
            d = _arc(ground.boxes[road[0]])
        else:
            ends = ground.boxes[road[0]], ground.boxes[road[1]]
            d = rounded(ground.lanes.way(*ends, ports.get(road, 0)))
        yield Line(*road, d, way is None, count)


def _ports(roads: Iterable[Road], ground: Ground) -> dict[Road, int]:
    """Return where each road leaves the lower border of its box: those to the lanes outside, the others in their order."""
    leaving: dict[str, list[tuple[int, int, Road]]] = {}
    for road in roads:
        way = ground.rows.ways.get(road)
        if way:
            leaving.setdefault(road[0], []).append((0, ground.at[way[1]], road))
        elif road[0] != road[1] and ground.lanes.is_below(road):
            outward = ground.lanes.edges[ground.lanes.sides[road]].outward
            leaving.setdefault(road[0], []).append((outward, 0, road))
    return {road: port for name, exits in leaving.items() for road, port in _spread(ground.boxes[name], sorted(exits))}


def _spread(box: Box, exits: Sequence[tuple[int, int, Road]]) -> Iterator[tuple[Road, int]]:
    """Yield where each road leaves: side by side, and what leads straight down in the middle."""
    last = len(exits) - 1
    straight = next((number for number, (out, to, _) in enumerate(exits) if not out and to == box.centre), last / 2)
    room = box.width // 2 - INSET
    step = min(PORTS, int(room / max(straight, last - straight, 0.5)))
    for number, (_, _, road) in enumerate(exits):
        yield road, box.centre + int((number - straight) * step)


def _down(way: Sequence[int], port: int, ground: Ground) -> str:
    """Return a path from a box's lower border to the middle of another's upper one, bent between rows only."""
    x, y = port, ground.levels[way[0]][1]
    parts = [f"M{x} {y}"]
    for point in way[1:]:
        (top, bottom), to = ground.levels[point], ground.at[point]
        if to != x:
            parts.append(f"C{x} {(y + top) // 2} {to} {(y + top) // 2} {to} {top}")
        is_end = point == way[-1]
        if to == x or not is_end:
            parts.append(f"V{top if is_end else bottom}")
        x, y = to, bottom
    return "".join(parts)


def _arc(box: Box) -> str:
    return f"M{box.right} {box.y + 54}c24 4 24 -24 0 -18"
