"""From the sums of many units to the facts of one report. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from cxtrain.measures.intervals import Sums
from cxtrain.reports.monthly.facts import Pair, Standing, Store, Three, Words
from cxtrain.reports.monthly.metrics import DIMENSIONS
from cxtrain.reports.monthly.sources.counted import NONE, Cells, whole
from cxtrain.reports.monthly.spans import BEFORE, NOW, YEAR
from cxtrain.reports.places.figures import moved, tiers

Places = Mapping[tuple[int, str, str], Sums]  # by touchpoint id, dimension, month


def three_of(cells: Cells, target: float | None) -> Three:
    """Return a line whose numbers are those of all units together."""
    return Three(whole(cells, NOW), whole(cells, BEFORE), whole(cells, YEAR), target)


def three_at(cells: Cells, unit_id: int, target: float | None) -> Three:
    """Return a line of which each unit's numbers hold those of all below it."""
    return Three(cells.get((unit_id, NOW)), cells.get((unit_id, BEFORE)), cells.get((unit_id, YEAR)), target)


def dimension_lines(places: Places, months: Sequence[str], wanted: Mapping[str, float]) -> dict[str, Three]:
    """Return the lines of the five dimensions, with both sides of both comparisons as `Three.apart` wants them."""
    lines = {}
    for name in DIMENSIONS:
        own = {(place, month): sums for (place, dimension, month), sums in places.items() if dimension == name}
        now, before, year = (_pooled(sums for (_, month), sums in own.items() if month == each) for each in months)
        apart = _pair(own, months[BEFORE], months[NOW]), _pair(own, months[YEAR], months[NOW])
        lines[name] = Three(now, before, year, wanted.get(name), apart)
    return lines


def _pooled(parts: Iterable[Sums]) -> Sums | None:
    whole = sum(parts, NONE)
    return whole if whole.n else None


def _pair(found: Mapping[tuple[int, str], Sums], other: str, now: str) -> Pair | None:
    """Return the sums of two months, the other one first, each score less its touchpoint's mean over both."""
    sides = {other: NONE, now: NONE}
    for place in sorted({place for place, _ in found}):
        both = {month: found.get((place, month), NONE) for month in (other, now)}
        level = both[other] + both[now]
        for month, sums in both.items():
            if sums.n:
                sides[month] += moved(sums, level.mean)
    return (sides[other], sides[now]) if sides[other].n and sides[now].n else None


def standing_of(grid: Mapping[tuple[int, int], Sums], stores: Mapping[int, Words]) -> Standing:
    """Return which stores stand apart, in the order of `stores`."""
    found = tiers({key: sums for key, sums in grid.items() if key[0] in stores}, list(stores))
    ahead, behind = (tuple(stores[each.unit_id] for each in found.of(tier)) for tier in (1, -1))
    return Standing(len(found.standings), ahead, behind)


def stores_of(stores: Iterable[tuple[int, Store]], by_metric: Mapping[str, Cells],
              seen: Mapping[tuple[int, str], Sums]) -> tuple[Store, ...]:
    """Return the stores, each with its sums of the month; `seen` holds those of its visits by (unit id, dimension)."""
    found = []
    for unit_id, store in stores:
        sums = {key: cells[unit_id, NOW] for key, cells in by_metric.items() if (unit_id, NOW) in cells}
        sums |= {name: seen[unit_id, name] for name in DIMENSIONS if (unit_id, name) in seen}
        found.append(Store(store.place, sums))
    return tuple(found)
