"""The statistics of `item_analysis` from counts instead of rows: how many attempts had which mark and which rest.

Marks are whole numbers of a step that the caller chooses, such as 1/100000 of a mark. So all sums are exact, in whatever
order attempts come and go, and a hundred thousand attempts cost no more than the different marks that they have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from operator import add

from cxtrain.measures.item_analysis import (
    NO_ATTEMPT,
    NO_MARK,
    NO_REST_VARIATION,
    NO_TOTAL_VARIATION,
    NO_VARIATION,
    ONE_QUESTION,
    QUIZ_FIGURES,
    TOO_FEW_FOR_KURTOSIS,
    TOO_FEW_FOR_SD,
    TOO_FEW_FOR_SHAPE,
    Item,
    Quiz,
    item_of,
    quiz_of,
    weights_of,
)

Counts = Mapping[tuple[int, int], int]  # (steps earned, steps earned in the rest of the quiz) -> attempts


@dataclass(frozen=True)
class Sums:
    """Sums over the attempts at one question: of its marks, of the rest, and of their products, all in steps."""

    n: int
    mark: int
    rest: int
    marks: int  # mark × mark
    rests: int
    both: int

    @classmethod
    def of(cls, counts: Counts) -> "Sums":
        """Return the sums of the counts."""
        whole = [0] * 6
        for (mark, rest), n in counts.items():
            whole = list(map(add, whole, (n, n * mark, n * rest, n * mark * mark, n * rest * rest, n * mark * rest)))
        return cls(*whole)

    # Products of deviations from the means, times n × n, which keeps them whole.
    @property
    def mark_spread(self) -> int:
        """Of the marks with themselves."""
        return self.n * self.marks - self.mark**2

    @property
    def rest_spread(self) -> int:
        """Of the rests with themselves."""
        return self.n * self.rests - self.rest**2

    @property
    def joint_spread(self) -> int:
        """Of the marks with the rests."""
        return self.n * self.both - self.mark * self.rest


def analyse_counts(items: Sequence[Counts], maxima: Sequence[int], totals: Mapping[int, int], *, steps: int = 1) -> Quiz:
    """Return what `analyse_quiz` returns for the attempts that were counted.

    Args:
        items: for each question of one paper its counts, of the same attempts.
        maxima: the most that each question gives, in steps, 0 or more.
        totals: how many attempts came to which total, in steps.
        steps: how many of them make a mark, which is the unit of mean, median, SD and standard error.

    Raises:
        ValueError: a question was counted over more or fewer attempts than the totals, or as `analyse_items` says.

    Source: as `item_analysis`.
    """
    n, sums = sum(totals.values()), _checked(items, maxima)
    if any(one.n != n for one in sums) or any(each < 0 for each in totals.values()):
        raise ValueError("each question needs counts of as many attempts as the totals, which are 0 or more")
    return quiz_of(n, _items(sums, items, maxima), _figures(sums, totals, steps) if n else [NO_ATTEMPT] * len(QUIZ_FIGURES))


def analyse_items(items: Sequence[Counts], maxima: Sequence[int]) -> tuple[Item, ...]:
    """Return each question's figures; the questions may have been counted over different attempts.

    Raises:
        ValueError: a question has no maximum, or a count or a maximum is negative.
    """
    return _items(_checked(items, maxima), items, maxima)


def _checked(items: Sequence[Counts], maxima: Sequence[int]) -> list[Sums]:
    if len(items) != len(maxima) or any(most < 0 for most in maxima):
        raise ValueError("each question needs a maximum of 0 or more")
    if any(n < 0 for counts in items for n in counts.values()):
        raise ValueError("counts must be 0 or more")
    return [Sums.of(counts) for counts in items]


def _items(sums: Sequence[Sums], items: Sequence[Counts], maxima: Sequence[int]) -> tuple[Item, ...]:
    whole, weights = sum(maxima), _effective_weights(sums)
    return tuple(
        _item(one, most, (100 * most / whole if whole else NO_MARK, weight, *_discrimination(one, counts)))
        for one, counts, most, weight in zip(sums, items, maxima, weights, strict=True))


def _item(sums: Sums, most: int, others: Sequence[float | str]) -> Item:
    missing = NO_ATTEMPT if not sums.n else NO_MARK if not most else None
    facility = missing or 100 * sums.mark / (sums.n * most)
    sd = missing or (100 * _sd(sums.mark_spread, sums.n) / most if sums.n > 1 else TOO_FEW_FOR_SD)
    return item_of(sums.n, (facility, sd, *others))


def _sd(spread: int, n: int) -> float:
    return sqrt(spread / (n * (n - 1)))


def _effective_weights(sums: Sequence[Sums]) -> list[float | str]:
    """Return the weights of the questions that were counted twice at least, and why the others have none."""
    # The total is mark + rest, so its covariance with the mark is the sum of two that are known.
    weights = iter(weights_of([(one.mark_spread + one.joint_spread) / (one.n * (one.n - 1)) for one in sums if one.n > 1]))
    return [next(weights) if one.n > 1 else TOO_FEW_FOR_SD if one.n else NO_ATTEMPT for one in sums]


def _discrimination(sums: Sums, counts: Counts) -> tuple[float | str, float | str]:
    if sums.n < 2:
        reason = TOO_FEW_FOR_SD if sums.n else NO_ATTEMPT
        return reason, reason
    if not (sums.mark_spread and sums.rest_spread):
        reason = NO_REST_VARIATION if sums.mark_spread else NO_VARIATION
        return reason, reason
    most = sums.n * _sorted_products(counts) - sums.mark * sums.rest
    return 100 * sums.joint_spread / sqrt(sums.mark_spread * sums.rest_spread), 100 * sums.joint_spread / most


def _sorted_products(counts: Counts) -> int:
    """Return the sum of mark × rest when both are sorted on their own: what is least with what is least, and so on."""
    marks, rests = _sorted_counts((mark, n) for (mark, _), n in counts.items()), _sorted_counts(
        (rest, n) for (_, rest), n in counts.items())
    found, at, left = 0, 0, rests[0][1]
    for mark, n in marks:
        while n:
            taken = min(n, left)
            found += taken * mark * rests[at][0]
            n, left = n - taken, left - taken
            if not left and at + 1 < len(rests):
                at, left = at + 1, rests[at + 1][1]
    return found


def _sorted_counts(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    summed: dict[int, int] = {}
    for value, n in pairs:
        summed[value] = summed.get(value, 0) + n
    return sorted((value, n) for value, n in summed.items() if n)


def _figures(sums: Sequence[Sums], totals: Mapping[int, int], steps: int) -> tuple[float | str, ...]:
    n, ordered = sum(totals.values()), _sorted_counts(totals.items())
    whole = sum(count * total for total, count in ordered)
    apart = [(n * total - whole, count) for total, count in ordered]  # n times the distance from the mean
    second, third, fourth = (sum(count * each**power for each, count in apart) for power in (2, 3, 4))
    sd = sqrt(second / (n - 1)) / n / steps if n > 1 else TOO_FEW_FOR_SD
    consistency = _consistency(n, sums, second // n)
    ratio = consistency if isinstance(consistency, str) else 100 * sqrt(max(0.0, 1 - consistency / 100))
    error = ratio if isinstance(ratio, str) or isinstance(sd, str) else ratio / 100 * sd
    return (whole / n / steps, _median(ordered, n) / steps, sd, _skewness(n, second, third), _kurtosis(n, second, fourth),
            consistency, ratio, error)


def _median(ordered: Sequence[tuple[int, int]], n: int) -> float:
    def at(place: int) -> int:
        for value, count in ordered:
            place -= count
            if place < 0:
                return value
        raise IndexError(place)
    return (at((n - 1) // 2) + at(n // 2)) / 2


def _skewness(n: int, second: int, third: int) -> float | str:
    if n < 3:
        return TOO_FEW_FOR_SHAPE
    if not second:
        return NO_TOTAL_VARIATION
    return n * (third / n**3) / ((n - 1) * (n - 2)) / sqrt(second / n**2 / (n - 1)) ** 3


def _kurtosis(n: int, second: int, fourth: int) -> float | str:
    if n < 4:
        return TOO_FEW_FOR_KURTOSIS
    if not second:
        return NO_TOTAL_VARIATION
    return (n - 1) * (n * (n + 1) * fourth - 3 * (n - 1) * second**2) / ((n - 2) * (n - 3) * second**2)


def _consistency(n: int, sums: Sequence[Sums], total_spread: int) -> float | str:
    """Return CIC; `total_spread` is the totals' own, made as those of `Sums` are."""
    if n < 3:
        return TOO_FEW_FOR_SHAPE
    if len(sums) < 2:
        return ONE_QUESTION
    if not total_spread:
        return NO_TOTAL_VARIATION
    return 100 * len(sums) / (len(sums) - 1) * (1 - sum(one.mark_spread for one in sums) / total_spread)
