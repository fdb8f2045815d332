"""Do the items of a scale belong together? Cronbach's alpha, what each item does to it, and the reliability of a gap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum, isfinite, sqrt

from cxtrain.measures.answer_tables import Answers, AnswerTable, Missing, covariances, fewest_shared, read_answers
from cxtrain.measures.distributions import f_quantile
from cxtrain.measures.intervals import Estimate, Interval
from cxtrain.measures.samples import ROUNDING, Sample, correlation

FEWEST_RESPONDENTS = 20
LEAST_REST_CORRELATION = 0.30
LEAST_RISE = 0.01

LOW_REST_CORRELATION = "low_rest_correlation"
ALPHA_RISES = "alpha_rises"

TOO_FEW_RESPONDENTS = "Fewer than two respondents answered every item."
TOO_FEW_ITEMS = "Fewer than two items have answers that differ."
TOO_FEW_SHARED = "Two of the items were answered by fewer than two of the same respondents."
NO_TOTAL_VARIANCE = "The respondents' totals do not vary."
NO_DIFFERENCE_VARIANCE = "The differences do not vary."
NO_PART = "At least one of the two scores has no alpha."
FEW_RESPONDENTS = "Fewer than 20 respondents answered: too few to rely on."


@dataclass(frozen=True)
class ItemInScale:
    """What one item does to its scale."""

    name: str
    rest_correlation: float | None  # with the sum of the other items, -1..1; None where that sum does not vary
    alpha_if_deleted: float | None  # of the other items; None with fewer than three items
    flags: tuple[str, ...] = ()  # LOW_REST_CORRELATION (below .30), ALPHA_RISES (by more than .01 without the item)


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha of a scale, at most 1; the interval is Feldt's, with n respondents."""

    value: float | None
    n: int  # listwise: respondents who answered every item; pairwise: those who answered at least one
    k: int  # items that counted
    missing: Missing
    standardised: float | None = None
    interval: Interval | None = None
    items: tuple[ItemInScale, ...] = ()
    dropped: tuple[str, ...] = ()  # items whose answers do not differ
    fewest_shared: int = 0  # respondents that some two items share, at least; n when listwise
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Part:
    """One of the two scores of a difference: its standard deviation over respondents and its reliability (0..1)."""

    sd: float
    reliability: float


@dataclass(frozen=True)
class DifferenceReliability:
    """How reliable a gap is. Look at `alpha_gap` first: the value assumes that the errors of P and E are independent."""

    value: float | None  # Peter, Churchill & Brown's formula, at most 1
    n: int  # respondents who answered every item of both
    alpha_perception: float | None = None
    alpha_expectation: float | None = None
    alpha_gap: float | None = None  # of the items' differences
    correlation: float | None = None  # of the two totals
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class _Spread:
    """The sums over a covariance matrix that every form of alpha is made of."""

    k: int
    single: float  # the items' variances, summed
    total: float  # the variance of the sum of the items

    @property
    def alpha(self) -> float | None:
        """Alpha; None where the total does not vary or there are fewer than two items."""
        if self.k < 2 or self.total <= ROUNDING * self.single:
            return None
        return self.k / (self.k - 1) * (1 - self.single / self.total)


def alpha(
    rows: Answers, *, names: Sequence[str] | None = None, missing: Missing = "listwise", level: float = 0.95
) -> Alpha:
    """Return Cronbach's alpha, raw and standardised, with Feldt's interval and what each item does to it.

    Args:
        rows: one per respondent, an answer per item in scale points (reversed items turned round); None is missing.
        names: one per item; without them they are called by their place, "1" first.
        missing: "listwise" keeps the respondents who answered every item; "pairwise" takes each covariance over those
            who answered both items, and its interval, which counts all respondents, is then a little too narrow.

    Items whose answers do not differ are left out and named. Not for checklists of facts, whose items need not agree.

    Raises:
        ValueError: the rows differ in length, an answer is not finite, the names do not fit, the policy is unknown or
            the level is not strictly between 0 and 1.

    Source: Cronbach, Psychometrika 16, 1951; interval: Feldt, Psychometrika 30, 1965.
    """
    if not 0 < level < 1:
        raise ValueError("the level must lie strictly between 0 and 1")
    return _alpha(read_answers(rows, names=names, missing=missing), missing, level)


def correlations(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the correlation matrix of a covariance matrix whose diagonal is above 0."""
    sds = [sqrt(row[place]) for place, row in enumerate(matrix)]
    return [[1.0 if i == j else entry / (sds[i] * sds[j]) for j, entry in enumerate(row)] for i, row in enumerate(matrix)]


def reliability_of_difference(first: Part, second: Part, correlation: float, *, n: int) -> Estimate:
    """Return the reliability of the difference of two scores, at most 1, from what a paper reports about them.

    It assumes that the errors of the two are independent. There is no interval.

    Args:
        correlation: of the two scores over the same n respondents, -1..1.

    Raises:
        ValueError: an SD is negative or not finite, a reliability above 1, or the correlation outside -1..1.

    Source: Peter, Churchill & Brown, "Caution in the Use of Difference Scores in Consumer Research", Journal of
    Consumer Research 19, 1993.
    """
    parts = (first, second)
    if not (all(isfinite(part.sd) and part.sd >= 0 and part.reliability <= 1 for part in parts) and -1 <= correlation <= 1):
        raise ValueError("SDs must be 0 or more, reliabilities at most 1 and the correlation within -1..1")
    common = 2 * correlation * first.sd * second.sd
    variance = fsum(part.sd**2 for part in parts) - common
    if variance <= ROUNDING * max(part.sd**2 for part in parts):
        return Estimate(None, n, reason=NO_DIFFERENCE_VARIANCE)
    true = fsum(part.reliability * part.sd**2 for part in parts) - common
    return Estimate(true / variance, n, sqrt(variance), note=_floor(n))


def difference_reliability(perceptions: Answers, expectations: Answers) -> DifferenceReliability:
    """Return how reliable the gap between two scores is: alpha of the items' gaps, and by the formula from both alphas.

    Args:
        perceptions, expectations: one row per respondent, an answer per item, both in the same order; None is
            missing, and only respondents who answered every item of both count.

    Raises:
        ValueError: the two differ in shape, or an answer is not finite.

    Source: Peter, Churchill & Brown, Journal of Consumer Research 19, 1993.
    """
    if [len(row) for row in perceptions] != [len(row) for row in expectations]:
        raise ValueError("perceptions and expectations must be of the same respondents and items")
    return _difference(*_complete(perceptions, expectations))


def _difference(p: Sequence[Sequence[float]], e: Sequence[Sequence[float]]) -> DifferenceReliability:
    gaps = [[a - b for a, b in zip(*rows, strict=True)] for rows in zip(p, e, strict=True)]
    of_p, of_e, of_gap = (alpha(rows).value for rows in (p, e, gaps))
    n = len(p)
    if of_p is None or of_e is None:
        return DifferenceReliability(None, n, of_p, of_e, of_gap, reason=TOO_FEW_RESPONDENTS if n < 2 else NO_PART)
    totals = [fsum(row) for row in p], [fsum(row) for row in e]
    r = correlation(*totals) or 0.0
    parts = Part(Sample.of(totals[0]).sd, of_p), Part(Sample.of(totals[1]).sd, of_e)
    found = reliability_of_difference(*parts, r, n=n)
    return DifferenceReliability(found.value, n, of_p, of_e, of_gap, r, found.reason, found.note)


def _alpha(table: AnswerTable, missing: Missing, level: float) -> Alpha:
    n, k = table.n, len(table.columns)
    nothing = Alpha(None, n, k, missing, dropped=table.dropped, fewest_shared=fewest_shared(table.columns))
    if n < 2 or k < 2:
        return replace(nothing, reason=TOO_FEW_RESPONDENTS if n < 2 else TOO_FEW_ITEMS)
    matrix = covariances(table.columns)
    value = _spread(matrix).alpha if matrix else None
    if matrix is None or value is None:
        return replace(nothing, reason=NO_TOTAL_VARIANCE if matrix else TOO_FEW_SHARED)
    return replace(
        nothing, value=value, standardised=_spread(correlations(matrix)).alpha, interval=_feldt(value, (n, k), level),
        items=tuple(_item(name, place, matrix, value) for place, name in enumerate(table.names)), note=_floor(n))


def _floor(n: int) -> str | None:
    return FEW_RESPONDENTS if n < FEWEST_RESPONDENTS else None


def _spread(matrix: Sequence[Sequence[float]]) -> _Spread:
    total = fsum(entry for row in matrix for entry in row)
    return _Spread(len(matrix), fsum(row[place] for place, row in enumerate(matrix)), total)


def _item(name: str, place: int, matrix: Sequence[Sequence[float]], whole: float) -> ItemInScale:
    others = [row[:place] + row[place + 1:] for at, row in enumerate(map(list, matrix)) if at != place]
    rest, own = _spread(others), matrix[place][place]
    with_rest = fsum(matrix[place]) - own
    varies = rest.total > ROUNDING * rest.single
    r = max(-1.0, min(1.0, with_rest / sqrt(own * rest.total))) if varies else None
    flags = [LOW_REST_CORRELATION] if r is not None and r < LEAST_REST_CORRELATION else []
    if rest.alpha is not None and rest.alpha > whole + LEAST_RISE:
        flags.append(ALPHA_RISES)
    return ItemInScale(name, r, rest.alpha, tuple(flags))


def _feldt(value: float, size: tuple[int, int], level: float) -> Interval:
    n, k = size
    low, high = (1 - (1 - value) * f_quantile(p, n - 1, (n - 1) * (k - 1)) for p in ((1 + level) / 2, (1 - level) / 2))
    return Interval(low, high, level)


def _complete(perceptions: Answers, expectations: Answers) -> tuple[list[list[float]], list[list[float]]]:
    """Return the rows of the respondents who answered every item of both."""
    both: tuple[list[list[float]], list[list[float]]] = ([], [])
    for rows in zip(perceptions, expectations, strict=True):
        if not any(answer is None for row in rows for answer in row):
            for kept, row in zip(both, rows, strict=True):
                kept.append([answer for answer in row if answer is not None])
    return both
