"""Which options of a choice question work: who chooses each, those who do well elsewhere or those who do not?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cxtrain.measures.intervals import Interval, wilson
from cxtrain.measures.samples import correlation, present

FLOOR = 20
UNUSED = "unused"  # a wrong option that nobody takes
DRAWS_THE_ABLE = "draws_the_able"  # a wrong option for those who do well elsewhere
DETERS_THE_ABLE = "deters_the_able"  # a right option for those who do badly elsewhere

NO_ATTEMPT = "There are no attempts yet."
NOBODY_OR_ALL = "Nobody or everybody chose it."
NO_REST_VARIATION = "All attempts have the same mark in the rest of the quiz."
NO_THIRDS = "The marks in the rest of the quiz are too much alike to make thirds of them."
FEW_ATTEMPTS = "Fewer than twenty attempts: the figures will still move."


@dataclass(frozen=True)
class Option:
    """One option: how many chose it, and how that goes with the rest of the quiz."""

    name: str
    right: bool
    chosen: int
    share: float | None  # 0..1 of all attempts
    interval: Interval | None  # of the share
    upper: int | None  # how many of the upper third chose it
    lower: int | None
    correlation: float | None  # point-biserial with the rest, -1..1
    verdicts: tuple[str, ...] = ()
    reason: str | None = None  # why there is no correlation


@dataclass(frozen=True)
class OptionTable:
    """The options of a question, in the order given; no thirds where `reason` says why."""

    options: tuple[Option, ...]
    n: int  # attempts
    unanswered: int
    upper: int | None = None  # size of the upper third by the rest of the quiz; equal marks stay together
    lower: int | None = None
    reason: str | None = None
    note: str | None = None


def analyse_options(
    options: Sequence[str], right: Collection[str], chosen: Sequence[Collection[str]], rest: Sequence[float]
) -> OptionTable:
    """Return how often each option was chosen, by all and by the upper and lower third, and what goes with it.

    Args:
        options: the options' names, as on the question.
        right: those that earn marks.
        chosen: what each attempt ticked; empty where it was not answered, which counts as not chosen.
        rest: each attempt's marks in the rest of the quiz.

    Raises:
        ValueError: the lists differ in length, an option is unknown or named twice, or a mark is not finite.

    Source: point-biserial: Lord & Novick, Statistical Theories of Mental Test Scores, 1968.
    """
    _check(options, right, chosen, rest)
    n, unanswered = len(rest), sum(not each for each in chosen)
    upper, lower = _thirds(rest)
    rows = tuple(_option(name, name in right, [name in each for each in chosen], rest) for name in options)
    note = FEW_ATTEMPTS if n < FLOOR else None
    if not upper or not lower:
        return OptionTable(rows, n, unanswered, reason=NO_THIRDS if n else NO_ATTEMPT, note=note)
    return OptionTable(rows, n, unanswered, len(upper), len(lower), note=note)


def _check(options: Sequence[str], right: Collection[str], chosen: Sequence[Collection[str]], rest: Sequence[float]) -> None:
    if len(chosen) != len(rest):
        raise ValueError("chosen and rest must be of the same attempts")
    if any(isinstance(each, str) for each in [right, *chosen]):
        raise ValueError("right and chosen are collections of names, not one name")
    known = set(options)
    if len(known) < len(options) or not known.issuperset(set(right).union(*chosen)):
        raise ValueError("options must differ, and what is right or chosen be among them")
    if len(present(rest)) < len(rest):
        raise ValueError("each attempt needs a mark in the rest of the quiz")


def _thirds(rest: Sequence[float]) -> tuple[list[int], list[int]]:
    """Return the attempts of the upper and of the lower third; with equal marks at the border they grow."""
    third = len(rest) // 3
    if not third:
        return [], []
    low, high = sorted(rest)[third - 1], sorted(rest)[-third]
    if low >= high:
        return [], []
    upper = [index for index, mark in enumerate(rest) if mark >= high]
    return upper, [index for index, mark in enumerate(rest) if mark <= low]


def _option(name: str, right: bool, ticks: Sequence[bool], rest: Sequence[float]) -> Option:
    upper, lower = _thirds(rest)
    thirds = (sum(ticks[index] for index in upper), sum(ticks[index] for index in lower)) if upper and lower else (None, None)
    r = correlation([float(tick) for tick in ticks], rest)
    return option_of(name, right, n=len(ticks), chosen=sum(ticks), thirds=thirds, r=r)


def option_of(name: str, right: bool, *, n: int, chosen: int, thirds: tuple[int | None, int | None], r: float | None) -> Option:
    """Return the record of an option that `chosen` of `n` took, `thirds` of them (upper, lower), at a correlation of `r`."""
    share = wilson(chosen, n)
    reason = None if r is not None else NO_REST_VARIATION if 0 < chosen < n else NOBODY_OR_ALL if n else NO_ATTEMPT
    return Option(name, right, chosen, share.value, share.interval, *thirds, r, _verdicts(right, chosen, r), reason)


def _verdicts(right: bool, chosen: int, r: float | None) -> tuple[str, ...]:
    found = (
        (UNUSED, not right and not chosen),
        (DRAWS_THE_ABLE, not right and r is not None and r > 0),
        (DETERS_THE_ABLE, right and r is not None and r < 0),
    )
    return tuple(verdict for verdict, holds in found if holds)
