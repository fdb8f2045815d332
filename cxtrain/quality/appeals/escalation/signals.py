"""What the escalation hears: that a day has begun, and that the post asks whether a mail is still wanted."""

import datetime as dt

from cxtrain.clock import now
from cxtrain.jobs.mail.operations import STILL_WANTED
from cxtrain.jobs.operations import daily
from cxtrain.quality.appeals.escalation import operations, queries


def connect() -> None:
    """Let the post ask before it sends. Connecting again changes nothing."""
    STILL_WANTED[operations.KIND] = _still_wanted


def _still_wanted(_key: str) -> bool:
    """Whether any late appeal is still open: it may be decided between the night and the end of the quiet hours."""
    return queries.anything_late()


@daily("late appeals")
def escalate_daily(_day: dt.date) -> None:
    """Mark what has become late, and tell."""
    operations.escalate(now())
