"""Scores month by month, or quarter by quarter where months have too few answers; and the last months against those before.

Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from cxtrain.measures.correlation import correlation
from cxtrain.measures.intervals import Estimate, Sums
from cxtrain.reports.figures import pooled
from cxtrain.reports.listening.queries import Told
from cxtrain.voices.figures import Scores, csat_change, is_scored, nps_change, scores

DENSE = 0.75  # share of months with enough answers from which months are drawn, else quarters
RECENT = 3  # months that are compared with those before them
FEWEST_VISITS = 5  # of a period, below which shoppers have no point


@dataclass(frozen=True)
class Period:
    """A month or a quarter: what customers said, and what shoppers saw."""

    label: str  # 2026-05, or 2026 Q2
    scores: Scores
    visits: Sums

    @property
    def seen(self) -> float | None:
        """The shoppers' mean, 1 to 7; None where it rests on too few visits."""
        return self.visits.mean if self.visits.n >= FEWEST_VISITS else None

    @property
    def nps(self) -> float | None:
        """In points; None where too few answered."""
        return self.scores.nps.value if is_scored(self.scores.nps.n) else None

    @property
    def csat(self) -> float | None:
        """Share of the satisfied; None where too few answered."""
        return self.scores.csat.share.value if is_scored(self.scores.csat.n) else None


@dataclass(frozen=True)
class Course:
    """The periods, oldest first, and how the last months compare with those before."""

    periods: tuple[Period, ...]
    by_quarter: bool
    nps_change: Estimate
    csat_change: Estimate
    with_nps: Estimate  # how far the shoppers' and the customers' line go together, -1..1
    with_csat: Estimate


Rows = Mapping[str, Sequence[Told]]


def course(told: Rows, visits: Mapping[str, Sums], months: Sequence[str]) -> Course:
    """Return the course over `months`, oldest first; those before the first answer are left out.

    Args:
        told: counts of answers by month.
        visits: sums of the shoppers' scores by month.
        months: all of the window.
    """
    before, after = (scores(chain.from_iterable(told.get(month, ()) for month in part))
                     for part in (months[:-RECENT], months[-RECENT:]))
    first = min((month for month in months if told.get(month)), default="")
    shown = [month for month in months if first and month >= first]
    dense = sum(is_scored(_most(told.get(month, ()))) for month in shown) >= DENSE * len(shown)
    labels = {month: month if dense else f"{month[:4]} Q{(int(month[5:]) + 2) // 3}" for month in shown}
    periods = tuple(_period(label, [month for month in shown if labels[month] == label], told, visits)
                    for label in dict.fromkeys(labels.values()))
    return Course(periods, not dense, nps_change(before.nps, after.nps), csat_change(before.csat, after.csat),
                  correlation((each.seen, each.nps) for each in periods),
                  correlation((each.seen, each.csat) for each in periods))


def _most(rows: Sequence[Told]) -> int:
    found: dict[str, int] = {}
    for row in rows:
        found[row.measure] = found.get(row.measure, 0) + row.n
    return max(found.values(), default=0)


def _period(label: str, months: Sequence[str], told: Rows, visits: Mapping[str, Sums]) -> Period:
    return Period(label, scores(chain.from_iterable(told.get(month, ()) for month in months)),
                  pooled(visits[month] for month in months if month in visits))
