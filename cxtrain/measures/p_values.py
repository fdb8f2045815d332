"""How surprising a difference would be if there were none: two-sided p values from sums, for tables of many comparisons."""

from math import sqrt

from cxtrain.measures.distributions import normal_tail, t_cdf
from cxtrain.measures.intervals import Sums

FEWEST = 2


def p_against(sums: Sums, value: float) -> float | None:
    """Return the p value of Student's t test that the true mean is `value`; None below two values or where all are equal.

    Source: Student, "The Probable Error of a Mean", Biometrika 6, 1908.
    """
    if sums.n < FEWEST or sums.variance <= 1e-12 * max(1.0, sums.mean**2):
        return None
    t = (sums.mean - value) / sqrt(sums.variance / sums.n)
    return 2 * t_cdf(-abs(t), sums.n - 1)


def p_between(first: Sums, second: Sums) -> float | None:
    """Return the p value of Welch's t test that two true means are equal; None where a side is too small or nothing varies.

    Source: Welch, "The generalization of Student's problem …", Biometrika 34, 1947.
    """
    if min(first.n, second.n) < FEWEST:
        return None
    errors = first.variance / first.n, second.variance / second.n
    whole = sum(errors)
    if whole <= 1e-12:
        return None
    df = whole**2 / (errors[0] ** 2 / (first.n - 1) + errors[1] ** 2 / (second.n - 1))
    return 2 * t_cdf(-abs(second.mean - first.mean) / sqrt(whole), df)


def p_of_shares(hits: int, n: int, other_hits: int, other_n: int) -> float | None:
    """Return the p value of the z test (pooled) that two shares are equal; None without observations or variation.

    Raises:
        ValueError: hits are not within 0..n on one of the sides.

    Source: Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions, 2003, section 3.1 (uncorrected).
    """
    if not (0 <= hits <= n and 0 <= other_hits <= other_n):
        raise ValueError("hits must lie within 0..n")
    if not (n and other_n):
        return None
    pooled = (hits + other_hits) / (n + other_n)
    variance = pooled * (1 - pooled) * (1 / n + 1 / other_n)
    if not variance:
        return None
    return min(1.0, 2 * normal_tail(abs(hits / n - other_hits / other_n) / sqrt(variance)))
