"""Sums of stores put together to those of a region or the firm, so that a touchpoint can be looked at over a branch. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cxtrain.measures.intervals import Sums

Spot = tuple[int, str]  # touchpoint, dimension


@dataclass(frozen=True)
class Area:
    """A unit of the tree."""

    id: int
    path: str  # "/1/4/9/"
    kind: str  # firm, region, store

    @property
    def depth(self) -> int:
        """How far below the root it stands."""
        return self.path.count("/")


@dataclass(frozen=True)
class Row:
    """What some of a unit's own visits add at a touchpoint in a dimension; below 0 where they are left out."""

    unit_id: int
    spot: Spot
    n: int
    total: float  # scale points
    squares: float


def peers(area: Area, every: Iterable[Area]) -> list[Area]:
    """Return the units that an area is compared with, itself among them: every store, or regions as far below the root."""
    return [each for each in every if each.kind == area.kind and (each.kind == "store" or each.depth == area.depth)]


def pooled(rows: Iterable[Row], areas: Iterable[Area], paths: Mapping[int, str]) -> dict[tuple[int, Spot], Sums]:
    """Return the sums of each area, its own and those of all below it; one without a visit is left out.

    Args:
        rows: of single units.
        areas: none of them within another.
        paths: of the rows' units, by id.
    """
    of = {area.path: area.id for area in areas}
    totals: dict[tuple[int, Spot], list[float]] = {}
    for row in rows:
        above = next((of[path] for path in ancestors(paths[row.unit_id]) if path in of), None)
        if above is not None:
            whole = totals.setdefault((above, row.spot), [0, 0.0, 0.0])
            for at, part in enumerate((row.n, row.total, row.squares)):
                whole[at] += part
    return {key: Sums(int(n), total, squares) for key, (n, total, squares) in totals.items() if n > 0}


def ancestors(path: str) -> list[str]:
    """Return a unit's path and those above it: "/1/4/9/", "/1/4/", "/1/"."""
    ids = path.strip("/").split("/")
    return [f"/{'/'.join(ids[:length])}/" for length in range(len(ids), 0, -1)]
