"""The options of a choice question from counts instead of rows; see `distractors`, whose records it returns."""

from collections.abc import Collection, Mapping, Sequence
from math import sqrt

from cxtrain.measures.distractors import FEW_ATTEMPTS, FLOOR, NO_ATTEMPT, NO_THIRDS, Option, OptionTable, option_of

Spread = Mapping[int, int]  # steps earned in the rest of the quiz -> attempts


def analyse_option_counts(
    options: Sequence[str], right: Collection[str], chosen: Mapping[str, Spread], everybody: Spread, *, unanswered: int
) -> OptionTable:
    """Return what `analyse_options` returns for the attempts that were counted.

    Args:
        options: the options' names, as on the question.
        right: those that earn marks.
        chosen: for each option how many of those with which rest ticked it; one that is missing was ticked by nobody.
        everybody: how many attempts had which rest.
        unanswered: how many of these ticked nothing.

    Raises:
        ValueError: an option is unknown or named twice, or more ticked one than there were.

    Source: as `distractors`.
    """
    _check(options, right, chosen, everybody)
    n = sum(everybody.values())
    borders = _borders(everybody, n)
    rows = tuple(_option(name, name in right, chosen.get(name, {}), (everybody, borders)) for name in options)
    note = FEW_ATTEMPTS if n < FLOOR else None
    if borders is None:
        return OptionTable(rows, n, unanswered, reason=NO_THIRDS if n else NO_ATTEMPT, note=note)
    return OptionTable(rows, n, unanswered, *_beyond(everybody, borders), note=note)


def _check(options: Sequence[str], right: Collection[str], chosen: Mapping[str, Spread], everybody: Spread) -> None:
    if len(set(options)) < len(options) or not set(options).issuperset([*right, *chosen]):
        raise ValueError("options must differ, and what is right or chosen be among them")
    if any(not 0 <= n <= everybody.get(rest, 0) for spread in chosen.values() for rest, n in spread.items()):
        raise ValueError("an option is chosen by no more than there are")


def _borders(everybody: Spread, n: int) -> tuple[int, int] | None:
    """Return the highest rest of the lower third and the lowest of the upper; None where there are no thirds."""
    if n < 3:
        return None
    ordered = sorted(rest for rest, count in everybody.items() if count)
    low, high = _reached(ordered, everybody, n // 3), _reached(ordered[::-1], everybody, n // 3)
    return (low, high) if low < high else None


def _reached(ordered: Sequence[int], everybody: Spread, wanted: int) -> int:
    """Return the rest at which so many attempts have been passed, going along `ordered`."""
    for rest in ordered:
        wanted -= everybody[rest]
        if wanted <= 0:
            return rest
    raise ValueError("there are fewer attempts than wanted")


def _beyond(spread: Spread, borders: tuple[int, int]) -> tuple[int, int]:
    """Return how many lie in the upper and in the lower third."""
    low, high = borders
    return sum(n for rest, n in spread.items() if rest >= high), sum(n for rest, n in spread.items() if rest <= low)


def _option(name: str, right: bool, ticks: Spread, whole: tuple[Spread, tuple[int, int] | None]) -> Option:
    everybody, borders = whole
    thirds = _beyond(ticks, borders) if borders else (None, None)
    n, chosen = sum(everybody.values()), sum(ticks.values())
    return option_of(name, right, n=n, chosen=chosen, thirds=thirds, r=_correlation(ticks, everybody))


def _correlation(ticks: Spread, everybody: Spread) -> float | None:
    """Return the point-biserial correlation of ticking with the rest, from exact sums; None where one does not vary."""
    n, chosen = sum(everybody.values()), sum(ticks.values())
    rest = sum(count * each for each, count in everybody.items())
    spread = (n * chosen - chosen**2) * (n * sum(count * each * each for each, count in everybody.items()) - rest**2)
    if not spread:
        return None
    joint = n * sum(count * each for each, count in ticks.items()) - chosen * rest
    return max(-1.0, min(1.0, joint / sqrt(spread)))
