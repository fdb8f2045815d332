"""Sums by unit and month, and how they are put together. Pure."""

from collections.abc import Iterable, Mapping

from cxtrain.measures.intervals import Sums

Cells = dict[tuple[int, int], Sums]  # by unit id, and which of the three months
NONE = Sums(0, 0.0, 0.0)


def share(n: int, hits: int) -> Sums:
    """Return the sums of `hits` ones among `n`."""
    return Sums(n, float(hits), float(hits))


def add(cells: Cells, key: tuple[int, int], sums: Sums) -> None:
    """Add to one cell."""
    if sums.n:
        cells[key] = cells.get(key, NONE) + sums


def shares(rows: Iterable[tuple[int, int, int, int]]) -> Cells:
    """Return the cells of rows (unit id, which month, n, hits)."""
    cells: Cells = {}
    for unit_id, when, n, hits in rows:
        add(cells, (unit_id, when), share(n, min(int(hits or 0), n)))
    return cells


def whole(cells: Mapping[tuple[int, int], Sums], when: int) -> Sums | None:
    """Return the sums of all units in one month; None where there is nothing."""
    found = NONE
    for (_, each), sums in cells.items():
        if each == when:
            found += sums
    return found if found.n else None
