"""The normal and the Student t distribution, without a library: nine digits for 0.5 to a million degrees of freedom."""

from functools import lru_cache
from math import erfc, exp, fsum, inf, isfinite, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

TINY = 1e-300  # keeps Lentz's continued fraction from dividing by zero
CLOSE = 1e-16


def normal_cdf(z: float) -> float:
    """Return P(Z <= z) for a standard normal Z; accurate far out in both tails."""
    return 0.5 * erfc(-z / sqrt(2))


def normal_quantile(p: float) -> float:
    """Return the z with P(Z <= z) = p.

    Raises:
        ValueError: p is not strictly between 0 and 1.

    Source: Wichura, Algorithm AS 241, Applied Statistics 37, 1988 (in the standard library).
    """
    _check_probability(p)
    return NormalDist().inv_cdf(p)


def t_cdf(t: float, df: float) -> float:
    """Return P(T <= t) for Student's t with `df` degrees of freedom, which need not be whole.

    Raises:
        ValueError: df is not above 0.
    """
    _check_df(df)
    tail = _t_upper_tail(abs(t), df)
    return 1 - tail if t > 0 else tail


@lru_cache(maxsize=4096)
def t_quantile(p: float, df: float) -> float:
    """Return the t with P(T <= t) = p, for `df` degrees of freedom, which need not be whole.

    Pages ask for the same few over and over, and each takes a fifth of a millisecond; so they are remembered.

    Raises:
        ValueError: p is not strictly between 0 and 1, or df is not above 0.
    """
    _check_probability(p)
    _check_df(df)
    if p == 0.5:
        return 0.0
    # The tail is asked for by its own size, because 1 - p would lose the digits of a small p.
    return -_t_upper_quantile(p, df) if p < 0.5 else _t_upper_quantile(1 - p, df)


def _check_probability(p: float) -> None:
    if not 0 < p < 1:
        raise ValueError("a probability must lie strictly between 0 and 1")


def _check_df(df: float) -> None:
    if not df > 0:
        raise ValueError("degrees of freedom must be above 0")


def _t_upper_tail(t: float, df: float) -> float:
    """Return P(T > t) for t >= 0: half the incomplete beta function at df / (df + t²)."""
    if df == inf:
        return normal_cdf(-t)
    ratio = t * t / df
    if ratio == 0:
        return 0.5
    if ratio == inf:
        return 0.0
    return 0.5 * _incomplete_beta(df / 2, 0.5, ratio)


def _t_upper_quantile(tail: float, df: float) -> float:
    """Return the t > 0 with P(T > t) = tail, for 0 < tail < 0.5, by Newton's steps kept in a bracket."""
    low, high = 0.0, 1.0
    while _t_upper_tail(high, df) > tail:
        low, high = high, 2 * high
    t = (low + high) / 2
    for _ in range(200):
        excess = _t_upper_tail(t, df) - tail
        low, high = (t, high) if excess > 0 else (low, t)
        step = excess / _t_density(t, df)
        following = t + step if low < t + step < high else (low + high) / 2
        if abs(following - t) <= 1e-15 * t or not isfinite(following):
            break
        t = following
    return t


def _t_density(t: float, df: float) -> float:
    if df == inf:
        return exp(-t * t / 2) / sqrt(2 * pi)
    shape = _log_gamma_step(df / 2) - 0.5 * log(df * pi)
    return max(exp(shape - (df + 1) / 2 * log1p(t * t / df)), TINY)


def _log_gamma_step(a: float) -> float:
    """Return ln Γ(a + ½) - ln Γ(a). Above 100 by its series, where the difference of two large logs is noise."""
    if a <= 100:
        return lgamma(a + 0.5) - lgamma(a)
    return 0.5 * log(a) - 1 / (8 * a) + 1 / (192 * a**3) - 1 / (640 * a**5)


def _incomplete_beta(a: float, b: float, ratio: float) -> float:
    """Return the regularised I_x(a, b) at x = 1 / (1 + ratio), for b = ½ and a ratio above 0.

    The odds are handed in and not x, because near x = 1 the difference from 1 carries all the digits.
    """
    log_x, log_y = -log1p(ratio), -log1p(1 / ratio)
    log_beta = lgamma(b) - _log_gamma_step(a)
    front = exp(fsum((a * log_x, b * log_y, -log_beta)))
    if exp(log_x) < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, exp(log_x)) / a
    return 1 - front * _beta_fraction(b, a, exp(log_y)) / b


def _beta_fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of the incomplete beta function.

    Source: DLMF 8.17.22, evaluated by the modified method of Lentz (Applied Optics 15, 1976).
    """
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 100_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = 1.0
        for coefficient in (even, odd):
            d = 1 / _away_from_zero(1 + coefficient * d)
            c = _away_from_zero(1 + coefficient / c)
            change = c * d
            value *= change
        if abs(change - 1) < CLOSE:
            break
    return value


def _away_from_zero(x: float) -> float:
    return x if abs(x) > TINY else TINY
