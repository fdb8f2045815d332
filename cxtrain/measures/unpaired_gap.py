"""Perceptions and expectations of different people: P of shoppers against E of customers."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from cxtrain.measures.distributions import t_quantile
from cxtrain.measures.intervals import ALL_EQUAL, Estimate, Interval, mean_of

TOO_FEW_ON_A_SIDE = "Shoppers and customers need at least two answers each for an interval."
NOBODY_ON_A_SIDE = "Shoppers and customers need at least one answer each."


@dataclass(frozen=True)
class UnpairedGap:
    """P (shoppers) - E (customers). It is not a paired SERVQUAL, and must not be called so."""

    perception: Estimate  # scale points, of shoppers
    expectation: Estimate  # scale points, of customers
    gap: Estimate  # the difference with Welch's interval; n counts both sides
    se: float | None = None  # Welch's standard error, scale points
    df: float | None = None


def unpaired_gap(
    perceptions: Iterable[float | None], expectations: Iterable[float | None], *, level: float = 0.95
) -> UnpairedGap:
    """Return the mean of the shoppers' perceptions minus the mean of the customers' expectations.

    Args:
        perceptions, expectations: a score per visit, and per customer, on one scale; None is missing and left out.

    Raises:
        ValueError: a score is not finite.

    Source: Welch, "The generalization of Student's problem …", Biometrika 34, 1947.
    """
    p, e = mean_of(perceptions, level=level), mean_of(expectations, level=level)
    n = p.n + e.n
    if p.value is None or e.value is None:
        return UnpairedGap(p, e, Estimate(None, n, reason=NOBODY_ON_A_SIDE))
    value = p.value - e.value
    if p.sd is None or e.sd is None:
        return UnpairedGap(p, e, Estimate(value, n, reason=TOO_FEW_ON_A_SIDE))
    parts = p.sd**2 / p.n, e.sd**2 / e.n
    if not any(parts):
        return UnpairedGap(p, e, Estimate(value, n, reason=ALL_EQUAL))
    whole, df = sum(parts), sum(parts)**2 / (parts[0]**2 / (p.n - 1) + parts[1]**2 / (e.n - 1))
    return UnpairedGap(p, e, Estimate(value, n, interval=_around(value, sqrt(whole), df, level)), sqrt(whole), df)


def _around(value: float, se: float, df: float, level: float) -> Interval:
    half = t_quantile((1 + level) / 2, df) * se
    return Interval(value - half, value + half, level)
