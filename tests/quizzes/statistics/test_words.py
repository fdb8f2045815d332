"""Words for a quiz as a whole, at their bounds."""

from cxtrain.quizzes.statistics.words import IS_FAIRLY_RELIABLE, IS_RELIABLE, IS_UNRELIABLE, reliability_said


def test_alpha_has_words():
    assert [reliability_said(alpha) for alpha in (90.0, 75.0, 74.9, 64.0, 63.9, -20.0)] == [
        IS_RELIABLE, IS_RELIABLE, IS_FAIRLY_RELIABLE, IS_FAIRLY_RELIABLE, IS_UNRELIABLE, IS_UNRELIABLE]
