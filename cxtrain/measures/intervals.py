"""Means and shares with their 95 % intervals, from the sums that a roll-up row keeps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum, hypot, isfinite, sqrt

from cxtrain.measures.distributions import normal_quantile, t_quantile

ROUNDING = 1e-12  # relative to the mean: a smaller spread is what rounding leaves of equal values

NO_OBSERVATION = "There are no observations yet."
ONE_OBSERVATION = "A single observation has no interval."
ALL_EQUAL = "All values are equal, so there is no interval."
TWO_SHARES = "Both shares need at least one observation."


@dataclass(frozen=True)
class Sums:
    """How many values, their sum and the sum of their squares: all that means and intervals need.

    Raises:
        ValueError: n is negative, a sum is not finite, or no n values can have these sums.
    """

    n: int
    total: float
    squares: float

    def __post_init__(self) -> None:
        if self.n < 0 or not (isfinite(self.total) and isfinite(self.squares)):
            raise ValueError("n must be 0 or more and the sums finite")
        slack = 1e-9 * (1 + abs(self.squares))
        if self.squares + slack < (self.total * self.total / self.n if self.n else abs(self.total)):
            raise ValueError("the sum of squares is too small for this total")
        if not self.n and self.squares > slack:
            raise ValueError("no values can have these sums")

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.n + other.n, self.total + other.total, self.squares + other.squares)

    @classmethod
    def of(cls, values: Iterable[float]) -> "Sums":
        """Return the sums of these values."""
        kept = list(values)
        return cls(len(kept), fsum(kept), fsum(value * value for value in kept))

    @property
    def mean(self) -> float:
        """The mean of n >= 1 values."""
        return self.total / self.n

    @property
    def deviation(self) -> float:
        """The sum of squared deviations from the mean of n >= 1 values.

        Rounding can push that of equal values a hair below 0; that hair is cut off.
        """
        return max(0.0, self.squares - self.total * self.total / self.n)

    @property
    def variance(self) -> float:
        """The variance of n >= 2 values, n - 1 in the divisor."""
        return self.deviation / (self.n - 1)


@dataclass(frozen=True)
class Interval:
    """Where the true value probably lies; not clipped to the scale."""

    low: float
    high: float
    level: float = 0.95

    @property
    def half_width(self) -> float:
        """Half the distance between the ends."""
        return (self.high - self.low) / 2

    def clipped(self, low: float, high: float) -> "Interval":
        """Return the part that lies on the scale `low`..`high`, for drawing only."""
        return Interval(min(max(self.low, low), high), max(min(self.high, high), low), self.level)


@dataclass(frozen=True)
class Estimate:
    """A number with what it rests on; where there is no number or no interval, `reason` says why.

    `note` says what to mind although the number was computed, such as an n below the floor.
    """

    value: float | None
    n: int
    sd: float | None = None  # n - 1 in the divisor, scale points
    interval: Interval | None = None
    reason: str | None = None
    note: str | None = None


def mean_interval(n: int, total: float, squares: float, *, level: float = 0.95) -> Estimate:
    """Return the mean of n values with its t interval.

    No value gives no mean and one value gives no interval, each with the reason.

    Raises:
        ValueError: n is negative, a sum is not finite, or no n values can have these sums.

    Source: Student, "The Probable Error of a Mean", Biometrika 6, 1908.
    """
    sums = Sums(n, total, squares)
    if n == 0:
        return Estimate(None, 0, reason=NO_OBSERVATION)
    if n == 1:
        return Estimate(sums.mean, 1, reason=ONE_OBSERVATION)
    sd = sqrt(sums.variance)
    half = half_width_in_sds(n, level=level) * sd
    return Estimate(sums.mean, n, sd, Interval(sums.mean - half, sums.mean + half, level))


def half_width_in_sds(n: int, *, level: float = 0.95) -> float:
    """Return the half-width of the t interval of n >= 2 values, in standard deviations: t / √n."""
    return t_quantile((1 + level) / 2, n - 1) / sqrt(n)


def wilson(successes: int, n: int, *, level: float = 0.95) -> Estimate:
    """Return the share `successes` / n (0..1) with Wilson's interval, which holds for small n and for 0 or n.

    Raises:
        ValueError: successes is not within 0..n.

    Source: Wilson, Journal of the American Statistical Association 22, 1927.
    """
    if not 0 <= successes <= n:
        raise ValueError("successes must lie within 0..n")
    if n == 0:
        return Estimate(None, 0, reason=NO_OBSERVATION)
    share, z = successes / n, normal_quantile((1 + level) / 2)
    shrink = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / shrink
    half = z / shrink * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At 0 and at n the formula ends exactly on the border; rounding must not carry it across.
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Estimate(share, n, interval=Interval(low, high, level))



def centred_interval(n: int, mean: float, deviation: float, *, level: float = 0.95) -> Estimate:
    """Return a mean with its t interval, from n, the mean and the sum of squared deviations from it.

    Unlike `mean_interval` it gives equal values no interval, since they do not make the next one certain.

    Raises:
        ValueError: n or the deviation is negative.

    Source: Student, "The Probable Error of a Mean", Biometrika 6, 1908.
    """
    if n < 0 or deviation < 0:
        raise ValueError("n and the deviation must be 0 or more")
    if n == 0:
        return Estimate(None, 0, reason=NO_OBSERVATION)
    if n == 1:
        return Estimate(mean, 1, reason=ONE_OBSERVATION)
    if sqrt(deviation / n) <= ROUNDING * abs(mean):
        return Estimate(mean, n, 0.0, reason=ALL_EQUAL)
    sd = sqrt(deviation / (n - 1))
    half = half_width_in_sds(n, level=level) * sd
    return Estimate(mean, n, sd, Interval(mean - half, mean + half, level))


def mean_of(values: Iterable[float | None], *, level: float = 0.95) -> Estimate:
    """Return the mean of the values that are not None, with its t interval; the sums are centred.

    Raises:
        ValueError: a value is not finite.
    """
    given = [value for value in values if value is not None]
    if not all(isfinite(value) for value in given):
        raise ValueError("values must be finite numbers or None")
    if not given:
        return centred_interval(0, 0.0, 0.0)
    mean = given[0] if min(given) == max(given) else fsum(given) / len(given)
    return centred_interval(len(given), mean, fsum((value - mean) ** 2 for value in given), level=level)


def mean_of_counts(counts: Mapping[int, int], *, level: float = 0.95) -> Estimate:
    """Return the mean of answers that were counted, with its t interval, as `mean_of` does of the answers one by one.

    Args:
        counts: how often each value was given; a count of 0 is as none.

    Raises:
        ValueError: a count is negative.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("counts must be 0 or more")
    given = {value: count for value, count in counts.items() if count}
    n = sum(given.values())
    if not n:
        return centred_interval(0, 0.0, 0.0)
    mean = float(next(iter(given))) if len(given) == 1 else sum(value * count for value, count in given.items()) / n
    return centred_interval(n, mean, fsum(count * (value - mean) ** 2 for value, count in given.items()), level=level)


def newcombe(successes: int, n: int, other_successes: int, other_n: int, *, level: float = 0.95) -> Estimate:
    """Return the first share minus the other (-1..1) with Newcombe's hybrid interval; `n` counts both sides.

    Raises:
        ValueError: successes are not within 0..n on one of the sides.

    Source: Newcombe, "Interval estimation for the difference between independent proportions",
    Statistics in Medicine 17, 1998 (his method 10).
    """
    first, other = wilson(successes, n, level=level), wilson(other_successes, other_n, level=level)
    if first.value is None or first.interval is None or other.value is None or other.interval is None:
        return Estimate(None, n + other_n, reason=TWO_SHARES)
    value = first.value - other.value
    below = hypot(first.value - first.interval.low, other.interval.high - other.value)
    above = hypot(first.interval.high - first.value, other.value - other.interval.low)
    return Estimate(value, n + other_n, interval=Interval(value - below, value + above, level))
