"""What certificates hear: a course passed is a certificate issued, in the same transaction."""

from pathlib import Path
from typing import Any

from cxtrain.certificates import operations
from cxtrain.files.operations import keep
from cxtrain.jobs.operations import Report, handles
from cxtrain.training.models import Enrolment
from cxtrain.training.signals import course_passed


def connect() -> None:
    """Listen to training. Connecting again changes nothing."""
    course_passed.connect(_on_passed)


def _on_passed(enrolment: Enrolment, **_more: Any) -> None:
    operations.issue(enrolment)


@handles("print_certificates")
def print_run(args: dict[str, Any], report: Report) -> str:
    """Do a print run: its ids were chosen when it was asked for; return the digest of the one file it makes."""
    target: Path = operations.temporary_file()
    try:
        operations.print_certificates(args["ids"], target, base_url=args["base_url"], report=report)
        return keep(target.read_bytes(), "application/pdf")
    finally:
        target.unlink(missing_ok=True)
