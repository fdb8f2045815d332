"""What the pages of places may conclude: cells beyond chance, tiers of stores, items that changed. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cxtrain.measures.distributions import normal_cdf
from cxtrain.measures.intervals import Estimate, Sums, mean_interval, wilson
from cxtrain.measures.multiple import benjamini_hochberg
from cxtrain.measures.p_values import p_against, p_between, p_of_shares
from cxtrain.measures.shrinkage import NO_DIFFERENCE, Shrunken, estimate_spread, shrink
from cxtrain.quality.item_marks import YES_NO
from cxtrain.quality.rollup import ItemCell
from cxtrain.reports.figures import SETTLED_FROM, SHOWN_FROM, Cell, pooled

MANY = 5  # more comparisons than these are held together
ALONE = 0.05  # p below which one of a few comparisons stands by itself
TIER_VISITS, TIER_STORES = 6, 3  # visits of a store, and such stores, from which they are set side by side
SURE = 0.9  # probability from which a store stands ahead or behind
LEAST_VARIANCE = 1 / 12  # squared points: what rounding to whole points alone makes
RECENT = 3  # months that are compared with those before them


@dataclass(frozen=True)
class Proven:
    """Which comparisons hold beyond chance: 1 above, -1 below, by key; and how many were made."""

    signs: Mapping[Any, int]
    tested: int

    @property
    def above(self) -> int:
        """How many lie above."""
        return sum(sign > 0 for sign in self.signs.values())

    @property
    def below(self) -> int:
        """How many lie below."""
        return sum(sign < 0 for sign in self.signs.values())

    @property
    def is_many(self) -> bool:
        """Whether so many were tested that they had to be held together."""
        return self.tested > MANY


def proven(tests: Mapping[Any, tuple[float, float | None]]) -> Proven:
    """Return which of many differences hold: more than five together by Benjamini-Hochberg at .10, fewer each at .05.

    Args:
        tests: (difference, p) by key; p None was not tested.
    """
    tested = {key: (difference, p) for key, (difference, p) in tests.items() if p is not None}
    if len(tested) > MANY:
        found = benjamini_hochberg([p for _, p in tested.values()]).found
    else:
        found = tuple(p <= ALONE for _, p in tested.values())
    return Proven({key: 1 if difference > 0 else -1 for (key, (difference, _)), is_found
                   in zip(tested.items(), found, strict=True) if is_found}, len(tested))


def against_standards(cells: Mapping[Any, Cell], sums: Mapping[Any, Sums]) -> Proven:
    """Return which cells lie above or below their standard beyond chance; only those with enough visits are tested."""
    return proven({key: (sums[key].mean - cell.standard, p_against(sums[key], cell.standard))
                   for key, cell in cells.items() if cell.n >= SETTLED_FROM})


@dataclass(frozen=True)
class Standing:
    """A store among the others: its mean drawn to the common one, and its tier (1 ahead, 0 alike, -1 behind)."""

    unit_id: int
    drawn: Shrunken
    low: float | None
    high: float | None
    tier: int


@dataclass(frozen=True)
class Tiers:
    """The stores side by side, in the order they came; `told` says whether any stands apart."""

    standings: tuple[Standing, ...]
    stores: int  # with enough visits

    @property
    def told(self) -> bool:
        """Whether any store stands ahead or behind."""
        return any(each.tier for each in self.standings)

    def of(self, tier: int) -> tuple[Standing, ...]:
        """Return the stores of a tier."""
        return tuple(each for each in self.standings if each.tier == tier)


def tiers(grid: Mapping[tuple[int, int], Sums], unit_ids: Sequence[int]) -> Tiers:
    """Return where stores stand, after taking out that touchpoints differ in difficulty.

    Each visit's score counts as its distance from its touchpoint's mean over all stores. The stores' means are drawn to
    the common mean by what the data can tell apart; a store stands ahead (behind) where its true mean lies above (below)
    the common one with a probability of .9 or more.

    Args:
        grid: sums by (unit id, touchpoint id).
        unit_ids: of the stores, in the order to keep.
    """
    whole = pooled(grid.values())
    levels = _together((place, sums) for (_, place), sums in grid.items())
    moves = _together((unit, moved(sums, levels[place].mean)) for (unit, place), sums in grid.items() if sums.n)
    samples = {unit: moves.get(unit, Sums(0, 0.0, 0.0)) for unit in unit_ids}
    enough = {unit: sums for unit, sums in samples.items() if sums.n >= TIER_VISITS}
    if len(enough) < TIER_STORES:
        return Tiers((), len(enough))
    spread = estimate_spread(enough.values(), least_within=LEAST_VARIANCE)
    drawn = {unit: shrink(sums, spread) for unit, sums in enough.items()}
    return Tiers(tuple(_standing(unit, each, (spread.mu or 0.0, whole.mean)) for unit, each in drawn.items()), len(enough))


def _together(parts: Iterable[tuple[int, Sums]]) -> dict[int, Sums]:
    """Return the sums by key, in one walk: a firm has thousands of cells."""
    found: dict[int, Sums] = {}
    for key, sums in parts:
        found[key] = found[key] + sums if key in found else sums
    return found


def moved(sums: Sums, by: float) -> Sums:
    """Return the sums of the same values, each less `by`."""
    squares = max(sums.squares - 2 * by * sums.total + sums.n * by * by, (sums.total - sums.n * by) ** 2 / sums.n)
    return Sums(sums.n, sums.total - sums.n * by, squares)


def _standing(unit_id: int, drawn: Shrunken, centres: tuple[float, float]) -> Standing:
    """Return a store's standing; centres are the common mean of the distances, and the mean of all scores."""
    mu, level = centres
    interval = drawn.interval()
    moved = replace(drawn, value=None if drawn.value is None else drawn.value + level)
    low, high = (interval.low + level, interval.high + level) if interval else (None, None)
    if drawn.value is None or not drawn.se or drawn.reason == NO_DIFFERENCE:
        return Standing(unit_id, moved, low, high, tier=0)
    above = normal_cdf((drawn.value - mu) / drawn.se)
    return Standing(unit_id, moved, low, high, tier=(above >= SURE) - (above <= 1 - SURE))


@dataclass(frozen=True)
class ItemLine:
    """One item of a form over a period; shares are 0..1."""

    cell: ItemCell
    estimate: Estimate  # a mean on the item's scale, or of a yes/no item the share as it should be
    p: float | None  # of the change between the last months and those before
    change: float
    trend: int = 0  # 1 or -1 where the change is beyond chance

    @property
    def is_share(self) -> bool:
        """Whether the number is a share."""
        return self.cell.scale == YES_NO

    @property
    def value(self) -> float | None:
        """The number; None while it rests on too few visits."""
        return self.estimate.value if self.cell.n >= SHOWN_FROM else None

    @property
    def is_thin(self) -> bool:
        """Whether the number should not be leaned on."""
        return self.value is not None and self.cell.n < SETTLED_FROM

    @property
    def ends(self) -> tuple[float, float] | None:
        """The 95 % interval, held on the item's scale."""
        if self.value is None or self.estimate.interval is None:
            return None
        low, high = scale_ends(self.cell.scale)
        held = self.estimate.interval.clipped(low, high)
        return held.low, held.high

    @property
    def na(self) -> float:
        """The share of visits in which the item did not apply."""
        return self.cell.na / self.cell.asked if self.cell.asked else 0.0

    @property
    def unnoticed(self) -> float:
        """The share of visits in which the shopper did not notice."""
        return self.cell.unnoticed / self.cell.asked if self.cell.asked else 0.0


def scale_ends(scale: str) -> tuple[float, float]:
    """Return the ends of a scale such as "1-7"; shares end at 0 and 1, numbers at 0 only."""
    low, dash, high = scale.partition("-")
    if dash:
        return float(low), float(high)
    return (0.0, 1.0) if scale == YES_NO else (0.0, float("inf"))


def item_lines(cells: Sequence[ItemCell], recent: Sequence[str]) -> tuple[list[ItemLine], Proven]:
    """Return a line for each item, and which of their changes hold; the changes of all items are held together.

    Args:
        cells: by month.
        recent: the months that are compared with all before them.
    """
    parts: dict[tuple[str, str, str], list[ItemCell]] = {}
    for cell in cells:
        parts.setdefault((cell.instrument, cell.item, cell.scale), []).append(cell)
    lines = {key: _line(months, recent) for key, months in parts.items()}
    found = proven({key: (line.change, line.p) for key, line in lines.items()})
    return [replace(line, trend=found.signs.get(key, 0)) for key, line in lines.items()], found


def _line(months: Sequence[ItemCell], recent: Sequence[str]) -> ItemLine:
    whole = _pooled(months)
    late = _pooled([each for each in months if each.month in recent])
    early = _pooled([each for each in months if each.month not in recent])
    share = whole.scale == YES_NO
    estimate = (wilson(round(whole.total), whole.n) if share else mean_interval(whole.n, whole.total, whole.squares))
    if min(early.n, late.n) < SETTLED_FROM:
        return ItemLine(whole, estimate, None, 0.0)
    p = (p_of_shares(round(early.total), early.n, round(late.total), late.n) if share else
         p_between(Sums(early.n, early.total, early.squares), Sums(late.n, late.total, late.squares)))
    return ItemLine(whole, estimate, p, late.total / late.n - early.total / early.n)


def _pooled(cells: Sequence[ItemCell]) -> ItemCell:
    names = ("n", "total", "squares", "na", "unnoticed")
    whole = {name: sum(getattr(each, name) for each in cells) for name in names}
    first = cells[0] if cells else None
    return ItemCell(first.instrument if first else "", first.item if first else "", first.scale if first else "", "", **whole)
