"""The Net Promoter Score in points, -100..100, with its variance and intervals."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from cxtrain.measures.distributions import normal_quantile
from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, Interval

FEWEST_ANSWERS = 30

FEW_ANSWERS = "Fewer than 30 answers: show the counts rather than the score."
ONE_GROUP = "All answers fall into one group, so the plain interval has no width; see the adjusted one."
TWO_SCORES = "Both scores need at least one answer."
NO_SPREAD = "All answers of each side fall into one group, so there is no interval."

# Three pseudo answers, spread over detractors, passives and promoters as 1 : 2 : 1.
PSEUDO_DETRACTORS, PSEUDO_PASSIVES, PSEUDO_PROMOTERS = 0.75, 1.5, 0.75


@dataclass(frozen=True)
class Nps:
    """A Net Promoter Score. Score, standard error and intervals are points; intervals are not clipped."""

    value: float | None  # promoters minus detractors, -100..100
    n: int
    promoters: int
    passives: int
    detractors: int
    variance: float | None = None  # of one answer counted as 1, 0 or -1: p + d - (p - d)²
    se: float | None = None
    interval: Interval | None = None  # value ± z × SE
    adjusted: Interval | None = None  # adjusted Wald: to be preferred for few or one-sided answers
    reason: str | None = None
    note: str | None = None


def nps(ratings: Iterable[float | None], *, level: float = 0.95) -> Nps:
    """Return the Net Promoter Score of answers to "how likely would you recommend us?".

    Args:
        ratings: whole numbers 0..10; None is missing and left out. A scale 1..10 or 1..5 gives no NPS.

    Raises:
        ValueError: a rating is not a whole number 0..10; the message names it.

    Source: Reichheld, "The One Number You Need to Grow", Harvard Business Review 81(12), 2003.
    """
    given = [rating for rating in ratings if rating is not None]
    for rating in given:
        if not (0 <= rating <= 10 and rating == int(rating)):
            raise ValueError(f"a recommendation must be a whole number 0..10, not {rating}")
    promoters, detractors = sum(rating >= 9 for rating in given), sum(rating <= 6 for rating in given)
    return nps_of_counts(promoters, len(given) - promoters - detractors, detractors, level=level)


def nps_of_counts(promoters: int, passives: int, detractors: int, *, level: float = 0.95) -> Nps:
    """Return the Net Promoter Score of counted answers.

    Raises:
        ValueError: a count is negative.

    Source: Reichheld 2003 as above; adjusted Wald: Rocks, "Interval Estimation for the 'Net Promoter Score'",
    The American Statistician 70, 2016.
    """
    if min(promoters, passives, detractors) < 0:
        raise ValueError("counts must be 0 or more")
    n = promoters + passives + detractors
    if n == 0:
        return Nps(None, 0, 0, 0, 0, reason=NO_OBSERVATION)
    value, variance = 100 * (promoters - detractors) / n, _variance(promoters, detractors, n)
    se = 100 * sqrt(variance / n)
    return Nps(
        value, n, promoters, passives, detractors, variance=variance, se=se,
        interval=_around(value, se, level) if variance else None,
        adjusted=_adjusted(promoters, passives, detractors, level),
        reason=None if variance else ONE_GROUP,
        note=FEW_ANSWERS if n < FEWEST_ANSWERS else None,
    )


def nps_difference(first: Nps, other: Nps, *, level: float = 0.95) -> Estimate:
    """Return the first score minus the other, of different people, in points; n counts both.

    Its standard error is the root of the sum of the squared standard errors of both.
    """
    n = first.n + other.n
    if first.value is None or first.se is None or other.value is None or other.se is None:
        return Estimate(None, n, reason=TWO_SCORES)
    note = FEW_ANSWERS if min(first.n, other.n) < FEWEST_ANSWERS else None
    difference, se = first.value - other.value, sqrt(first.se**2 + other.se**2)
    if se == 0:
        return Estimate(difference, n, reason=NO_SPREAD, note=note)
    return Estimate(difference, n, interval=_around(difference, se, level), note=note)


def _variance(promoters: float, detractors: float, n: float) -> float:
    """Return p + d - (p - d)² over one common divisor, so that it is exactly 0 where all are alike."""
    return max(0.0, (n * (promoters + detractors) - (promoters - detractors) ** 2) / (n * n))


def _around(value: float, se: float, level: float) -> Interval:
    half = normal_quantile((1 + level) / 2) * se
    return Interval(value - half, value + half, level)


def _adjusted(promoters: int, passives: int, detractors: int, level: float) -> Interval:
    p, d = promoters + PSEUDO_PROMOTERS, detractors + PSEUDO_DETRACTORS
    n = p + passives + PSEUDO_PASSIVES + d
    return _around(100 * (p - d) / n, 100 * sqrt(_variance(p, d, n) / n), level)
