"""Tables of the plumbing: settled submissions and counted tries."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db


class Submission(db.Model):
    """A submit that has been done, so that a double click or a retry gets the same answer."""

    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[int]  # 0 for somebody not signed in
    path: Mapped[str] = mapped_column(String(300))
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of what was sent, hex
    location: Mapped[str] = mapped_column(String(400))
    at: Mapped[Moment] = mapped_column(index=True)


class RateCount(db.Model):
    """How often something was tried in a window of time; one row for each key and window."""

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)  # minute since the epoch at which it began
    count: Mapped[int]


class NumberFloor(db.Model):
    """Up to which number a series may have been used by what a restored backup knows nothing of; see `web.numbers`."""

    series: Mapped[str] = mapped_column(String(60), primary_key=True)  # a table, or such as "term:3:2026"
    last: Mapped[int]
