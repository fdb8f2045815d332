"""How large is a change, in standard deviations: each d and g by its name, because they differ by a third and more."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from cxtrain.measures.distributions import normal_quantile
from cxtrain.measures.effects import FEW_PEOPLE, FLOOR, ONE_PAIR
from cxtrain.measures.intervals import NO_OBSERVATION, Interval
from cxtrain.measures.samples import ROUNDING, Sample, changes, complete_pairs, correlation, mean

NO_VARIATION = "The values do not vary, so there is no standard deviation to divide by."
NO_CORRELATION = "One side does not vary or both move in step, so the interval is unknown."
TOO_FEW_FOR_G = "The correction for small samples needs at least two degrees of freedom."


@dataclass(frozen=True)
class EffectSize:
    """A difference in standard deviations; `name` says of what: a d or g without its name means nothing."""

    name: str  # "g_av", "g_z", "g_rm" or "g_s"
    d: float | None  # as observed
    g: float | None  # J × d, without the bias of small samples
    n: int  # pairs, or people on both sides
    sd: float | None = None  # what the difference was divided by, scale points
    variance: float | None = None  # of g
    interval: Interval | None = None  # of g, normal
    reason: str | None = None
    note: str | None = None

    @property
    def se(self) -> float | None:
        """The standard error of g; None where its variance is."""
        return None if self.variance is None else sqrt(self.variance)


@dataclass(frozen=True)
class _Error:
    """What the variance of an effect rests on: people, degrees of freedom, the variance of d and its divisor."""

    n: int
    df: int
    variance: float | None
    sd: float


def effect_av(before: Sequence[float | None], after: Sequence[float | None], *, level: float = 0.95) -> EffectSize:
    """Return g_av: the mean change over the root of the mean of both variances; readers compare it between groups.

    Pairs as for `paired_t`. J has n - 1 degrees of freedom; the variance is (1/n + d²/2n) 2(1 - r) J².

    Raises:
        ValueError: the lists differ in length, or a value is not finite.

    Source: Cumming, Understanding the New Statistics, 2012; variance: Borenstein et al., Introduction to
    Meta-Analysis, 2009, chapter 4.
    """
    first, second = complete_pairs(before, after)
    n = len(first)
    if n < 2:
        return _no_effect("g_av", n, ONE_PAIR if n else NO_OBSERVATION)
    a, b = Sample.of(first), Sample.of(second)
    sd, r = sqrt((a.sd**2 + b.sd**2) / 2), correlation(first, second)
    # At r = 1 the formula would leave no error at all, which no ten people can claim.
    scale = None if r is None or r > 1 - ROUNDING else 2 * (1 - r)
    return _paired_effect("g_av", Sample(n, mean(changes(first, second)), sd), scale, level)


def effect_z(before: Sequence[float | None], after: Sequence[float | None], *, level: float = 0.95) -> EffectSize:
    """Return g_z: the mean change over the standard deviation of the changes; what the test sees, not what a reader does.

    Pairs as for `paired_t`. J has n - 1 degrees of freedom; the variance is (1/n + d²/2n) J².

    Raises:
        ValueError: the lists differ in length, or a value is not finite.

    Source: Cohen, Statistical Power Analysis for the Behavioral Sciences, 1988.
    """
    first, second = complete_pairs(before, after)
    n = len(first)
    if n < 2:
        return _no_effect("g_z", n, ONE_PAIR if n else NO_OBSERVATION)
    return _paired_effect("g_z", Sample.of(changes(first, second)), 1.0, level)


def matched_effect(change: Sample, r: float, *, level: float = 0.95) -> EffectSize:
    """Return g_rm from published figures: the mean change over SD of the changes / √(2(1 - r)).

    Raises:
        ValueError: the correlation is not within -1..1, or 1, or there are fewer than 2 pairs.

    Source: Borenstein et al., Introduction to Meta-Analysis, 2009, chapter 4.
    """
    if not -1 <= r < 1 or change.n < 2:
        raise ValueError("the correlation must lie within -1..1, below 1, and pairs must be 2 or more")
    within = Sample(change.n, change.mean, change.sd / sqrt(2 * (1 - r)))
    return _paired_effect("g_rm", within, 2 * (1 - r), level)


def independent_effect(first: Sample, second: Sample, *, level: float = 0.95) -> EffectSize:
    """Return Hedges' g of two groups, first minus second, over their pooled standard deviation ("g_s").

    Raises:
        ValueError: the two groups have fewer than 3 values together.

    Source: Hedges, "Distribution theory for Glass's estimator of effect size", Journal of Educational Statistics 6,
    1981; variance: Borenstein et al., Introduction to Meta-Analysis, 2009, chapter 4.
    """
    n, df = first.n + second.n, first.n + second.n - 2
    if df < 1:
        raise ValueError("two groups need 3 values or more together")
    sd = sqrt(((first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2) / df)
    note = FEW_PEOPLE if min(first.n, second.n) < FLOOR else None
    if not sd:
        return EffectSize("g_s", None, None, n, 0.0, reason=NO_VARIATION, note=note)
    d = (first.mean - second.mean) / sd
    variance = n / (first.n * second.n) + d * d / (2 * n)
    return _effect("g_s", d, _Error(n, df, variance, sd), level, note)


def _no_effect(name: str, n: int, reason: str) -> EffectSize:
    return EffectSize(name, None, None, n, reason=reason, note=FEW_PEOPLE)


def _paired_effect(name: str, change: Sample, scale: float | None, level: float) -> EffectSize:
    """Return the effect of a mean change over an SD; `scale` brings the variance of d_z to that of this d."""
    n, note = change.n, FEW_PEOPLE if change.n < FLOOR else None
    if not change.sd:
        return EffectSize(name, None, None, n, 0.0, reason=NO_VARIATION, note=note)
    d = change.mean / change.sd
    variance = None if scale is None else (1 / n + d * d / (2 * n)) * scale
    return _effect(name, d, _Error(n, n - 1, variance, change.sd), level, note)


def _effect(name: str, d: float, error: _Error, level: float, note: str | None) -> EffectSize:
    if error.df < 2:
        return EffectSize(name, d, None, error.n, error.sd, reason=TOO_FEW_FOR_G, note=note)
    shrink = 1 - 3 / (4 * error.df - 1)
    g = shrink * d
    if error.variance is None:
        return EffectSize(name, d, g, error.n, error.sd, reason=NO_CORRELATION, note=note)
    variance = shrink * shrink * error.variance
    half = normal_quantile((1 + level) / 2) * sqrt(variance)
    return EffectSize(name, d, g, error.n, error.sd, variance, Interval(g - half, g + half, level), note=note)
