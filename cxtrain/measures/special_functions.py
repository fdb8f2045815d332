"""The regularised incomplete beta and gamma functions, and the root finder that turns areas into quantiles.

Both areas are given by their logs, because a tail of 1e-300 has as many digits as one of .05, and because the log of an
area is a concave function of the log of the argument: so Newton's steps cannot run away.
"""

from collections.abc import Callable
from math import exp, inf, lgamma, log, log1p, pi
from typing import NamedTuple

TINY = 1e-300  # keeps Lentz's continued fraction from dividing by zero, and the argument of a quantile from vanishing
CLOSE = 3e-16
MOST_TERMS = 100_000


class Areas(NamedTuple):
    """The areas below and above a point, by their natural logs, and how they change with the log of the point."""

    log_lower: float
    log_upper: float
    log_slope: float  # the log of d area / d log(point)
    bend: float  # d log_slope / d log(point)


def beta_areas(a: float, b: float, odds: float) -> Areas:
    """Return I_x(a, b) and 1 - I_x(a, b) at x = odds / (1 + odds), for a, b and odds above 0 and finite.

    The odds are handed in and not x, because near x = 1 the difference from 1 carries all the digits.
    """
    x, y = odds / (1 + odds), 1 / (1 + odds)
    lead = a * y - b * x
    slope = _log_beta_slope(a, b, (x, y), lead)
    if x < (a + 1) / (a + b + 2):
        small = slope - log(_beta_fraction(a, b, (x, y), lead))
        return Areas(small, _log_rest(small), slope, lead)
    small = slope - log(_beta_fraction(b, a, (y, x), -lead))
    return Areas(_log_rest(small), small, slope, lead)


def gamma_areas(a: float, x: float) -> Areas:
    """Return the regularised P(a, x) and Q(a, x), for a and x above 0 and finite."""
    slope = 0.5 * log(a / (2 * pi)) - a * _above_log((x - a) / a, x / a) - _stirling_rest(a)
    if x < a + 1:
        small = slope + log(_gamma_series(a, x))
        return Areas(small, _log_rest(small), slope, a - x)
    small = slope - log(_gamma_fraction(a, x))
    return Areas(_log_rest(small), small, slope, a - x)


def point_of(areas: Callable[[float], Areas], lower: float, upper: float, start: float) -> float:
    """Return the point with these areas below and above it, searched from `start` by Halley's steps in its log.

    The smaller of the two areas is met, so that neither tail loses digits. A point below 1e-300 or above 1e300
    comes back as 0 or infinity.
    """
    point, below = start, lower <= upper
    goal = log(min(lower, upper))
    for _ in range(200):
        here = areas(point)
        log_area = here.log_lower if below else here.log_upper
        pace = exp(here.log_slope - log_area)
        newton = (log_area - goal if below else goal - log_area) / pace
        damping = 1 - newton * (here.bend - pace if below else here.bend + pace) / 2
        step = newton / damping if 0.5 < damping < 2 else newton
        before, point = point, min(max(point * exp(min(max(-step, -700.0), 700.0)), TINY), 1 / TINY)
        if abs(step) < 1e-9 or before == point:
            break
    return {TINY: 0.0, 1 / TINY: inf}.get(point, point)


def _log_rest(log_area: float) -> float:
    """Return the log of 1 minus an area; rounding may have carried the area a hair above 1."""
    return log1p(-min(exp(log_area), 1 - CLOSE))


def _log_beta_slope(a: float, b: float, shares: tuple[float, float], lead: float) -> float:
    """Return ln of x^a y^b / B(a, b), by its distance from the top, where the large logs have cancelled.

    Source: DiDonato & Morris, "Algorithm 708", ACM Transactions on Mathematical Software 18, 1992 (their function brcomp).
    """
    x, y = shares
    whole = a + b
    top = 0.5 * log(a / whole * b / (2 * pi)) + _stirling_rest(whole) - _stirling_rest(a) - _stirling_rest(b)
    return top - a * _above_log(-lead / a, x / a * whole) - b * _above_log(lead / b, y / b * whole)


def _above_log(u: float, ratio: float) -> float:
    """Return u - ln(1 + u), which is never negative; `ratio` is 1 + u with the digits that u has lost near -1."""
    if abs(u) > 0.3:
        return u - log(ratio)
    t = u / (2 + u)
    square, power, series = t * t, 1.0, 0.0
    for odd in range(3, 27, 2):
        power *= square
        series += power / odd
    return t * (u - 2 * series)


def _stirling_rest(a: float) -> float:
    """Return ln Γ(a) - [(a - ½) ln a - a + ½ ln 2π], which is about 1 / 12a.

    Source: DLMF 5.11.1.
    """
    if a < 10:
        return lgamma(a) - (a - 0.5) * log(a) + a - 0.5 * log(2 * pi)
    square = 1 / (a * a)
    return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / a


def _beta_fraction(a: float, b: float, shares: tuple[float, float], lead: float) -> float:
    """Return x^a y^b / B(a, b) over I_x(a, b), by a continued fraction; `lead` is a y - b x.

    Source: DiDonato & Morris, "Algorithm 708", ACM Transactions on Mathematical Software 18, 1992 (their function bfrac).
    """
    x, y = shares
    value = c = a / (a + 1) * (lead + 1)
    value = c = c if abs(c) > TINY else TINY
    d = 0.0
    for m in range(1, MOST_TERMS):
        odd = a + 2 * m - 1
        part = m * (b - m) * x / odd
        numerator = (a + m - 1) / odd * (a + b + m - 1) * x * part
        denominator = m + part + (a + m) / (odd + 2) * (lead + 1 + m * (1 + y))
        d = 1 / _away_from_zero(denominator + numerator * d)
        c = _away_from_zero(denominator + numerator / c)
        value *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return value


def _gamma_series(a: float, x: float) -> float:
    """Return P(a, x) over x^a e^-x / Γ(a).

    Source: DLMF 8.11.4.
    """
    term = total = 1 / a
    for m in range(1, MOST_TERMS):
        term *= x / (a + m)
        total += term
        if term < CLOSE * total:
            break
    return total


def _gamma_fraction(a: float, x: float) -> float:
    """Return x^a e^-x / Γ(a) over Q(a, x).

    Source: DLMF 8.9.2 in its even form, evaluated by the modified method of Lentz (Applied Optics 15, 1976).
    """
    denominator = x + 1 - a
    value = c = _away_from_zero(denominator)
    d = 0.0
    for m in range(1, MOST_TERMS):
        denominator += 2
        numerator = m * (a - m)
        d = 1 / _away_from_zero(denominator + numerator * d)
        c = _away_from_zero(denominator + numerator / c)
        value *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return value


def _away_from_zero(x: float) -> float:
    return x if abs(x) > TINY else TINY
