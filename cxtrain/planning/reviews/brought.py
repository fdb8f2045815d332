"""What a plan brought, beyond what would have come back by itself. Pure.

Whoever is picked for a low mean was a little unlucky too, and luck comes back without any help: the mean drawn towards
that of all says how much. So the visits after are held against that drawn mean, and not against the low one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from cxtrain.measures.distributions import t_quantile
from cxtrain.measures.effects import visits_per_side
from cxtrain.measures.intervals import Sums
from cxtrain.planning.boards.effect import Effect
from cxtrain.planning.evidence import Evidence
from cxtrain.planning.findings import SETTLED
from cxtrain.web.bilingual import N_

UP = N_("Better than what would have come back by itself, and by more than chance explains.")
DOWN = N_("Worse than what was to be expected, and by more than chance explains.")
OPEN = N_("It cannot be told yet whether the plan did it: the rest lies within chance.")
TOO_FEW = N_("Too few visits since the plan was approved to say anything.")
USUAL_SD = 1.0  # scale points, of single visits, where the evidence has none


@dataclass(frozen=True)
class Brought:
    """What the visits since the approval say. `beyond`, `low` and `high` are None where they are too few."""

    drift: float  # scale points that were to come back by themselves
    beyond: float | None  # scale points beyond that
    low: float | None  # 95 % interval of `beyond`
    high: float | None
    needed: int  # visits before, and as many after, that show the target
    before: int
    after: int
    words: str  # what may be said, for the catalogue
    beside: Effect | None = None  # a team's, beside comparable stores

    @property
    def is_enough(self) -> bool:
        """Whether there are as many visits as show the target."""
        return min(self.before, self.after) >= self.needed


def brought(before: Evidence, after: Sums, *, needed: int | None, person: bool, beside: Effect | None = None) -> Brought:
    """Return what the plan brought.

    Args:
        before: the numbers that it was drafted from.
        after: the visits since the month of its approval.
        needed: visits on each side, as the plan says; None: as half the shortfall asks.
        person: whether it is about a person, who is judged on six visits and never by a test between groups.
        beside: a team's difference in differences.

    Source: Galton, "Regression towards mediocrity in hereditary stature", Journal of the Anthropological Institute 15,
    1886; Satterthwaite, Biometrics Bulletin 2, 1946, for the degrees of freedom.
    """
    expected = before.standard + before.gap
    beyond = after.mean - expected if after.n >= SETTLED else None
    half = _half(before.se, after) if beyond is not None else None
    ends = (beyond - half, beyond + half) if beyond is not None and half is not None else (None, None)
    wanted = SETTLED if person else needed or needed_for(before)
    return Brought(expected - before.mean, beyond, *ends, wanted, before.n, after.n, _words(*ends), beside)


def needed_for(before: Evidence) -> int:
    """Return how many visits on each side show a gain of half the distance to the standard."""
    sd = sqrt(before.within) if before.within else USUAL_SD
    return visits_per_side(max(-before.gap / 2, 1 / 12), sd)


def _half(se: float, after: Sums) -> float | None:
    """Return half the width of the interval, or None where all visits after gave the same and it cannot be told."""
    error = after.variance / after.n
    if not error:
        return None
    spread = se**2 + error
    return t_quantile(0.975, spread**2 / (error**2 / (after.n - 1))) * sqrt(spread)


def _words(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return TOO_FEW
    return UP if low > 0 else DOWN if high < 0 else OPEN


def brought_from(stored: Mapping[str, Any] | None) -> Brought | None:
    """Return what a review keeps as a record again."""
    if not stored:
        return None
    beside = stored["beside"]
    return Brought(**{**stored, "beside": Effect(**{**beside, "months": tuple(beside["months"])}) if beside else None})
