"""How far two measures go together over the same periods or places; never why."""

from collections.abc import Iterable
from math import atanh, isfinite, sqrt, tanh
from statistics import fmean

from cxtrain.measures.distributions import normal_quantile
from cxtrain.measures.intervals import ROUNDING, Estimate, Interval

FEWEST_PAIRS = 12

TOO_FEW_PAIRS = "A correlation needs at least four pairs."
NO_VARIATION = "One of the two does not vary, so there is nothing to go together."
PERFECT = "The pairs lie on a straight line, so there is no interval."
FEW_PAIRS = "Fewer than 12 pairs: chance alone makes strong correlations."


def correlation(pairs: Iterable[tuple[float | None, float | None]], *, level: float = 0.95) -> Estimate:
    """Return Pearson's correlation (-1..1) of the complete pairs, with Fisher's interval; n counts them.

    Pairs that follow each other in time resemble each other, which makes the interval narrower than it should be.

    Raises:
        ValueError: a value is not finite.

    Source: Fisher, "On the 'probable error' of a coefficient of correlation deduced from a small sample", Metron 1, 1921.
    """
    complete = [(x, y) for x, y in pairs if x is not None and y is not None]
    if not all(isfinite(value) for pair in complete for value in pair):
        raise ValueError("values must be finite numbers or None")
    n = len(complete)
    if n < 4:
        return Estimate(None, n, reason=TOO_FEW_PAIRS)
    r = _pearson([x for x, _ in complete], [y for _, y in complete])
    note = FEW_PAIRS if n < FEWEST_PAIRS else None
    if r is None:
        return Estimate(None, n, reason=NO_VARIATION)
    if abs(r) >= 1 - ROUNDING:
        return Estimate(r, n, reason=PERFECT, note=note)
    half = normal_quantile((1 + level) / 2) / sqrt(n - 3)
    return Estimate(r, n, interval=Interval(tanh(atanh(r) - half), tanh(atanh(r) + half), level), note=note)


def _pearson(xs: list[float], ys: list[float]) -> float | None:
    x_mean, y_mean = fmean(xs), fmean(ys)
    x_away, y_away = [x - x_mean for x in xs], [y - y_mean for y in ys]
    x_size, y_size = sqrt(sum(x * x for x in x_away)), sqrt(sum(y * y for y in y_away))
    if x_size <= ROUNDING * abs(x_mean) * sqrt(len(xs)) or y_size <= ROUNDING * abs(y_mean) * sqrt(len(ys)):
        return None
    return max(-1.0, min(1.0, sum(x / x_size * (y / y_size) for x, y in zip(x_away, y_away, strict=True))))
