"""Customer satisfaction (CSAT) and the two customer effort scores (CES), which are never mixed."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from cxtrain.measures.intervals import Estimate, mean_of_counts, wilson

FEWEST_ANSWERS = 30
CSAT_TOP = (4, 5)
CES_2010 = "ces-2010"
CES_2 = "ces-2.0"

FEW_ANSWERS = "Fewer than 30 answers: show the counts rather than the score."


@dataclass(frozen=True)
class Box:
    """How many gave one answer."""

    answer: int
    count: int


@dataclass(frozen=True)
class Csat:
    """Customer satisfaction: the share of the top boxes, with the whole distribution and the mean."""

    n: int
    top: int  # answers in the top boxes
    share: Estimate  # 0..1, with Wilson's interval
    mean: Estimate  # scale points
    distribution: tuple[Box, ...]  # every answer of the scale, lowest first
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Effort2010:
    """The effort score of 2010: "how much effort did you have to put forth?", 1 very low .. 5 very high; low is good."""

    n: int
    mean: Estimate  # 1..5
    distribution: tuple[Box, ...]
    reason: str | None = None
    note: str | None = None
    form: str = CES_2010


@dataclass(frozen=True)
class Effort2:
    """The effort score 2.0: "the company made it easy", 1 strongly disagree .. 7 strongly agree; high is good."""

    n: int
    easy: int  # answers 5..7
    share: Estimate  # of 5..7, 0..1, with Wilson's interval
    mean: Estimate  # 1..7
    distribution: tuple[Box, ...]
    reason: str | None = None
    note: str | None = None
    form: str = CES_2


def csat(
    ratings: Iterable[float | None],
    *,
    top: Collection[int] = CSAT_TOP,
    low: int = 1,
    high: int = 5,
    level: float = 0.95,
) -> Csat:
    """Return the share of satisfied customers.

    Args:
        ratings: whole numbers low..high; None is missing and left out.
        top: the answers that count as satisfied.

    Raises:
        ValueError: a rating is not a whole number of the scale (the message names it), or a top box is not on it.

    Source: customary top-two-box share; its interval: Wilson, Journal of the American Statistical Association 22, 1927.
    """
    return csat_of_counts(_counted(ratings, low, high), top=top, low=low, high=high, level=level)


def csat_of_counts(
    counts: Mapping[int, int],
    *,
    top: Collection[int] = CSAT_TOP,
    low: int = 1,
    high: int = 5,
    level: float = 0.95,
) -> Csat:
    """Return the same of counted answers: how often each of low..high was given.

    Raises:
        ValueError: as `csat` does, or a count is negative.
    """
    if not top or not all(low <= box <= high for box in top):
        raise ValueError(f"top boxes must lie within {low}..{high}")
    given = _on_scale(counts, low, high)
    satisfied = sum(given[answer] for answer in set(top))
    share, mean = _share_and_mean(given, satisfied, level)
    return Csat(share.n, satisfied, share, mean, _boxes(given), share.reason, share.note)


def ces_2010(ratings: Iterable[float | None], *, level: float = 0.95) -> Effort2010:
    """Return the mean effort on the form of 2010.

    Args:
        ratings: whole numbers 1 (very low effort) .. 5 (very high effort); None is missing and left out.

    Raises:
        ValueError: a rating is not a whole number 1..5; the message names it.

    Source: Dixon, Freeman & Toman, "Stop Trying to Delight Your Customers", Harvard Business Review 88, 2010.
    """
    given = _on_scale(_counted(ratings, 1, 5), 1, 5)
    mean = _noted(mean_of_counts(given, level=level))
    return Effort2010(mean.n, mean, _boxes(given), mean.reason, mean.note)


def ces_2(ratings: Iterable[float | None], *, level: float = 0.95) -> Effort2:
    """Return the mean ease, and the share of those who agree (5..7), on the form of 2013.

    Args:
        ratings: whole numbers 1 (strongly disagree) .. 7 (strongly agree); None is missing and left out.

    Raises:
        ValueError: a rating is not a whole number 1..7; the message names it.

    Source: Dixon, Toman & DeLisi, The Effortless Experience, 2013.
    """
    return ces_2_of_counts(_counted(ratings, 1, 7), level=level)


def ces_2_of_counts(counts: Mapping[int, int], *, level: float = 0.95) -> Effort2:
    """Return the same of counted answers: how often each of 1..7 was given.

    Raises:
        ValueError: an answer is not on the scale, or a count is negative.
    """
    given = _on_scale(counts, 1, 7)
    easy = sum(given[answer] for answer in (5, 6, 7))
    share, mean = _share_and_mean(given, easy, level)
    return Effort2(share.n, easy, share, mean, _boxes(given), share.reason, share.note)


def _counted(ratings: Iterable[float | None], low: int, high: int) -> Counter[int]:
    given = [rating for rating in ratings if rating is not None]
    for rating in given:
        if not (low <= rating <= high and rating == int(rating)):
            raise ValueError(f"a rating must be a whole number {low}..{high}, not {rating}")
    return Counter(map(int, given))


def _on_scale(counts: Mapping[int, int], low: int, high: int) -> dict[int, int]:
    """Return a count for every answer of the scale, the lowest first."""
    for answer, count in counts.items():
        if not low <= answer <= high or count < 0:
            raise ValueError(f"answers must lie within {low}..{high}, and counts be 0 or more, not {answer}: {count}")
    return {answer: counts.get(answer, 0) for answer in range(low, high + 1)}


def _share_and_mean(given: Mapping[int, int], counted: int, level: float) -> tuple[Estimate, Estimate]:
    return _noted(wilson(counted, sum(given.values()), level=level)), _noted(mean_of_counts(given, level=level))


def _noted(estimate: Estimate) -> Estimate:
    return replace(estimate, note=FEW_ANSWERS) if 0 < estimate.n < FEWEST_ANSWERS else estimate


def _boxes(given: Mapping[int, int]) -> tuple[Box, ...]:
    return tuple(Box(answer, count) for answer, count in given.items())
