"""What refreshers hear: a quiz was marked, people left."""

from typing import Any

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.models import Employee
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
    left = db.session.scalars(select(Employee.id).where(Employee.id.in_(employee_ids), Employee.status == "left")).all()
    if left:
        operations.forget(left)
