"""What the escalation hears: that an hour has begun, and that the post asks whether a mail is still wanted."""

import datetime as dt

from cxtrain.jobs.mail.operations import STILL_WANTED
from cxtrain.jobs.operations import hourly
from cxtrain.voices.feedback.escalation import operations, queries


def connect() -> None:
    """Let the post ask before it sends. Connecting again changes nothing."""
    STILL_WANTED[operations.KIND] = _still_wanted


def _still_wanted(_key: str) -> bool:
    """Whether any matter that was handed up is still open."""
    return queries.anything_late()


@hourly("late feedback")
def escalate_hourly(moment: dt.datetime) -> None:
    """Hand up what has become late, and tell."""
    operations.escalate(moment)
