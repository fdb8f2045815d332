"""Somebody's second step at sign-in, and the codes for the day on which the phone is gone."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Moment, db


class SecondStep(db.Model):
    """What an account's phone computes codes from. Without a secret there is no second step yet."""

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    secret: Mapped[str] = mapped_column(String(200), default="")  # sealed; the one that codes are checked against
    pending: Mapped[str] = mapped_column(String(200), default="")  # sealed; shown to be scanned, not yet confirmed
    last_counter: Mapped[int] = mapped_column(default=0)  # half minutes since 1970 of the last code that was accepted
    set_up_at: Mapped[Moment | None]
    put_off_until: Mapped[Moment | None]  # when HR and admins must have set it up


class RecoveryCode(db.Model):
    """A code that replaces the phone's, once."""

    __table_args__ = (UniqueConstraint("account_id", "digest"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256, hex: each code has 80 random bits
    used_at: Mapped[Moment | None]
