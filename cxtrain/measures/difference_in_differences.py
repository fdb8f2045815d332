"""Did the training work? What the trained gained beyond what the untrained gained in the same time.

Those picked for a low score rise without training; the untrained group shows by how much. So this comparison, and not
a plain before/after, is the one to decide on.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, isfinite, sqrt
from typing import NamedTuple

from cxtrain.measures.distributions import t_cdf, t_quantile
from cxtrain.measures.effects import FEW_PEOPLE, FLOOR, visits_per_side
from cxtrain.measures.intervals import Interval
from cxtrain.measures.samples import ROUNDING, Sample, deviations, mean

LEAST_CLUSTERS = 20
CLUSTERED = "clustered"  # least squares, standard error clustered by person
CHANGES = "changes"  # one change per person, Welch's t

EMPTY_CELL = "Both groups need observations before and after."
ONE_PERSON = "Each group needs at least two people seen before and after."
NO_VARIATION = "All in a group changed alike, so there is no variance to test against."


@dataclass(frozen=True)
class Observation:
    """One score of one person; a value that is None is missing."""

    person: Hashable
    treated: bool  # whether the person was trained in between; the same on each of the person's observations
    after: bool
    value: float | None


@dataclass(frozen=True)
class DifferenceInDifferences:
    """What the trained gained beyond the untrained; what is None is explained by `reason`."""

    value: float | None  # (trained after - before) - (untrained after - before), scale points
    n: int  # observations that counted
    treated: int  # people who counted
    untreated: int
    method: str  # CLUSTERED or CHANGES
    gains: tuple[float, float] | None = None  # the trained's and the untrained's after - before, scale points
    se: float | None = None
    t: float | None = None
    df: float | None = None
    p: float | None = None  # two-sided
    interval: Interval | None = None
    reason: str | None = None
    note: str | None = None


def difference_in_differences(observations: Iterable[Observation], *, level: float = 0.95) -> DifferenceInDifferences:
    """Return the effect of the training in the model y = a + b trained + c after + δ trained × after.

    From twenty people on, δ is the least squares estimate with its standard error clustered by person (CR1: the
    factor G/(G - 1) × (N - 1)/(N - 4), and t with G - 1 degrees of freedom). Below, each person seen before and
    after gives one change, and Welch's t compares the two groups' changes.

    Raises:
        ValueError: a value is not finite, or a person is both trained and untrained.

    Source: Liang & Zeger, "Longitudinal data analysis using generalized linear models", Biometrika 73, 1986; Bertrand,
    Duflo & Mullainathan, "How much should we trust differences-in-differences estimates?", Quarterly Journal of
    Economics 119, 2004; Welch, Biometrika 34, 1947.
    """
    rows = [_Row(e.person, e.treated, e.after, e.value) for e in observations if e.value is not None]
    groups = _groups(rows)
    if len(groups) >= LEAST_CLUSTERS:
        return _clustered(rows, groups, level)
    return _on_changes(rows, groups, level)


def observe_pairs(
    before: Sequence[float | None], after: Sequence[float | None], treated: Sequence[bool]
) -> list[Observation]:
    """Return two observations per person from three columns, a row per person.

    Raises:
        ValueError: the columns differ in length.
    """
    if not len(before) == len(after) == len(treated):
        raise ValueError("before, after and treated must be of the same people")
    rows = enumerate(zip(before, after, treated, strict=True))
    return [Observation(i, arm, late, b if late else a) for i, (a, b, arm) in rows for late in (False, True)]


def people_per_arm(change: float, sd: float, *, correlation: float, level: float = 0.95, power: float = 0.8) -> int:
    """Return how many trained, and as many untrained, show a true effect of this size with this power.

    Each is seen once before and once after, so changes have the variance 2 sd² (1 - correlation).

    Raises:
        ValueError: the change is not above 0, the SD is negative, or the correlation is not within -1..1.
    """
    if not -1 <= correlation <= 1:
        raise ValueError("the correlation of before and after must lie within -1..1")
    return visits_per_side(change, sd * sqrt(2 * (1 - correlation)), level=level, power=power)


class _Row(NamedTuple):
    """An observation that is there."""

    person: Hashable
    treated: bool
    after: bool
    value: float

    @property
    def sign(self) -> int:
        """The sign with which the row's cell enters the difference of differences."""
        return 1 if self.treated == self.after else -1


def _groups(rows: Iterable[_Row]) -> dict[Hashable, bool]:
    """Return which group each person belongs to."""
    groups: dict[Hashable, bool] = {}
    for row in rows:
        if groups.setdefault(row.person, row.treated) != row.treated:
            raise ValueError("a person must be either trained or untrained")
        if not isfinite(row.value):
            raise ValueError("values must be finite numbers or None")
    return groups


def _clustered(rows: Sequence[_Row], groups: Mapping[Hashable, bool], level: float) -> DifferenceInDifferences:
    cells: dict[tuple[bool, bool], list[_Row]] = defaultdict(list)
    for row in rows:
        cells[row.treated, row.after].append(row)
    answer = _counted(len(rows), list(groups.values()), CLUSTERED)
    if len(cells) < 4:
        return replace(answer, reason=EMPTY_CELL)
    means = {cell: mean([row.value for row in inside]) for cell, inside in cells.items()}
    answer = _valued(answer, means[True, True] - means[True, False], means[False, True] - means[False, False])
    if min(answer.treated, answer.untreated) < 2:
        return replace(answer, reason=ONE_PERSON)
    se = _clustered_se(list(cells.values()), len(groups))
    return _tested(answer, se, len(groups) - 1, level, largest=max(abs(row.value) for row in rows))


def _clustered_se(cells: Sequence[Sequence[_Row]], clusters: int) -> float:
    """Return the CR1 standard error: with a mean per cell, each row weighs ± its residual / rows of its cell."""
    scores: dict[Hashable, list[float]] = defaultdict(list)
    for cell in cells:
        for row, residual in zip(cell, deviations([row.value for row in cell]), strict=True):
            scores[row.person].append(row.sign * residual / len(cell))
    n = sum(len(cell) for cell in cells)
    factor = clusters / (clusters - 1) * (n - 1) / (n - 4)
    return sqrt(factor * fsum(fsum(score) ** 2 for score in scores.values()))


def _on_changes(rows: Sequence[_Row], groups: Mapping[Hashable, bool], level: float) -> DifferenceInDifferences:
    sides: dict[Hashable, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for row in rows:
        sides[row.person][row.after].append(row.value)
    both = {person: pair for person, pair in sides.items() if all(pair)}
    answer = _counted(sum(len(a) + len(b) for a, b in both.values()), [groups[person] for person in both], CHANGES)
    arms = [[mean(b) - mean(a) for person, (a, b) in both.items() if groups[person] is arm] for arm in (True, False)]
    if not all(arms):
        return replace(answer, reason=EMPTY_CELL)
    trained, untrained = map(Sample.of, arms)
    answer = _valued(answer, trained.mean, untrained.mean)
    if min(trained.n, untrained.n) < 2:
        return replace(answer, reason=ONE_PERSON)
    errors = trained.sd**2 / trained.n, untrained.sd**2 / untrained.n
    # Where nothing varies, the degrees of freedom are of no use, and any will do.
    df = sum(errors) ** 2 / (errors[0] ** 2 / (trained.n - 1) + errors[1] ** 2 / (untrained.n - 1)) if any(errors) else 1.0
    return _tested(answer, sqrt(sum(errors)), df, level, largest=max(abs(row.value) for row in rows))


def _counted(n: int, people: Sequence[bool], method: str) -> DifferenceInDifferences:
    treated, untreated = sum(people), len(people) - sum(people)
    note = FEW_PEOPLE if min(treated, untreated) < FLOOR else None
    return DifferenceInDifferences(None, n, treated, untreated, method, note=note)


def _valued(answer: DifferenceInDifferences, trained: float, untrained: float) -> DifferenceInDifferences:
    return replace(answer, value=trained - untrained, gains=(trained, untrained))


def _tested(answer: DifferenceInDifferences, se: float, df: float, level: float, *, largest: float) -> DifferenceInDifferences:
    """Return the answer with its test; `largest` tells what of the standard error is rounding."""
    value = answer.value or 0.0
    if se <= ROUNDING * largest:
        return replace(answer, se=0.0, reason=NO_VARIATION)
    t, half = value / se, t_quantile((1 + level) / 2, df) * se
    interval = Interval(value - half, value + half, level)
    return replace(answer, se=se, t=t, df=df, p=2 * t_cdf(-abs(t), df), interval=interval)
