"""What trainers made of the library's actions."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee


class RemedyVersion(db.Model):
    """An action of the library as somebody left it. Written once, never updated; the latest of a slug counts."""

    __table_args__ = (UniqueConstraint("slug", "number"), CheckConstraint("number > 0", name="number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60))  # of the shipped action that it changes, or of one's own
    number: Mapped[int]  # 1, 2, 3 … of this slug
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # `library.Action`; None: as it ships
    taken_out: Mapped[bool] = mapped_column(default=False)  # proposed no more; plans that have it keep it
    note: Mapped[str] = mapped_column(String(300), default="")  # why, in the trainer's words
    made_by: Mapped[int] = mapped_column(ForeignKey("employee.id"))
    made_at: Mapped[Moment]
    maker: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
