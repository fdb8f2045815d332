"""Answers of respondents to the items of one scale, made ready for measures of consistency."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from cxtrain.measures.samples import deviations, product_sum

Missing = Literal["listwise", "pairwise"]
Answers = Sequence[Sequence[float | None]]
Column = tuple[float | None, ...]


@dataclass(frozen=True)
class AnswerTable:
    """The answers that count, a column per item; items that do not vary are left out and named."""

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    n: int  # listwise: respondents who answered every item; pairwise: those who answered at least one
    dropped: tuple[str, ...]


def read_answers(rows: Answers, *, names: Sequence[str] | None, missing: Missing) -> AnswerTable:
    """Return the answers that count under this policy for missing ones.

    Args:
        rows: one per respondent, an answer per item; None is missing.
        names: one per item; without them they are called by their place, "1" first.
        missing: "listwise" keeps the respondents who answered every item that varies, "pairwise" all who answered any.

    Raises:
        ValueError: the rows differ in length, an answer is not finite, the names do not fit or the policy is unknown.
    """
    if missing not in ("listwise", "pairwise"):
        raise ValueError('missing must be "listwise" or "pairwise"')
    called = _names(rows, names)
    answered = [row for row in rows if any(answer is not None for answer in row)]
    table = _without_constants(AnswerTable(called, tuple(zip(*answered, strict=True)), len(answered), ()))
    if missing == "pairwise" or not table.columns:
        return table
    complete = [row for row in zip(*table.columns, strict=True) if None not in row]
    columns = tuple(zip(*complete, strict=True)) or ((),) * len(table.names)
    return _without_constants(AnswerTable(table.names, columns, len(complete), table.dropped))


def covariances(columns: Sequence[Column]) -> list[list[float]] | None:
    """Return the covariance of each two columns (n - 1 in the divisor) over the rows that have both.

    None where two columns share fewer than two rows.
    """
    matrix = [[0.0] * len(columns) for _ in columns]
    complete = not any(None in column for column in columns)
    apart = [deviations(_given(column)) for column in columns] if complete else []
    for i, first in enumerate(columns):
        for j, second in enumerate(columns[: i + 1]):
            a, b = (apart[i], apart[j]) if complete else _shared(first, second)
            if len(a) < 2:
                return None
            matrix[i][j] = matrix[j][i] = product_sum(a, b) / (len(a) - 1)
    return matrix


def fewest_shared(columns: Sequence[Column]) -> int:
    """Return how many rows the two columns share that share the fewest; 0 where there are no two."""
    pairs = ((a, b) for i, a in enumerate(columns) for b in columns[:i])
    return min((sum(x is not None and y is not None for x, y in zip(a, b, strict=True)) for a, b in pairs), default=0)


def _names(rows: Answers, names: Sequence[str] | None) -> tuple[str, ...]:
    width = len(rows[0]) if rows else len(names or ())
    if any(len(row) != width for row in rows):
        raise ValueError("each respondent needs an answer, or None, for every item")
    if not all(answer is None or isfinite(answer) for row in rows for answer in row):
        raise ValueError("answers must be finite numbers or None")
    called = tuple(str(place) for place in range(1, width + 1)) if names is None else tuple(names)
    if len(called) != width or len(set(called)) != width:
        raise ValueError("each item needs a name of its own")
    return called


def _without_constants(table: AnswerTable) -> AnswerTable:
    """Leave out the columns that do not vary; with fewer than two rows nothing can vary, and all stay."""
    if table.n < 2:
        return table
    varies = [any(deviations(given)) if (given := _given(column)) else False for column in table.columns]
    kept = [(name, column) for name, column, keep in zip(table.names, table.columns, varies, strict=True) if keep]
    gone = tuple(name for name, keep in zip(table.names, varies, strict=True) if not keep)
    return AnswerTable(tuple(name for name, _ in kept), tuple(column for _, column in kept), table.n, table.dropped + gone)


def _given(column: Column) -> list[float]:
    return [answer for answer in column if answer is not None]


def _shared(first: Column, second: Column) -> tuple[list[float], list[float]]:
    """Return the deviations of two columns over the rows that have both."""
    both = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    return (deviations([a for a, _ in both]), deviations([b for _, b in both])) if both else ([], [])
