"""Lists of values, summed in two passes, so that values far from 0 keep their digits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, isfinite, sqrt

ROUNDING = 1e-12  # relative to the largest value: a smaller spread is what rounding leaves of equal values


@dataclass(frozen=True)
class Sample:
    """How many values, their mean and their standard deviation (n - 1 in the divisor; 0 for a single value).

    Raises:
        ValueError: n is below 1, the SD is negative, or a number is not finite.
    """

    n: int
    mean: float
    sd: float

    def __post_init__(self) -> None:
        if self.n < 1 or not (isfinite(self.mean) and isfinite(self.sd) and self.sd >= 0):
            raise ValueError("a sample has n of 1 or more, a finite mean and an SD of 0 or more")

    @classmethod
    def of(cls, values: Sequence[float]) -> "Sample":
        """Return the summary of one or more finite values."""
        apart = deviations(values)
        n = len(values)
        return cls(n, mean(values), sqrt(product_sum(apart, apart) / (n - 1)) if n > 1 else 0.0)


def present(values: Iterable[float | None]) -> list[float]:
    """Return the values that are there, in order; None is missing.

    Raises:
        ValueError: a value is not a finite number.
    """
    kept = [value for value in values if value is not None]
    if not all(isfinite(value) for value in kept):
        raise ValueError("values must be finite numbers or None")
    return kept


def mean(values: Sequence[float]) -> float:
    """Return the mean of one or more values."""
    return fsum(values) / len(values)


def deviations(values: Sequence[float]) -> list[float]:
    """Return each value's distance from the mean of all; exactly 0 for each where they differ by rounding only."""
    low, high = min(values), max(values)
    if high - low <= ROUNDING * max(abs(low), abs(high)):
        return [0.0] * len(values)
    centre = mean(values)
    return [value - centre for value in values]


def product_sum(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the sum of the products of two lists of equal length."""
    return fsum(a * b for a, b in zip(first, second, strict=True))


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's r of two lists of equal length, -1..1; None where one of them does not vary."""
    if len(first) < 2:
        return None
    a, b = deviations(first), deviations(second)
    whole = sqrt(product_sum(a, a)) * sqrt(product_sum(b, b))
    if not whole:
        return None
    return max(-1.0, min(1.0, joint_sum(a, b) / whole))


def joint_sum(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the sum of products of two lists of deviations; exactly 0 where only rounding is left of it."""
    whole = product_sum(a, b)
    return whole if abs(whole) > ROUNDING * sqrt(product_sum(a, a)) * sqrt(product_sum(b, b)) else 0.0


def complete_pairs(before: Sequence[float | None], after: Sequence[float | None]) -> tuple[list[float], list[float]]:
    """Return the pairs without a missing side, as two lists.

    Raises:
        ValueError: the lists differ in length, or a value is not a finite number.
    """
    if len(before) != len(after):
        raise ValueError("before and after must be of the same people")
    present([*before, *after])
    both = [(a, b) for a, b in zip(before, after, strict=True) if a is not None and b is not None]
    return [a for a, _ in both], [b for _, b in both]


def changes(before: Sequence[float], after: Sequence[float]) -> list[float]:
    """Return after - before of one or more pairs; exactly equal where rounding alone sets the changes apart."""
    raw = [b - a for a, b in zip(before, after, strict=True)]
    if max(raw) - min(raw) <= ROUNDING * max(map(abs, [*before, *after])):
        return [raw[0]] * len(raw)
    return raw
