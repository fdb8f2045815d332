"""SERVQUAL scores: a dimension's score and gap from its items, and the overall gap over the five dimensions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")

# Points of 100 that customers gave each dimension on average; a default that each touchpoint may replace.
# Source: Zeithaml, Parasuraman & Berry, Delivering Quality Service, 1990.
PUBLISHED_WEIGHTS: Mapping[str, float] = {
    "tangibles": 11.0,
    "reliability": 32.0,
    "responsiveness": 22.0,
    "assurance": 19.0,
    "empathy": 16.0,
}

NOTHING_ASKED = "The form asks nothing about this dimension."
TOO_FEW_ANSWERS = "Fewer than four in five of the items were answered."
DIMENSION_MISSING = "At least one dimension has no score."


@dataclass(frozen=True)
class Score:
    """A dimension's score or gap; `value` is None where too little was answered, and `reason` says so."""

    value: float | None  # scale points, or the difference of two scores
    n: int  # items that counted
    asked: int  # items on the form
    reason: str | None = None


@dataclass(frozen=True)
class Overall:
    """The overall gap; `rescaled` where the weights did not add up to 100 and were brought to it."""

    value: float | None
    n: int  # dimensions that counted
    rescaled: bool = False
    reason: str | None = None


def items_needed(asked: int) -> int:
    """Return how many of `asked` items must be answered: 80 %, rounded up (4 of 5, 4 of 4)."""
    return -(-4 * asked // 5)


def dimension_score(answers: Sequence[float | None]) -> Score:
    """Return the mean of the answered items of one dimension on one form.

    Args:
        answers: one per item that the form asks; None where it was not applicable or not noticed.

    Raises:
        ValueError: an answer is not a finite number.

    Source: Parasuraman, Zeithaml & Berry, Journal of Retailing 64, 1988.
    """
    given = [answer for answer in answers if answer is not None]
    if not all(isfinite(answer) for answer in given):
        raise ValueError("answers must be finite numbers or None")
    if not answers:
        return Score(None, 0, 0, NOTHING_ASKED)
    if len(given) < items_needed(len(answers)):
        return Score(None, len(given), len(answers), TOO_FEW_ANSWERS)
    return Score(fsum(given) / len(given), len(given), len(answers))


def gap_score(perceptions: Sequence[float | None], expectations: Sequence[float | None]) -> Score:
    """Return the mean of perception - expectation over the items of one dimension, one respondent.

    Only complete pairs count, and the 80 % rule asks for pairs.

    Raises:
        ValueError: the two lists differ in length, or an answer is not a finite number.
    """
    if len(perceptions) != len(expectations):
        raise ValueError("perceptions and expectations must be of the same items")
    pairs = zip(perceptions, expectations, strict=True)
    return dimension_score([None if p is None or e is None else p - e for p, e in pairs])


def unweighted_overall(gaps: Mapping[str, float | None]) -> Overall:
    """Return the mean of the dimension gaps: each dimension counts once, however many items it has."""
    return weighted_overall(gaps, dict.fromkeys(gaps, 100 / len(gaps)) if gaps else {})


def weighted_overall(gaps: Mapping[str, float | None], weights: Mapping[str, float]) -> Overall:
    """Return the sum of weight × gap, the weights brought to a sum of 1; it is not divided by five again.

    Args:
        gaps: the gap of each dimension; one that is None leaves no overall.
        weights: points per dimension; a sum outside 99.5..100.5 is noted as `rescaled`.

    Raises:
        ValueError: a dimension has no weight, or the weights are negative, not finite or all 0.
    """
    if not set(gaps) <= set(weights):
        raise ValueError("each dimension needs a weight")
    points = {dimension: weights[dimension] for dimension in gaps}
    whole = fsum(points.values())
    if gaps and not (whole > 0 and isfinite(whole) and min(points.values()) >= 0):
        raise ValueError("weights must be 0 or more and not all 0")
    known = {dimension: gap for dimension, gap in gaps.items() if gap is not None}
    if not gaps or len(known) < len(gaps):
        return Overall(None, len(known), reason=DIMENSION_MISSING)
    value = fsum(points[dimension] / whole * gap for dimension, gap in known.items())
    return Overall(value, len(known), rescaled=not is_hundred(whole))


def is_hundred(points: float) -> bool:
    """Return whether points that were shared out add up to 100, give or take half a point."""
    return 99.5 <= points <= 100.5


def percent_of_scale(score: float, low: float, high: float) -> float:
    """Return a score as 0..100 of the way from the scale's low end to its high end."""
    return 100 * (score - low) / (high - low)


def normalised_gap(gap: float, low: float, high: float) -> float:
    """Return a gap as -100..100 of the scale's length."""
    return 100 * gap / (high - low)
