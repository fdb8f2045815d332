"""Many units side by side: each one's mean with the luck taken out, and who is probably above whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot

from cxtrain.measures.distributions import normal_cdf
from cxtrain.measures.intervals import Estimate, Sums
from cxtrain.measures.samples import deviations, mean, present, product_sum
from cxtrain.measures.shrinkage import NO_DIFFERENCE, Shrunken, Spread, estimate_spread, shrink

FLOOR = 6
FEW_EACH = "Some have fewer than six observations: enough to offer help, not to decide about a person."
NO_ERROR = "Without a standard error of both there is no probability."
TOO_FEW_UNITS = "Drawing in by James and Stein needs at least four units."
ALL_EQUAL = "All means are equal, so there is nothing to draw in."


@dataclass(frozen=True)
class ShrunkenTable:
    """What all units have in common, and each unit, highest drawn-in mean first.

    Where the data cannot tell the units apart there is no ranking: they stand in the order they came in, and `reason`
    says so.
    """

    spread: Spread
    units: Mapping[str, Shrunken]
    n: int
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class JamesStein:
    """Means of known and equal variance, drawn towards their grand mean."""

    values: tuple[float, ...]  # in the order of the means
    centre: float | None  # the grand mean
    factor: float | None  # c: what is left of each distance from it, 0..1
    n: int  # units
    reason: str | None = None


def shrink_all(values: Mapping[str, Sequence[float | None]], *, least_within: float = 0.0) -> ShrunkenTable:
    """Return every unit's mean drawn towards that of all units; None is a missing value.

    Args:
        values: each unit's observations, scale points.
        least_within: the least variance within a unit to believe in, squared scale points.

    Raises:
        ValueError: a value is not finite.

    Source: Morris, "Parametric Empirical Bayes Inference", Journal of the American Statistical Association 78, 1983.
    """
    kept = {unit: present(each) for unit, each in values.items()}
    every = [value for each in kept.values() for value in each]
    centre = mean(every) if every else 0.0
    # Sums of squares keep their digits near 0 only, so the values are moved there and back.
    samples = {unit: Sums.of(value - centre for value in each) for unit, each in kept.items()}
    spread = estimate_spread(samples.values(), least_within=least_within)
    units = {unit: _moved(shrink(sample, spread), centre) for unit, sample in samples.items()}
    note = FEW_EACH if any(0 < each.n < FLOOR for each in units.values()) else None
    moved = replace(spread, mu=None if spread.mu is None else spread.mu + centre)
    return ShrunkenTable(moved, _ranked(units) if spread.between else units, spread.n, spread.reason, note)


def probability_above(first: Shrunken, second: Shrunken) -> Estimate:
    """Return the probability (0..1) that the first unit's true mean lies above the second's, as if both were normal.

    The doubt about the common mean, which both share, is counted in both; so it errs towards ½. `n` counts both sides.

    Source: Morris, "Parametric Empirical Bayes Inference", Journal of the American Statistical Association 78, 1983.
    """
    n = first.n + second.n
    if NO_DIFFERENCE in (first.reason, second.reason):
        return Estimate(None, n, reason=NO_DIFFERENCE)
    if first.value is None or second.value is None or first.se is None or second.se is None:
        return Estimate(None, n, reason=NO_ERROR)
    apart, error = first.value - second.value, hypot(first.se, second.se)
    if not error:
        return Estimate(0.5 if not apart else float(apart > 0), n)
    return Estimate(normal_cdf(apart / error), n)


def james_stein(means: Sequence[float], variance: float) -> JamesStein:
    """Return means drawn towards their grand mean by c = 1 - (k - 3) σ² / Σ(mean - grand mean)², at least 0.

    Args:
        means: one per unit, none missing.
        variance: σ², known and the same for each mean.

    Raises:
        ValueError: a mean is not finite, or the variance is negative.

    Source: Efron & Morris, "Stein's Paradox in Statistics", Scientific American 236, 1977.
    """
    kept, k = present(means), len(means)
    if len(kept) < k or not 0 <= variance < float("inf"):
        raise ValueError("means must all be there and the variance finite and 0 or more")
    if k < 4:
        return JamesStein(tuple(kept), mean(kept) if kept else None, None, k, TOO_FEW_UNITS)
    centre, apart = mean(kept), deviations(kept)
    if not any(apart):
        return JamesStein(tuple(kept), centre, None, k, ALL_EQUAL)
    factor = max(0.0, 1 - (k - 3) * variance / product_sum(apart, apart))
    values = tuple(centre + factor * each for each in apart)
    return JamesStein(values, centre, factor, k, None if factor else NO_DIFFERENCE)


def _moved(unit: Shrunken, by: float) -> Shrunken:
    if unit.value is None or unit.mean is None:
        return unit
    return replace(unit, value=unit.value + by, mean=unit.mean + by)


def _ranked(units: Mapping[str, Shrunken]) -> dict[str, Shrunken]:
    """Return the units by drawn-in mean, those without one last; equal ones keep their order."""
    return dict(sorted(units.items(), key=lambda item: (item[1].value is None, -(item[1].value or 0.0))))
