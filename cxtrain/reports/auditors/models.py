"""Links for auditors, and the classes and people that each of them shows."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Moment, db
from cxtrain.people.models import Employee, Unit
from cxtrain.training.classes.models import TrainingClass


class AuditorLink(db.Model):
    """An address that shows chosen records to somebody from outside until a moment. What it shows never changes."""

    __table_args__ = (
        CheckConstraint("ends_at > made_at", name="span"),
        CheckConstraint("(ended_at is null) = (ended_by is null)", name="ended"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of the token in the address, hex
    nonce: Mapped[str] = mapped_column(String(32))  # 128 random bits; with the server's key they give the token again
    recipient: Mapped[str] = mapped_column(String(80))  # who gets it
    purpose: Mapped[str] = mapped_column(String(200))  # what for
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id), index=True)  # all that it shows lies there or below
    made_by: Mapped[int] = mapped_column(ForeignKey(Employee.id))
    made_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]  # before its time
    ended_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    maker: Mapped[Employee] = relationship(foreign_keys=[made_by])


class AuditedClass(db.Model):
    """A class that a link shows."""

    link_id: Mapped[int] = mapped_column(ForeignKey(AuditorLink.id), primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey(TrainingClass.id), primary_key=True, index=True)


class AuditedPerson(db.Model):
    """Somebody whose training file a link shows."""

    link_id: Mapped[int] = mapped_column(ForeignKey(AuditorLink.id), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), primary_key=True, index=True)
