"""Did it change? The difference of two sets of observations, and how many it takes to see one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isfinite, sqrt

from cxtrain.measures.distributions import normal_quantile, t_cdf, t_quantile
from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, Interval, Sums
from cxtrain.measures.samples import Sample, changes, complete_pairs

FLOOR = 10
TOO_FEW_TO_COMPARE = "Before and after need at least two observations each."
ONE_PAIR = "A single pair has no interval."
EQUAL_CHANGES = "All changed by the same amount, so there is no variance to test against."
FEW_PEOPLE = "Fewer than ten people on a side: too few to build on."


@dataclass(frozen=True)
class PairedTest:
    """Student's t test of the change within pairs; what is None is explained by `reason`."""

    value: float | None  # mean of after - before, scale points
    n: int  # complete pairs
    sd: float | None = None  # of the changes, n - 1 in the divisor
    interval: Interval | None = None
    t: float | None = None
    df: int | None = None
    p: float | None = None  # two-sided
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Drift:
    """What those picked for a low (or high) mean will do without any help."""

    value: float  # expected change, scale points
    expected: float  # the mean they are expected to reach


def difference(before: Sums, after: Sums, *, level: float = 0.95) -> Estimate:
    """Return the mean after minus the mean before, of independent observations, with Welch's interval.

    `n` counts both sides. A side without a value gives no difference, one with a single value no interval.
    A plain before/after holds regression to the mean: those picked for a low score rise without help.

    Source: Welch, "The generalization of Student's problem …", Biometrika 34, 1947.
    """
    n = before.n + after.n
    if not (before.n and after.n):
        return Estimate(None, n, reason=TOO_FEW_TO_COMPARE)
    change = after.mean - before.mean
    if min(before.n, after.n) < 2:
        return Estimate(change, n, reason=TOO_FEW_TO_COMPARE)
    errors = before.variance / before.n, after.variance / after.n
    spread = sum(errors)
    if not spread:
        return Estimate(change, n, interval=Interval(change, change, level))
    df = spread**2 / (errors[0] ** 2 / (before.n - 1) + errors[1] ** 2 / (after.n - 1))
    half = t_quantile((1 + level) / 2, df) * sqrt(spread)
    return Estimate(change, n, interval=Interval(change - half, change + half, level))


def visits_per_side(change: float, sd: float, *, level: float = 0.95, power: float = 0.8) -> int:
    """Return how many observations before, and again after, show a true change of this size with this power.

    Raises:
        ValueError: the change is not above 0 or the SD is negative.
    """
    if not change > 0 or sd < 0:
        raise ValueError("the change must be above 0 and the SD 0 or more")
    reach = normal_quantile((1 + level) / 2) + normal_quantile(power)
    return max(2, ceil(2 * reach**2 * sd**2 / change**2))


def paired_t(before: Sequence[float | None], after: Sequence[float | None], *, level: float = 0.95) -> PairedTest:
    """Return the mean change of the same people, with Student's t test and interval.

    A pair with a missing side is left out. A single pair has no interval, equal changes have no t.
    A plain before/after holds regression to the mean: see `expected_drift`.

    Raises:
        ValueError: the lists differ in length, or a value is not finite.

    Source: Student, "The Probable Error of a Mean", Biometrika 6, 1908.
    """
    first, second = complete_pairs(before, after)
    note = FEW_PEOPLE if len(first) < FLOOR else None
    if not first:
        return PairedTest(None, 0, reason=NO_OBSERVATION, note=note)
    change = Sample.of(changes(first, second))
    if not change.sd:
        sd, reason = (None, ONE_PAIR) if change.n < 2 else (0.0, EQUAL_CHANGES)
        return PairedTest(change.mean, change.n, sd, reason=reason, note=note)
    df, error = change.n - 1, change.sd / sqrt(change.n)
    t, half = change.mean / error, t_quantile((1 + level) / 2, df) * error
    interval = Interval(change.mean - half, change.mean + half, level)
    return PairedTest(change.mean, change.n, change.sd, interval, t, df, 2 * t_cdf(-abs(t), df), note=note)


def expected_drift(reliability: float, population: float, selected: float) -> Drift:
    """Return the drift of a group picked by its mean: (1 - reliability) × (mean of all - mean of the picked).

    Args:
        reliability: of the mean that they were picked by, 0..1.
        population: the mean of all, scale points.
        selected: the mean of those picked.

    Raises:
        ValueError: the reliability is not within 0..1, or a mean is not finite.

    Source: Galton, "Regression towards mediocrity in hereditary stature", Journal of the Anthropological Institute
    15, 1886.
    """
    if not (0 <= reliability <= 1 and isfinite(population) and isfinite(selected)):
        raise ValueError("the reliability must lie within 0..1 and the means be finite")
    drift = (1 - reliability) * (population - selected)
    return Drift(drift, selected + drift)
