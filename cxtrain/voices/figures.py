"""From counts of answers to measures: everything that pages say of customers' scores is computed here. Pure.

`cxtrain measure` gives the same numbers on the same answers one by one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from cxtrain.measures.confirmation import Confirmation, confirmation_of_counts
from cxtrain.measures.importance import DATA, Grid, grid_of_means
from cxtrain.measures.intervals import Estimate, mean_of_counts, newcombe
from cxtrain.measures.recommendation import Nps, nps_difference, nps_of_counts
from cxtrain.measures.satisfaction import Csat, Effort2, ces_2_of_counts, csat_of_counts
from cxtrain.measures.servqual import DIMENSIONS
from cxtrain.voices.questionnaire import SCALES

SHOWN_FROM, SCORED_FROM = 5, 30  # answers: below the first nothing is shown, from the second a score (measures 2.13)
SCORES = ("nps", "csat", "ces2")

Histogram = Mapping[int, int]  # how often each answer was given
Pairs = Mapping[tuple[int, int], int]  # how often each pair (value, other) was given


class Row(Protocol):
    """What is read of a count, such as voices.sums.queries.Counted."""

    measure: str
    subject: str
    value: int
    other: int
    n: int


def histogram(rows: Iterable[Row], measure: str) -> Counter[int]:
    """Return how often each answer was given to the questions of one kind."""
    found: Counter[int] = Counter()
    for row in rows:
        if row.measure == measure:
            found[row.value] += row.n
    return found


def pairs(rows: Iterable[Row], measure: str) -> dict[str, Counter[tuple[int, int]]]:
    """Return how often each pair was given, by subject: a dimension, an attribute or a feature."""
    found: dict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    for row in rows:
        if row.measure == measure:
            found[row.subject][row.value, row.other] += row.n
    return dict(found)


def is_shown(n: int) -> bool:
    """Whether so many answers may be shown at all: fewer could be somebody."""
    return n >= SHOWN_FROM


def is_scored(n: int) -> bool:
    """Whether so many answers carry a score; fewer are shown as counts."""
    return n >= SCORED_FROM


def nps_of(counts: Histogram) -> Nps:
    """Return the Net Promoter Score of answers 0..10, in points.

    Raises:
        ValueError: an answer is not on the scale.
    """
    _check(counts, SCALES["nps"])
    promoters = sum(n for value, n in counts.items() if value >= 9)
    detractors = sum(n for value, n in counts.items() if value <= 6)
    return nps_of_counts(promoters, sum(counts.values()) - promoters - detractors, detractors)


def csat_of(counts: Histogram) -> Csat:
    """Return the share of the satisfied (4 and 5 of 5), 0..1."""
    return csat_of_counts(counts)


def ces_of(counts: Histogram) -> Effort2:
    """Return the ease of the form of 2013 (1..7): its mean, and the share of 5..7."""
    return ces_2_of_counts(counts)


def stars_of(counts: Histogram) -> Estimate:
    """Return the mean of the stars of reviews, 1..5: a measure of its own, never put together with CSAT."""
    _check(counts, SCALES["stars"])
    return mean_of_counts(counts)


@dataclass(frozen=True)
class Scores:
    """The three scores of the same place and time; each has its own n."""

    nps: Nps
    csat: Csat
    ces: Effort2

    @property
    def is_empty(self) -> bool:
        """Whether nobody answered any of the three."""
        return not (self.nps.n or self.csat.n or self.ces.n)


def scores(rows: Iterable[Row]) -> Scores:
    """Return the three scores of all rows together."""
    kept = list(rows)
    return Scores(nps_of(histogram(kept, "nps")), csat_of(histogram(kept, "csat")), ces_of(histogram(kept, "ces2")))


def confirmations(rows: Iterable[Row]) -> dict[str, Confirmation]:
    """Return perception against expectation by dimension, in the usual order; only dimensions that were answered.

    n is of pairs: of customers, where a questionnaire asks one pair of each dimension, as the short form does.
    """
    found = pairs(rows, "servqual")
    return {name: confirmation_of_counts(found[name]) for name in DIMENSIONS if name in found}


def importance_grid(rows: Iterable[Row], *, crosshair: str = DATA) -> Grid:
    """Return importance and performance of the attributes that have enough answers to be scored, by subject.

    A pair holds performance first and importance second.
    """
    means = {}
    for subject, counted in sorted(pairs(rows, "importance").items()):
        performance, importance = Counter[int](), Counter[int]()
        for (performed, important), n in counted.items():
            performance[performed] += n
            importance[important] += n
        if is_scored(performance.total()):
            means[subject] = mean_of_counts(importance), mean_of_counts(performance)
    return grid_of_means(means, crosshair=crosshair)


def nps_change(before: Nps, after: Nps) -> Estimate:
    """Return the later score minus the earlier one in points, with its interval; none where either has too few answers."""
    if not (is_scored(before.n) and is_scored(after.n)):
        return Estimate(None, before.n + after.n)
    return nps_difference(after, before)


def csat_change(before: Csat, after: Csat) -> Estimate:
    """Return the later share minus the earlier one (-1..1), with its interval; none where either has too few answers."""
    if not (is_scored(before.n) and is_scored(after.n)):
        return Estimate(None, before.n + after.n)
    return newcombe(after.top, after.n, before.top, before.n)


def _check(counts: Histogram, scale: range) -> None:
    for value, n in counts.items():
        if value not in scale or n < 0:
            raise ValueError(f"answers must lie within {scale[0]}..{scale[-1]}, and counts be 0 or more, not {value}: {n}")
