"""The bootstrap: an interval for any statistic, by drawing anew from what was observed."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import floor, isfinite
from random import Random
from typing import TypeVar

from cxtrain.measures.intervals import NO_OBSERVATION, Interval

FEWEST_UNITS = 10
RESAMPLES = 2000

TOO_FEW_TO_RESAMPLE = "Fewer than 10 observations are too few to draw from."
NOT_DEFINED = "The statistic has no value on these observations."
OFTEN_UNDEFINED = "The statistic has no value on more than one in ten of the resamples."
NO_VARIATION = "Every resample gives the same value, so there is no interval."

T = TypeVar("T")


@dataclass(frozen=True)
class Resampled:
    """A statistic with its bootstrap interval, and the seed that draws the same interval again."""

    value: float | None  # of the observations as they are
    n: int  # observations
    units: int  # what was drawn: clusters where they were given, else observations
    seed: int
    resamples: int  # those on which the statistic had a value
    interval: Interval | None = None
    reason: str | None = None


def bootstrap(
    values: Sequence[T | None], statistic: Callable[[Sequence[T]], float | None], *, seed: int,
    resamples: int = RESAMPLES, clusters: Sequence[Hashable] | None = None, level: float = 0.95,
) -> Resampled:
    """Return the statistic of the values with its percentile interval, from 10 units on.

    Args:
        values: one per observation, of any kind; None is missing and left out.
        statistic: takes the drawn values; returns None where it is not defined.
        seed: kept in the record, so that anyone can draw the same resamples.
        clusters: one label per value (the visit, the respondent); whole clusters are drawn, never parts of one.

    Raises:
        ValueError: clusters differ in length, resamples is below 1, the level not in 0..1, something is not finite.

    Source: Efron & Tibshirani, An Introduction to the Bootstrap, 1993.
    """
    if resamples < 1 or not 0 < level < 1:
        raise ValueError("resamples must be 1 or more and the level strictly between 0 and 1")
    groups = _groups(values, clusters)
    value = _finite(statistic([each for group in groups for each in group])) if groups else None
    whole = Resampled(value, sum(map(len, groups)), len(groups), seed, 0)
    if value is not None and len(groups) >= FEWEST_UNITS:
        return _with_interval(whole, _draw(groups, statistic, seed, resamples), resamples, level)
    return replace(whole, reason=TOO_FEW_TO_RESAMPLE if value is not None else NOT_DEFINED if groups else NO_OBSERVATION)


def _with_interval(whole: Resampled, drawn: Sequence[float], resamples: int, level: float) -> Resampled:
    interval, reason = _percentile_interval(drawn, resamples, level)
    return replace(whole, resamples=len(drawn), interval=interval, reason=reason)


def quantile(ordered: Sequence[float], p: float) -> float:
    """Return the p quantile (0..1) of one or more values in rising order, between two of them by a straight line.

    Source: type 7 of Hyndman & Fan, "Sample Quantiles in Statistical Packages", American Statistician 50, 1996.
    """
    place = p * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _groups(values: Sequence[T | None], clusters: Sequence[Hashable] | None) -> list[list[T]]:
    """Return the values that are there, one list per unit, in the order of their first appearance."""
    labels: Iterable[Hashable] = range(len(values)) if clusters is None else clusters
    if clusters is not None and len(clusters) != len(values):
        raise ValueError("each value needs one cluster")
    groups: dict[Hashable, list[T]] = {}
    for label, value in zip(labels, values, strict=True):
        if isinstance(value, float) and not isfinite(value):
            raise ValueError("values must be finite or None")
        if value is not None:
            groups.setdefault(label, []).append(value)
    return list(groups.values())


def _draw(
    groups: Sequence[Sequence[T]], statistic: Callable[[Sequence[T]], float | None], seed: int, resamples: int
) -> list[float]:
    """Return the statistic of each resample on which it has a value, in rising order."""
    chance = Random(seed)  # noqa: S311 - nothing here is secret, and it must come out the same again.
    found = []
    for _ in range(resamples):
        drawn = chance.choices(groups, k=len(groups))
        value = _finite(statistic([each for group in drawn for each in group]))
        if value is not None:
            found.append(value)
    return sorted(found)


def _finite(value: float | None) -> float | None:
    if value is not None and not isfinite(value):
        raise ValueError("the statistic must be a finite number or None")
    return value


def _percentile_interval(drawn: Sequence[float], resamples: int, level: float) -> tuple[Interval | None, str | None]:
    if 10 * len(drawn) < 9 * resamples:
        return None, OFTEN_UNDEFINED
    if drawn[0] == drawn[-1]:
        return None, NO_VARIATION
    return Interval(quantile(drawn, (1 - level) / 2), quantile(drawn, (1 + level) / 2), level), None
