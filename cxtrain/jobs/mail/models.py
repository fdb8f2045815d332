"""The outbox."""

from sqlalchemy import Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db

WAITING = text("sent_at is null and given_up_at is null")


class OutgoingMail(db.Model):
    """One mail to one address. Its key is unique, so nothing is sent twice; sent ones are forgotten after a month."""

    __table_args__ = (
        Index("ix_outgoing_mail_waiting", "next_try_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80), unique=True)  # the same key is the same mail
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)  # in the language of whoever gets it
    zone: Mapped[str] = mapped_column(String(40))  # whose quiet hours count
    tries: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[Moment]
    next_try_at: Mapped[Moment]
    sent_at: Mapped[Moment | None]
    given_up_at: Mapped[Moment | None]
    last_error: Mapped[str] = mapped_column(String(300), default="")
