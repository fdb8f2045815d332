"""The numbers behind a plan, as they were when it was drafted, and those before and after at its review. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxtrain.measures.distributions import normal_quantile
from cxtrain.measures.effects import difference
from cxtrain.measures.intervals import Sums
from cxtrain.planning.findings import SETTLED, Finding
from cxtrain.planning.thresholds.numbers import Thresholds, thresholds_from
from cxtrain.web.bilingual import N_

UP = N_("Higher than before, and more than chance would explain.")
DOWN = N_("Lower than before, and more than chance would explain.")
OPEN = N_("Too close to call: the change lies within chance.")
TOO_FEW = N_("Too few visits since the plan was approved to compare.")


@dataclass(frozen=True)
class Evidence:
    """A finding's numbers."""

    dimension: str
    kind: str  # of observation
    first_month: str  # "2025-06"
    last_month: str
    n: int  # visits
    total: float
    squares: float
    standard: float  # scale points
    gap: float  # shrunken mean minus standard
    se: float
    certainty: float  # 0..1
    shortfall: float
    priority: float
    verdict: str
    dimension_points: float
    touchpoint_weight: float
    common_mean: float  # of all stores, or all people, at this touchpoint
    between: float | None  # variance between them
    within: float  # variance of one's visits
    reliability: float | None  # 0..1
    compared: int  # stores or people
    kano: float = 1.0  # what the touchpoint's Kano category weighs; 1 for a person, and before there were any
    kano_category: str = ""  # key of findings.KANO_FACTORS
    rules: Sequence[str] = ()  # that the finding came by, keys of findings.Rule; none in plans from before they were kept
    thresholds: Mapping[str, Any] | None = None  # that it was judged by
    disputed: int = 0  # visits that were left out
    unchecked: int = 0
    adequacy: float | None = None  # shrunken mean minus minimum

    @property
    def limits(self) -> Thresholds:
        """The thresholds that the finding was judged by."""
        return thresholds_from(self.thresholds)

    @property
    def sums(self) -> Sums:
        """The visits' sums."""
        return Sums(self.n, self.total, self.squares)

    @property
    def mean(self) -> float:
        """The plain mean of the visits."""
        return self.total / self.n

    @property
    def low(self) -> float:
        """The lower end of the gap's 95 % interval."""
        return self.gap - normal_quantile(0.975) * self.se

    @property
    def high(self) -> float:
        """The upper end of the gap's 95 % interval."""
        return self.gap + normal_quantile(0.975) * self.se


@dataclass(frozen=True)
class Comparison:
    """Before and after. `change`, `low` and `high` are None where the visits do not carry them."""

    kind: str
    after_from: str  # "2026-05": the first month that counts as after
    before_n: int
    before_mean: float
    after_n: int
    after_mean: float | None
    change: float | None
    low: float | None
    high: float | None
    words: str  # what may be said, for the catalogue


def evidence_of(finding: Finding, *, kind: str, first_month: str, last_month: str) -> Evidence:
    """Return the numbers of a finding that says something.

    Raises:
        ValueError: it has no gap or no certainty.
    """
    shrunken, spread, cell = finding.shrunken, finding.spread, finding.cell
    if finding.gap is None or finding.certainty is None or shrunken.se is None or spread.mu is None:
        raise ValueError("a finding without numbers is no evidence")
    return Evidence(
        dimension=cell.dimension, kind=kind, first_month=first_month, last_month=last_month, n=finding.n,
        total=cell.sums.total, squares=cell.sums.squares, standard=cell.standard, gap=finding.gap, se=shrunken.se,
        certainty=finding.certainty, shortfall=finding.shortfall, priority=finding.priority,
        verdict=finding.verdict.value, dimension_points=cell.dimension_points,
        touchpoint_weight=cell.touchpoint_weight, common_mean=spread.mu, between=spread.between,
        within=spread.within or 0.0, reliability=shrunken.reliability, compared=spread.units,
        kano=1.0 if cell.is_person else cell.kano, kano_category="" if cell.is_person else cell.kano_category,
        rules=[rule.value for rule in finding.rules], thresholds=finding.thresholds.as_dict(), disputed=cell.disputed,
        unchecked=cell.unchecked, adequacy=finding.adequacy)


def evidence_from(stored: Mapping[str, Any] | None) -> Evidence | None:
    """Return what a plan keeps as a record again."""
    return Evidence(**stored) if stored else None


def comparison_from(stored: Mapping[str, Any] | None) -> Comparison | None:
    """Return what a review keeps as a record again."""
    return Comparison(**stored) if stored else None


def compare(before: Evidence, after: Sums, *, after_from: str) -> Comparison:
    """Return how the visits since `after_from` compare with those that the plan rests on.

    Below six visits after, or where the interval holds 0, the words say that nothing can be said yet.
    """
    estimate = difference(before.sums, after)
    interval = estimate.interval
    words = OPEN
    if after.n < SETTLED or interval is None:
        words = TOO_FEW
    elif interval.low > 0:
        words = UP
    elif interval.high < 0:
        words = DOWN
    return Comparison(
        kind=before.kind, after_from=after_from, before_n=before.n, before_mean=before.mean, after_n=after.n,
        after_mean=after.mean if after.n else None, change=estimate.value, low=interval.low if interval else None,
        high=interval.high if interval else None, words=words)
