"""SERVPERF: perceptions alone, without expectations, as a sum and as a mean, weighted by importance or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from cxtrain.measures.intervals import Estimate, mean_of
from cxtrain.measures.servqual import NOTHING_ASKED, TOO_FEW_ANSWERS, items_needed

NOT_ALL_ANSWERED = "Not every item was answered, so there is a mean but no sum."
NO_IMPORTANCE = "The items that were answered have no importance."


@dataclass(frozen=True)
class ServperfScore:
    """One respondent's SERVPERF; with importance weights both forms are weighted."""

    total: float | None  # SUM P, or SUM I × P; None where an item is missing, since sums of fewer items are lower
    mean: float | None  # SUM P / k, or SUM I × P / SUM I: scale points
    n: int  # items that counted
    asked: int
    reason: str | None = None


@dataclass(frozen=True)
class Servperf:
    """SERVPERF over respondents, each form with its t interval over those who have it."""

    total: Estimate
    mean: Estimate  # scale points


def servperf_score(answers: Sequence[float | None], importances: Sequence[float | None] | None = None) -> ServperfScore:
    """Return one respondent's SERVPERF.

    Args:
        answers: one perception per item asked; None is missing, and 80 % must be there for a mean.
        importances: one per item, 0 or more; an item whose importance is None counts as missing.

    Raises:
        ValueError: the lists differ in length, an answer is not finite, an importance is negative or not finite.

    Source: Cronin & Taylor, "Measuring Service Quality: A Reexamination and Extension", Journal of Marketing 56, 1992.
    """
    weights: Sequence[float | None] = [1.0] * len(answers) if importances is None else importances
    if len(weights) != len(answers):
        raise ValueError("each item needs one importance")
    _check(answers, weights)
    pairs = [(w, p) for w, p in zip(weights, answers, strict=True) if w is not None and p is not None]
    asked, n = len(answers), len(pairs)
    if not asked or n < items_needed(asked):
        return ServperfScore(None, None, n, asked, TOO_FEW_ANSWERS if asked else NOTHING_ASKED)
    total, whole = fsum(w * p for w, p in pairs), fsum(w for w, _ in pairs)
    if not whole:
        return ServperfScore(None, None, n, asked, NO_IMPORTANCE)
    every = n == asked
    return ServperfScore(total if every else None, total / whole, n, asked, None if every else NOT_ALL_ANSWERED)


def servperf(scores: Iterable[ServperfScore], *, level: float = 0.95) -> Servperf:
    """Return the means over respondents of both forms; who has no score is left out.

    Source: as for `servperf_score`.
    """
    everybody = list(scores)
    return Servperf(
        total=mean_of((each.total for each in everybody), level=level),
        mean=mean_of((each.mean for each in everybody), level=level),
    )


def _check(answers: Sequence[float | None], weights: Sequence[float | None]) -> None:
    if not all(answer is None or isfinite(answer) for answer in answers):
        raise ValueError("answers must be finite numbers or None")
    if not all(weight is None or (isfinite(weight) and weight >= 0) for weight in weights):
        raise ValueError("importances must be finite, 0 or more, or None")
