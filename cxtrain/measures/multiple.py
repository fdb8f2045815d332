"""Many comparisons at once: which of them would stand if one looked at all of them together."""

from collections.abc import Sequence
from dataclasses import dataclass

NO_TEST = "No comparison was tested."


@dataclass(frozen=True)
class Discoveries:
    """Adjusted p values and what is found at q, each in the order of the input; a missing p stays missing."""

    adjusted: tuple[float | None, ...]
    found: tuple[bool, ...]  # whether the adjusted p is at most q
    n: int  # comparisons tested: to be said wherever the result is shown
    q: float  # the share of false ones among the found, on average at most
    reason: str | None = None


def benjamini_hochberg(p_values: Sequence[float | None], *, q: float = 0.10) -> Discoveries:
    """Return the p values adjusted for how many were tested, and which are discoveries at q.

    Args:
        p_values: one per comparison, 0..1; None was not tested and does not count.
        q: the false discovery rate to keep, above 0 and below 1.

    Raises:
        ValueError: a p value is not within 0..1, or q not between 0 and 1.

    Source: Benjamini & Hochberg, "Controlling the False Discovery Rate", Journal of the Royal Statistical Society,
    Series B 57, 1995.
    """
    tested = [(p, index) for index, p in enumerate(p_values) if p is not None]
    if not all(0 <= p <= 1 for p, _ in tested):
        raise ValueError("p values must lie within 0..1")
    if not 0 < q < 1:
        raise ValueError("q must lie between 0 and 1")
    adjusted: list[float | None] = [None] * len(p_values)
    least = 1.0
    for rank, (p, index) in reversed(list(enumerate(sorted(tested), 1))):
        least = min(least, p * len(tested) / rank)
        adjusted[index] = least
    found = tuple(p is not None and p <= q for p in adjusted)
    return Discoveries(tuple(adjusted), found, len(tested), q, None if tested else NO_TEST)
