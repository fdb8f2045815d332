"""Empirical Bayes: how far the data let us tell units (people, stores) apart, and each unit's mean drawn to the common one.

A unit's own mean holds luck. The fewer its observations and the less the units differ, the more of it is luck, and
the further the mean is drawn towards that of all units.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, fsum, sqrt

from cxtrain.measures.distributions import normal_quantile
from cxtrain.measures.intervals import NO_OBSERVATION, Interval, Sums

ONE_UNIT = "There is nobody to compare with, so the mean is taken as it is."
NO_REPEAT = "Nothing was observed twice, so chance cannot be told from difference."
NO_DIFFERENCE = "The data cannot tell these apart: the differences are within chance."


@dataclass(frozen=True)
class Spread:
    """What a group of units has in common. Variances are in squared scale points.

    `between` is None where only one unit was observed, `within` where no unit was observed twice.
    """

    mu: float | None  # the common mean, scale points
    mu_variance: float
    between: float | None  # tau²: the variance of the units' true means
    within: float | None  # the variance of one unit's observations
    units: int  # units with at least one observation
    n: int
    reason: str | None = None

    @property
    def icc(self) -> float | None:
        """ICC(1): the share of one observation's variance that belongs to the unit, 0..1; None where unknown."""
        if self.between is None or self.within is None:
            return None
        whole = self.between + self.within
        return self.between / whole if whole else 0.0


@dataclass(frozen=True)
class Shrunken:
    """One unit's mean with the luck taken out as far as the data allow."""

    value: float | None  # the drawn-in mean, scale points
    se: float | None  # its standard error
    n: int
    mean: float | None  # the unit's own mean, for comparison
    reliability: float | None  # 0..1; the weight that the unit's own mean has in `value`
    reason: str | None = None
    doubt: float = 0.0  # squared points: what not knowing the variance between units for certain adds

    def interval(self, *, level: float = 0.95) -> Interval | None:
        """Return where the unit's true mean probably lies, by the normal; None where there is no standard error.

        The interval holds the doubt about the variance between units, without which it would be too short: it would
        cover 91 times in a hundred, not 94 (`tests/demo/test_known_truth.py`).

        Source: Morris, "Parametric Empirical Bayes Inference", Journal of the American Statistical Association 78, 1983.
        """
        if self.value is None or self.se is None:
            return None
        half = normal_quantile((1 + level) / 2) * sqrt(self.se**2 + self.doubt)
        return Interval(self.value - half, self.value + half, level)


def estimate_spread(samples: Iterable[Sums], *, least_within: float = 0.0) -> Spread:
    """Return the common mean and the variance between and within units, by the moments of a one-way ANOVA.

    Args:
        samples: one per unit; units without an observation are left out.
        least_within: the least variance to believe in; a few equal answers on a coarse scale do not
            mean that the next one is certain.

    Source: Searle, Casella & McCulloch, Variance Components, 1992; equal to REML when balanced.
    """
    seen = [sample for sample in samples if sample.n]
    n = sum(sample.n for sample in seen)
    if not seen:
        return Spread(None, 0.0, None, None, 0, 0, NO_OBSERVATION)
    within = _variance_within(seen, n, least_within)
    if len(seen) == 1:
        return Spread(seen[0].mean, (within or 0.0) / n, None, within, 1, n, ONE_UNIT)
    if within is None:
        return Spread(fsum(s.total for s in seen) / n, 0.0, None, None, len(seen), n, NO_REPEAT)
    between = _variance_between(seen, within)
    mu, mu_variance = _common_mean(seen, between, within)
    return Spread(mu, mu_variance, between, within, len(seen), n, None if between else NO_DIFFERENCE)


def shrink(sample: Sums, spread: Spread) -> Shrunken:
    """Return the unit's mean drawn towards that of its group, with the standard error of the result.

    Without a group (one unit, or nothing observed twice) the mean stays as it is; the standard error is then
    that of a plain mean, or None. With no variance between units the result is the common mean.

    Source: Morris, "Parametric Empirical Bayes Inference", Journal of the American Statistical Association 78, 1983.
    """
    if not sample.n or spread.mu is None:
        return Shrunken(None, None, sample.n, None, None, NO_OBSERVATION)
    if spread.within is None:
        return Shrunken(sample.mean, None, sample.n, sample.mean, None, spread.reason)
    error = spread.within / sample.n
    if spread.between is None:
        return Shrunken(sample.mean, sqrt(error), sample.n, sample.mean, None, spread.reason)
    if not spread.between:
        return Shrunken(spread.mu, sqrt(spread.mu_variance), sample.n, sample.mean, 0.0, NO_DIFFERENCE)
    pull = error / (error + spread.between)
    value = pull * spread.mu + (1 - pull) * sample.mean
    variance = (1 - pull) * error + pull * pull * spread.mu_variance
    return Shrunken(value, sqrt(variance), sample.n, sample.mean, 1 - pull, doubt=_doubt(sample, spread, pull))


def _doubt(sample: Sums, spread: Spread, pull: float) -> float:
    """Return 2 / (k - 3) × (how far the mean was drawn in)², for k units above three; below, it is not known."""
    if spread.units <= 3 or spread.mu is None:
        return 0.0
    return 2 / (spread.units - 3) * (pull * (sample.mean - spread.mu)) ** 2


def visits_needed(icc: float, reliability: float) -> int:
    """Return how many observations of one unit its mean needs to reach this reliability (Spearman-Brown).

    Raises:
        ValueError: icc is not above 0 and at most 1, or reliability not within 0..1 (1 excluded).
    """
    if not (0 < icc <= 1 and 0 <= reliability < 1):
        raise ValueError("icc must be above 0 and reliability below 1")
    exact = reliability * (1 - icc) / (icc * (1 - reliability))
    return max(1, ceil(exact - 1e-9))  # 36.000000000000004 is 36, not 37


def _variance_within(samples: Sequence[Sums], n: int, least: float) -> float | None:
    if n == len(samples):
        return None
    return max(least, fsum(sample.deviation for sample in samples) / (n - len(samples)))


def _variance_between(samples: Sequence[Sums], within: float) -> float:
    n, k = sum(sample.n for sample in samples), len(samples)
    grand = fsum(sample.total for sample in samples) / n
    mean_square = fsum(sample.n * (sample.mean - grand) ** 2 for sample in samples) / (k - 1)
    typical_n = (n - sum(sample.n**2 for sample in samples) / n) / (k - 1)
    return max(0.0, (mean_square - within) / typical_n)


def _common_mean(samples: Sequence[Sums], between: float, within: float) -> tuple[float, float]:
    """Return the mean over units, each weighted by how well it is known, and the variance of that mean."""
    if not between + within:
        return samples[0].mean, 0.0
    weights = [1 / (between + within / sample.n) for sample in samples]
    whole = fsum(weights)
    return fsum(w * sample.mean for w, sample in zip(weights, samples, strict=True)) / whole, 1 / whole
