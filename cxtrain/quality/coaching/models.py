"""What an employee says about a coaching observation."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db


class CoachingComment(db.Model):
    """The words of the employee who was coached; for the two who were there."""

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    words: Mapped[str] = mapped_column(String(1000))
    written_at: Mapped[Moment]
