"""What rules hear: who joined, moved or left, who passed a course, and that a day has begun."""

import datetime as dt
from typing import Any

from sqlalchemy import true

from cxtrain.jobs.operations import daily
from cxtrain.people.signals import people_changed
from cxtrain.training.models import Enrolment
from cxtrain.training.rules import operations
from cxtrain.training.signals import course_passed


def connect() -> None:
    """Listen to people and to courses. Connecting again changes nothing."""
    people_changed.connect(_on_people)
    course_passed.connect(_on_pass)


def _on_people(employee_ids: frozenset[int], **_more: Any) -> None:
    operations.apply_to(employee_ids)


def _on_pass(enrolment: Enrolment, **_more: Any) -> None:
    operations.apply_to([enrolment.employee_id])  # what waited for this course may begin


@daily("apply training rules")
def apply_daily(_day: dt.date) -> None:
    """Give what has come due again, and what an exemption or an absence that is over held back."""
    operations.apply_rules(true())
