"""That a backup was restored here, and whether somebody has looked at what it lost."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db


class Restoration(db.Model):
    """One restore. Until it is confirmed, pages of HR and admins say that what came after the backup is gone."""

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[Moment]  # when the backup was made
    restored_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))  # None: on the command line
