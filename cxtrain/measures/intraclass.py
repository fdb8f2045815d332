"""Intraclass correlations: how much of the ratings' variance belongs to what was rated, not to who rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from cxtrain.measures.distributions import f_quantile
from cxtrain.measures.intervals import Estimate, Interval
from cxtrain.measures.samples import ROUNDING, deviations, mean, product_sum

MISSING_RATING = "A rating is missing: every target must be rated by every rater."
TOO_FEW_TARGETS = "Fewer than two targets were rated."
TOO_FEW_RATERS = "Fewer than two raters rated."
NO_VARIATION = "The ratings do not vary."
UNDEFINED = "The targets differ so little that this form is not defined."
NO_INTERVAL = "The targets differ so little that this form has no interval."

LEAST_DF = 1e-6  # below, Satterthwaite's degrees of freedom are what rounding leaves of 0

Ratings = Sequence[Sequence[float]]


@dataclass(frozen=True)
class MeanSquares:
    """The two-way analysis of variance of n targets × k raters, in squared rating points."""

    between: float  # targets, n - 1 degrees of freedom
    raters: float  # k - 1
    error: float  # what neither explains, (n - 1)(k - 1)
    within: float  # raters and error together, n (k - 1)


@dataclass(frozen=True)
class IntraclassCorrelations:
    """The six forms, each at most 1; of one rating (1, 2, 3) and of the mean of k ratings (1k, 2k, 3k)."""

    n: int  # targets
    k: int  # raters
    icc1: Estimate  # each target rated by its own raters: visits nested in employees
    icc2: Estimate  # the same raters, drawn from many, who must agree in level: gold cases
    icc3: Estimate  # these raters only, who must agree in order
    icc1k: Estimate
    icc2k: Estimate
    icc3k: Estimate
    mean_squares: MeanSquares | None = None
    reason: str | None = None  # why no form has a value

    @property
    def forms(self) -> tuple[tuple[str, Estimate], ...]:
        """The forms by their names of 1979: ICC1, ICC2, ICC3, ICC1k, ICC2k, ICC3k."""
        found = (self.icc1, self.icc2, self.icc3, self.icc1k, self.icc2k, self.icc3k)
        return tuple(zip(("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"), found, strict=True))


def intraclass_correlations(rows: Sequence[Sequence[float | None]], *, level: float = 0.95) -> IntraclassCorrelations:
    """Return the six intraclass correlations of complete ratings with their intervals.

    Args:
        rows: a row per target (the visit, the gold case) and in it a rating per rater, always in the same order.
            Where a rating is missing (None) there is no value, and the reason says so.

    Raises:
        ValueError: the rows differ in length, a rating is not finite or the level is not strictly between 0 and 1.

    Source: Shrout & Fleiss, Psychological Bulletin 86, 1979; intervals of the second form: McGraw & Wong,
    Psychological Methods 1, 1996.
    """
    if not 0 < level < 1:
        raise ValueError("the level must lie strictly between 0 and 1")
    complete, reason = _complete(rows)
    squares = None if reason else mean_squares(complete)
    if squares is None or not (squares.between or squares.within):
        return _without_value(rows, squares, reason or NO_VARIATION)
    return _Design(len(rows), len(rows[0]), level, squares).forms()


def mean_squares(rows: Ratings) -> MeanSquares:
    """Return the mean squares of two or more targets, each rated by the same two or more raters."""
    n, k = len(rows), len(rows[0])
    targets, raters = deviations([mean(row) for row in rows]), deviations([mean(column) for column in zip(*rows, strict=True)])
    largest = max(abs(rating) for row in rows for rating in row)
    rest = [own - rater for row in rows for own, rater in zip(deviations(row), raters, strict=True)]
    errors = fsum(each * each for each in rest) if max(map(abs, rest)) > ROUNDING * largest else 0.0
    judges = n * product_sum(raters, raters)
    between = k * product_sum(targets, targets) / (n - 1)
    return MeanSquares(between, judges / (k - 1), errors / ((n - 1) * (k - 1)), (judges + errors) / (n * (k - 1)))


@dataclass(frozen=True)
class _Design:
    n: int
    k: int
    level: float
    squares: MeanSquares

    def forms(self) -> IntraclassCorrelations:
        """Return all six forms."""
        n, k, s = self.n, self.k, self.squares
        within, beside = (s.within, n * (k - 1)), (s.error, (n - 1) * (k - 1))
        return IntraclassCorrelations(
            n, k, self.one_way(*within), self.two_way(), self.one_way(*beside),
            self.one_way_of_means(*within), self.two_way_of_means(), self.one_way_of_means(*beside), s)

    def one_way(self, error: float, df: int) -> Estimate:
        """Return form 1 (error within targets) or 3 (error beside raters) of one rating."""
        between, others = self.squares.between, self.k - 1
        if not (between or error):
            return Estimate(None, self.n, reason=UNDEFINED)
        value, low, high = ((b - error) / (b + others * error) for b in (between, *self._bounds(between, df)))
        return Estimate(value, self.n, interval=Interval(low, high, self.level))

    def one_way_of_means(self, error: float, df: int) -> Estimate:
        """Return form 1k or 3k."""
        between = self.squares.between
        if not between:
            return Estimate(None, self.n, reason=UNDEFINED)
        value, low, high = (1 - error / b for b in (between, *self._bounds(between, df)))
        return Estimate(value, self.n, interval=Interval(low, high, self.level))

    def two_way(self) -> Estimate:
        """Return form 2 of one rating."""
        s = self.squares
        whole = s.between + (self.k - 1) * s.error + self.k * (s.raters - s.error) / self.n
        if whole <= ROUNDING * (s.between + s.error + s.raters):  # nothing, but for the rounding of its parts
            return Estimate(None, self.n, reason=UNDEFINED)
        value = (s.between - s.error) / whole
        interval = self._two_way_interval(value)
        return Estimate(value, self.n, interval=interval, reason=None if interval else NO_INTERVAL)

    def two_way_of_means(self) -> Estimate:
        """Return form 2k; its interval is that of form 2, stepped up by Spearman and Brown."""
        s, others = self.squares, self.k - 1
        whole = s.between + (s.raters - s.error) / self.n
        if whole <= ROUNDING * (s.between + s.error + s.raters):  # nothing, but for the rounding of its parts
            return Estimate(None, self.n, reason=UNDEFINED)
        single = self.two_way().interval
        if single is None or 1 + others * single.low <= 0:
            return Estimate((s.between - s.error) / whole, self.n, reason=NO_INTERVAL)
        low, high = (self.k * end / (1 + others * end) for end in (single.low, single.high))
        return Estimate((s.between - s.error) / whole, self.n, interval=Interval(low, high, self.level))

    def _bounds(self, between: float, df: int) -> tuple[float, float]:
        """Return the mean square between targets, divided and multiplied by the F that the level allows."""
        top = (1 + self.level) / 2
        return between / f_quantile(top, self.n - 1, df), between * f_quantile(top, df, self.n - 1)

    def _two_way_interval(self, value: float) -> Interval | None:
        """Return McGraw and Wong's interval with Satterthwaite's degrees of freedom; None where those are 0."""
        s, n, k = self.squares, self.n, self.k
        if not (s.error or s.raters):
            return Interval(1.0, 1.0, self.level)
        by_raters, by_error = k * value * s.raters, (n * (1 + (k - 1) * value) - k * value) * s.error
        spread = (n - 1) * by_raters**2 + by_error**2
        df = (k - 1) * (n - 1) * (by_raters + by_error) ** 2 / spread if spread else 0.0
        rest = k * s.raters + (k * n - k - n) * s.error
        if df < LEAST_DF or not rest:
            return None
        top = (1 + self.level) / 2
        down, up = s.between / f_quantile(top, n - 1, df), s.between * f_quantile(top, df, n - 1)
        low, high = (n * (b - s.error) / (rest + n * b) for b in (down, up))
        return Interval(low, high, self.level)


def _without_value(
    rows: Sequence[Sequence[float | None]], squares: MeanSquares | None, reason: str
) -> IntraclassCorrelations:
    n, none = len(rows), Estimate(None, len(rows), reason=reason)
    return IntraclassCorrelations(n, len(rows[0]) if n else 0, none, none, none, none, none, none, squares, reason)


def _complete(rows: Sequence[Sequence[float | None]]) -> tuple[list[list[float]], str | None]:
    """Return the ratings, and why they cannot be used."""
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("each target needs a rating, or None, of every rater")
    if not all(rating is None or isfinite(rating) for row in rows for rating in row):
        raise ValueError("ratings must be finite numbers or None")
    complete = [[rating for rating in row if rating is not None] for row in rows]
    if any(len(kept) < len(row) for kept, row in zip(complete, rows, strict=True)):
        return complete, MISSING_RATING
    if len(rows) < 2:
        return complete, TOO_FEW_TARGETS
    return complete, TOO_FEW_RATERS if len(rows[0]) < 2 else None
