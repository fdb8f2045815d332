"""Closing a month: what may be told of it is written once, and what each person answered in it is deleted."""

import datetime as dt

from sqlalchemy import delete, insert

from cxtrain.extensions import db
from cxtrain.jobs.operations import daily
from cxtrain.ledger.operations import record
from cxtrain.training.refreshers.models import RefresherShare, RefresherSum
from cxtrain.training.refreshers.retention import queries
from cxtrain.training.refreshers.retention.shares import shares_of


@daily("close months of refreshers")
def close_months(day: dt.date) -> None:
    """Close every month that had ended everywhere on earth by the day before `day` (UTC)."""
    for month in queries.open_months(f"{day - dt.timedelta(1):%Y-%m}"):
        close_month(month)


def close_month(month: str) -> int:
    """Write down what may be told of a month; return how many rows that is. The units are those of today."""
    rows = [{"unit_id": share.unit_id, "month": month, "touchpoint": share.touchpoint, "dimension": share.dimension,
             "people": share.people, "n": share.n, "right_n": share.right} for share in shares_of(queries.answered_in(month))]
    if rows:
        db.session.execute(insert(RefresherShare), rows)
    db.session.execute(delete(RefresherSum).where(RefresherSum.month == month))
    record("refresher month closed", ("refresher_month", month), unit_id=None, rows=len(rows))
    return len(rows)
