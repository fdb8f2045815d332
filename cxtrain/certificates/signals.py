"""What certificates hear: a course passed is a certificate issued, in the same transaction."""

from typing import Any

from cxtrain.certificates.register.operations import issue
from cxtrain.training.models import Enrolment
from cxtrain.training.signals import course_passed


def connect() -> None:
    """Listen to training. Connecting again changes nothing."""
    course_passed.connect(_on_passed)


def _on_passed(enrolment: Enrolment, **_more: Any) -> None:
    issue(enrolment)
