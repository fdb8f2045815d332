"""What refreshers hear: a quiz was marked, people left."""

from typing import Any

from cxtrain.people.signals import people_changed
from cxtrain.quizzes.models import QuizAttempt
from cxtrain.quizzes.signals import quiz_finished
from cxtrain.training.refreshers import operations


def connect() -> None:
    """Listen to the packages below. Connecting again changes nothing."""
    quiz_finished.connect(_on_quiz)
    people_changed.connect(_on_people)


def _on_quiz(attempt: QuizAttempt, *, on_paper: bool = False, **_more: Any) -> None:
    if not on_paper:  # what was answered there is not known
        operations.note_quiz(attempt)


def _on_people(employee_ids: frozenset[int], **_more: Any) -> None:
    operations.forget_leavers(employee_ids)
