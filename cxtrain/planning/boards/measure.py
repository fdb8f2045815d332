"""By what a board is judged: its measures with their scales, and how many values it takes to see a change. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from cxtrain.measures.effects import visits_per_side
from cxtrain.measures.intervals import Sums
from cxtrain.web.bilingual import N_


@dataclass(frozen=True)
class Measure:
    """One measure: its name, its unit, the ends of its scale, and from how many a number is shown."""

    slug: str
    name: str
    unit: str  # of a difference
    low: float
    high: float
    shown_from: int
    scored_from: int
    usual_sd: float  # of single values, until there are some of one's own
    usual_target: float

    @property
    def source(self) -> str:
        """What is counted: visits, or customers' answers."""
        return N_("visits") if self.slug == "shopper" else N_("answers")


MEASURES: Mapping[str, Measure] = {each.slug: each for each in (
    Measure("shopper", N_("Mystery shops, mean of all dimensions"), N_("points of 7"), 1, 7, 3, 6, 1.0, 0.5),
    Measure("csat", N_("Customers: satisfaction (CSAT)"), N_("percentage points of the satisfied"), 0, 100, 5, 30, 45.0, 10.0),
    Measure("nps", N_("Customers: would recommend (NPS)"), N_("points of NPS"), -100, 100, 5, 30, 75.0, 15.0),
    Measure("ces2", N_("Customers: how easy it was (CES 2.0)"), N_("points of 7"), 1, 7, 5, 30, 1.6, 0.5),
)}


def scored(measure: str, value: int) -> float:
    """Return what one answer counts in the measure: of CSAT 100 or 0, of NPS 100, 0 or -100, else itself."""
    if measure == "csat":
        return 100.0 if value >= 4 else 0.0
    if measure == "nps":
        return 100.0 if value >= 9 else 0.0 if value >= 7 else -100.0
    return float(value)


def sums_of(measure: str, counts: Iterable[tuple[int, int]]) -> Sums:
    """Return the sums of answers given as (value, how often)."""
    total = Sums(0, 0.0, 0.0)
    for value, n in counts:
        score = scored(measure, value)
        total += Sums(n, n * score, n * score * score)
    return total


@dataclass(frozen=True)
class Need:
    """How many values before, and again after, show a change of the target's size with a power of .8."""

    n: int
    sd: float
    own_sd: bool  # whether the SD is one's own, or what is usual
    before: int  # values of the last twelve months

    @property
    def is_before_enough(self) -> bool:
        """Whether there are as many from before as are needed."""
        return self.before >= self.n


def needed(measure: Measure, target: float, before: Sums) -> Need:
    """Return how many are needed on each side: 2 (1.96 + .84)² sd² / target².

    The SD is that of one's own values from `scored_from` of them on, else what is usual.

    Raises:
        ValueError: the target is not above 0.
    """
    own = before.n >= max(2, measure.scored_from) and before.variance > 0
    sd = sqrt(before.variance) if own else measure.usual_sd
    return Need(visits_per_side(target, sd), sd, own, before.n)
