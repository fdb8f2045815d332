"""The normal, t, F and chi-square distributions, without a library: nine digits for 0.5 to a million degrees of freedom.

A `_tail` is the area above, computed by itself: 1 - cdf would lose the digits of a small one.
"""

from functools import lru_cache
from math import erfc, exp, inf, isfinite, lgamma, log, sqrt

from cxtrain.measures.special_functions import Areas, beta_areas, gamma_areas, point_of

FAR = 1e150  # the square of a larger t is no float


def normal_cdf(z: float) -> float:
    """Return P(Z <= z) for a standard normal Z; accurate far out in both tails."""
    return 0.5 * erfc(-z / sqrt(2))


def normal_tail(z: float) -> float:
    """Return P(Z > z) for a standard normal Z; accurate far out in both tails."""
    return 0.5 * erfc(z / sqrt(2))


def normal_quantile(p: float) -> float:
    """Return the z with P(Z <= z) = p.

    Raises:
        ValueError: p is not strictly between 0 and 1.

    Source: Wichura, Algorithm AS 241, Applied Statistics 37, 1988 (in the standard library).
    """
    _check_probability(p)
    from statistics import NormalDist  # here, because it takes a fifth of the time that importing a measure may take
    return NormalDist().inv_cdf(p)


def t_cdf(t: float, df: float) -> float:
    """Return P(T <= t) for Student's t with `df` degrees of freedom, which need not be whole.

    Raises:
        ValueError: df is not above 0, or t is not a number.
    """
    return t_tail(-t, df)


def t_tail(t: float, df: float) -> float:
    """Return P(T > t) for Student's t with `df` degrees of freedom, which need not be whole and may be infinite.

    Raises:
        ValueError: df is not above 0, or t is not a number.
    """
    _check_point(t)
    _check_df(df, largest=inf)
    if df == inf:
        return normal_tail(t)
    outer = _t_outer_area(abs(t), df) / 2
    return outer if t >= 0 else 1 - outer


@lru_cache(maxsize=4096)
def t_quantile(p: float, df: float) -> float:
    """Return the t with P(T <= t) = p, for `df` degrees of freedom, which need not be whole and may be infinite.

    Beyond 1e150 it comes back as infinite. Pages ask for the same few over and over, and each takes a tenth of a
    millisecond; so they are remembered.

    Raises:
        ValueError: p is not strictly between 0 and 1, or df is not above 0.

    Source: t² is an F with 1 and df degrees of freedom.
    """
    _check_probability(p)
    _check_df(df, largest=inf)
    if df == inf:
        return normal_quantile(p)
    if p == 0.5:
        return 0.0
    outer = 2 * min(p, 1 - p)
    size = sqrt(_odds_of(0.5, df / 2, 1 - outer, outer) * df)
    return size if p > 0.5 else -size


def f_cdf(f: float, df1: float, df2: float) -> float:
    """Return P(F <= f) for an F with df1 (numerator) and df2 degrees of freedom, which need not be whole.

    Raises:
        ValueError: a df is not above 0 and finite, or f is not a number.
    """
    return exp(_f_areas(f, df1, df2).log_lower)


def f_tail(f: float, df1: float, df2: float) -> float:
    """Return P(F > f) for an F with df1 (numerator) and df2 degrees of freedom, which need not be whole.

    Raises:
        ValueError: a df is not above 0 and finite, or f is not a number.
    """
    return exp(_f_areas(f, df1, df2).log_upper)


def f_quantile(p: float, df1: float, df2: float) -> float:
    """Return the f with P(F <= f) = p, for df1 (numerator) and df2 degrees of freedom, which need not be whole.

    Raises:
        ValueError: p is not strictly between 0 and 1, or a df is not above 0 and finite.
    """
    _check_probability(p)
    _check_df(df1)
    _check_df(df2)
    return _odds_of(df1 / 2, df2 / 2, p, 1 - p) / df1 * df2


def chi_square_cdf(x: float, df: float) -> float:
    """Return P(X <= x) for a chi-square with `df` degrees of freedom, which need not be whole.

    Raises:
        ValueError: df is not above 0 and finite, or x is not a number.
    """
    return exp(_chi_square_areas(x, df).log_lower)


def chi_square_tail(x: float, df: float) -> float:
    """Return P(X > x) for a chi-square with `df` degrees of freedom, which need not be whole.

    Raises:
        ValueError: df is not above 0 and finite, or x is not a number.
    """
    return exp(_chi_square_areas(x, df).log_upper)


def chi_square_quantile(p: float, df: float) -> float:
    """Return the x with P(X <= x) = p, for a chi-square with `df` degrees of freedom, which need not be whole.

    Raises:
        ValueError: p is not strictly between 0 and 1, or df is not above 0 and finite.
    """
    _check_probability(p)
    _check_df(df)
    a = df / 2
    # Wilson & Hilferty, Proceedings of the National Academy of Sciences 17, 1931; where that fails, the first
    # term of the series of the lower area.
    root = 1 - 1 / (9 * a) + normal_quantile(p) / (3 * sqrt(a))
    start = a * root**3 if root > 0.2 else exp(max((log(p) + lgamma(a + 1)) / a, -600))
    return 2 * point_of(lambda x: gamma_areas(a, x), p, 1 - p, start)


def _check_probability(p: float) -> None:
    if not 0 < p < 1:
        raise ValueError("a probability must lie strictly between 0 and 1")


def _check_df(df: float, largest: float = 1e300) -> None:
    if not 0 < df <= largest:
        raise ValueError("degrees of freedom must be above 0" + (" and finite" if isfinite(largest) else ""))


def _check_point(x: float) -> None:
    if x != x:
        raise ValueError("a point of a distribution must be a number")


def _t_outer_area(t: float, df: float) -> float:
    """Return P(|T| > t) for t >= 0. Beyond the squares that are floats it falls by the power of t that it ends with."""
    near = min(t, FAR)
    odds = near * near / df
    if not odds:
        return 1.0
    return exp(beta_areas(0.5, df / 2, odds).log_upper - df * log(t / near))


def _f_areas(f: float, df1: float, df2: float) -> Areas:
    _check_point(f)
    _check_df(df1)
    _check_df(df2)
    odds = f / df2 * df1
    return _at_an_end(odds) or beta_areas(df1 / 2, df2 / 2, odds)


def _chi_square_areas(x: float, df: float) -> Areas:
    _check_point(x)
    _check_df(df)
    return _at_an_end(x / 2) or gamma_areas(df / 2, x / 2)


def _at_an_end(x: float) -> Areas | None:
    """Return the areas at 0 and below, and at infinity, where there is nothing to compute."""
    if x <= 0:
        return Areas(-inf, 0.0, -inf, 0.0)
    return Areas(0.0, -inf, -inf, 0.0) if x == inf else None


def _odds_of(a: float, b: float, lower: float, upper: float) -> float:
    """Return the odds x / (1 - x) at which the incomplete beta function of a and b has these areas."""
    z = normal_quantile(lower) if lower <= upper else -normal_quantile(upper)
    start = a / b * exp(min(max(z * sqrt(1 / a + 1 / b), -600), 600))
    return point_of(lambda odds: beta_areas(a, b, odds), lower, upper, start)
