"""Do raters agree? Krippendorff's alpha, for any number of raters, any scale and with ratings missing."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum, isfinite
from operator import mul
from typing import Literal, NamedTuple

from cxtrain.measures.bootstrap import Resampled, bootstrap
from cxtrain.measures.intervals import Interval

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
SCALES = ("nominal", "ordinal", "interval", "ratio")
RESAMPLES = 1000

GOOD = "good"
TENTATIVE = "tentative"
LOW = "low"

NO_PAIRS = "No unit was rated twice."
NO_VARIATION = "No variation: all ratings are the same, so agreement cannot be told from habit."


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha: 1 for full agreement, 0 for what chance gives, below 0 for less than that."""

    value: float | None
    n: int  # units with two or more ratings
    ratings: int  # ratings of these units
    scale: Scale
    seed: int  # draws the same interval again
    resamples: int = 0  # those on which alpha has a value
    interval: Interval | None = None
    reason: str | None = None

    @property
    def verdict(self) -> str | None:
        """GOOD from .80, TENTATIVE from .667, else LOW (retrain the raters); None without a value.

        Source: Krippendorff, Content Analysis, 2004.
        """
        if self.value is None:
            return None
        return GOOD if self.value >= 0.8 else TENTATIVE if self.value >= 0.667 else LOW


class _Unit(NamedTuple):
    ratings: tuple[float, ...]
    apart: float  # the distances of its ratings from each other, as they enter the observed disagreement


# Takes how often each value occurs; returns the sum of the distances over all ordered pairs of these values.
Distances = Callable[[Mapping[float, int]], float]
Statistic = Callable[[Sequence[_Unit]], float | None]


def krippendorff_alpha(
    units: Sequence[Sequence[float | None]], *, scale: Scale = "ordinal", seed: int = 0,
    resamples: int = RESAMPLES, level: float = 0.95,
) -> Agreement:
    """Return Krippendorff's alpha with its bootstrap interval over units, from 10 units with two ratings on.

    Args:
        units: a row per unit (the visit, the recording, the gold case) and in it a rating per rater, always in the
            same order: three raters of 200 units are 200 rows of three. None is missing, and a unit with fewer than
            two ratings does not count. Where all ratings are the same there is no value, not 1.
        scale: what the ratings are: "nominal" (codes of categories), "ordinal" (ranks), "interval" or "ratio".
        seed: kept in the record, so that anyone can draw the same resamples.

    Raises:
        ValueError: the rows differ in length, a rating is not finite, a ratio is negative, the scale is unknown,
            resamples is below 1 or the level not strictly between 0 and 1.

    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011.
    """
    _check(units, scale)
    pairable, statistic = _prepared(units, scale)
    drawn = bootstrap(pairable, statistic, seed=seed, resamples=resamples, level=level)
    return _agreement(pairable, drawn, scale)


def _prepared(units: Sequence[Sequence[float | None]], scale: Scale) -> tuple[list[_Unit], Statistic]:
    """Return the units that count, and alpha as a function of units like these."""
    rated = [tuple(rating for rating in unit if rating is not None) for unit in units]
    distances = _distances(scale, chain.from_iterable(rated))
    pairable = [_unit(ratings, distances) for ratings in rated if len(ratings) > 1]
    return pairable, _ordinal_alpha if scale == "ordinal" else lambda drawn: _alpha(drawn, distances)


def _agreement(units: Sequence[_Unit], drawn: Resampled, scale: Scale) -> Agreement:
    ratings = sum(len(unit.ratings) for unit in units)
    reason = drawn.reason
    if drawn.value is None:
        reason = NO_VARIATION if units else NO_PAIRS
    return Agreement(drawn.value, len(units), ratings, scale, drawn.seed, drawn.resamples, drawn.interval, reason)


def _check(units: Sequence[Sequence[float | None]], scale: str) -> None:
    if scale not in SCALES:
        raise ValueError("the scale must be nominal, ordinal, interval or ratio")
    if any(len(unit) != len(units[0]) for unit in units):
        raise ValueError("each unit needs a rating, or None, of every rater")
    ratings = [rating for unit in units for rating in unit if rating is not None]
    if not all(isfinite(rating) for rating in ratings):
        raise ValueError("ratings must be finite numbers or None")
    if scale == "ratio" and min(ratings, default=0) < 0:
        raise ValueError("ratings on a ratio scale must be 0 or more")


def _distances(scale: Scale, values: Iterable[float]) -> Distances:
    if scale == "nominal":
        return _unequal_pairs
    return _RatioDistances(values) if scale == "ratio" else _squared_distances


def _unit(ratings: tuple[float, ...], distances: Distances) -> _Unit:
    return _Unit(ratings, distances(Counter(ratings)) / (len(ratings) - 1))


def _alpha(units: Sequence[_Unit], distances: Distances) -> float | None:
    """Return 1 - observed / expected disagreement; None where all ratings are the same."""
    counts = Counter(chain.from_iterable(unit.ratings for unit in units))
    if len(counts) < 2:
        return None
    return 1 - (counts.total() - 1) * fsum(unit.apart for unit in units) / distances(counts)


def _ordinal_alpha(units: Sequence[_Unit]) -> float | None:
    """Return alpha on the middle ranks that the values have among all ratings: the ordinal metric is their square."""
    counts = Counter(chain.from_iterable(unit.ratings for unit in units))
    ranks, below = {}, 0
    for value in sorted(counts):
        ranks[value] = below + counts[value] / 2
        below += counts[value]
    again = {unit: _apart_in_ranks([ranks[rating] for rating in unit.ratings]) for unit in set(units)}
    return _alpha([_Unit(tuple(map(ranks.__getitem__, unit.ratings)), again[unit]) for unit in units], _squared_distances)


def _apart_in_ranks(ranks: Sequence[float]) -> float:
    """Return what `_unit` would, sooner: this is done for every unit of every resample."""
    centre = sum(ranks) / len(ranks)
    return 2 * len(ranks) * sum([(rank - centre) ** 2 for rank in ranks]) / (len(ranks) - 1)


def _unequal_pairs(counts: Mapping[float, int]) -> float:
    return float(sum(counts.values()) ** 2 - sum(count * count for count in counts.values()))


def _squared_distances(counts: Mapping[float, int]) -> float:
    n = sum(counts.values())
    centre = fsum(value * count for value, count in counts.items()) / n
    return 2 * n * fsum(count * (value - centre) ** 2 for value, count in counts.items())


class _RatioDistances:
    """The ratio distances of each two values, worked out once: with many values they are what takes the time."""

    def __init__(self, values: Iterable[float]) -> None:
        self.values = sorted(set(values))
        self.below = [array("d", (((b - a) / (b + a)) ** 2 for a in self.values[:place]))
                      for place, b in enumerate(self.values)]

    def __call__(self, counts: Mapping[float, int]) -> float:
        often = [float(counts.get(value, 0)) for value in self.values]
        return 2 * fsum(count * sum(map(mul, row, often)) for count, row in zip(often, self.below, strict=True) if count)
