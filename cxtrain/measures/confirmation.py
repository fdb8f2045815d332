"""Expectation and perception of the same people: how far apart, and who was confirmed, exceeded or disappointed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from cxtrain.measures.intervals import Estimate, mean_of_counts, wilson

LOW, HIGH = 1, 7


@dataclass(frozen=True)
class Confirmation:
    """Pairs of one dimension or attribute. Means are scale points; shares are 0..1 with Wilson's interval and add up to 1."""

    n: int  # pairs
    perception: Estimate
    expectation: Estimate
    gap: Estimate  # perception - expectation, with the t interval over the pairs
    exceeded: Estimate  # found more than expected
    confirmed: Estimate  # found just what was expected
    disappointed: Estimate  # found less


def confirmation_of_counts(
    pairs: Mapping[tuple[int, int], int], *, low: int = LOW, high: int = HIGH, level: float = 0.95,
) -> Confirmation:
    """Return what counted pairs of (perception, expectation) amount to.

    Args:
        pairs: how often each pair was given; both answers of a pair are of the same person.
        low, high: the ends of the scale.

    Raises:
        ValueError: an answer lies outside the scale, or a count is negative.

    Source: Oliver, "A Cognitive Model of the Antecedents and Consequences of Satisfaction Decisions",
    Journal of Marketing Research 17(4), 1980; gap: Parasuraman, Zeithaml & Berry, Journal of Retailing 64, 1988.
    """
    perceived, expected, gaps = Counter[int](), Counter[int](), Counter[int]()
    for (perception, expectation), count in pairs.items():
        _check((perception, expectation), count, (low, high))
        perceived[perception] += count
        expected[expectation] += count
        gaps[perception - expectation] += count
    n = gaps.total()
    above, below = (sum(count for gap, count in gaps.items() if gap * sign > 0) for sign in (1, -1))
    means = [mean_of_counts(each, level=level) for each in (perceived, expected, gaps)]
    return Confirmation(n, *means, *(wilson(count, n, level=level) for count in (above, gaps[0], below)))


def _check(pair: tuple[int, int], count: int, ends: tuple[int, int]) -> None:
    if count < 0 or not all(ends[0] <= answer <= ends[1] for answer in pair):
        raise ValueError(f"answers must lie within {ends[0]}..{ends[1]}, and counts be 0 or more, not {pair}: {count}")
