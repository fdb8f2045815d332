"""Which of somebody's attempts pass a quiz once some scores have changed. Pure. A pass that was given is never taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cxtrain.quizzes.counting import grade_of
from cxtrain.quizzes.quiz import Counting


@dataclass(frozen=True)
class Sat:
    """A marked attempt of one person at one quiz."""

    number: int
    score: float  # percent, as it is marked now
    passed: bool  # as it was settled
    counts: Counting
    pass_mark: int


@dataclass(frozen=True)
class Standing:
    """What becomes of an attempt."""

    passed: bool
    would: bool  # whether it would pass if no pass had been given before


def passed_again(attempts: Sequence[Sat], renewed: Collection[int] = ()) -> list[Standing]:
    """Return what becomes of all of somebody's attempts at a quiz.

    Args:
        attempts: those that are marked, by number.
        renewed: attempts up to such a number no longer counted from then on.
    """
    found: list[Standing] = []
    since = 0
    for at, attempt in enumerate(attempts):
        since = max([since, *(number for number in renewed if number < attempt.number)])
        scores = [each.score for each in attempts[:at + 1] if each.number > since]
        would = grade_of(attempt.counts, scores) >= attempt.pass_mark
        found.append(Standing(attempt.passed or would, would))
        since = attempt.number if found[-1].passed else since
    return found
