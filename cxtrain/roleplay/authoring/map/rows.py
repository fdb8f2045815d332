"""The order of scenes within their layers, chosen so that few roads cross. The middle steps of `layout`. Pure.

A road that passes a layer bends there at a point of its own; all roads to one scene share these points, so that they run
together. Points are numbers: first the scenes, then the bends.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cxtrain.roleplay.authoring.map.layers import Ranked, Road

SWEEPS = 12  # down and up by turns; more of them change little
SWITCHES = 8  # rounds of changing neighbours about


@dataclass(frozen=True)
class Rows:
    """Points in rows, one row for each layer, from left to right."""

    rows: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]  # of the points that are scenes; those from len(names) on are bends
    above: tuple[tuple[int, ...], ...]  # by point: what leads to it, in the row above
    below: tuple[tuple[int, ...], ...]
    ways: dict[Road, tuple[int, ...]]  # the points of each road that goes down, its ends among them


def in_rows(ranked: Ranked) -> Rows:
    """Return the scenes and the bends of their roads, each row in the order that let the fewest roads cross."""
    rows, ways = _bent(ranked)
    count = sum(map(len, rows))
    below: list[dict[int, None]] = [{} for _ in range(count)]
    above: list[dict[int, None]] = [{} for _ in range(count)]
    for way in ways.values():
        for upper, lower in zip(way, way[1:], strict=False):
            below[upper][lower] = None
            above[lower][upper] = None
    upward, downward = tuple(map(tuple, above)), tuple(map(tuple, below))
    return Rows(_untangled(rows, upward, downward), ranked.names, upward, downward, ways)


def _bent(ranked: Ranked) -> tuple[list[list[int]], dict[Road, tuple[int, ...]]]:
    """Return the rows with their bends, all in the order of the file, a bend as its scene; and the points of each road."""
    number = {name: at for at, name in enumerate(ranked.names)}
    level = {name: at for at, layer in enumerate(ranked.layers) for name in layer}
    rows = [[number[name] for name in layer] for layer in ranked.layers]
    leads_to = list(range(len(ranked.names)))
    bends: dict[tuple[str, int], int] = {}
    ways: dict[Road, tuple[int, ...]] = {}
    for source, target in ranked.down:
        passed = [(target, layer) for layer in range(level[source] + 1, level[target])]
        for key in passed:
            if key not in bends:
                bends[key] = len(leads_to)
                rows[key[1]].append(len(leads_to))
                leads_to.append(number[target])
        ways[source, target] = (number[source], *(bends[key] for key in passed), number[target])
    return [sorted(row, key=leads_to.__getitem__) for row in rows], ways


def _untangled(
    rows: list[list[int]], above: Sequence[Sequence[int]], below: Sequence[Sequence[int]]
) -> tuple[tuple[int, ...], ...]:
    """Sort each row by the mean place of what its points are bound to, down and up by turns; keep the best found."""
    best, fewest = rows, crossings(rows, below)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        down = sweep % 2 == 0
        rows = _swept(rows if down else rows[::-1], above if down else below)
        rows = rows if down else rows[::-1]
        count = crossings(rows, below)
        if count < fewest:
            best, fewest = rows, count
    return tuple(map(tuple, _switched(best, above, below)))


def _swept(rows: Sequence[Sequence[int]], bound: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the rows, each but the first sorted by the places of its points' neighbours in the row before."""
    swept = [list(rows[0])]
    for row in rows[1:]:
        place = {point: at for at, point in enumerate(swept[-1])}
        means = {
            point: sum(place[one] for one in bound[point]) / len(bound[point]) if bound[point] else float(at)
            for at, point in enumerate(row)
        }
        swept.append(sorted(row, key=means.__getitem__))
    return swept


def _switched(
    rows: Sequence[Sequence[int]], above: Sequence[Sequence[int]], below: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Return the rows with neighbours changed about wherever fewer roads cross by it, until it helps no more."""
    switched = [list(row) for row in rows]
    place = {point: at for row in rows for at, point in enumerate(row)}
    for _ in range(SWITCHES):
        count = 0
        for row in switched:
            for at, (one, other) in enumerate(zip(row, row[1:], strict=False)):
                gain = sum(_inverted(bound[one], bound[other], place) for bound in (above, below))
                if gain > 0:
                    row[at], row[at + 1] = other, one
                    place[one], place[other] = at + 1, at
                    count += 1
        if not count:
            break
    return switched


def _inverted(one: Sequence[int], other: Sequence[int], place: Mapping[int, int]) -> int:
    """Return how many fewer roads to `one` and to `other` cross where the second stands on the left."""
    pairs = [(place[mine], place[yours]) for mine in one for yours in other]
    return sum((mine > yours) - (mine < yours) for mine, yours in pairs)


def crossings(rows: Sequence[Sequence[int]], below: Sequence[Sequence[int]]) -> int:
    """Return how many pairs of roads cross between neighbouring rows."""
    count = 0
    for upper, lower in zip(rows, rows[1:], strict=False):
        place = {point: at for at, point in enumerate(lower)}
        ends: list[int] = []
        for point in upper:
            mine = sorted(place[target] for target in below[point])
            count += sum(len(ends) - bisect_left(ends, end + 1) for end in mine)
            for end in mine:
                insort(ends, end)
    return count
