"""People side by side, fairly: each mean drawn towards the store's as far as chance goes, and what may be said. Pure.

What is compared is the distance from the standard of the touchpoint where the visit took place: who works at a hard
touchpoint is not held against somebody who does not. Pages speak in words; the numbers stand behind "why".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from cxtrain.measures.distributions import normal_cdf
from cxtrain.measures.intervals import Interval, Sums
from cxtrain.measures.shrinkage import Shrunken, Spread, estimate_spread, shrink, visits_needed
from cxtrain.planning.findings import LEAST_VARIANCE, TOLERANCE
from cxtrain.quality.rollup import Cell as Row
from cxtrain.reports.figures import HIGH, LOW, PERSON_SETTLED_FROM, PERSON_SHOWN_FROM, Shown
from cxtrain.web.bilingual import N_
from cxtrain.web.charts import heat

SURE = 0.9  # probability from which a page says "fairly sure"
RELIABLE = 0.70  # of a person's mean: below it nothing about pay or contract (measures 0.4)
FEW, ALIKE, BELOW, MET, OPEN = (
    N_("Too few visits"), N_("The data cannot tell people apart yet"), N_("Fairly sure: below the standard"),
    N_("Fairly sure: the standard is met"), N_("Not certain yet"))
Gaps = Mapping[tuple[int, str], Sums]  # (employee id, dimension): scores minus their standards, scale points


@dataclass(frozen=True)
class Compared:
    """One person in one dimension beside the colleagues of the store."""

    gap: Sums  # the visits' distances from their standards, scale points
    standard: float  # of the touchpoints where the person was seen, scale points
    spread: Spread  # of the store's people
    drawn: Shrunken  # the person's gap drawn towards the store's
    tolerance: float = TOLERANCE  # scale points below the standard that nobody acts on

    @property
    def n(self) -> int:
        """Visits."""
        return self.gap.n

    @property
    def mean(self) -> float | None:
        """The person's own mean in scale points; None below three visits."""
        return self.gap.mean + self.standard if self.n >= PERSON_SHOWN_FROM else None

    @property
    def tells(self) -> bool:
        """Whether a drawn-in value says anything: enough visits, and people differ by more than chance."""
        return self.n >= PERSON_SHOWN_FROM and bool(self.spread.between)

    @property
    def value(self) -> float | None:
        """The mean with the luck taken out, in scale points; None where it says nothing."""
        return self.drawn.value + self.standard if self.tells and self.drawn.value is not None else None

    @property
    def interval(self) -> Interval | None:
        """Where the true mean probably lies, in scale points."""
        found = self.drawn.interval() if self.tells else None
        return found and Interval(found.low + self.standard, found.high + self.standard, found.level)

    @property
    def common(self) -> float | None:
        """What the store's people would reach on average at the same touchpoints, in scale points."""
        return None if self.spread.mu is None else self.spread.mu + self.standard

    @property
    def visits_to_go(self) -> int | None:
        """Visits until the person's mean has a reliability of .70; None while people cannot be told apart."""
        icc = self.spread.icc
        return max(0, visits_needed(icc, RELIABLE) - self.n) if icc and self.spread.between else None

    @property
    def word(self) -> str:
        """What may be said, in English for the catalogue."""
        if self.n < PERSON_SHOWN_FROM:
            return FEW
        if not self.tells or self.drawn.value is None or not self.drawn.se:
            return ALIKE
        short = normal_cdf((-self.tolerance - self.drawn.value) / sqrt(self.drawn.se**2 + self.drawn.doubt))
        return BELOW if short >= SURE else MET if short <= 1 - SURE else OPEN


def gaps(rows: Iterable[Row], expectations: Mapping[int, Mapping[str, float]]) -> dict[tuple[int, str], Sums]:
    """Return the sums of (score - standard) by subject and dimension.

    Args:
        rows: roll-up cells of any subjects and touchpoints.
        expectations: the standards by touchpoint id and dimension, scale points.
    """
    found: dict[tuple[int, str], Sums] = {}
    for row in rows:
        key, by = (row.subject_id, row.dimension), expectations[row.touchpoint_id][row.dimension]
        found[key] = found.get(key, Sums(0, 0.0, 0.0)) + shifted(Sums(int(row.n), row.total, row.squares), by)
    return found


def shifted(sums: Sums, by: float) -> Sums:
    """Return the sums of the same values, each less `by`."""
    return Sums(sums.n, sums.total - sums.n * by, sums.squares - 2 * by * sums.total + sums.n * by * by)


def compared(
    group: Gaps, employee_id: int, standards: Mapping[str, float], *, tolerance: float = TOLERANCE
) -> dict[str, Compared]:
    """Return one person beside the group in each dimension of `standards`.

    Args:
        group: of all people of the store, the person included.
        employee_id: whose.
        standards: of the touchpoints where the person was seen, by dimension, scale points.
        tolerance: scale points below the standard that nobody acts on.
    """
    found = {}
    for dimension, standard in standards.items():
        spread = estimate_spread((sums for (_, of), sums in group.items() if of == dimension), least_within=LEAST_VARIANCE)
        own = group.get((employee_id, dimension), Sums(0, 0.0, 0.0))
        found[dimension] = Compared(own, standard, spread, shrink(own, spread), tolerance)
    return found


@lru_cache(maxsize=5000)
def shown_beside(own: Compared, tip: str, word: str) -> Shown:
    """Return how one person in one dimension is written beside the others: the drawn-in mean, or a dash and why.

    Args:
        own: one person in one dimension.
        tip: with places for low, high and standard.
        word: what may be said.
    """
    value = own.value
    colour = heat(value, target=own.standard, n=own.n, enough=PERSON_SETTLED_FROM)
    thin = " thin" if own.n and (value is None or colour.thin) else ""
    if value is None or own.interval is None:
        return Shown(colour.name + thin, "–", own.n, word)
    ends = own.interval.clipped(LOW, HIGH)
    parts = {"low": f"{ends.low:.1f}", "high": f"{ends.high:.1f}", "standard": f"{own.standard:.1f}"}
    return Shown(colour.name + thin, f"{value:.1f}", own.n, f"{word}. {tip % parts}")
