"""Sharing a number of visits over plans by the days that each has left. Pure."""

from collections.abc import Sequence
from itertools import accumulate


def shared(n: int, days: Sequence[int]) -> list[int]:
    """Return how many of `n` fall to each, by its days; together exactly `n`, or nothing where there is no day."""
    total = sum(days)
    if not total:
        return [0 for _ in days]
    ends = [round(n * sum_so_far / total) for sum_so_far in accumulate(days)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
