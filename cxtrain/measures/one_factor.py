"""McDonald's omega: how much of a scale's total belongs to the one thing that its items have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from cxtrain.measures.answer_tables import Answers, Missing, covariances, read_answers
from cxtrain.measures.consistency import TOO_FEW_RESPONDENTS, TOO_FEW_SHARED, correlations
from cxtrain.measures.samples import product_sum

FEWEST_RESPONDENTS = 100
MOST_SWEEPS = 20_000

TOO_FEW_ITEMS = "Fewer than three items have answers that differ."
FEW_RESPONDENTS = "Fewer than 100 respondents answered: too few to rely on."
NOTHING_LEFT = "The factor explains all of an item, which real answers do not do: take this figure with caution."


@dataclass(frozen=True)
class Loading:
    """How an item goes with the common factor, -1..1."""

    name: str
    value: float

    @property
    def uniqueness(self) -> float:
        """The share of the item's variance that the factor does not explain, 0..1."""
        return 1 - self.value**2


@dataclass(frozen=True)
class Omega:
    """Omega total of a scale, 0..1. Show it next to alpha, never alone; it has no interval."""

    value: float | None
    n: int  # as in Alpha
    k: int  # items that counted
    missing: Missing
    loadings: tuple[Loading, ...] = ()
    dropped: tuple[str, ...] = ()  # items whose answers do not differ
    reason: str | None = None
    note: str | None = None


def omega_total(rows: Answers, *, names: Sequence[str] | None = None, missing: Missing = "listwise") -> Omega:
    """Return omega total from the one-factor minres solution of the correlation matrix.

    Other ways to fit the factor give other figures: of R's `attitude` minres gives .851, maximum likelihood .841.
    Rows, names and missing answers are those of `consistency.alpha`.

    Raises:
        ValueError: the rows differ in length, an answer is not finite, the names do not fit or the policy is unknown.

    Source: McDonald, Test Theory, 1999; minres: Harman & Jones, Psychometrika 31, 1966.
    """
    table = read_answers(rows, names=names, missing=missing)
    n, k = table.n, len(table.columns)
    if n < 2 or k < 3:
        return Omega(None, n, k, missing, dropped=table.dropped, reason=TOO_FEW_RESPONDENTS if n < 2 else TOO_FEW_ITEMS)
    matrix = covariances(table.columns)
    if matrix is None:
        return Omega(None, n, k, missing, dropped=table.dropped, reason=TOO_FEW_SHARED)
    values = minres_loadings(correlations(matrix))
    loadings = tuple(Loading(name, value) for name, value in zip(table.names, values, strict=True))
    common, note = fsum(values) ** 2, FEW_RESPONDENTS if n < FEWEST_RESPONDENTS else None
    value = common / (common + fsum(loading.uniqueness for loading in loadings))
    full = any(abs(loading) >= 1 for loading in values)
    return Omega(value, n, k, missing, loadings, table.dropped, note=NOTHING_LEFT if full else note)


def minres_loadings(matrix: Sequence[Sequence[float]]) -> list[float]:
    """Return the loadings on one factor that leave the least squares off the diagonal of a correlation matrix.

    Each loading in turn takes its best value given the others, at most 1 in size, until none moves. The sum of
    the loadings is not negative.
    """
    loadings = _first_component(matrix)
    for _ in range(MOST_SWEEPS):
        moved = 0.0
        for place, row in enumerate(matrix):
            own = loadings[place]
            squares = product_sum(loadings, loadings) - own * own
            pull = product_sum(row, loadings) - row[place] * own
            loadings[place] = max(-1.0, min(1.0, pull / squares)) if squares > 0 else 0.0
            moved = max(moved, abs(loadings[place] - own))
        if moved < 1e-14:
            break
    return [-loading for loading in loadings] if fsum(loadings) < 0 else loadings


def _first_component(matrix: Sequence[Sequence[float]]) -> list[float]:
    """Return the first principal component roughly, by repeated multiplication of the column that is largest."""
    vector = max((list(row) for row in matrix), key=lambda row: product_sum(row, row))
    for _ in range(30):
        vector = [product_sum(row, vector) for row in matrix]
        size = sqrt(product_sum(vector, vector))
        vector = [each / size for each in vector]
    return vector
