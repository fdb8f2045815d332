"""Did it change? The difference of two sets of observations, and how many it takes to see one."""

from math import ceil, sqrt

from cxtrain.measures.distributions import normal_quantile, t_quantile
from cxtrain.measures.intervals import Estimate, Interval, Sums

TOO_FEW_TO_COMPARE = "Before and after need at least two observations each."


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
