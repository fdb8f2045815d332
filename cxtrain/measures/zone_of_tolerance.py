"""The zone of tolerance: between the service that people accept and the service that they wish for."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum, isfinite
from typing import NamedTuple

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, mean_of

BELOW_MINIMUM = "below_minimum"
IN_ZONE = "in_zone"
ABOVE_DESIRED = "above_desired"

ZONE_HAS_NO_WIDTH = "Minimum and desired are equal, so there is no position between them."


class Levels(NamedTuple):
    """One respondent's three answers to one item, on one scale; None is missing."""

    minimum: float | None  # the least that is acceptable
    desired: float | None
    perceived: float | None


@dataclass(frozen=True)
class Zone:
    """One item or dimension over the respondents that count; levels and differences are scale points."""

    n: int
    rejected: int  # rows whose minimum lies above the desired level
    incomplete: int  # rows where an answer is missing
    minimum: float | None
    desired: float | None
    perceived: float | None
    adequacy: Estimate  # MSA = perceived - minimum
    superiority: Estimate  # MSS = perceived - desired
    width: Estimate  # desired - minimum
    state: str | None  # of the means: BELOW_MINIMUM, IN_ZONE or ABOVE_DESIRED
    position: float | None  # of the means: 0 at the minimum, 1 at the desired level
    reason: str | None = None


def zone_of_tolerance(rows: Iterable[Levels], *, level: float = 0.95) -> Zone:
    """Return service adequacy and superiority with their t intervals, and where perceptions stand in the zone.

    Rows with a missing answer, or with a minimum above the desired level, are left out and counted.

    Raises:
        ValueError: an answer is not finite.

    Source: Zeithaml, Berry & Parasuraman, "The Nature and Determinants of Customer Expectations of Service",
    Journal of the Academy of Marketing Science 21, 1993; Parasuraman, Zeithaml & Berry, Journal of Retailing 70, 1994.
    """
    everything = list(rows)
    if not all(answer is None or isfinite(answer) for row in everything for answer in row):
        raise ValueError("answers must be finite numbers or None")
    complete = [(m, d, p) for m, d, p in everything if m is not None and d is not None and p is not None]
    kept = [row for row in complete if not row[0] > row[1]]
    adequacy, superiority, width = (mean_of(gaps, level=level) for gaps in (
        [p - m for m, _, p in kept], [p - d for _, d, p in kept], [d - m for m, d, _ in kept]))
    minimum, desired, perceived = (fsum(column) / len(kept) for column in zip(*kept, strict=True)) if kept else (None,) * 3
    return Zone(
        n=len(kept), rejected=len(complete) - len(kept), incomplete=len(everything) - len(complete),
        minimum=minimum, desired=desired, perceived=perceived, adequacy=adequacy, superiority=superiority, width=width,
        state=_state(adequacy.value, superiority.value), position=_position(adequacy.value, width.value),
        reason=_reason(width.value),
    )


def _state(adequacy: float | None, superiority: float | None) -> str | None:
    if adequacy is None or superiority is None:
        return None
    if superiority >= 0:
        return ABOVE_DESIRED
    return BELOW_MINIMUM if adequacy < 0 else IN_ZONE


def _position(adequacy: float | None, width: float | None) -> float | None:
    return adequacy / width if adequacy is not None and width else None


def _reason(width: float | None) -> str | None:
    if width is None:
        return NO_OBSERVATION
    return None if width else ZONE_HAS_NO_WIDTH
