"""Whether somebody has read the notice as it stands."""

import datetime as dt

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.people.notice.models import PrivacyReading
from cxtrain.people.notice.text import VERSION


def read_at(account_id: int) -> dt.datetime | None:
    """Return when the account's owner read the present version, or None."""
    return db.session.scalar(select(PrivacyReading.read_at).where(
        PrivacyReading.account_id == account_id, PrivacyReading.version == VERSION))
