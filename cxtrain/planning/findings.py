"""What the observations say about a store or a person at one touchpoint in one dimension. Pure.

A finding never rests on a bare mean: the mean is drawn towards that of all stores (or people) by what the data can
tell apart, and the question is how probable a real shortfall is. The words on pages come from `verdict`; its letter,
the priority and the certainty stand behind "why".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from cxtrain.measures.distributions import normal_cdf, normal_quantile
from cxtrain.measures.intervals import Sums
from cxtrain.measures.servqual import PUBLISHED_WEIGHTS
from cxtrain.measures.shrinkage import Shrunken, Spread, estimate_spread, shrink, visits_needed
from cxtrain.planning.thresholds.numbers import DEFAULTS, Thresholds

TOLERANCE = DEFAULTS.tolerance
LEAST_VARIANCE = 1 / 12  # squared points: what rounding to whole points alone makes
PERSON_DIMENSIONS = ("responsiveness", "assurance", "empathy")
# Points out of 100 over the three dimensions that are a person's own: 38.6, 33.3, 28.1.
PERSON_WEIGHTS: Mapping[str, float] = {
    dimension: 100 * PUBLISHED_WEIGHTS[dimension] / sum(PUBLISHED_WEIGHTS[each] for each in PERSON_DIMENSIONS)
    for dimension in PERSON_DIMENSIONS
}
KANO_FACTORS: Mapping[str, float] = {"must-be": 1.5, "one-dimensional": 1.25, "attractive": 1.0, "indifferent": 0.5}

# Where nobody has set them otherwise.
FEWEST, SETTLED, FAIRLY_SURE = DEFAULTS.fewest, DEFAULTS.person_visits, DEFAULTS.soon_certainty
OFFER_FROM = 0.5  # probability of a shortfall from which help may be offered to a person
TELLS_APART = 0.6  # reliability of a mean that the visits asked for are to reach


class Rule(StrEnum):
    """A rule that a finding came by, as measures 6.2 names it."""

    N1 = "N1"  # too few visits, one shopper only, or people who cannot be told apart: no person plan
    N2 = "N2"  # three to five visits of a person: at most an offer
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    Z = "Z"  # fairly surely below the minimum: one class higher
    M1 = "M1"  # disputed visits are left out until decided
    M2 = "M2"  # visits whose shopper failed a calibration are left out until looked at


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
    disputed: int = 0  # visits left out while somebody decides an appeal (rule M1)
    unchecked: int = 0  # visits left out because their shopper failed a calibration (rule M2)

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
    rules: tuple[Rule, ...] = ()  # that it came by, the deciding one first
    thresholds: Thresholds = DEFAULTS  # that it was judged by
    adequacy: float | None = None  # shrunken mean minus the minimum, scale points; None where nobody measured one

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

        A perhaps becomes fairly sure when the standard error has shrunk enough for the shortfall that is there now. A
        person's mean must also be reliable enough to tell the person from the others.
        """
        return max(0, self._needed - self.n)

    @property
    def _needed(self) -> int:
        rules, needed = self.thresholds, self.thresholds.person_visits
        if self.verdict is Verdict.COLLECT:
            sure = normal_quantile(rules.soon_certainty) / self.shortfall
            needed = max(needed, self.n + 1, ceil((self.spread.within or 0.0) * sure**2))
        elif self.cell.is_person and self.spread.icc and Rule.N1 in self.rules:
            needed = max(needed, visits_needed(min(1.0, self.spread.icc), TELLS_APART))
        return needed


def find(cells: Iterable[Cell], *, subject_id: int, thresholds: Thresholds = DEFAULTS) -> tuple[Finding, ...]:
    """Return the findings about one subject, the most pressing first.

    Args:
        cells: of the subject and of all others of its kind that it is compared with, one kind of observation.
        subject_id: whose findings are wanted.
        thresholds: from which numbers on something is to be done.

    Raises:
        KeyError: a person's cell in a dimension that is not a person's own.
    """
    found = [each for each in find_all(cells, thresholds=thresholds) if each.cell.subject_id == subject_id]
    return tuple(sorted(found, key=lambda finding: (-finding.priority, finding.gap or 0.0)))


def find_all(cells: Iterable[Cell], *, thresholds: Thresholds = DEFAULTS) -> Iterator[Finding]:
    """Yield a finding for each cell, judged beside the others of its touchpoint and dimension; see `find`."""
    groups: dict[tuple[str, str], list[Cell]] = {}
    for cell in cells:
        groups.setdefault((cell.touchpoint, cell.dimension), []).append(cell)
    for group in groups.values():
        spread = estimate_spread((cell.sums for cell in group), least_within=LEAST_VARIANCE)
        yield from (judge(cell, spread, thresholds=thresholds) for cell in group)


def judge(cell: Cell, spread: Spread, *, thresholds: Thresholds = DEFAULTS) -> Finding:
    """Return what one cell comes to, given what its group has in common.

    Raises:
        KeyError: a person's cell in a dimension that is not a person's own.

    Source: measures 6.2; Morris, "Parametric Empirical Bayes Inference", 1983, for the drawn-in mean and its error.
    """
    points = cell.dimension_points * cell.touchpoint_weight * (1.0 if cell.is_person else cell.kano)
    shrunken, left_out = shrink(cell.sums, spread), _left_out(cell)
    if shrunken.value is None or not shrunken.se:
        return Finding(cell, spread, shrunken, None, None, 0.0, 0.0, Verdict.TOO_FEW, (Rule.N1, *left_out), thresholds)
    gap = shrunken.value - cell.standard
    certainty = normal_cdf((-thresholds.tolerance - gap) / shrunken.se)
    shortfall = max(0.0, -gap - thresholds.tolerance)
    priority = points * shortfall * certainty
    adequacy = None if thresholds.minimum is None else shrunken.value - thresholds.minimum
    case = _Case(cell, spread, certainty, shortfall, priority, thresholds)
    verdict, rules = case.barred() or case.raised(normal_cdf(-adequacy / shrunken.se) if adequacy is not None else 0.0)
    return Finding(cell, spread, shrunken, gap, certainty, shortfall, priority, verdict, (*rules, *left_out), thresholds,
                   adequacy)


def _left_out(cell: Cell) -> tuple[Rule, ...]:
    return (*((Rule.M1,) if cell.disputed else ()), *((Rule.M2,) if cell.unchecked else ()))


Judged = tuple[Verdict, tuple[Rule, ...]]


@dataclass(frozen=True)
class _Case:
    """The numbers that the rules go by."""

    cell: Cell
    spread: Spread
    certainty: float
    shortfall: float
    priority: float
    rules: Thresholds

    def barred(self) -> Judged | None:
        """Return what rules N1 and N2 say, which go before all others."""
        cell, rules = self.cell, self.rules
        if cell.sums.n < rules.fewest or (cell.is_person and cell.shoppers < rules.shoppers):
            return Verdict.TOO_FEW, (Rule.N1,)
        if cell.is_person and not self.spread.between:
            return Verdict.ALIKE, (Rule.N1,)
        if cell.is_person and cell.sums.n < rules.person_visits:
            return Verdict.OFFER if self.certainty >= OFFER_FROM else Verdict.NEAR, (Rule.N2,)
        return None

    def raised(self, below_minimum: float) -> Judged:
        """Return the class, one higher (rule Z) where the place lies below the minimum with enough certainty."""
        verdict, rules = self._class()
        if below_minimum < self.rules.minimum_certainty or verdict in (Verdict.PLAN_NOW, Verdict.KEEP):
            return verdict, rules
        if verdict is Verdict.PLAN_SOON and self.cell.sums.n < self.rules.now_visits:
            return verdict, rules
        return Verdict.PLAN_NOW if verdict is Verdict.PLAN_SOON else Verdict.PLAN_SOON, (Rule.Z, *rules)

    def _class(self) -> Judged:
        rules = self.rules
        enough = self.cell.sums.n >= rules.now_visits
        if self.priority >= rules.now_priority and self.certainty >= rules.now_certainty and enough:
            return Verdict.PLAN_NOW, (Rule.A,)
        if self.priority >= rules.soon_priority and self.certainty >= rules.soon_certainty:
            return Verdict.PLAN_SOON, (Rule.B,)
        if self.shortfall > 0 and self.certainty < rules.soon_certainty:
            return Verdict.COLLECT, (Rule.C,)
        return (Verdict.KEEP, (Rule.D,)) if self.certainty < rules.keep_certainty else (Verdict.NEAR, ())
