"""The map of a story: a box for each scene, in layers from the first one down, and a line for each road. Pure.

A layered drawing. Source: Sugiyama, Tagawa & Toda 1981, Methods for visual understanding of hierarchical system
structures, IEEE Transactions on Systems, Man, and Cybernetics 11(2), 109-125.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from cxtrain.roleplay.authoring.map.columns import columns
from cxtrain.roleplay.authoring.map.drawing import Band, Box, Map
from cxtrain.roleplay.authoring.map.lanes import Edge, Side, lanes_of
from cxtrain.roleplay.authoring.map.layers import Ranked, Roads, ranked
from cxtrain.roleplay.authoring.map.lines import Ground, lines_of
from cxtrain.roleplay.authoring.map.rows import Rows, in_rows

WIDTH, HEIGHT = 168, 60  # of a box
BESIDE, BETWEEN = 28, 56  # free between two boxes of a row, and between two rows
MARGIN = 36  # above and below there is room for roads, at the sides for what stands on a box's corner
HEADING = 48  # for a line of text above what is not reached
OVER = 60  # the band of what is not reached begins so far above its first row


def laid_out(start: str | None, scenes: Roads) -> Map:
    """Return the drawing of `scenes`: by id in the file's order, each with the ids its choices lead to, in order.

    Ids may be repeated or missing, and so may `start`. Equal facts give equal drawings.
    """
    ranks = ranked(start, scenes)
    rows = in_rows(ranks)
    at = columns(rows, WIDTH // 2, BESIDE)
    first = _ground(ranks, rows, at)
    ground = _ground(ranks, rows, [centre + MARGIN - first.span[0] for centre in at])
    counts = Counter((name, target) for name, targets in scenes.items() for target in targets)
    return Map(
        width=ground.span[1] + MARGIN,
        height=max((bottom for _, bottom in ground.levels), default=MARGIN) + MARGIN,
        boxes=tuple(ground.boxes[rows.names[point]] for row in rows.rows for point in row if point < len(rows.names)),
        lines=tuple(lines_of(counts, ground)),
        band=_band(ranks, len(rows.rows)),
    )


def _top(level: int, ranks: Ranked) -> int:
    """Return where a row begins."""
    return MARGIN + (HEIGHT + BETWEEN) * level + (HEADING if level >= ranks.reached_layers else 0)


def _ground(ranks: Ranked, rows: Rows, at: Sequence[int]) -> Ground:
    """Return the boxes, and the lanes around them, for points that stand `at` these places."""
    boxes: dict[str, Box] = {}
    levels = [(0, 0)] * len(at)
    for level, row in enumerate(rows.rows):
        top = _top(level, ranks)
        for point in row:
            levels[point] = top, top + HEIGHT
            if point < len(rows.names):
                name = rows.names[point]
                state = name in ranks.missing, name in ranks.reached
                boxes[name] = Box(name, at[point] - WIDTH // 2, top, WIDTH, HEIGHT, level, *state)
    edges: dict[Side, Edge] = {"right": _edge(rows, at, -1), "left": _edge(rows, at, 0)}
    return Ground(boxes, rows, at, levels, lanes_of(ranks.up, boxes, edges))


def _edge(rows: Rows, at: Sequence[int], place: Literal[0, -1]) -> Edge:
    """Return the left side (`place` 0) or the right side (-1) of the rows."""
    outermost = [row[place] for row in rows.rows]
    half = WIDTH // 2 if place else -WIDTH // 2
    ends = [at[point] + (half if point < len(rows.names) else 0) for point in outermost]
    open_boxes = frozenset(rows.names[point] for point in outermost if point < len(rows.names))
    return Edge(ends, 1 if place else -1, open_boxes)


def _band(ranks: Ranked, count: int) -> Band | None:
    """Return where the rows lie that are not reached, if there are any among the `count` rows."""
    if count == ranks.reached_layers:
        return None
    top = _top(ranks.reached_layers, ranks) - OVER
    return Band(top, _top(count - 1, ranks) + HEIGHT + MARGIN // 2 - top)
