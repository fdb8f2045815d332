"""What a worker does for copies of one's own data."""

import datetime as dt
from typing import Any

from cxtrain.jobs.operations import Report, daily, handles
from cxtrain.reports.my_data.operations import KIND, forget_copies, made


@handles(KIND)
def put_together(args: dict[str, Any], report: Report) -> str:
    """Make the ZIP; its own page sends it, to whom it is about."""
    return made(args["person"])


@daily("forget copies of own data")
def forget(day: dt.date) -> None:
    """Let go of copies that are older than a week."""
    forget_copies(day)
