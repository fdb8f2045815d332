"""Which attempts decide whether a quiz is passed. Pure."""

from collections.abc import Sequence
from statistics import fmean

from cxtrain.quizzes.quiz import Counting


def grade_of(counts: Counting, scores: Sequence[float]) -> float:
    """Return the score that counts.

    Args:
        counts: as the quiz says.
        scores: percent, of the attempts handed in and marked since the last pass or renewal, the oldest first; one at least.
    """
    match counts:
        case Counting.BEST:
            return max(scores)
        case Counting.LAST:
            return scores[-1]
        case Counting.FIRST:
            return scores[0]
        case Counting.MEAN:
            return fmean(scores)
