"""That somebody has read the privacy notice."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Account


class PrivacyReading(db.Model):
    """Which version of the notice somebody has read, and when. It says nothing about agreement."""

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    read_at: Mapped[Moment]
