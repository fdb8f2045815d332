"""What the observations say about a store or a person at one touchpoint in one dimension. Pure.

A finding never rests on a bare mean: the mean is drawn towards that of all stores (or people) by what the data can
tell apart, and the question is how probable a real shortfall is. The words on pages come from `verdict`; its letter,
the priority and the certainty stand behind "why".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from cxtrain.measures.distributions import normal_cdf, normal_quantile
from cxtrain.measures.intervals import Sums
from cxtrain.measures.servqual import PUBLISHED_WEIGHTS
from cxtrain.measures.shrinkage import Shrunken, Spread, estimate_spread, shrink

TOLERANCE = 0.25  # scale points of 7 below the standard that nobody acts on
LEAST_VARIANCE = 1 / 12  # squared points: what rounding to whole points alone makes
PERSON_DIMENSIONS = ("responsiveness", "assurance", "empathy")
# Points out of 100 over the three dimensions that are a person's own: 38.6, 33.3, 28.1.
PERSON_WEIGHTS: Mapping[str, float] = {
    dimension: 100 * PUBLISHED_WEIGHTS[dimension] / sum(PUBLISHED_WEIGHTS[each] for each in PERSON_DIMENSIONS)
    for dimension in PERSON_DIMENSIONS
}
KANO_FACTORS: Mapping[str, float] = {"must-be": 1.5, "one-dimensional": 1.25, "attractive": 1.0, "indifferent": 0.5}

FEWEST = 3  # visits below which nothing is said
SETTLED = 6  # visits from which a person's plan, and any urgent one, may rest on numbers
FAIRLY_SURE = 0.75  # probability from which pages say so


class Verdict(StrEnum):
    """What to do about a cell; the first four are the classes A to D."""

    PLAN_NOW = "A"
    PLAN_SOON = "B"
    COLLECT = "C"
    KEEP = "D"
    NEAR = "near"  # about the standard, or too slight to plan for
    OFFER = "offer"  # a person seen 3 to 5 times: help may be offered, nothing is recorded
    ALIKE = "alike"  # the data cannot tell these people apart: look at the store
    TOO_FEW = "too few"


@dataclass(frozen=True)
class Cell:
    """One store or person at one touchpoint in one dimension, observed in one way."""

    subject: str  # "unit" or "person"
    subject_id: int
    touchpoint: str  # slug
    dimension: str
    sums: Sums  # of the visits' scores, scale points
    standard: float  # what the touchpoint's standard asks, scale points
    touchpoint_weight: float = 1.0  # relative to a mean of 1
    kano: float = 1.0  # factor of KANO_FACTORS; it never enters a person's priority
    shoppers: int = 2  # different observers behind the visits
    kano_category: str = ""  # its key; "" where nobody took one over for the touchpoint

    @property
    def is_person(self) -> bool:
        """Whether the cell is about a person."""
        return self.subject == "person"

    @property
    def dimension_points(self) -> float:
        """The dimension's weight, in points of 100."""
        return (PERSON_WEIGHTS if self.is_person else PUBLISHED_WEIGHTS)[self.dimension]


@dataclass(frozen=True)
class Finding:
    """What a cell comes to. `gap`, `certainty` and what follows are None where nothing can be said."""

    cell: Cell
    spread: Spread
    shrunken: Shrunken
    gap: float | None  # shrunken mean minus standard, scale points; below 0 is short of it
    certainty: float | None  # 0..1, that the true gap is worse than the tolerance
    shortfall: float  # scale points beyond the tolerance, 0 or more
    priority: float  # dimension points × touchpoint weight × Kano factor × shortfall × certainty
    verdict: Verdict

    @property
    def n(self) -> int:
        """Visits."""
        return self.cell.sums.n

    @property
    def is_sure(self) -> bool:
        """Whether the data say something with fair certainty, either way."""
        return self.verdict in (Verdict.PLAN_NOW, Verdict.PLAN_SOON, Verdict.KEEP)

    @property
    def allows_plan(self) -> bool:
        """Whether a plan may rest on this finding's numbers."""
        return self.verdict in (Verdict.PLAN_NOW, Verdict.PLAN_SOON)

    @property
    def visits_to_go(self) -> int:
        """How many more visits it takes until a plan may rest on them, if they go on as they did; 0 where none do.

        A perhaps becomes fairly sure when the standard error has shrunk enough for the shortfall that is there now.
        """
        needed = SETTLED
        if self.verdict is Verdict.COLLECT:
            sure = normal_quantile(FAIRLY_SURE) / self.shortfall
            needed = max(SETTLED, self.n + 1, ceil((self.spread.within or 0.0) * sure**2))
        return max(0, needed - self.n)


def find(cells: Iterable[Cell], *, subject_id: int, tolerance: float = TOLERANCE) -> tuple[Finding, ...]:
    """Return the findings about one subject, the most pressing first.

    Args:
        cells: of the subject and of all others of its kind that it is compared with, one kind of observation.
        subject_id: whose findings are wanted.
        tolerance: scale points below the standard that nobody acts on.

    Raises:
        KeyError: a person's cell in a dimension that is not a person's own.
    """
    groups: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.touchpoint, cell.dimension), []).append(cell)
    found = []
    for group in groups.values():
        spread = estimate_spread((cell.sums for cell in group), least_within=LEAST_VARIANCE)
        found += [judge(cell, spread, tolerance=tolerance) for cell in group if cell.subject_id == subject_id]
    return tuple(sorted(found, key=lambda finding: (-finding.priority, finding.gap or 0.0)))


def judge(cell: Cell, spread: Spread, *, tolerance: float = TOLERANCE) -> Finding:
    """Return what one cell comes to, given what its group has in common.

    Raises:
        KeyError: a person's cell in a dimension that is not a person's own.
    """
    points = cell.dimension_points * cell.touchpoint_weight * (1.0 if cell.is_person else cell.kano)
    shrunken = shrink(cell.sums, spread)
    if shrunken.value is None or not shrunken.se:
        return Finding(cell, spread, shrunken, None, None, 0.0, 0.0, Verdict.TOO_FEW)
    gap = shrunken.value - cell.standard
    certainty = normal_cdf((-tolerance - gap) / shrunken.se)
    shortfall = max(0.0, -gap - tolerance)
    priority = points * shortfall * certainty
    verdict = _verdict(cell, spread, certainty=certainty, shortfall=shortfall, priority=priority)
    return Finding(cell, spread, shrunken, gap, certainty, shortfall, priority, verdict)


def _verdict(cell: Cell, spread: Spread, *, certainty: float, shortfall: float, priority: float) -> Verdict:
    if cell.sums.n < FEWEST or (cell.is_person and cell.shoppers < 2):
        return Verdict.TOO_FEW
    if cell.is_person and not spread.between:
        return Verdict.ALIKE
    if cell.is_person and cell.sums.n < SETTLED:
        return Verdict.OFFER if certainty >= 0.5 else Verdict.NEAR
    if priority >= 15 and certainty >= 0.90 and cell.sums.n >= SETTLED:
        return Verdict.PLAN_NOW
    if priority >= 6 and certainty >= FAIRLY_SURE:
        return Verdict.PLAN_SOON
    if shortfall > 0 and certainty < FAIRLY_SURE:
        return Verdict.COLLECT
    return Verdict.KEEP if certainty < 1 - FAIRLY_SURE else Verdict.NEAR
