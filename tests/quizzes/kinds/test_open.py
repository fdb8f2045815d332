"""Free texts and descriptions."""

from fractions import Fraction

import pytest

from cxtrain.quizzes.question import BadAnswer
from tests.quizzes.kinds.conftest import TEXT, asked, earned

RUBRIC = [{"id": "seen", "text": TEXT, "points": 3}, {"id": "next", "text": TEXT, "points": 2}]


def test_a_text_waits_for_a_person_and_no_text_earns_nothing():
    question = asked("free_text")
    assert earned(question, "Hello") is None
    assert (question.checked(("  ",)), question.points((), "")) == ((), 0)


def test_a_rubric_adds_up():
    assert asked("free_text", rubric=RUBRIC).points_by_hand([3, 1]) == Fraction(4, 5)
    assert asked("free_text").points_by_hand([5]) == 1


@pytest.mark.parametrize("points", [[4, 0], [3], [-1, 2], [1, 1, 1]])
def test_points_outside_the_rubric_are_refused(points):
    with pytest.raises(ValueError, match="no points"):
        asked("free_text", rubric=RUBRIC).points_by_hand(points)


def test_a_text_longer_than_the_author_allows_is_refused():
    with pytest.raises(BadAnswer):
        asked("free_text", most=10).checked(("x" * 11,))


def test_a_description_asks_for_nothing_and_is_worth_nothing():
    question = asked("description")
    assert (question.worth, earned(question)) == (0, 0)
    with pytest.raises(BadAnswer):
        question.checked(("x",))
