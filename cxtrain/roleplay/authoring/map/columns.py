"""Where the points of each row stand from side to side: as straight below each other as their order lets them. Pure.

Each row in turn comes as near as can be (weighted least squares) to what it is bound to: with the distances taken off,
that is isotonic regression, solved by pooling neighbours that would overlap (Barlow, Bartholomew, Bremner & Brunk 1972).
"""

from collections.abc import Iterable, Sequence

from cxtrain.roleplay.authoring.map.rows import Rows

GRID = 4
ROUNDS = 4
NUDGE = 12 * GRID  # how far a point may be moved to make a road straight
STIFF = (1, 3, 8)  # how strongly a road pulls: between two scenes, to a bend, between two bends (Gansner et al. 1993)


def columns(rows: Rows, half: int, gap: int) -> list[int]:
    """Return the centre of each point; nothing lies left of 0.

    A scene reaches `half` to either side, and `gap` is free between two points: multiples of GRID, as the centres are.
    """
    offsets = [_offsets(row, rows, half, gap) for row in rows.rows]
    at: list[float] = [0.0] * len(rows.above)
    for row, offset in zip(rows.rows, offsets, strict=True):
        for point, place in zip(row, offset, strict=True):
            at[point] = place - offset[-1] / 2
    both = [(*one, *other) for one, other in zip(rows.above, rows.below, strict=True)]
    lines = list(zip(rows.rows, offsets, strict=True))
    for _ in range(ROUNDS):
        _settle(at, lines, rows.above, rows)
        _settle(at, reversed(lines), rows.below, rows)
    for _ in range(ROUNDS):
        _settle(at, lines, both, rows)
    centres = _on_grid(at, lines)
    for way in (lines, lines[::-1], lines):
        _straighten(centres, way, both, rows)
    leftmost = min((centre - (half if point < len(rows.names) else 0) for point, centre in enumerate(centres)), default=0)
    return [centre - leftmost for centre in centres]


def _offsets(row: Sequence[int], rows: Rows, half: int, gap: int) -> list[int]:
    """Return the least distance of each point of a row from the first."""
    scenes, offsets = len(rows.names), [0]
    for one, other in zip(row, row[1:], strict=False):
        offsets.append(offsets[-1] + gap + half * ((one < scenes) + (other < scenes)))
    return offsets


def _stiffness(one: int, other: int, scenes: int) -> int:
    return STIFF[(one >= scenes) + (other >= scenes)]


def _settle(
    at: list[float], lines: Iterable[tuple[Sequence[int], list[int]]], bound: Sequence[Sequence[int]], rows: Rows
) -> None:
    """Move each row as near to what its points are `bound` to as they can come without touching."""
    scenes = len(rows.names)
    for row, offset in lines:
        wanted = []
        for point, least in zip(row, offset, strict=True):
            pulls = [(float(_stiffness(point, other, scenes)), at[other]) for other in bound[point]] or [(0.1, at[point])]
            weight = sum(pull for pull, _ in pulls)
            wanted.append((sum(pull * place for pull, place in pulls) / weight - least, weight))
        for point, place, least in zip(row, _rising(wanted), offset, strict=True):
            at[point] = place + least


def _rising(wanted: Sequence[tuple[float, float]]) -> list[float]:
    """Return the numbers that never fall and come nearest to `wanted` (value, weight)."""
    blocks: list[tuple[float, float, int]] = []
    for value, weight in wanted:
        size = 1
        while blocks and blocks[-1][0] >= value:
            before, heavier, length = blocks.pop()
            value = (value * weight + before * heavier) / (weight + heavier)
            weight, size = weight + heavier, size + length
        blocks.append((value, weight, size))
    return [value for value, _, size in blocks for _ in range(size)]


def _on_grid(at: Sequence[float], lines: Iterable[tuple[Sequence[int], list[int]]]) -> list[int]:
    """Return the places on the grid, in the same order and no nearer to each other than they must be."""
    centres = [0] * len(at)
    for row, offset in lines:
        slack = -(10**9)
        for point, least in zip(row, offset, strict=True):
            slack = max(slack, round((at[point] - least) / GRID) * GRID)
            centres[point] = slack + least
    return centres


def _straighten(
    at: list[int], lines: Iterable[tuple[Sequence[int], list[int]]], bound: Sequence[Sequence[int]], rows: Rows
) -> None:
    """Nudge points to right above or below a neighbour where more roads become straight by it than crooked."""
    scenes = len(rows.names)
    for row, offset in lines:
        for place, point in enumerate(row):
            low = at[row[place - 1]] + offset[place] - offset[place - 1] if place else at[point] - NUDGE
            high = at[row[place + 1]] + offset[place] - offset[place + 1] if place + 1 < len(row) else at[point] + NUDGE
            low, high = max(low, at[point] - NUDGE), min(high, at[point] + NUDGE)
            gains: dict[int, int] = {at[point]: 0}
            for other in bound[point]:
                if low <= at[other] <= high:
                    gains[at[other]] = gains.get(at[other], 0) + _stiffness(point, other, scenes)
            at[point] = max(gains, key=lambda centre: gains[centre])
