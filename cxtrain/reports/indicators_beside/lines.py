"""The four lines of a unit, month by month, and how far the first goes together with each of the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cxtrain.measures.correlation import FEWEST_PAIRS, correlation
from cxtrain.measures.intervals import Estimate, Sums, mean_interval
from cxtrain.quality.rollup import OVERALL, Cell
from cxtrain.reports.figures import HIGH, LOW, pooled
from cxtrain.voices.figures import SCORED_FROM, Row, csat_of, histogram, nps_of
from cxtrain.voices.indicators.definition import Definition
from cxtrain.voices.indicators.figures import Figure
from cxtrain.web.charts import Reading
from cxtrain.web.curves import LineChart, trend

VISITS = 5  # of a month, below which it has no mean (measures 2.13)
SERVICE = ("shoppers", "csat", "nps")


@dataclass(frozen=True)
class Point:
    """A month of a line, with what it rests on."""

    month: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


def _point(month: str, found: Estimate, least: int, factor: float = 1.0) -> Point:
    if found.value is None or found.n < least:
        return Point(month, None, found.n)
    low, high = (found.interval.low * factor, found.interval.high * factor) if found.interval else (None, None)
    return Point(month, found.value * factor, found.n, low, high)


def shopper_line(cells: Iterable[Cell], months: Sequence[str]) -> list[Point]:
    """Return the mean of all visits by month, 1 to 7."""
    parts: dict[str, list[Sums]] = {}
    for cell in cells:
        if cell.dimension == OVERALL:
            parts.setdefault(cell.month, []).append(Sums(int(cell.n), float(cell.total), float(cell.squares)))
    sums = {month: pooled(each) for month, each in parts.items()}
    none = Sums(0, 0.0, 0.0)
    return [_point(month, mean_interval(each.n, each.total, each.squares), VISITS)
            for month in months for each in [sums.get(month, none)]]


def customer_lines(rows: Sequence[tuple[str, Row]], months: Sequence[str]) -> dict[str, list[Point]]:
    """Return CSAT in percent and NPS in points by month, from counts with their months."""
    by_month: dict[str, list[Row]] = {}
    for month, row in rows:
        by_month.setdefault(month, []).append(row)
    csat, nps = list[Point](), list[Point]()
    for month in months:
        kept = by_month.get(month, [])
        csat.append(_point(month, csat_of(histogram(kept, "csat")).share, SCORED_FROM, 100.0))
        score = nps_of(histogram(kept, "nps"))
        nps.append(_point(month, Estimate(score.value, score.n, interval=score.interval), SCORED_FROM))
    return {"csat": csat, "nps": nps}


@dataclass(frozen=True)
class Together:
    """How two lines go together; `changes` is the correlation of their changes from month to month."""

    levels: Estimate
    changes: Estimate

    @property
    def is_told(self) -> bool:
        """Whether there are months enough to speak of it."""
        return self.levels.n >= FEWEST_PAIRS and self.levels.value is not None and self.levels.interval is not None

    @property
    def side(self) -> int:
        """1 where they go together beyond chance, -1 where they go apart, else 0."""
        ends = self.levels.interval
        return 0 if ends is None else (ends.low > 0) - (ends.high < 0)


def _change(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def together(figures: Sequence[Figure], line: Sequence[Point], *, sums: bool) -> Together:
    """Return how an indicator and a line of the same months go together.

    Args:
        figures: of the indicator; where it is a sum, months in which stores are missing do not count.
        line: of the service.
        sums: whether the indicator is a sum.
    """
    values = [None if sums and each.is_partial else each.value for each in figures]
    pairs = [(value, point.value) for value, point in zip(values, line, strict=True)]
    changes = [(_change(before[0], after[0]), _change(before[1], after[1])) for before, after in pairwise(pairs)]
    found = correlation(pairs)
    return Together(found if found.n >= FEWEST_PAIRS else replace(found, value=None, interval=None), correlation(changes))


def chart(line: Sequence[Point], *, shopper: bool = False) -> LineChart | None:
    """Return the drawing of a line, None where it has no point."""
    ends = [end for each in line for end in (each.value, each.low, each.high) if end is not None]
    if not ends:
        return None
    room = max((max(ends) - min(ends)) * 0.12, 0.2 if shopper else 2.0)
    low, high = min(ends) - room, max(ends) + room
    if shopper:
        low, high = max(LOW, low), min(HIGH, high)
    drawn = trend([Reading(each.month, each.value, each.low, each.high, each.n) for each in line], low=low, high=high)
    last = len(drawn.marks) - 1
    return replace(drawn, marks=tuple(mark if index in (0, last) else replace(mark, text="")
                                      for index, mark in enumerate(drawn.marks)))


def is_sum(definition: Definition) -> bool:
    """Whether a month to which stores are missing says too little."""
    return not definition.has_whole
