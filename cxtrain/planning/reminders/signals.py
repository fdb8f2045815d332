"""What reminders hear: that a day has begun, and that the post asks whether a mail is still wanted."""

import datetime as dt

from cxtrain.jobs.mail.operations import STILL_WANTED
from cxtrain.jobs.operations import daily
from cxtrain.planning.reminders import operations, queries


def connect() -> None:
    """Let the post ask before it sends. Connecting again changes nothing."""
    STILL_WANTED.update(dict.fromkeys((operations.OWNER, operations.LEVEL), _still_wanted))


def _still_wanted(key: str) -> bool:
    """Whether the person of a mail's key still has something to do, or to see to."""
    return queries.anything_left(int(key.split()[-2]))


@daily("plan reminders")
def remind_daily(day: dt.date) -> None:
    """Tell whoever has something to do, and the next level of what is two weeks late."""
    operations.remind(day)
