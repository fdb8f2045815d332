"""The median with an interval that assumes no shape: between two of the ordered values themselves."""

from collections.abc import Iterable
from fractions import Fraction
from math import comb, isfinite

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, Interval

TOO_FEW = "Fewer than six values: their range does not yet hold the median with 95 % confidence."


def median_interval(values: Iterable[float], *, level: float = 0.95) -> Estimate:
    """Return the median of the values with its distribution-free interval.

    The ends are the k-th smallest and the k-th largest value, with the largest k for which the interval still holds the
    median with at least `level`. Below six values (at 95 %) no two of them do, and the reason says so.

    Raises:
        ValueError: a value is not finite, or the level is not within 0..1.

    Source: Thompson, "On confidence ranges for the median …", Annals of Mathematical Statistics 7, 1936.
    """
    ordered = sorted(values)
    if not all(isfinite(value) for value in ordered) or not 0 < level < 1:
        raise ValueError("values must be finite and the level within 0..1")
    n = len(ordered)
    if not n:
        return Estimate(None, 0, reason=NO_OBSERVATION)
    middle = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    k = _rank(n, level)
    if not k:
        return Estimate(middle, n, reason=TOO_FEW)
    return Estimate(middle, n, interval=Interval(ordered[k - 1], ordered[n - k], level))


def _rank(n: int, level: float) -> int:
    """Return the largest k with P(B <= k - 1) <= (1 - level) / 2 for B binomial (n, 1/2); 0 where there is none."""
    allowed = Fraction(str(1 - level)) / 2 * (1 << n)  # whole numbers, for 2^n is beyond any float
    total, k, term = 0, 0, 1
    while total + term <= allowed and k < n // 2:
        total += term
        term = term * (n - k) // (k + 1)
        k += 1
    return k


def coverage(n: int, k: int) -> float:
    """Return how surely the k-th smallest to the k-th largest of n values hold the median."""
    return 1 - 2 * sum(comb(n, i) for i in range(k)) / (1 << n)
