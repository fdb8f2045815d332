"""Customer satisfaction (CSAT) and the two customer effort scores (CES), which are never mixed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from cxtrain.measures.intervals import Estimate, mean_of, wilson

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
    if not top or not all(low <= box <= high for box in top):
        raise ValueError(f"top boxes must lie within {low}..{high}")
    given = _whole(ratings, low, high)
    satisfied = sum(rating in top for rating in given)
    share, mean = _share_and_mean(given, satisfied, level)
    return Csat(len(given), satisfied, share, mean, _boxes(given, low, high), share.reason, share.note)


def ces_2010(ratings: Iterable[float | None], *, level: float = 0.95) -> Effort2010:
    """Return the mean effort on the form of 2010.

    Args:
        ratings: whole numbers 1 (very low effort) .. 5 (very high effort); None is missing and left out.

    Raises:
        ValueError: a rating is not a whole number 1..5; the message names it.

    Source: Dixon, Freeman & Toman, "Stop Trying to Delight Your Customers", Harvard Business Review 88, 2010.
    """
    given = _whole(ratings, 1, 5)
    mean = _noted(mean_of(given, level=level))
    return Effort2010(len(given), mean, _boxes(given, 1, 5), mean.reason, mean.note)


def ces_2(ratings: Iterable[float | None], *, level: float = 0.95) -> Effort2:
    """Return the mean ease, and the share of those who agree (5..7), on the form of 2013.

    Args:
        ratings: whole numbers 1 (strongly disagree) .. 7 (strongly agree); None is missing and left out.

    Raises:
        ValueError: a rating is not a whole number 1..7; the message names it.

    Source: Dixon, Toman & DeLisi, The Effortless Experience, 2013.
    """
    given = _whole(ratings, 1, 7)
    easy = sum(rating >= 5 for rating in given)
    share, mean = _share_and_mean(given, easy, level)
    return Effort2(len(given), easy, share, mean, _boxes(given, 1, 7), share.reason, share.note)


def _whole(ratings: Iterable[float | None], low: int, high: int) -> list[int]:
    given = [rating for rating in ratings if rating is not None]
    for rating in given:
        if not (low <= rating <= high and rating == int(rating)):
            raise ValueError(f"a rating must be a whole number {low}..{high}, not {rating}")
    return [int(rating) for rating in given]


def _share_and_mean(given: list[int], counted: int, level: float) -> tuple[Estimate, Estimate]:
    return _noted(wilson(counted, len(given), level=level)), _noted(mean_of(given, level=level))


def _noted(estimate: Estimate) -> Estimate:
    return replace(estimate, note=FEW_ANSWERS) if 0 < estimate.n < FEWEST_ANSWERS else estimate


def _boxes(given: list[int], low: int, high: int) -> tuple[Box, ...]:
    return tuple(Box(answer, given.count(answer)) for answer in range(low, high + 1))
