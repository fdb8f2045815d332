"""What editions hear: that a day has begun."""

import datetime as dt

from cxtrain.clock import now
from cxtrain.jobs.operations import daily, enqueue
from cxtrain.reports.monthly.editions.queries import outdated
from cxtrain.reports.monthly.queries import KIND


@daily("monthly reports again")
def make_outdated_again(_day: dt.date) -> None:
    """Have reports made again that classes have overtaken: where a figure is another one now, that is another edition.

    Each change asks once, also where it changes no figure: the key holds its moment.
    """
    for each in outdated(now()):
        key = f"monthly-again:{each.month}:{each.changed_at:%Y%m%d%H%M%S%f}"
        enqueue(KIND, key, {"units": list(each.units), "month": each.month})
